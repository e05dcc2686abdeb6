import { randomUUID } from "node:crypto";
import ical, { ICalCalendarMethod } from "ical-generator";
import type { Level, Wishes } from "#contracts/event.ts";
import type { GuestKind } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";
import { profileOf } from "#server/access/profile.ts";
import type { LetterContent } from "#server/mail/content.ts";
import type { LetterWords } from "#server/mail/dress.tsx";
import { dress, undress } from "#server/mail/dress.tsx";
import { sayIn, sayTime } from "#server/mail/words.ts";

/** Everything a letter to a guest is made of. Only what the event's level lets a letter tell is used. */
export interface LetterFacts {
  kind: "invitation" | "again";
  lang: Language;
  maison: string;
  event: { level: Level; wishes: Wishes; title: string; codeName: string; startsAt: Date; zone: string; place: string | null };
  guest: { name: string; kind: GuestKind; number: number; place: string | null; expectedAt: Date | null };
  link: string;
  now: Date;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Whether a letter may call the event by its title: the level says so and the brand keeps no veil. */
export const isTitleTold = ({ level, wishes }: { level: Level; wishes: Pick<Wishes, "veil"> }): boolean =>
  profileOf(level).letters === "full" && !wishes.veil;

function calendarOf({ lang, event, now }: LetterFacts, name: string, place: string | null): NonNullable<LetterContent["calendar"]> {
  const calendar = ical({ prodId: { company: "Sipario", product: "letters" }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: randomUUID(),
    stamp: now,
    start: event.startsAt,
    summary: name,
    description: sayIn(lang, "calendar.note"),
    location: place,
  });
  return { file: sayIn(lang, "calendar.file"), body: calendar.toString() };
}

/** A letter to a guest or speaker: subject, HTML, plain text and, with an invitation, the calendar file. */
export function compose(facts: LetterFacts): LetterContent {
  const { kind, lang, event, guest, link } = facts;
  const maison = oneLine(facts.maison);
  const name = oneLine(isTitleTold(event) ? event.title : event.codeName);
  const profile = profileOf(event.level, event.wishes);
  const isByCode = profile.entry.includes("code");
  const place = profile.letters === "silent" ? null : (guest.place ?? event.place);
  const tone = kind === "again" ? "again" : guest.kind === "speaker" ? "speaker" : "invitation";
  const say = (key: Parameters<typeof sayIn>[1]) => sayIn(lang, key, { maison, event: name, name: oneLine(guest.name), number: String(guest.number).padStart(4, "0") });
  const shown: LetterWords["facts"] = [{ name: say("when"), value: sayTime(lang, event.startsAt, event.zone), note: say("ownTime") }];
  if (guest.expectedAt) shown.push({ name: say("expected"), value: sayTime(lang, guest.expectedAt, event.zone) });
  if (place) shown.push({ name: say("where"), value: oneLine(place) });
  if (guest.kind === "guest") shown.push({ name: say("seat"), value: say("seatNumber") });
  const words: LetterWords = {
    ...{ lang, maison },
    facts: kind === "again" ? [] : shown,
    greeting: say("greeting"),
    preview: say(`${tone}.preview`),
    title: say(`${tone}.title`),
    lead: say(`${tone}.lead`),
    own: say(isByCode && tone !== "again" ? `${tone}.ownByCode` : `${tone}.own`),
    way: { link, button: say(`${tone}.button`), plainLink: say("plainLink") },
  };
  return {
    subject: say(`${tone}.subject`),
    html: dress(words),
    text: undress(words),
    calendar: kind === "again" ? null : calendarOf(facts, name, place),
  };
}
