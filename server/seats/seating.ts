import type { Ability } from "#contracts/abilities.ts";
import type { Pass } from "#server/access/pass.ts";
import { refuse } from "#server/access/refusal.ts";
import { digest, isSame, newToken } from "#server/infra/secrets.ts";
import { openDeciding } from "#server/seats/decide-seats.ts";
import { openEnding } from "#server/seats/end-seats.ts";
import { openSeatList } from "#server/seats/seat-list.ts";
import type { Line, Seat } from "#server/seats/seat.ts";
import type { SeatingDeps } from "#server/seats/seating-deps.ts";
import { openTaking } from "#server/seats/take-seat.ts";

/** A tab that went away keeps its seat this long: a minute without a network, and the slowest try to come back after it. */
const graceMs = 90_000;
/** A pass is believed this long without asking again. */
const believedMs = 500;
/** A database that has not answered so soon is silent, for what only takes away. */
const silentMs = 150;

/** What only takes away: while the database is silent, staff may go on doing it with the last pass they had. */
const takesAway: ReadonlySet<Ability> = new Set<Ability>(["guest.remove", "guest.mute", "chat.moderate", "event.end", "stage.direct", "device.revoke"]);

/** Who sits where: every seat of every event, in memory; the door is asked again whenever something changed. */
export function openSeating(deps: SeatingDeps) {
  const { db, clock, door } = deps;
  const list = openSeatList();
  const ending = openEnding(list, deps);
  const { end, endAll } = ending;
  const deciding = openDeciding(list, ending, deps);
  const { refresh, turnTo } = deciding;

  const silence = () => new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error("the database is silent")), silentMs).unref());

  return {
    /** Closes what an earlier life of this house left open; its seats died with it. */
    closeOld: async (): Promise<void> => {
      await db.seat.updateMany({ where: { endedAt: null }, data: { endedAt: clock.now(), endedWhy: "closing" } });
    },
    seats: list.of,
    find: list.find,
    endAll,
    end,
    turnTo,
    onChange: list.onChange,
    take: openTaking(list, ending, deciding, deps),

    /** A socket went away; its seat waits a minute and a half for the tab to come back. */
    left(seat: Seat, line: Line): void {
      if (seat.line !== line || seat.ended) return;
      seat.line = null;
      seat.grace = setTimeout(() => void end(seat, "closing"), graceMs);
      seat.grace.unref();
      deps.away(seat);
      list.saidChanged(seat.eventId);
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
