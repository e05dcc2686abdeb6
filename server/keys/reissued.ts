import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Sessions } from "#server/access/session.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Room } from "#server/room.ts";

/** A place that staff gave anew: whose, by whom, when, and the devices it ended. Times are ISO 8601, UTC. */
export interface Reissued {
  guestId: string;
  at: string;
  by: string | null;
  devices: string[];
}

const Facts = z.object({ guestId: z.string(), sessionIds: z.array(z.string()) });
const Actor = z.object({ kind: z.literal("staff"), id: z.string() });

/** The places given anew at an event, newest first, out of its record; an advisor's own clients only. */
export async function listReissued({ db, sealed }: Room, sessions: Sessions, pass: Pass<"code.give">): Promise<Reissued[]> {
  const reached = new Set((await db.guest.findMany({ where: guestsOf(pass), select: { id: true } })).map(({ id }) => id));
  const entries = await db.entry.findMany({ where: { chain: pass.eventId, name: "seat.reissued" }, orderBy: { seq: "desc" } });
  const read = entries.flatMap(({ at, actor, facts }) => {
    const told = Facts.safeParse(facts).data;
    return told && reached.has(told.guestId) ? [{ ...told, at: at.toISOString(), by: Actor.safeParse(actor).data?.id ?? null }] : [];
  });
  const staff = await db.staff.findMany({ where: { id: { in: read.flatMap(({ by }) => by ?? []) } }, select: { id: true, name: true } });
  const names = new Map(staff.map(({ id, name }) => [id, sealed.house.open(`Staff.name:${id}`, name)]));
  const browsers = await db.session.findMany({ where: { id: { in: read.flatMap(({ sessionIds }) => sessionIds) } }, select: { id: true, browser: true } });
  const words = new Map(browsers.map((one) => [one.id, sessions.browserOf(one)]));
  return read.map(({ guestId, at, by, sessionIds }) => ({ guestId, at, by: names.get(by ?? "") ?? null, devices: sessionIds.map((id) => words.get(id) ?? "").filter(Boolean) }));
}
