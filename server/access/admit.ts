import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { Holder, HousePass, Pass } from "#server/access/pass.ts";
import { makeHousePass, makePass } from "#server/access/pass.ts";
import type { Decision, Person } from "#server/access/policy.ts";
import { decide, decideHouse, needsStepUp } from "#server/access/policy.ts";
import { refuse } from "#server/access/refusal.ts";
import type { Standing, StandingDeps } from "#server/access/standing.ts";
import { standing } from "#server/access/standing.ts";
import type { Visitor } from "#server/access/visitor.ts";

/** Which of a browser's identities asks: the one it has at the event (guest, speaker, device), or staff. */
export type As = "event" | "staff";

/** What the door found out, whether or not it lets anybody in. */
export interface Look {
  readonly decision: Decision;
  readonly holder: Holder;
  readonly standing: Standing;
  /** Staff who proved themselves again a moment ago; acts that ask for it are refused to others. */
  readonly isSteppedUp: boolean;
}

function whoAsks(visitor: Visitor, found: Standing, as: As): { person: Person; holder: Holder } {
  const { sessionId } = visitor;
  if (as === "staff" && found.staff && visitor.staff && sessionId)
    return { person: found.staff, holder: { kind: "staff", sessionId, staffId: visitor.staff.id, roles: visitor.staff.roles } };
  if (as === "event" && found.guest && found.guestId && (found.guest.kind === "guest" || found.guest.kind === "speaker"))
    return { person: found.guest, holder: { kind: found.guest.kind, sessionId, guestId: found.guestId } };
  if (as === "event" && found.device && found.deviceId && found.boutiqueId && sessionId)
    return { person: found.device, holder: { kind: "device", sessionId, deviceId: found.deviceId, boutiqueId: found.boutiqueId } };
  return { person: { kind: "stranger" }, holder: { kind: "stranger", sessionId } };
}

/** A look with other facts, decided anew; null when they may not know of the event any more. */
function decidedAnew(seen: Look, found: Standing): Look | null {
  const { holder } = seen;
  const person: Person =
    (holder.kind === "staff" ? found.staff : holder.kind === "device" ? found.device : found.guest) ?? { kind: "stranger" };
  const decision = decide(person, found.facts);
  return decision.knows ? { ...seen, decision, standing: found } : null;
}

/** The door of the house. Nothing else lets anybody in. */
export function openDoor(deps: StandingDeps) {
  /** What a visitor amounts to at an event; null when they may not know of it. */
  async function look(visitor: Visitor, eventId: string, as: As = "event"): Promise<Look | null> {
    const found = await standing(deps, visitor, eventId);
    if (!found) return null;
    const { person, holder } = whoAsks(visitor, found, as);
    const decision = decide(person, found.facts);
    return decision.knows ? { decision, holder, standing: found, isSteppedUp: visitor.staff?.isSteppedUp === true } : null;
  }

  /** A pass out of a look that was taken before; throws the refusal. */
  function passOf<A extends Ability>(seen: Look | null, ability: A): Pass<A> {
    if (!seen) refuse("unknown");
    // Why is told to who stands in relation to the event; a passer-by of an open one finds nothing, as anywhere.
    if (!seen.decision.may.has(ability)) refuse(seen.holder.kind === "stranger" ? "lacking" : (seen.decision.why ?? "lacking"));
    const { event } = seen.standing;
    if (seen.holder.kind === "staff" && !seen.isSteppedUp && needsStepUp(ability, event.level)) refuse("stepUp");
    return makePass<A>({ eventId: event.id, event, holder: seen.holder, may: seen.decision.may, lens: seen.decision.lens });
  }

  return {
    look,
    passOf,
    /** The same look after the event moved on to another phase; no question to the database. */
    again: (seen: Look, phase: Phase): Look | null =>
      decidedAnew(seen, { ...seen.standing, event: { ...seen.standing.event, phase }, facts: { ...seen.standing.facts, phase } }),

    /** The same look after the piece was shown, to press and influencers or to everyone; no question to the database. */
    shown(seen: Look, to: "early" | "everyone"): Look | null {
      const { facts, isEarly } = seen.standing;
      return decidedAnew(seen, { ...seen.standing, facts: { ...facts, isRevealed: facts.isRevealed || to === "everyone" || isEarly } });
    },

    /** The same look after the event's level was raised; no question to the database. */
    raised: (seen: Look, level: Level): Look | null =>
      decidedAnew(seen, { ...seen.standing, event: { ...seen.standing.event, level }, facts: { ...seen.standing.facts, level } }),

    /** A pass for one ability at one event, or a refusal thrown. */
    admit: async <A extends Ability>(visitor: Visitor, eventId: string, ability: A, as: As = "event"): Promise<Pass<A>> =>
      passOf(await look(visitor, eventId, as), ability),

    /** A pass for one of the maison's own things, or a refusal thrown. */
    admitHouse<A extends HouseAbility>(visitor: Visitor, ability: A): HousePass<A> {
      const { staff, sessionId } = visitor;
      if (!staff || !sessionId || deps.tombstones.has(staff.id)) refuse("unknown");
      const may = decideHouse(staff);
      if (!may.has(ability)) refuse("unknown");
      if (!staff.isSteppedUp && needsStepUp(ability, null)) refuse("stepUp");
      return makeHousePass<A>({ holder: { kind: "staff", sessionId, staffId: staff.id, roles: staff.roles }, may });
    },
  };
}
export type Door = ReturnType<typeof openDoor>;
