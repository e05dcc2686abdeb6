import { randomInt } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { moveSeconds, pairingAlphabet } from "#contracts/codes.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { SeatMove } from "#prisma/generated/client.ts";
import type { Knock } from "#server/access/knock.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { SeatsOf } from "#server/access/revoke.ts";
import type { Sessions } from "#server/access/session.ts";
import { wordsOf } from "#server/devices/words.ts";
import { endOtherBrowsers } from "#server/door/browsers.ts";
import { newId } from "#server/infra/ids.ts";
import { digest } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";

/** The browser that opened a used link. */
export interface NewScreen {
  sessionId: string | null;
  browserWords: string;
}

export interface Moving {
  code: string;
  words: [string, string];
  expiresAt: string;
  /** A browser without a session gets one; null where it has one. */
  sessionToken: string | null;
}

const newCode = (): string => Array.from({ length: 8 }, () => pairingAlphabet[randomInt(pairingAlphabet.length)]).join("");
const limit = (points: number, seconds: number) => new RateLimiterMemory({ points, duration: seconds });
const mayGo = (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
  limiter.consume(key).then(
    () => true,
    () => false,
  );

/** Another screen of a guest: what the seated one hears of it, and how it hands its place over. */
export function openMoves(room: Room, sessions: Sessions, deps: { seatsOf(whose: SeatsOf): readonly Seat[] }) {
  const { db, clock, sealed, secrets, audit, signals, tombstones } = room;
  const [started, typed] = [limit(12, 600), limit(10, 60)];
  const [noticedHere, noticed] = [limit(1, 600), limit(6, 3600)];

  const ruleOf = ({ event }: Pass) => profileOf(event.level, event.wishes).anotherBrowser;
  const hashOf = (guestId: string, code: string) => digest(secrets.mac("seat.move", `${guestId}\0${code}`));
  const tellSeated = (eventId: string, guestId: string, browser: string, isMove: boolean) => {
    for (const seat of deps.seatsOf({ eventId, guestId })) tell(seat, "door.knocked", { at: clock.now().toISOString(), browser, isMove });
  };
  const waiting = (guestId: string, code: string) =>
    db.seatMove.findFirst({ where: { codeHash: hashOf(guestId, code), guestId, approvedAt: null, endedAt: null, expiresAt: { gt: clock.now() } } });

  /** The move that waits under a code somebody typed on their own seat; tries are limited for each guest. */
  async function found(pass: Pass, code: string): Promise<Outcome<{ move: SeatMove; guestId: string; sessionId: string }, "gone" | "tooMany" | "notAllowed">> {
    const { holder } = pass;
    if ((holder.kind !== "guest" && holder.kind !== "speaker") || !holder.sessionId || ruleOf(pass) !== "codeOrGuest") return failed("notAllowed");
    const { guestId, sessionId } = holder;
    if (!(await mayGo(typed, guestId))) return failed("tooMany");
    const move = await waiting(guestId, code);
    if (!move || move.sessionId === sessionId || tombstones.has(move.sessionId)) return failed("gone");
    return done({ move, guestId, sessionId });
  }

  return {
    /** Whether a guest of this event may hand their place to another screen. */
    isOffered: (pass: Pass<"event.know">): boolean =>
      ruleOf(pass) === "codeOrGuest" && (pass.holder.kind === "guest" || pass.holder.kind === "speaker"),

    /** What a browser may do that opened a used link: a code again or the guest's approval, staff alone, or a new link. */
    wayIn: (pass: Pass<"door.enter">) => ruleOf(pass),

    /** Tells the seated browser of a used link that was opened elsewhere, and records it; not again for every look. */
    async openedAgain(pass: Pass<"door.enter">, knock: Knock, { sessionId, browserWords }: NewScreen): Promise<void> {
      const { guestId, invitationId } = knock;
      const isStrict = ruleOf(pass) === "codeOrGuest" || ruleOf(pass) === "staffOnly";
      if (!isStrict || knock.state !== "elsewhere") return;
      if (!(await mayGo(noticedHere, `${invitationId} ${sessionId}`)) || !(await mayGo(noticed, invitationId))) return;
      await db.$transaction((tx) => audit.record(tx, pass, "door.openedAgain", { guestId, invitationId }));
      tellSeated(pass.eventId, guestId, browserWords, false);
    },

    /** A code for a new screen, good once and for `moveSeconds`; the one it had before ends. */
    async start(pass: Pass<"door.enter">, knock: Knock, screen: NewScreen): Promise<Outcome<Moving, "notOffered" | "tooMany">> {
      const { guestId, invitationId } = knock;
      if (ruleOf(pass) !== "codeOrGuest" || knock.state !== "elsewhere" || tombstones.has(guestId)) return failed("notOffered");
      if (!(await mayGo(started, invitationId))) return failed("tooMany");
      const [id, code, now] = [newId("move"), newCode(), clock.now()];
      const expiresAt = new Date(now.getTime() + moveSeconds * 1000);
      const begun = await db.$transaction(async (tx) => {
        const session = screen.sessionId === null ? await sessions.begin(screen.browserWords, tx) : { sessionId: screen.sessionId, token: null };
        const { sessionId } = session;
        await tx.seatMove.updateMany({ where: { sessionId, guestId, approvedAt: null, endedAt: null }, data: { endedAt: now } });
        await tx.seatMove.create({ data: { id, eventId: pass.eventId, guestId, sessionId, codeHash: hashOf(guestId, code), createdAt: now, expiresAt } });
        return session;
      });
      tellSeated(pass.eventId, guestId, screen.browserWords, true);
      return done({ code, words: wordsOf(id), expiresAt: expiresAt.toISOString(), sessionToken: begun.token });
    },

    /** How far a new screen has come. */
    async state(pass: Pass<"door.enter">, knock: Knock, sessionId: string | null): Promise<"waiting" | "approved" | "over"> {
      if (knock.state === "here") return "approved";
      const mine = { sessionId: sessionId ?? "", guestId: knock.guestId, eventId: pass.eventId };
      const open = await db.seatMove.count({ where: { ...mine, approvedAt: null, endedAt: null, expiresAt: { gt: clock.now() } } });
      return open > 0 ? "waiting" : "over";
    },

    /** What stands on the screen whose code was typed: its two words, to be compared, and what browser it is. */
    async look(pass: Pass<"event.know">, code: string): Promise<Outcome<{ words: [string, string]; browser: string }, "gone" | "tooMany" | "notAllowed">> {
      const one = await found(pass, code);
      if (!one.ok) return one;
      const { move } = one.value;
      const session = await db.session.findUnique({ where: { id: move.sessionId }, select: { id: true, browser: true, endedAt: true } });
      if (!session || session.endedAt) return failed("gone");
      const browser = session.browser ? sealed.house.open(`Session.browser:${session.id}`, session.browser) : "";
      return done({ words: wordsOf(move.id), browser });
    },

    /** Hands the holder's place to the screen whose code was typed: it is bound, and the holder's own browser ends. */
    async move(pass: Pass<"event.know">, code: string): Promise<Outcome<Record<string, never>, "gone" | "tooMany" | "notAllowed">> {
      const one = await found(pass, code);
      if (!one.ok) return one;
      const { eventId, holder } = pass;
      const { move, guestId, sessionId } = one.value;
      const moved = await db.$transaction(async (tx) => {
        const now = clock.now();
        await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${guestId} FOR NO KEY UPDATE`; // a withdrawal ends both screens, or comes first
        const alive = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "Session" WHERE id = ${move.sessionId} AND "endedAt" IS NULL FOR UPDATE`;
        const isMine = await tx.sessionIdentity.count({ where: { sessionId, eventId, guestId, endedAt: null } });
        if (alive.length === 0 || isMine === 0 || tombstones.has(guestId)) return null;
        const isOpen = { id: move.id, approvedAt: null, endedAt: null, expiresAt: { gt: now } };
        if ((await tx.seatMove.updateMany({ where: isOpen, data: { approvedAt: now } })).count === 0) return null;
        const there = { sessionId: move.sessionId, eventId, endedAt: null };
        const older = await tx.sessionIdentity.findMany({ where: { ...there, NOT: { guestId } }, select: { guestId: true } });
        await tx.sessionIdentity.create({ data: { id: newId("identity"), sessionId: move.sessionId, eventId, guestId, boundAt: now, codeAt: now } });
        await audit.record(tx, pass, "seat.moved", { guestId, sessionIds: [sessionId, move.sessionId] });
        return { older };
      });
      if (!moved) return failed("gone");
      for (const other of moved.older) if (other.guestId) await room.revoke.browser(holder, eventId, other.guestId, move.sessionId);
      signals.say("standing.changed", { eventId, personId: guestId });
      await room.revoke.browser(holder, eventId, guestId, sessionId);
      await endOtherBrowsers(room, pass, guestId, move.sessionId);
      return done({});
    },
  };
}
