import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";
import type { SeatEnding } from "#contracts/news.ts";
import type { As, Door, Look } from "#server/access/admit.ts";
import type { Holder, Pass } from "#server/access/pass.ts";
import { isMarked, profileOf, waitsForMedia } from "#server/access/profile.ts";
import { refuse } from "#server/access/refusal.ts";
import type { SeatsOf } from "#server/access/revoke.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import { digest, isSame, newToken } from "#server/infra/secrets.ts";
import type { SignalBus } from "#server/infra/signals.ts";
import type { Line, Seat } from "#server/seats/seat.ts";
import { withMarkCode } from "#server/seats/mark-code.ts";
import { audiencesOf, isEncrypted, newSeat, personOf, roomOf, tell } from "#server/seats/seat.ts";

/** A tab that went away keeps its seat this long. */
const graceMs = 60_000;
/** A pass is believed this long without asking again. */
const believedMs = 500;
/** A database that has not answered so soon is silent, for what only takes away. */
const silentMs = 150;

/** What only takes away: while the database is silent, staff may go on doing it with the last pass they had. */
const takesAway: ReadonlySet<Ability> = new Set<Ability>(["guest.remove", "guest.mute", "chat.moderate", "event.end", "stage.direct", "device.revoke"]);

export interface SeatingDeps {
  db: Db;
  clock: Clock;
  door: Door;
  sessions: Sessions;
  signals: SignalBus;
  /** Asks the socket that holds a seat whether its tab is there; false after a second of silence. */
  isThere(line: Line): Promise<boolean>;
  /** Whether the media server that this house has does not answer. */
  isMediaLost(): Promise<boolean>;
  /** Gives a seat its place in the call, where it may join. */
  seatIn(seat: Seat): void;
  /** Takes a seat's picture back at the media server; resolves when it is confirmed gone. */
  takePicture(seat: Seat): Promise<void>;
  /** A seat's tab went away and may come back. */
  away(seat: Seat): void;
  onFault(fault: unknown): void;
}

