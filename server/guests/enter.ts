import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Knock } from "#server/access/knock.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

export interface Entering {
  /** The browser's session, or null when it has none yet. */
  sessionId: string | null;
  browserWords: string;
  /** Whether this person takes the place of another in this browser. */
  instead: boolean;
  /** The number this browser got when it saw the door; null when it brings none. */
  press?: string | null;
}
export interface Entered {
  eventId: string;
  /** The browser's new cookie; the one before is dead. */
  sessionToken: string;
  to: "room" | "greenroom";
}
export type Lost = "gone" | "elsewhere" | "otherPerson";

/** Rolls the transaction back with its reason. */
class LostAtTheDoor extends Error {
  readonly reason: Lost;
  constructor(reason: Lost) {
    super("lost at the door");
    this.reason = reason;
  }
}

/** Uses the link up for a session: one conditional update, so that of any number of callers one gets true. */
async function consume(tx: Tx, { clock }: Room, knock: Knock, sessionId: string): Promise<boolean> {
  const now = clock.now();
  const rows = await tx.$executeRaw`
    UPDATE "Invitation" SET "boundSessionId" = ${sessionId}, "boundAt" = ${now}, "openedAt" = ${now}
    WHERE id = ${knock.invitationId} AND "boundSessionId" IS NULL AND "endedAt" IS NULL
      AND ("expiresAt" IS NULL OR "expiresAt" > ${now})`;
  return rows === 1;
}

async function bind(room: Room, sessions: Sessions, tx: Tx, pass: Pass<"door.enter">, knock: Knock, entering: Entering) {
  const { eventId } = pass;
  const { guestId } = knock;
  const begun = entering.sessionId === null ? await sessions.begin(entering.browserWords, tx) : null;
  const sessionId = begun?.sessionId ?? entering.sessionId ?? "";
  const isWon = await consume(tx, room, knock, sessionId);
  const here = await tx.sessionIdentity.findMany({ where: { sessionId, eventId, endedAt: null }, select: { guestId: true } });
  const isHere = here.some((one) => one.guestId === guestId);
  const others = here.flatMap((one) => (one.guestId && one.guestId !== guestId ? [one.guestId] : []));
  if (!isWon && !isHere) {
    const link = await tx.invitation.findUnique({ where: { id: knock.invitationId } });
    throw new LostAtTheDoor(link && link.boundSessionId !== null && link.endedAt === null ? "elsewhere" : "gone");
  }
  if (!isHere && others.length > 0 && !entering.instead) throw new LostAtTheDoor("otherPerson");
  const sessionToken = begun?.token ?? (await sessions.renew(sessionId, tx));
  if (!isHere) {
    await tx.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, guestId, boundAt: room.clock.now() } });
    await room.audit.record(tx, pass, "door.entered", { guestId, invitationId: knock.invitationId });
  }
  return { sessionId, sessionToken, isNew: !isHere, others: isHere ? [] : others };
}

/** The browsers of a guest beyond what the level allows, the oldest. */
async function tooMany({ db }: Room, pass: Pass, guestId: string): Promise<string[]> {
  const { browsersMax } = profileOf(pass.event.level, pass.event.wishes);
  if (browsersMax === null) return [];
  const bound = await db.sessionIdentity.findMany({
    where: { guestId, endedAt: null, session: { endedAt: null } },
    orderBy: { boundAt: "desc" },
    select: { sessionId: true },
  });
  return [...new Set(bound.map(({ sessionId }) => sessionId))].slice(browsersMax);
}

/**
 * Goes in by a personal link: uses it up, binds the browser and gives it a new cookie. Of a hundred at once one wins;
 * the same browser asking twice is let in twice. The newest browser ends the oldest beyond the level's count.
 */
export async function enter(room: Room, sessions: Sessions, pass: Pass<"door.enter">, knock: Knock, entering: Entering): Promise<Outcome<Entered, Lost>> {
  const { eventId, holder } = pass;
  const { guestId } = knock;
  if (room.tombstones.has(guestId) || !pass.may.has("door.enter")) return failed("gone");
  if (knock.state === "elsewhere") return failed("elsewhere");
  let bound: Awaited<ReturnType<typeof bind>>;
  try {
    bound = await room.db.$transaction((tx) => bind(room, sessions, tx, pass, knock, entering));
  } catch (fault) {
    if (fault instanceof LostAtTheDoor) return failed(fault.reason);
    throw fault;
  }
  if (bound.isNew) {
    room.signals.say("standing.changed", { eventId, personId: guestId });
    for (const other of bound.others) await room.revoke.browser(holder, eventId, other, bound.sessionId);
    for (const sessionId of await tooMany(room, pass, guestId)) await room.revoke.browser(holder, eventId, guestId, sessionId);
  }
  return done({ eventId, sessionToken: bound.sessionToken, to: knock.kind === "speaker" ? "greenroom" : "room" });
}
