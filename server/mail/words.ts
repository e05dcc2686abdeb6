import type { Language } from "#contracts/languages.ts";
import deCommon from "#words/de/common.json" with { type: "json" };
import de from "#words/de/letters.json" with { type: "json" };
import enCommon from "#words/en/common.json" with { type: "json" };
import en from "#words/en/letters.json" with { type: "json" };
import frCommon from "#words/fr/common.json" with { type: "json" };
import fr from "#words/fr/letters.json" with { type: "json" };
import itCommon from "#words/it/common.json" with { type: "json" };
import it from "#words/it/letters.json" with { type: "json" };

const catalogues = { en, it, fr, de } as const satisfies Record<Language, typeof en>;

const cities: Record<Language, Record<string, string>> = { en: enCommon.cities, it: itCommon.cities, fr: frCommon.cities, de: deCommon.cities };

type Leaves<T, Path extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaves<T[K], `${Path}${K}.`>;
}[keyof T & string];
export type LetterKey = Leaves<typeof en>;

/** One text of the letters' catalogue with its values in place. Throws for a text or a value that is missing. */
export function sayIn(lang: Language, key: LetterKey, values: Record<string, string> = {}): string {
  let found: unknown = catalogues[lang];
  for (const step of key.split(".")) found = typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined;
  if (typeof found !== "string") throw new Error(`no words: ${lang} letters ${key}`);
  return found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value: ${lang} letters ${key} ${name}`);
    return value;
  });
}

/** What a guest without a name is called. */
export const unnamed = (lang: Language): string => sayIn(lang, "guest.unnamed");

/** A zone's city in a language, or as the zone names it. */
export function cityOf(lang: Language, zone: string): string {
  const last = zone.slice(zone.lastIndexOf("/") + 1);
  return cities[lang][last] ?? last.replaceAll("_", " ");
}

// English is written the European way: Thursday 11 March 2027 at 18:30.
const locales = { en: "en-GB", it: "it", fr: "fr", de: "de" } as const satisfies Record<Language, string>;

/** A moment as a letter says it, in the event's zone and with its city. */
export function sayTime(lang: Language, at: Date, zone: string): string {
  const date = new Intl.DateTimeFormat(locales[lang], { dateStyle: "full", timeStyle: "short", hourCycle: "h23", timeZone: zone }).format(at);
  return sayIn(lang, "time", { date, city: cityOf(lang, zone) });
}
