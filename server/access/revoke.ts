import type { SeatEnding } from "#contracts/news.ts";
import type { Level } from "#contracts/event.ts";
import type { Holder } from "#server/access/pass.ts";
import { Act, openActStore } from "#server/access/store-act.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { Audit } from "#server/audit/audit.ts";
import { actorOf } from "#server/audit/audit.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Journal } from "#server/infra/journal.ts";
import { openJournal } from "#server/infra/journal.ts";
import type { SignalBus } from "#server/infra/signals.ts";
import type { TakenLog } from "#server/infra/taken.ts";

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
export function openRevoke(deps: { db: Db; clock: Clock; audit: Audit; signals: SignalBus; tombstones: Tombstones; journalFile: string; taken?: TakenLog; onFault: (fault: unknown) => void }) {
  const { db, clock, audit, signals, tombstones } = deps;
  const journal: Journal<Act> = openJournal<Act>(deps.journalFile, (line) => Act.safeParse(line).data ?? null);
  let endSeats: EndSeats = async () => {};

  const bury = (act: Act) => {
    if (act.act === "level.raised") tombstones.raise(act.chain, act.level ?? "sealed");
    else if (act.act === "guest.muted") tombstones.mute(act.personId);
    else if (act.act === "session.ended") tombstones.add(act.sessionId);
    else if (act.act === "invitation.withdrawn") tombstones.withhold(act.personId); // until it is stored; then they may be invited anew
    else if (act.act === "device.disarmed") tombstones.sleep(act.personId);
    else if (act.act !== "browser.ended") tombstones.add(act.personId);
  };
  for (const act of journal.open()) bury(act);

  /** The generation of a database that has stored an act, by the act's id (C12). */
  const generations = new Map<string, number>((deps.taken?.all() ?? []).map(({ id, n }) => [id, n]));
  const noteTaken = ({ id, act, chain, personId, sessionId, level, at }: Act): void => {
    const generation = deps.taken?.note({ id, act, chain, personId, sessionId, level, at });
    if (generation) generations.set(id, generation);
  };
  // A stop between the two files leaves an act in the journal alone.
  for (const act of journal.open().filter(({ id }) => !generations.has(id)))
    try {
      noteTaken(act);
    } catch (fault) {
      deps.onFault(fault);
    }

  const store = openActStore(audit, (id) => generations.get(id) ?? null);

  async function settleOnce(act: Act): Promise<boolean> {
    try {
      const others = await db.$transaction((tx) => store(tx, act));
      journal.settle(act.id);
      for (const personId of others) {
        signals.say("standing.changed", { eventId: act.chain, personId });
        void endSeats({ eventId: act.chain, guestId: personId }, "revoked").catch(deps.onFault);
      }
      const isStill = journal.open().some((one) => one.act === act.act && one.personId === act.personId);
      if (act.act === "invitation.withdrawn" && !isStill) tombstones.letGo(act.personId);
      if (act.act === "device.disarmed" && !isStill) tombstones.wake(act.personId);
      if (act.act === "level.raised" && act.level) tombstones.levelStored(act.chain, act.level);
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
    // Its own taker may have stored one while an earlier one was waited for: stored again, it would end what came after it.
    for (const act of journal.open()) if (journal.isOpen(act.id) && !(await settle(act))) break;
    isSettling = false;
  }
  const timer = setInterval(settleOpen, settleEveryMs);
  timer.unref();

  async function take(act: Act["act"], holder: Holder, chain: string, personId: string, sessionId: string, whose: SeatsOf, why: SeatEnding | null, level?: Level) {
    const started = performance.now();
    const noted: Act = { id: newId("entry"), act, chain, personId, sessionId, level, actor: actorOf(holder), at: clock.now().toISOString() };
    bury(noted);
    if (personId) signals.say("standing.changed", { eventId: chain === "house" ? null : chain, personId });
    if (level) signals.say("level.raised", { eventId: chain, level });
    const ending = why ? endSeats(whose, why) : Promise.resolve();
    // A full disk keeps nobody in: the act holds in memory and goes to the database.
    const tryTo = (note: () => void): void => {
      try {
        note();
      } catch (fault) {
        deps.onFault(fault);
      }
    };
    tryTo(() => journal.note(noted));
    tryTo(() => noteTaken(noted));
    const stored = settle(noted);
    await ending;
    const tookMs = Math.round(performance.now() - started);
    await Promise.race([stored, new Promise((resolve) => setTimeout(resolve, 300))]);
    return { tookMs };
  }

  /** Ends one browser's session. */
  function session(holder: Holder, personId: string, sessionId: string) {
    signals.say("session.ended", { sessionId });
    return take("session.ended", holder, "house", personId, sessionId, { sessionId }, "signedOut");
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
    /** Puts a tablet to sleep that was armed for the night; its pairing stays. */
    arming: (holder: Holder, eventId: string, deviceId: string) => take("device.disarmed", holder, eventId, deviceId, "", { deviceId }, "revoked"),
    /** Ends a member of staff everywhere. */
    staff: (holder: Holder, staffId: string) => take("staff.removed", holder, "house", staffId, "", { staffId }, "revoked"),
    session,
    /** Ends several browsers of one person, all at once; milliseconds until the last picture is confirmed gone. */
    sessions: async (holder: Holder, personId: string, sessionIds: readonly string[]) => {
      const ended = await Promise.all(sessionIds.map((sessionId) => session(holder, personId, sessionId)));
      return { tookMs: Math.max(0, ...ended.map(({ tookMs }) => tookMs)) };
    },
    /** Raises an event's level: every seat of it is decided anew in memory, and those who lack a step leave. */
    level: (holder: Holder, eventId: string, level: Level) => take("level.raised", holder, eventId, "", "", {}, null, level),
    /** Notes outside of the database that a plan raised a level, once it is stored (C12). */
    async noteRaised(eventId: string, level: Level): Promise<void> {
      const generation = deps.taken?.note({ id: newId("entry"), act: "level.raised", chain: eventId, personId: "", sessionId: "", level, at: clock.now().toISOString() });
      if (generation) await db.maison.updateMany({ where: { generation: { lt: generation } }, data: { generation } });
    },
    /** Acts that wait for the database. */
    waiting: () => journal.open().length,
    /** Their ids. */
    waitingIds: (): ReadonlySet<string> => new Set(journal.open().map(({ id }) => id)),
    close: () => clearInterval(timer),
  };
}
export type Revoke = ReturnType<typeof openRevoke>;
