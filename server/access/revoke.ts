import type { SeatEnding } from "#contracts/news.ts";
import * as z from "#contracts/zod.ts";
import type { Holder } from "#server/access/pass.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { Audit, Facts } from "#server/audit/audit.ts";
import { actorOf } from "#server/audit/audit.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Journal } from "#server/infra/journal.ts";
import { openJournal } from "#server/infra/journal.ts";
import type { SignalBus } from "#server/infra/signals.ts";

const Act = z.object({
  id: z.string(),
  act: z.enum(["guest.removed", "guest.muted", "invitation.withdrawn", "device.revoked", "staff.removed", "session.ended", "browser.ended"]),
  chain: z.string(),
  personId: z.string(),
  /** Empty for an act that is not about one browser. */
  sessionId: z.string(),
  actor: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  at: z.string(),
});
type Act = z.infer<typeof Act>;

/** Which seats an act ends. */
export interface SeatsOf {
  guestId?: string;
  deviceId?: string;
  staffId?: string;
  sessionId?: string;
  eventId?: string;
}

/** Ends seats in memory and at the media server at once; resolves when the pictures are confirmed gone. */
export type EndSeats = (whose: SeatsOf, why: SeatEnding) => Promise<void>;

const settleEveryMs = 2000;

/**
 * Taking back, at once (C5, C8): in memory first, then sockets and pictures, then the journal, then the database.
 * An act never waits for the database or the audit; what could not be recorded is kept and recorded later.
 */
