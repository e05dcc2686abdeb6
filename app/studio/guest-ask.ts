import { GuestKind, GuestLanguage } from "#contracts/guests.ts";
import * as z from "#contracts/zod.ts";
import type { GuestRow } from "#server/guests/guests.ts";

/** What a guest list can be narrowed to by how far its invitations have come; `removed` wins over every other. */
export const guestStates = ["none", "waiting", "sent", "entered", "failed", "withdrawn", "removed"] as const;
/** Narrowings that are neither invitation, place, kind nor language. */
export const guestOnlys = ["here", "muted", "early"] as const;
/** The columns a list can be ordered by. */
const guestSorts = ["number", "name", "kind", "place", "language", "invitation"] as const;

const word = <const T extends readonly [string, ...string[]]>(words: T) => z.enum(words).nullable().catch(null);
const Ask = z.object({
  state: word(guestStates),
  only: word(guestOnlys),
  kind: GuestKind.nullable().catch(null),
  language: GuestLanguage.nullable().catch(null),
  place: z.string().min(1).max(60).nullable().catch(null),
  find: z.string().max(120).nullable().catch(null),
  sort: z.enum(guestSorts).catch("number"),
  down: z.literal("yes").nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Which guests an address asks for, and in which order. */
export type GuestAsk = z.infer<typeof Ask>;

/** Reads what an address asks for; what it does not say well is left out. */
export const readAsk = (search: URLSearchParams): GuestAsk =>
  Ask.parse(Object.fromEntries(["state", "only", "kind", "language", "place", "find", "sort", "down", "page"].map((key) => [key, search.get(key) || null])));

/** Whether an address asks for the whole list in its own order, so that a part of it can be read by itself. */
export const isPlainAsk = ({ state, only, kind, language, place, find, sort, down }: GuestAsk): boolean =>
  !(state || only || kind || language || place || find?.trim() || down) && sort === "number";

/** Where a guest stands, as the list shows it. */
export const stateOf = (guest: Pick<GuestRow, "removedAt" | "invitation">): (typeof guestStates)[number] => (guest.removedAt === null ? guest.invitation : "removed");

const bare = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLocaleLowerCase();

function isAsked(guest: GuestRow, ask: GuestAsk, words: readonly string[]): boolean {
  if (ask.state && stateOf(guest) !== ask.state) return false;
  if (ask.only === "here" && !guest.isHere) return false;
  if (ask.only === "muted" && guest.mutedAt === null) return false;
  if (ask.only === "early" && !guest.isEarly) return false;
  if (ask.kind && guest.kind !== ask.kind) return false;
  if (ask.language && guest.language !== ask.language) return false;
  if (ask.place && guest.place !== ask.place) return false;
  if (words.length === 0) return true;
  const text = bare(`${guest.name} ${guest.email ?? ""} ${guest.boutiqueName ?? ""}`);
  const seat = String(guest.number).padStart(4, "0");
  return words.every((one) => text.includes(one) || one === seat);
}

/** The guests an address asks for in its order; every word written must be in name, address or place, accents aside, or be the seat. */
export function arrange(guests: readonly GuestRow[], ask: GuestAsk, lang: string): GuestRow[] {
  const words = bare(ask.find ?? "").split(/\s+/).filter(Boolean);
  const found = guests.filter((guest) => isAsked(guest, ask, words));
  const { compare } = new Intl.Collator(lang, { sensitivity: "base", numeric: true });
  const by = {
    number: (a, b) => a.number - b.number,
    name: (a, b) => compare(a.name, b.name),
    kind: (a, b) => compare(a.kind, b.kind),
    place: (a, b) => compare(a.boutiqueName ?? "", b.boutiqueName ?? ""),
    language: (a, b) => compare(a.language, b.language),
    invitation: (a, b) => guestStates.indexOf(stateOf(a)) - guestStates.indexOf(stateOf(b)) || a.invitationAt.localeCompare(b.invitationAt),
  } satisfies Record<GuestAsk["sort"], (a: GuestRow, b: GuestRow) => number>;
  const order = by[ask.sort];
  const sign = ask.down ? -1 : 1;
  return found.sort((a, b) => sign * order(a, b) || a.number - b.number);
}
