import type { Phase } from "#contracts/event.ts";
import type { SeatEnding } from "#contracts/news.ts";
import type { Look } from "#server/access/admit.ts";
import { isMarked, profileOf } from "#server/access/profile.ts";
import type { Ending } from "#server/seats/end-seats.ts";
import type { SeatList } from "#server/seats/seat-list.ts";
import type { Seat } from "#server/seats/seat.ts";
import { audiencesOf, isEncrypted, personOf, roomOf, tell } from "#server/seats/seat.ts";
import type { SeatingDeps } from "#server/seats/seating-deps.ts";

/** What a seat whose holder has no place any more is told. */
export const endingOf = (look: Look | null): SeatEnding => {
  if (look?.decision.why === "removed" || look?.decision.why === "stepsLeft") return look.decision.why;
  return look?.decision.why === "ended" || look?.decision.why === "cancelled" ? "eventOver" : "revoked";
};

/** What each seat may: given when it is taken, and decided anew whenever something changed, in memory where that is enough. */
export function openDeciding(list: SeatList, { end }: Ending, { door, sessions, signals, seatIn, onFault }: SeatingDeps) {
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
    seatIn(seat);
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
    list.moved(eventId);
    for (const seat of list.of({ eventId })) {
      const look = anew(seat.look);
      if (!look || audiencesOf(look).size === 0) void end(seat, endingFor(look));
      else if (settle(seat, look)) tellMay(seat);
      else void end(seat, "stepsLeft");
    }
    list.saidChanged(eventId);
  }

  /** Asks the door again about a seat; ends it when nothing is left for it. */
  async function refresh(seat: Seat): Promise<void> {
    let asked: number | undefined;
    let look: Look | null = null;
    do {
      asked = list.movesOf(seat.eventId);
      const visitor = await sessions.visitorById(seat.sessionId, seat.edge);
      look = await door.look(visitor, seat.eventId, seat.look.holder.kind === "staff" ? "staff" : "event");
    } while (asked !== list.movesOf(seat.eventId));
    if (seat.ended) return;
    const isSamePerson = look && personOf(look.holder) === personOf(seat.look.holder);
    if (!look || !isSamePerson || audiencesOf(look).size === 0) return end(seat, endingOf(look));
    const before = [...seat.look.decision.may].join();
    if (!settle(seat, look)) return end(seat, "stepsLeft");
    if ([...look.decision.may].join() !== before) tellMay(seat);
  }

  signals.hear("standing.changed", ({ eventId, personId }) => {
    for (const seat of list.all())
      if ((eventId === null || seat.eventId === eventId) && personOf(seat.look.holder) === personId) refresh(seat).catch(onFault);
  });

  // The piece is shown: whoever may read it now hears it with the full room from this moment on.
  signals.hear("lens.changed", ({ eventId, to }) => {
    list.moved(eventId);
    for (const seat of list.of({ eventId })) {
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
      for (const seat of list.of({ eventId })) refresh(seat).catch(onFault);
    });

  return {
    place,
    refresh,
    /** Moves every seat of an event on to a phase, in memory; whoever has no place in it is sent home decently. */
    turnTo: (eventId: string, phase: Phase): void =>
      moveAll(eventId, (look) => door.again(look, phase), () => (phase === "ended" || phase === "cancelled" ? "eventOver" : "revoked")),
  };
}
export type Deciding = ReturnType<typeof openDeciding>;
