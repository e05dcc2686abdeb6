import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Knock } from "#server/access/knock.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf, waitsForMedia } from "#server/access/profile.ts";
import type { Sessions } from "#server/access/session.ts";
import { asksCode, codeHeldBack, endOtherBrowsers, spendCode } from "#server/door/door.ts";
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
  /** The code as it was typed, where the event asks for one; null for none, or for what can be none. */
  code?: string | null;
}
export interface Entered {
  eventId: string;
  /** The browser's new cookie; the one before is dead. */
  sessionToken: string;
  to: "room" | "greenroom";
}
export type Lost = "gone" | "elsewhere" | "otherPerson" | "wrongCode";

/** Rolls the transaction back with its reason. */
class LostAtTheDoor extends Error {
  readonly reason: Lost;
  constructor(reason: Lost) {
    super("lost at the door");
    this.reason = reason;
  }
}

/**
 * Uses the link up for a session: one conditional update, so that of any number of callers one gets true. With a code, a
 * used link binds anew.
 */
async function consume(tx: Tx, { clock }: Room, knock: Knock, sessionId: string, isByCode: boolean): Promise<boolean> {
  const now = clock.now();
  const rows = await tx.$executeRaw`
    UPDATE "Invitation" SET "boundSessionId" = ${sessionId}, "boundAt" = ${now}, "openedAt" = ${now}
    WHERE id = ${knock.invitationId} AND ("boundSessionId" IS NULL OR ${isByCode}) AND "endedAt" IS NULL
      AND ("expiresAt" IS NULL OR "expiresAt" > ${now})`;
  return rows === 1;
}

async function bind(room: Room, sessions: Sessions, tx: Tx, pass: Pass<"door.enter">, knock: Knock, entering: Entering, isByCode: boolean) {
  const { eventId } = pass;
  const { guestId } = knock;
  const begun = entering.sessionId === null ? await sessions.begin(entering.browserWords, tx) : null;
  const sessionId = begun?.sessionId ?? entering.sessionId ?? "";
  const isWon = await consume(tx, room, knock, sessionId, isByCode);
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
    const now = room.clock.now();
    await tx.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, guestId, boundAt: now, codeAt: isByCode ? now : null } });
    await room.audit.record(tx, pass, "door.entered", { guestId, invitationId: knock.invitationId });
  }
  return { sessionId, sessionToken, isNew: !isHere, others: isHere ? [] : others };
}

/**
 * Goes in by a personal link: uses it up, binds the browser and gives it a new cookie. Of a hundred at once one wins;
 * the same browser asking twice is let in twice. The newest browser ends the oldest beyond the level's count. Where the
 * event asks for a code the link alone binds nothing; with the code a used link binds anew, unless staff alone may do it.
 */
export async function enter(room: Room, sessions: Sessions, pass: Pass<"door.enter">, knock: Knock, entering: Entering): Promise<Outcome<Entered, Lost>> {
  const begun = performance.now();
  const { eventId, holder } = pass;
  const { guestId } = knock;
  // A browser that is in may press again while a step is left: it gets a new cookie, and nothing else.
  const mayPress = pass.may.has("door.enter") || (knock.state === "here" && pass.may.has("event.know"));
  if (room.tombstones.has(guestId) || !mayPress) return failed("gone");
  const isByCode = asksCode(pass) && knock.state !== "here";
  const mayBindAnew = isByCode && profileOf(pass.event.level, pass.event.wishes).anotherBrowser === "codeOrGuest";
  if (knock.state === "elsewhere" && !mayBindAnew) return failed("elsewhere");
  if (knock.state !== "here" && waitsForMedia(pass.event.level) && (await room.isMediaLost?.())) throw new Error("the media server does not answer: nobody new is admitted");
  let bound: Awaited<ReturnType<typeof bind>> | null;
  try {
    bound = await room.db.$transaction(async (tx) => {
      if (isByCode && !(await spendCode(room, tx, pass, guestId, entering.code ?? null))) return null;
      return bind(room, sessions, tx, pass, knock, entering, isByCode);
    });
  } catch (fault) {
    if (fault instanceof LostAtTheDoor) return failed(fault.reason);
    throw fault;
  }
  if (!bound) {
    await codeHeldBack(begun);
    return failed("wrongCode");
  }
  if (bound.isNew) {
    room.signals.say("standing.changed", { eventId, personId: guestId });
    for (const other of bound.others) await room.revoke.browser(holder, eventId, other, bound.sessionId);
    await endOtherBrowsers(room, pass, guestId, bound.sessionId);
  }
  return done({ eventId, sessionToken: bound.sessionToken, to: knock.kind === "speaker" ? "greenroom" : "room" });
}
