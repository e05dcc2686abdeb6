import type { Level, Wishes } from "#contracts/event.ts";
import type { GuestKind } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";
import { profileOf } from "#server/access/profile.ts";
import type { MarkPicture } from "#server/maison/maison.ts";
import { calendarFile, calendarSequence } from "#server/mail/calendar.ts";
import type { LetterContent } from "#server/mail/content.ts";
import type { LetterColours, LetterWords } from "#server/mail/dress.tsx";
import { dress, picturesOf, undress } from "#server/mail/dress.tsx";
import { sayIn, sayTime } from "#server/mail/words.ts";

/** A letter to a guest that leads nowhere: what changed, that it is called off, thanks. */
export const noticeKinds = ["change", "cancel", "thanks"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Everything a letter to a guest is made of. Only what the event's level lets a letter tell is used. */
export interface LetterFacts {
  kind: "invitation" | "again" | NoticeKind;
  lang: Language;
  maison: string;
  mark?: MarkPicture | null;
  colours?: LetterColours;
  event: { level: Level; wishes: Wishes; title: string; codeName: string; startsAt: Date; zone: string; place: string | null; version: number };
  /** `uid`: the event's name in this guest's calendars. `broughtBy`: the guest at whose side they come. */
  guest: { name: string; kind: GuestKind; number: number; place: string | null; expectedAt: Date | null; uid: string; broughtBy: string | null };
  /** The personal link; null for a letter that leads nowhere. */
  link: string | null;
  now: Date;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Whether a letter may call the event by its title: the level says so and the brand keeps no veil. */
export const isTitleTold = ({ level, wishes }: { level: Level; wishes: Pick<Wishes, "veil"> }): boolean =>
  profileOf(level).letters === "full" && !wishes.veil;

/** The place a letter or a calendar file may name; a silent level's is told to nobody in writing. */
export const placeTold = (level: Level, place: string | null): string | null => (profileOf(level).letters === "silent" ? null : place && oneLine(place));

/** What a letter or a calendar file may call the event. */
export const nameTold = (event: LetterFacts["event"]): string => oneLine(isTitleTold(event) ? event.title : event.codeName);

const inHand = new Set<LetterFacts["kind"]>(["invitation", "change", "cancel"]);

function toneOf({ kind, event, guest }: LetterFacts) {
  if (kind !== "invitation") return kind;
  if (guest.kind === "speaker") return "speaker";
  return guest.broughtBy && profileOf(event.level).letters === "full" ? "companion" : "invitation";
}

/** A letter to a guest or speaker: subject, HTML, plain text and, where there is something to note, the calendar file. */
export function compose(facts: LetterFacts): LetterContent {
  const { kind, lang, event, guest, link } = facts;
  const maison = oneLine(facts.maison);
  const name = nameTold(event);
  const isByCode = profileOf(event.level, event.wishes).entry.includes("code");
  const place = placeTold(event.level, guest.place ?? event.place);
  const tone = toneOf(facts);
  const values = { maison, event: name, name: oneLine(guest.name), host: oneLine(guest.broughtBy ?? ""), number: String(guest.number).padStart(4, "0") };
  const say = (key: Parameters<typeof sayIn>[1]) => sayIn(lang, key, values);
  const shown: LetterWords["facts"] = [{ name: say("when"), value: sayTime(lang, event.startsAt, event.zone), note: say("ownTime") }];
  if (guest.expectedAt) shown.push({ name: say("expected"), value: sayTime(lang, guest.expectedAt, event.zone) });
  if (place) shown.push({ name: say("where"), value: place });
  if (guest.kind === "guest") shown.push({ name: say("seat"), value: say("seatNumber") });
  const isOpened = tone === "invitation" || tone === "companion" || tone === "speaker" || tone === "again";
  const words: LetterWords = {
    ...{ lang, maison, mark: facts.mark, colours: facts.colours },
    facts: kind === "invitation" || kind === "change" ? shown : [],
    greeting: say("greeting"),
    preview: say(`${tone}.preview`),
    title: say(`${tone}.title`),
    lead: say(`${tone}.lead`),
    own: say(isOpened && isByCode ? `${tone}.ownByCode` : `${tone}.own`),
    way: isOpened && link ? { link, button: say(`${tone}.button`), plainLink: say("plainLink") } : null,
  };
  const isCancelled = kind === "cancel";
  const file = () =>
    calendarFile({ ...{ lang, name, place, isCancelled, uid: guest.uid, startsAt: event.startsAt, now: facts.now }, sequence: calendarSequence(event.version, isCancelled) });
  return { subject: say(`${tone}.subject`), html: dress(words), text: undress(words), calendar: inHand.has(kind) ? file() : null, pictures: picturesOf(words) };
}
