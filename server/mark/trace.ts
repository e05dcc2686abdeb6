import type { Pass } from "#server/access/pass.ts";
import type { Carriers, MarkOf } from "#server/mark/carriers.ts";
import type { Reading } from "#server/mark/find.ts";
import { readWhole, search } from "#server/mark/find.ts";
import type { Shown, Whose } from "#server/mark/line.ts";
import { shownOf } from "#server/mark/line.ts";
import type { Named } from "#server/mark/name.ts";
import { nameFrom } from "#server/mark/name.ts";
import { planeOf, sumsOf } from "#server/mark/plane.ts";
import type { Room } from "#server/room.ts";

/** A picture that was looked at, whichever event it may be of. */
export interface Looked {
  /** As if it showed the whole marked picture. */
  readonly whole: Reading;
  /** Every other way it may lie; looked for once, when it is asked for. */
  others(): Promise<readonly Reading[]>;
}

/** What a picture says of the seat it was taken from. */
export type Traced =
  | { isCertain: false; why: "noPicture" | "notCertain" }
  | {
      isCertain: true;
      seatId: string;
      strength: Named["strength"];
      /** At most how probable it is that chance alone points to a seat. */
      chance: number;
      /** Null where the person's row is gone. */
      who: Shown | null;
      seatedAt: string;
      endedAt: string | null;
    };

/** Looks at a picture once; null for bytes that are none. */
export async function lookAt(bytes: Uint8Array, carriers: Carriers): Promise<Looked | null> {
  const plane = await planeOf(bytes);
  if (!plane || plane.width < 64 || plane.height < 64) return null;
  const sums = sumsOf(plane);
  let searched: Promise<readonly Reading[]> | null = null;
  return {
    whole: readWhole(sums, carriers),
    others() {
      searched ??= search(sums, carriers);
      return searched;
    },
  };
}

const whoseIs = (seat: { guestId: string | null; deviceId: string | null; staffId: string | null }): Whose | null =>
  seat.guestId ? { guestId: seat.guestId } : seat.deviceId ? { deviceId: seat.deviceId } : seat.staffId ? { staffId: seat.staffId } : null;

/** Asks which seat of an event a picture points to, and records that it was asked and what came of it. */
export async function traceAt(room: Room, pass: Pass<"leak.trace">, looked: Looked | null, carriers: Carriers): Promise<Traced> {
  const { db, audit } = room;
  const { eventId } = pass;
  const seats = await db.seat.findMany({ where: { eventId, markCode: { not: null } } });
  const marks = seats.map((seat) => ({ eventId, seatId: seat.id, code: seat.markCode ?? 0, seat }) satisfies MarkOf & { seat: unknown });
  const named = looked && (nameFrom([looked.whole], marks, carriers) ?? nameFrom(await looked.others(), marks, carriers));
  await db.$transaction((tx) => audit.record(tx, pass, "leak.traced", named ? { result: "named", seatId: named.mark.seatId, strength: named.strength } : { result: looked ? "notCertain" : "noPicture" }));
  if (!named) return { isCertain: false, why: looked ? "notCertain" : "noPicture" };
  const { seat } = named.mark;
  const whose = whoseIs(seat);
  return {
    isCertain: true,
    seatId: seat.id,
    strength: named.strength,
    chance: named.chance,
    who: whose && (await shownOf(room, eventId, whose)),
    seatedAt: seat.startedAt.toISOString(),
    endedAt: seat.endedAt?.toISOString() ?? null,
  };
}
