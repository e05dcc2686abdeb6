import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Language } from "#contracts/languages.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";
import type { LetterContent } from "#server/mail/content.ts";
import { sayIn } from "#server/mail/words.ts";

/** What a calendar file tells. Whoever makes it has left out what its reader's level keeps back. */
export interface CalendarFacts {
  lang: Language;
  uid: string;
  /** Rises with every change, so that a calendar takes the newer file for the one it has. */
  sequence: number;
  name: string;
  place: string | null;
  startsAt: Date;
  now: Date;
  /** Whether the event was called off: the file then takes it out of the calendar. */
  isCancelled?: boolean;
  /** The public page of an open event; a personal link never stands here. */
  url?: string;
}

/** One name for an event in the calendars of one guest: the same in each of their files, and nothing can be told from it. */
export function calendarUid(secrets: HouseSecrets, eventId: string, guestId: string | null): string {
  const hex = Buffer.from(secrets.mac("calendar", `${eventId} ${guestId ?? "everybody"}`), "base64url").toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** The number of a file about an event as it stands at a version of its plan; calling it off is one step more. */
export const calendarSequence = (version: number, isCancelled = false): number => version - 1 + (isCancelled ? 1 : 0);

/** A calendar file (RFC 5545): one event without attendees, to be added, brought up to date, or taken out. */
export function calendarFile(facts: CalendarFacts): NonNullable<LetterContent["calendar"]> {
  const { lang, isCancelled = false, url } = facts;
  const calendar = ical({ prodId: { company: "Sipario", product: "letters" }, method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: facts.uid,
    sequence: facts.sequence,
    stamp: facts.now,
    start: facts.startsAt,
    summary: facts.name,
    description: sayIn(lang, isCancelled ? "calendar.cancelled" : url ? "calendar.open" : "calendar.note"),
    location: facts.place,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(url ? { url } : {}),
  });
  return { file: sayIn(lang, "calendar.file"), body: calendar.toString() };
}