/** Who sits where: every seat of every event, in memory; the door is asked again whenever something changed. */
export function openSeating(deps: SeatingDeps) {
  const { db, clock, door, sessions, signals } = deps;
  const seats = new Map<string, Seat>();
  /** How often an event's seats were moved in memory: what the door was asked before that is old. */
  const moves = new Map<string, number>();
  const moved = (eventId: string) => void moves.set(eventId, (moves.get(eventId) ?? 0) + 1);
  const changed = new Set<(eventId: string) => void>();
  const saidChanged = (eventId: string) => {
    for (const listener of changed) listener(eventId);
  };

  const of = (whose: SeatsOf): Seat[] =>
    [...seats.values()].filter(
      (seat) =>
        (whose.eventId === undefined || seat.eventId === whose.eventId) &&
        (whose.sessionId === undefined || seat.sessionId === whose.sessionId) &&
        (whose.guestId === undefined || personOf(seat.look.holder) === whose.guestId) &&
        (whose.deviceId === undefined || personOf(seat.look.holder) === whose.deviceId) &&
        (whose.staffId === undefined || personOf(seat.look.holder) === whose.staffId),
    );

  const marked = ({ standing: { event } }: Look): boolean => isMarked(event.level, event.wishes);

  function place(seat: Seat, look: Look): void {
    if (marked(look) !== marked(seat.look)) tell(seat, "mark.changed", {}); // its page asks for its marks anew
    seat.look = look;
    seat.decidedAt = Date.now();
    const next = audiencesOf(look);
    if (seat.line) {
      for (const audience of seat.audiences) if (!next.has(audience)) seat.line.leave(roomOf(seat.eventId, audience));
      seat.line.join([...next].filter((one) => !seat.audiences.has(one)).map((one) => roomOf(seat.eventId, one)));
    }
    seat.audiences = next;
    deps.seatIn(seat);
  }

  /** Ends a seat: its tab is told why, socket and signal close, the picture is confirmed gone. */
  async function end(seat: Seat, why: SeatEnding): Promise<void> {
    if (seat.ended) return;
    seat.ended = why;
    if (seat.grace) clearTimeout(seat.grace);
    seats.delete(seat.id);
    tell(seat, "seat.ended", { why });
    const picture = deps.takePicture(seat);
    for (const listener of seat.onEnd) listener();
    seat.onEnd.clear();
    const { line } = seat;
    seat.line = null;
    line?.disconnect(true);
    saidChanged(seat.eventId);
    void db.seat.updateMany({ where: { id: seat.id, endedAt: null }, data: { endedAt: clock.now(), endedWhy: why } }).catch(deps.onFault);
    await picture;
  }

  async function endAll(whose: SeatsOf, why: SeatEnding): Promise<void> {
    await Promise.all(of(whose).map((seat) => end(seat, why)));
  }

  /** Gives a seat what was decided; false where its page has joined the other kind of call, encrypted or not, and must go. */
  function settle(seat: Seat, look: Look): boolean {
    const wasEncrypted = isEncrypted(seat);
    place(seat, look);
    return isEncrypted(seat) === wasEncrypted;
  }
  const tellMay = (seat: Seat): void => tell(seat, "seat.changed", { may: [...seat.look.decision.may], phase: seat.look.standing.event.phase });

  /** Decides every seat of an event anew, in memory: whoever has no place any more is sent home, the others hear what they may. */
  function moveAll(eventId: string, anew: (look: Look) => Look | null, endingFor: (look: Look | null) => SeatEnding): void {
    moved(eventId);
    for (const seat of of({ eventId })) {
      const look = anew(seat.look);
      if (!look || audiencesOf(look).size === 0) void end(seat, endingFor(look));
      else if (settle(seat, look)) tellMay(seat);
      else void end(seat, "stepsLeft");
    }
    saidChanged(eventId);
  }

  /** Asks the door again about a seat; ends it when nothing is left for it. */
  async function refresh(seat: Seat): Promise<void> {
    let asked: number | undefined;
    let look: Look | null = null;
    do {
      asked = moves.get(seat.eventId);
      const visitor = await sessions.visitorById(seat.sessionId, seat.edge);
      look = await door.look(visitor, seat.eventId, seat.look.holder.kind === "staff" ? "staff" : "event");
    } while (asked !== moves.get(seat.eventId));
    if (seat.ended) return;
    const isSamePerson = look && personOf(look.holder) === personOf(seat.look.holder);
    if (!look || !isSamePerson || audiencesOf(look).size === 0) return end(seat, endingOf(look));
    const before = [...seat.look.decision.may].join();
    if (!settle(seat, look)) return end(seat, "stepsLeft");
    if ([...look.decision.may].join() !== before) tellMay(seat);
  }

  const endingOf = (look: Look | null): SeatEnding => {
    if (look?.decision.why === "removed" || look?.decision.why === "stepsLeft") return look.decision.why;
    return look?.decision.why === "ended" || look?.decision.why === "cancelled" ? "eventOver" : "revoked";
  };

  signals.hear("standing.changed", ({ eventId, personId }) => {
    for (const seat of seats.values())
      if ((eventId === null || seat.eventId === eventId) && personOf(seat.look.holder) === personId) refresh(seat).catch(deps.onFault);
  });

  // The piece is shown: whoever may read it now hears it with the full room from this moment on.
  signals.hear("lens.changed", ({ eventId, to }) => {
    moved(eventId);
    for (const seat of of({ eventId })) {
      const look = door.shown(seat.look, to);
      if (look && look.decision.lens !== seat.look.decision.lens) place(seat, look);
    }
  });

  // A raised level holds at once, in memory; who stays is asked about anew, for the house may know more than the seat.
  signals.hear("level.raised", ({ eventId, level }) => {
    const isPublicGuest = ({ holder, standing }: Look) => holder.kind === "guest" && profileOf(standing.event.level).isListed;
    moveAll(eventId, (look) => (isPublicGuest(look) ? null : door.raised(look, level)), endingOf);
  });
  for (const name of ["level.raised", "plan.changed"] as const)
    signals.hear(name, ({ eventId }) => {
      for (const seat of of({ eventId })) refresh(seat).catch(deps.onFault);
    });

  /** Moves every seat of an event on to a phase, in memory; whoever has no place in it is sent home decently. */
  const turnTo = (eventId: string, phase: Phase): void =>
    moveAll(eventId, (look) => door.again(look, phase), () => (phase === "ended" || phase === "cancelled" ? "eventOver" : "revoked"));

  async function makeRoom(holder: Holder, eventId: string, look: Look): Promise<void> {
    const max = profileOf(look.standing.event.level, look.standing.event.wishes).seatsMax;
    if (max === null || (holder.kind !== "guest" && holder.kind !== "speaker")) return;
    const mine = of({ eventId, guestId: holder.guestId }).sort((a, b) => a.startedAt - b.startedAt);
    await Promise.all(mine.slice(0, Math.max(0, mine.length - max + 1)).map((seat) => end(seat, "movedElsewhere")));
  }

  async function claimed(claim: string | undefined, sessionId: string, look: Look): Promise<Seat | null> {
    const seat = claim ? seats.get(claim) : undefined;
    if (!seat || seat.sessionId !== sessionId || seat.eventId !== look.standing.event.id) return null;
    if (personOf(seat.look.holder) !== personOf(look.holder)) return null;
    if (seat.line && (await deps.isThere(seat.line))) return null; // a duplicated tab gets a seat of its own
    return seat.ended ? null : seat;
  }

  const silence = () => new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error("the database is silent")), silentMs).unref());
  const column = (holder: Holder) =>
    holder.kind === "device" ? { deviceId: holder.deviceId } : holder.kind === "staff" ? { staffId: holder.staffId } : { guestId: personOf(holder) };

  return {
    /** Closes what an earlier life of this house left open; its seats died with it. */
    closeOld: async (): Promise<void> => {
      await db.seat.updateMany({ where: { endedAt: null }, data: { endedAt: clock.now(), endedWhy: "closing" } });
    },
    seats: of,
    find: (seatId: string): Seat | null => seats.get(seatId) ?? null,
    endAll,
    end,
    turnTo,
    /** Hears that the seats of an event changed. */
    onChange: (listener: (eventId: string) => void) => void changed.add(listener),

    /** Gives a socket its seat: the one its tab held, or a new one. Throws the door's refusal. */
    async take(visitor: Visitor, eventId: string, as: As, line: Line, claim?: string): Promise<Seat> {
      const look = await door.look(visitor, eventId, as);
      if (!look || !visitor.sessionId) refuse("unknown");
      if (audiencesOf(look).size === 0) refuse(look.decision.why ?? "lacking");
      let seat = await claimed(claim, visitor.sessionId, look);
      if (seat) {
        const old = seat.line;
        seat.line = null;
        seat.edge = { address: visitor.address ?? null, signed: visitor.signed ?? null };
        old?.disconnect(true);
        if (seat.grace) clearTimeout(seat.grace);
        seat.grace = null;
        seat.isMarkBroken = false; // a page that was loaded again draws its marks again
      } else {
        // Staff come in all the same: somebody has to drop the curtain.
        if (look.holder.kind !== "staff" && waitsForMedia(look.standing.event.level) && (await deps.isMediaLost())) refuse("lacking");
        await makeRoom(look.holder, eventId, look);
        const { sessionId } = visitor;
        const id = newId("seat");
        const markCode = await withMarkCode(async (code) => {
          await db.seat.create({ data: { id, eventId, sessionId, ...column(look.holder), markCode: code } });
          return code;
        });
        seat = newSeat(id, markCode, visitor, look);
        seats.set(seat.id, seat);
      }
      // Whoever was taken away while this took its time found no seat to end; it stands in the list now, so the door is asked again.
      const before = seat.look;
      const asked = await door.look(await sessions.visitorById(visitor.sessionId, seat.edge), eventId, as);
      const now = seat.look === before ? asked : seat.look;
      const isStill = now !== null && personOf(now.holder) === personOf(look.holder) && audiencesOf(now).size > 0;
      if (seat.ended || !isStill) {
        await end(seat, endingOf(now));
        refuse(now?.decision.why ?? "unknown");
      }
      seat.audiences = new Set();
      seat.line = line;
      place(seat, now);
      saidChanged(eventId);
      return seat;
    },

    /** A socket went away; its seat waits a minute for the tab to come back. */
    left(seat: Seat, line: Line): void {
      if (seat.line !== line || seat.ended) return;
      seat.line = null;
      seat.grace = setTimeout(() => void end(seat, "closing"), graceMs);
      seat.grace.unref();
      deps.away(seat);
      saidChanged(seat.eventId);
    },

    /**
     * A pass for a seat's command: decided anew when older than half a second. Throws the door's refusal. For what only
     * takes away (`isTaking`) staff's last pass is good while the database is silent.
     */
    async passFor<A extends Ability>(seat: Seat, ability: A, isTaking = takesAway.has(ability)): Promise<Pass<A>> {
      if (seat.ended) refuse("lacking");
      if (Date.now() - seat.decidedAt > believedMs)
        try {
          const asked = refresh(seat);
          await (isTaking && seat.look.holder.kind === "staff" ? Promise.race([asked, silence()]) : asked);
        } catch (fault) {
          deps.onFault(fault);
          if (seat.look.holder.kind !== "staff" || !isTaking) throw fault;
        }
      if (seat.ended) refuse("lacking");
      return door.passOf(seat.look, ability);
    },

    /** A new media ticket for a seat: 128 random bits and more, known here only by digest. */
    giveTicket(seat: Seat): string {
      const ticket = newToken();
      seat.ticketHash = digest(ticket);
      return ticket;
    },
    isTicketOf: (seat: Seat, ticket: string): boolean => seat.ticketHash !== null && isSame(seat.ticketHash, digest(ticket)),
  };
}
export type Seating = ReturnType<typeof openSeating>;