export function openRevoke(deps: { db: Db; clock: Clock; audit: Audit; signals: SignalBus; tombstones: Tombstones; journalFile: string; onFault: (fault: unknown) => void }) {
  const { db, clock, audit, signals, tombstones } = deps;
  const journal: Journal<Act> = openJournal<Act>(deps.journalFile, (line) => Act.safeParse(line).data ?? null);
  let endSeats: EndSeats = async () => {};

  const bury = (act: Act) => {
    if (act.act === "guest.muted") tombstones.mute(act.personId);
    else if (act.act === "session.ended") tombstones.add(act.sessionId);
    else if (act.act === "invitation.withdrawn") tombstones.withhold(act.personId); // until it is stored; then they may be invited anew
    else if (act.act !== "browser.ended") tombstones.add(act.personId);
  };
  for (const act of journal.open()) bury(act);

  async function store(tx: Tx, act: Act): Promise<void> {
    const at = new Date(act.at);
    const facts: Facts = { personId: act.personId };
    switch (act.act) {
      case "guest.removed":
        await tx.guest.updateMany({ where: { id: act.personId, removedAt: null }, data: { removedAt: at } });
        await tx.invitation.updateMany({ where: { guestId: act.personId, endedAt: null }, data: { endedAt: at } });
        break;
      case "guest.muted":
        await tx.guest.updateMany({ where: { id: act.personId, mutedAt: null }, data: { mutedAt: at } });
        break;
      case "invitation.withdrawn":
        await tx.invitation.updateMany({ where: { guestId: act.personId, endedAt: null }, data: { endedAt: at } });
        await tx.sessionIdentity.updateMany({ where: { guestId: act.personId, endedAt: null }, data: { endedAt: at } });
        break;
      case "device.revoked":
        await tx.device.updateMany({ where: { id: act.personId, revokedAt: null }, data: { revokedAt: at } });
        await tx.sessionIdentity.updateMany({ where: { deviceId: act.personId, endedAt: null }, data: { endedAt: at } });
        break;
      case "staff.removed":
        await tx.staff.updateMany({ where: { id: act.personId, removedAt: null }, data: { removedAt: at } });
        await tx.session.updateMany({ where: { staffId: act.personId, endedAt: null }, data: { endedAt: at } });
        break;
      case "session.ended":
        await tx.session.updateMany({ where: { id: act.sessionId, endedAt: null }, data: { endedAt: at } });
        break;
      case "browser.ended":
        await tx.sessionIdentity.updateMany({ where: { guestId: act.personId, sessionId: act.sessionId, endedAt: null }, data: { endedAt: at } });
        break;
    }
    await audit.write(tx, act.chain, act.act, act.actor, facts);
  }

  async function settleOnce(act: Act): Promise<boolean> {
    try {
      await db.$transaction((tx) => store(tx, act));
      journal.settle(act.id);
      const isStillWithdrawn = journal.open().some((one) => one.act === "invitation.withdrawn" && one.personId === act.personId);
      if (act.act === "invitation.withdrawn" && !isStillWithdrawn) tombstones.letGo(act.personId);
      return true;
    } catch (fault) {
      deps.onFault(fault);
      return false;
    }
  }

  // An act is stored by one at a time: by its own taker or by the timer, never by both, or its entry stood there twice.
  const settling = new Map<string, Promise<boolean>>();
  function settle(act: Act): Promise<boolean> {
    const running = settling.get(act.id) ?? settleOnce(act).finally(() => settling.delete(act.id));
    settling.set(act.id, running);
    return running;
  }

  let isSettling = false;
  async function settleOpen(): Promise<void> {
    if (isSettling) return;
    isSettling = true;
    for (const act of journal.open()) if (!(await settle(act))) break;
    isSettling = false;
  }
  const timer = setInterval(settleOpen, settleEveryMs);
  timer.unref();

  async function take(act: Act["act"], holder: Holder, chain: string, personId: string, sessionId: string, whose: SeatsOf, why: SeatEnding | null) {
    const started = performance.now();
    const noted: Act = { id: newId("entry"), act, chain, personId, sessionId, actor: actorOf(holder), at: clock.now().toISOString() };
    bury(noted);
    signals.say("standing.changed", { eventId: chain === "house" ? null : chain, personId });
    const ending = why ? endSeats(whose, why) : Promise.resolve();
    try {
      journal.note(noted);
    } catch (fault) {
      deps.onFault(fault); // a full disk keeps nobody in: the act holds in memory and goes to the database
    }
    const stored = settle(noted);
    await ending;
    const tookMs = Math.round(performance.now() - started);
    await Promise.race([stored, new Promise((resolve) => setTimeout(resolve, 300))]);
    return { tookMs };
  }

  return {
    /** Gives the function that ends seats; set once at boot by the realtime edge. */
    seatsEndedBy(fn: EndSeats) {
      endSeats = fn;
    },
    /** Removes a guest or speaker from an event: page, socket and picture. Milliseconds until the picture is confirmed gone. */
    guest: (holder: Holder, eventId: string, guestId: string) => take("guest.removed", holder, eventId, guestId, "", { guestId }, "removed"),
    /** Takes a guest's voice in chat and reactions; they go on watching. */
    voice: (holder: Holder, eventId: string, guestId: string) => take("guest.muted", holder, eventId, guestId, "", { guestId }, null),
    /** Ends a guest's links, browsers and seats; they can be invited anew. */
    invitation: (holder: Holder, eventId: string, guestId: string) =>
      take("invitation.withdrawn", holder, eventId, guestId, "", { guestId }, "revoked"),
    /** Ends one browser of a guest, because another took its place. */
    browser: (holder: Holder, eventId: string, guestId: string, sessionId: string) =>
      take("browser.ended", holder, eventId, guestId, sessionId, { guestId, sessionId }, "movedElsewhere"),
    /** Ends a tablet's pairing. */
    device: (holder: Holder, eventId: string, deviceId: string) => take("device.revoked", holder, eventId, deviceId, "", { deviceId }, "revoked"),
    /** Ends a member of staff everywhere. */
    staff: (holder: Holder, staffId: string) => take("staff.removed", holder, "house", staffId, "", { staffId }, "revoked"),
    /** Ends one browser's session. */
    session: (holder: Holder, personId: string, sessionId: string) => {
      signals.say("session.ended", { sessionId });
      return take("session.ended", holder, "house", personId, sessionId, { sessionId }, "signedOut");
    },
    /** Acts that wait for the database. */
    waiting: () => journal.open().length,
    close: () => clearInterval(timer),
  };
}
export type Revoke = ReturnType<typeof openRevoke>;
