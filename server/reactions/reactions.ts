import type { Reaction, Tally } from "#contracts/reactions.ts";
import { tallyEveryMs } from "#contracts/reactions.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

const flushEveryMs = 2000;
const nothing = (): Tally => ({ bravo: 0, love: 0, wonder: 0, rose: 0 });
const sum = (one: Tally): number => one.bravo + one.love + one.wonder + one.rose;
const minuteOf = (at: Date): Date => new Date(Math.floor(at.getTime() / 60_000) * 60_000);

function add(to: Tally, more: Tally): Tally {
  to.bravo += more.bravo;
  to.love += more.love;
  to.wonder += more.wonder;
  to.rose += more.rose;
  return to;
}

/** Where a reaction counts: the tablet's boutique, or online. */
const placeOf = (pass: Pass): string => (pass.holder.kind === "device" ? pass.holder.boutiqueId : "online");

/** Reactions: counted in memory per place, told as tallies four times a second, kept exactly per minute. */
export function openReactions(room: Room, onFault: (fault: unknown) => void) {
  const { db, clock, announcer } = room;
  /** Since the last tally, by event and place. */
  const fresh = new Map<string, Map<string, Tally>>();
  /** Not yet in the database, by event, place and minute. */
  const unsaved = new Map<string, { eventId: string; place: string; minute: Date; counts: Tally }>();
  let isFlushing: Promise<void> | null = null;

  function tally(): void {
    for (const [eventId, byPlace] of fresh) {
      const added = nothing();
      const places: Record<string, Tally> = {};
      for (const [place, counts] of byPlace) {
        places[place] = counts;
        add(added, counts);
      }
      announcer.announce(eventId, "tally.counted", { at: clock.now().getTime(), added, places });
    }
    fresh.clear();
  }

  async function save(): Promise<void> {
    for (const [key, row] of [...unsaved]) {
      unsaved.delete(key);
      const { eventId, place, minute, counts } = row;
      try {
        await db.$executeRaw`
          INSERT INTO "ReactionMinute" ("eventId", place, minute, bravo, love, wonder, rose)
          VALUES (${eventId}, ${place}, ${minute}, ${counts.bravo}, ${counts.love}, ${counts.wonder}, ${counts.rose})
          ON CONFLICT ("eventId", place, minute) DO UPDATE SET
            bravo = "ReactionMinute".bravo + excluded.bravo, love = "ReactionMinute".love + excluded.love,
            wonder = "ReactionMinute".wonder + excluded.wonder, rose = "ReactionMinute".rose + excluded.rose`;
      } catch (fault) {
        const since = unsaved.get(key);
        if (since) add(since.counts, counts);
        else unsaved.set(key, row);
        onFault(fault);
        return;
      }
    }
  }

  /** Writes what was counted; what could not be written is kept for the next time. */
  const flush = (): Promise<void> =>
    (isFlushing ??= save().finally(() => {
      isFlushing = null;
    }));

  const telling = setInterval(tally, tallyEveryMs);
  const saving = setInterval(() => void flush(), flushEveryMs);
  let turn: NodeJS.Timeout;
  /** Writes each minute as it ends, so that a kill can only take from the running one. */
  const atMinute = () => {
    turn = setTimeout(() => void flush().then(atMinute), 60_000 - (clock.now().getTime() % 60_000) + 2);
  };
  atMinute();

  return {
    /** Counts one tap. It has no answer; a minute is durable when its row is written. */
    count(pass: Pass<"reaction.send">, reaction: Reaction): void {
      const place = placeOf(pass);
      const byPlace = fresh.get(pass.eventId) ?? new Map<string, Tally>();
      const counts = byPlace.get(place) ?? nothing();
      counts[reaction] += 1;
      fresh.set(pass.eventId, byPlace.set(place, counts));

      const minute = minuteOf(clock.now());
      const key = `${pass.eventId} ${place} ${minute.getTime()}`;
      const row = unsaved.get(key) ?? { eventId: pass.eventId, place, minute, counts: nothing() };
      row.counts[reaction] += 1;
      unsaved.set(key, row);
    },

    /** Energy of the last minutes, oldest first: all places together, no names. */
    async history(pass: Pass<"stage.watch" | "thanks.read" | "desk.see" | "stage.prepare" | "numbers.see">, minutes = 60): Promise<{ minute: string; total: number }[]> {
      await flush();
      const since = new Date(clock.now().getTime() - minutes * 60_000);
      const rows = await db.reactionMinute.findMany({ where: { eventId: pass.eventId, minute: { gte: since } }, orderBy: { minute: "asc" } });
      const byMinute = new Map<string, number>();
      for (const row of rows) byMinute.set(row.minute.toISOString(), (byMinute.get(row.minute.toISOString()) ?? 0) + sum(row));
      return [...byMinute].map(([minute, total]) => ({ minute, total }));
    },

    /** Every minute of the event in which something was sent, by place, oldest first. */
    async byMinute(pass: Pass<"numbers.see">): Promise<{ minute: string; place: string; total: number }[]> {
      await flush();
      const rows = await db.reactionMinute.findMany({ where: { eventId: pass.eventId }, orderBy: [{ minute: "asc" }, { place: "asc" }] });
      return rows.map((row) => ({ minute: row.minute.toISOString(), place: row.place, total: sum(row) }));
    },

    /** Exact totals by place since the event began. */
    async totals(pass: Pass<"numbers.see">): Promise<({ place: string } & Tally)[]> {
      await flush();
      const rows = await db.reactionMinute.groupBy({ by: ["place"], where: { eventId: pass.eventId }, _sum: { bravo: true, love: true, wonder: true, rose: true } });
      return rows.map(({ place, _sum }) => ({ place, bravo: _sum.bravo ?? 0, love: _sum.love ?? 0, wonder: _sum.wonder ?? 0, rose: _sum.rose ?? 0 }));
    },

    flush,
    async close(): Promise<void> {
      clearInterval(telling);
      clearInterval(saving);
      clearTimeout(turn);
      await flush();
    },
  };
}
