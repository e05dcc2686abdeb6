import type { Language } from "#contracts/languages.ts";
import type { Event } from "#prisma/generated/client.ts";
import { visibleToAll } from "#server/access/visible.ts";
import { namesSeen, welcomeOf } from "#server/events/columns.ts";
import { decideFor } from "#server/events/decide-for.ts";
import type { EventView } from "#server/events/events.ts";
import { openShareCards } from "#server/events/share-card.ts";
import { calendarFile, calendarSequence, calendarUid } from "#server/mail/calendar.ts";
import type { Room } from "#server/room.ts";

/** An open event as anybody may know it; its time is ISO 8601 in UTC. */
type OpenCard = Pick<EventView, "title" | "startsAt" | "zone" | "phase" | "format" | "place" | "hosting">;

/** Events that anybody may find: what is told of them to whoever asks, and nothing of any other. */
export function openPublicEvents(room: Room) {
  const { db, clock, sealed, secrets } = room;
  const cardFor = openShareCards();

  function openCard(row: Event): OpenCard | null {
    const { knows, lens } = decideFor(room, { kind: "stranger" }, row);
    if (!knows) return null;
    const { name, place } = namesSeen(room, { lens, event: row }, row);
    return { title: name, startsAt: row.startsAt.toISOString(), zone: row.zone, phase: row.phase, format: row.format, place, hosting: welcomeOf(room, row) };
  }
  const slugOf = (row: Event): string => (row.slug ? sealed.event(row.id).open(`Event.slug:${row.id}`, row.slug) : "");

  /** One open event by its address; null for a made-up one and for what is not to be known. */
  async function open(slug: string): Promise<(OpenCard & { eventId: string; version: number }) | null> {
    const row = slug.length > 80 ? null : await db.event.findUnique({ where: { slugHash: secrets.search("slug", slug) } });
    const card = row && openCard(row);
    return card ? { eventId: row.id, version: row.version, ...card } : null;
  }

  return {
    open,

    /** Open events that anybody may find, the next one first. */
    async listOpen(): Promise<(OpenCard & { slug: string })[]> {
      const rows = await db.event.findMany({ where: visibleToAll, orderBy: [{ startsAt: "asc" }, { id: "asc" }] });
      return rows.flatMap((row) => {
        const card = openCard(row);
        return card ? [{ slug: slugOf(row), ...card }] : [];
      });
    },

    /** What is passed on with an open event's address: a picture, and its calendar file. Null for what is not to be known. */
    async shared(slug: string, lang: Language): Promise<{ picture(): Promise<Buffer>; calendar: { file: string; body: string } | null } | null> {
      const event = await open(slug);
      if (!event) return null;
      const { eventId, version, title, place, startsAt, phase } = event;
      const facts = { lang, place, name: title, startsAt: new Date(startsAt), now: clock.now(), sequence: calendarSequence(version), uid: calendarUid(secrets, eventId, null) };
      return {
        picture: async () => cardFor(slug, (await room.maison.read()).wordmark),
        calendar: phase === "ended" ? null : calendarFile({ ...facts, url: `${room.origin}/e/${slug}` }),
      };
    },
  };
}
