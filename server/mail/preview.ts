import { Wishes } from "#contracts/event.ts";
import type { Language } from "#contracts/languages.ts";
import type { Pass } from "#server/access/pass.ts";
import { calendarUid } from "#server/mail/calendar.ts";
import type { NoticeKind } from "#server/mail/compose.ts";
import { compose } from "#server/mail/compose.ts";
import type { LetterContent } from "#server/mail/content.ts";
import { sayIn } from "#server/mail/words.ts";
import type { Room } from "#server/room.ts";

/** The letters that can be seen before anybody is written to. */
export type PreviewKind = "invitation" | "speaker" | NoticeKind;

/**
 * A letter of the pass's event as it would be sent now, to somebody made up: the same composing, the same veil. Its link
 * opens nothing.
 */
export async function previewLetter(room: Room, { eventId }: Pass<"letter.read">, kind: PreviewKind, lang: Language): Promise<LetterContent> {
  const { db, sealed, secrets, clock, origin } = room;
  const event = await db.event.findUniqueOrThrow({ where: { id: eventId } });
  const seal = sealed.event(eventId);
  const [{ name: maison, accent, accentNight }, mark] = [await room.maison.read(), await room.maison.picture()];
  const isSpeaker = kind === "speaker";
  return compose({
    kind: isSpeaker ? "invitation" : kind,
    ...{ lang, maison, mark, colours: { accent, accentNight } },
    event: {
      ...{ level: event.level, wishes: Wishes.parse(event.wishes), startsAt: event.startsAt, zone: event.zone, version: event.version },
      title: seal.open(`Event.title:${eventId}`, event.title),
      codeName: seal.open(`Event.codeName:${eventId}`, event.codeName),
      place: event.place && seal.open(`Event.place:${eventId}`, event.place),
    },
    guest: {
      ...{ kind: isSpeaker ? "speaker" : "guest", number: 1, place: null, broughtBy: null, name: sayIn(lang, "sample") },
      expectedAt: isSpeaker ? new Date(event.startsAt.getTime() - 30 * 60_000) : null,
      uid: calendarUid(secrets, eventId, "sample"),
    },
    link: kind === "invitation" || isSpeaker ? `${origin}/door/${sayIn(lang, "sampleLink")}` : null,
    now: clock.now(),
  });
}
