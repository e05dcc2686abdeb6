import type { GuestKind } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";

/** What a column of a pasted table may hold. */
export type Column = "name" | "firstName" | "lastName" | "email" | "language" | "kind" | "place";

/** A word as it is compared: lower case, without accents, with single spaces and no hyphens. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();

const headings = {
  name: [
    "name", "full name", "display name", "guest", "guest name", "nome", "nome completo", "nome e cognome", "nominativo", "ospite", "nom", "nom complet",
    "nom et prenom", "prenom et nom", "invite", "vollstandiger name", "vor und nachname", "gast",
  ],
  firstName: ["first name", "given name", "nome di battesimo", "prenom", "vorname"],
  lastName: ["last name", "surname", "family name", "cognome", "nom de famille", "nachname", "familienname"],
  email: [
    "email", "e mail", "mail", "email address", "e mail address", "address", "posta elettronica", "indirizzo email", "indirizzo e mail",
    "indirizzo", "courriel", "adresse email", "adresse e mail", "adresse", "email adresse", "e mail adresse", "mailadresse",
    "email 1", "e mail 1", "e mail 1 value", "primary email", "indirizzo mail", "indirizzo di posta elettronica", "adresse mail", "adresse electronique", "mail adresse",
  ],
  language: ["language", "preferred language", "lingua", "lingua preferita", "langue", "langue preferee", "sprache", "bevorzugte sprache"],
  kind: ["kind", "as", "type", "role", "tipo", "ruolo", "art", "rolle"],
  place: ["place", "joins", "boutique", "store", "luogo", "sede", "negozio", "lieu", "magasin", "ort", "filiale"],
} as const satisfies Record<Column, readonly string[]>;

const spokenAs = {
  en: ["en", "english", "inglese", "anglais", "englisch"],
  it: ["it", "italian", "italiano", "italien", "italienisch"],
  fr: ["fr", "french", "francese", "francais", "franzosisch"],
  de: ["de", "german", "tedesco", "allemand", "deutsch"],
} as const satisfies Record<Language, readonly string[]>;

const calledAs = {
  guest: ["guest", "ospite", "invite", "invitee", "gast"],
  speaker: [
    "speaker", "influencer", "relatore", "relatrice", "oratore", "oratrice", "intervenant", "intervenante", "orateur", "oratrice",
    "buhnengast", "referent", "referentin", "redner", "rednerin",
  ],
} as const satisfies Record<GuestKind, readonly string[]>;

const finder = <K extends string>(table: Record<K, readonly string[]>) => {
  const byWord = new Map<string, K>();
  for (const key in table) for (const word of table[key]) byWord.set(word, key);
  return (text: string): K | null => byWord.get(plain(text)) ?? null;
};

/** The language a word names, in any of the four. */
export const languageCalled = finder<Language>(spokenAs);
/** The kind of guest a word names, in any of the four languages. */
export const kindCalled = finder<GuestKind>(calledAs);
const columnCalled = finder<Column>(headings);

/** The columns a heading line names; null when the fields are no heading (none is an address column, or one is an address). */
export function columnsOf(fields: readonly string[]): (Column | null)[] | null {
  if (fields.some((field) => field.includes("@"))) return null;
  const columns = fields.map((field) => columnCalled(field.replace(/[\s*:?]+$/, "")));
  if (!columns.includes("email")) return null;
  // "Nome, Cognome", "Prénom, Nom", "Vorname, Name": beside the other half, the plain word is one half too.
  const half = columns.includes("lastName") ? "firstName" : columns.includes("firstName") ? "lastName" : "name";
  return columns.map((column) => (column === "name" ? half : column));
}
