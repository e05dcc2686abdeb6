import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { RevealNow, RevealTo, ShownProduct } from "#contracts/product.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";

export interface RevealDeps {
  room: Room;
  shown(pass: Pass<"stage.direct">): Promise<ShownProduct | null>;
  isCurtainDown(eventId: string): boolean;
  seatsOf(eventId: string): Seat[];
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;
const isVeiled = ({ event }: Pass): boolean => profileOf(event.level, event.wishes).veil === "always";

/** Since when the piece of the pass's event is shown, and to whom; null where it never was veiled. */
export async function revealNow({ db }: Room, pass: Pass<"desk.see" | "stage.direct">): Promise<RevealNow | null> {
  if (!isVeiled(pass)) return null;
  const row = await db.event.findUniqueOrThrow({ where: { id: pass.eventId }, select: { earlyRevealedAt: true, revealedAt: true } });
  return { earlyAt: iso(row.earlyRevealedAt), at: iso(row.revealedAt) };
}

/**
 * Shows the piece, to press and influencers or to everyone: one committed transition with its entry (C13), then every
 * seat's lens in memory, then the word with the piece in it. What was shown cannot be veiled again. `notNow`: it is shown
 * already, or never was veiled.
 */
export async function reveal(deps: RevealDeps, pass: Pass<"stage.direct">, to: RevealTo): Promise<Outcome<RevealNow, "notNow" | "curtainDown">> {
  const { db, clock, audit, signals, announcer } = deps.room;
  const { eventId } = pass;
  if (!isVeiled(pass)) return failed("notNow");
  if (deps.isCurtainDown(eventId)) return failed("curtainDown");
  const product = await deps.shown(pass);
  const now = clock.now();
  const isEarly = to === "early";
  const isShown = await db.$transaction(async (tx) => {
    const { count } = await tx.event.updateMany({
      where: { id: eventId, revealedAt: null, curtainAt: null, ...(isEarly ? { earlyRevealedAt: null } : {}) },
      data: isEarly ? { earlyRevealedAt: now } : { revealedAt: now },
    });
    if (count === 1) await audit.record(tx, pass, "stage.revealed", { to });
    return count === 1;
  });
  if (!isShown) return failed("notNow");
  signals.say("lens.changed", { eventId, to });
  const at = now.toISOString();
  // A curtain that fell meanwhile hides the piece from the screens, too; they ask for it when it rises.
  if (!deps.isCurtainDown(eventId)) {
    if (!isEarly) announcer.announce(eventId, "stage.revealed", { at, product });
    else for (const seat of deps.seatsOf(eventId)) if (seat.look.standing.isEarly && mayRead(seat)) tell(seat, "stage.shownEarly", { at, product });
  }
  const state = await revealNow(deps.room, pass);
  if (state) announcer.announce(eventId, "reveal.changed", state);
  return done(state ?? { earlyAt: isEarly ? at : null, at: isEarly ? null : at });
}

const mayRead = ({ look }: Seat): boolean => look.decision.lens === "full" && look.decision.may.has("product.see");
