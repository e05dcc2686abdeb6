import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

/** Who was expected and came, in numbers. */
export interface Came {
  guests: { expected: number; came: number };
  speakers: { expected: number; came: number };
  tablets: { expected: number; came: number };
}

/** How many were there in each minute, by place, from the doors to the end. Guests count once, however many screens they had. */
export interface Attended {
  /** The first minute, ISO 8601 in UTC; null before the doors. */
  from: string | null;
  places: { place: string; here: number[] }[];
  came: Came;
}

interface Stay {
  place: string;
  who: string;
  first: number;
  last: number;
}

const minuteMs = 60_000;
/** A day; an event left open longer is drawn for its first. */
const minutesMax = 1440;

/** The minutes of each person's stays, one stay over another counted once, added up by place. */
function countByMinute(stays: readonly Stay[], minutes: number): Attended["places"] {
  const steps = new Map<string, number[]>();
  const untilBy = new Map<string, number>();
  for (const { place, who, first, last } of [...stays].sort((a, b) => a.first - b.first)) {
    const until = untilBy.get(`${place} ${who}`) ?? -1;
    const begin = Math.max(first, until + 1);
    if (last < begin) continue;
    untilBy.set(`${place} ${who}`, last);
    const step = steps.get(place) ?? new Array<number>(minutes + 1).fill(0);
    steps.set(place, step);
    step[begin] = (step[begin] ?? 0) + 1;
    step[last + 1] = (step[last + 1] ?? 0) - 1;
  }
  return [...steps].map(([place, step]) => {
    let now = 0;
    return { place, here: step.slice(0, minutes).map((change) => (now += change)) };
  });
}

/** Attendance of the pass's event over time, out of the seats that were taken, and who came of those expected. */
export async function attendedAt({ db, clock }: Room, { eventId }: Pass<"numbers.see">): Promise<Attended> {
  const event = await db.event.findUniqueOrThrow({ where: { id: eventId }, select: { doorsAt: true, endedAt: true } });
  const seats = await db.seat.findMany({
    where: { eventId, staffId: null },
    select: { guestId: true, deviceId: true, startedAt: true, seenAt: true, endedAt: true, guest: { select: { kind: true } }, device: { select: { boutiqueId: true } } },
  });
  // Who came was expected, also when they were removed or taken back since.
  const sat = { seats: { some: {} } };
  const cameAs = async (kind: "guest" | "speaker") => ({
    came: new Set(seats.flatMap(({ guestId, guest }) => (guestId && guest?.kind === kind ? [guestId] : []))).size,
    expected: await db.guest.count({ where: { eventId, kind, OR: [{ removedAt: null }, sat] } }),
  });
  const came: Came = {
    guests: await cameAs("guest"),
    speakers: await cameAs("speaker"),
    tablets: { came: new Set(seats.flatMap(({ deviceId }) => deviceId ?? [])).size, expected: await db.device.count({ where: { eventId, OR: [{ revokedAt: null }, sat] } }) },
  };
  if (!event.doorsAt) return { from: null, places: [], came };
  const from = Math.floor(event.doorsAt.getTime() / minuteMs);
  const until = Math.floor((event.endedAt ?? clock.now()).getTime() / minuteMs);
  const minutes = Math.min(minutesMax, Math.max(1, until - from + 1));
  const at = (time: Date) => Math.min(minutes - 1, Math.max(0, Math.floor(time.getTime() / minuteMs) - from));
  const stays = seats.flatMap(({ guestId, deviceId, guest, device, startedAt, endedAt, seenAt }): Stay[] => {
    if (guest?.kind === "speaker" || Math.floor(startedAt.getTime() / minuteMs) - from >= minutes) return [];
    const span = { first: at(startedAt), last: at(endedAt ?? (event.endedAt ? seenAt : clock.now())) };
    if (device) return [{ place: device.boutiqueId, who: deviceId ?? "", ...span }];
    return guestId ? [{ place: "online", who: guestId, ...span }] : [];
  });
  return { from: new Date(from * minuteMs).toISOString(), places: countByMinute(stays, minutes), came };
}
