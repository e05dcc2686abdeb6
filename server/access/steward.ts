import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import { abilities, houseAbilities } from "#contracts/abilities.ts";
import { Wishes } from "#contracts/event.ts";
import type { HousePass, Pass } from "#server/access/pass.ts";
import { makeHousePass, makePass } from "#server/access/pass.ts";
import { refuse } from "#server/access/refusal.ts";
import type { Db } from "#server/infra/db.ts";

/**
 * The house acting for itself (jobs, the command line, the demo's seed). Each pass names why; the audit keeps it.
 * Never reachable from a request.
 */
export function openSteward(db: Db) {
  return {
    /** A pass at an event for the house's own work. Refuses for an event that is not there. */
    async pass<A extends Ability>(eventId: string, ability: A, why: string): Promise<Pass<A>> {
      const row = await db.event.findUnique({ where: { id: eventId }, select: { id: true, level: true, phase: true, wishes: true } });
      if (!row) refuse("unknown");
      const event = { ...row, wishes: Wishes.parse(row.wishes) };
      return makePass<A>({ eventId, event, holder: { kind: "steward", why }, may: new Set(abilities.filter((one) => one === ability)), lens: "full" });
    },
    /** A pass for the maison's own things. */
    housePass: <A extends HouseAbility>(ability: A, why: string): HousePass<A> =>
      makeHousePass<A>({ holder: { kind: "steward", why }, may: new Set(houseAbilities.filter((one) => one === ability)) }),
  };
}
export type Steward = ReturnType<typeof openSteward>;
