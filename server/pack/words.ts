import type { Language } from "#contracts/languages.ts";
import de from "#words/de/pack.json" with { type: "json" };
import deStudio from "#words/de/studio.json" with { type: "json" };
import en from "#words/en/pack.json" with { type: "json" };
import enStudio from "#words/en/studio.json" with { type: "json" };
import fr from "#words/fr/pack.json" with { type: "json" };
import frStudio from "#words/fr/studio.json" with { type: "json" };
import it from "#words/it/pack.json" with { type: "json" };
import itStudio from "#words/it/studio.json" with { type: "json" };

const catalogues = { en, it, fr, de } as const satisfies Record<Language, typeof en>;
/** What acts of the record are called, as the studio's record has it. */
const acts = { en: enStudio.record.did, it: itStudio.record.did, fr: frStudio.record.did, de: deStudio.record.did };
// English is written the European way.
const locales = { en: "en-GB", it: "it", fr: "fr", de: "de" } as const satisfies Record<Language, string>;

function wordAt(root: unknown, path: string): string | null {
  let found = root;
  for (const step of path.split(".")) found = typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined;
  return typeof found === "string" ? found : null;
}

/** The voice of a pack's page in one language; times are told in one zone. */
export function openPackWords(lang: Language, zone: string) {
  const times = new Intl.DateTimeFormat(locales[lang], { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: zone });
  return {
    lang,
    zone: zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " "),
    /** A text of the catalogue with its values in place. Throws for one that is missing. */
    say(key: string, values: Record<string, string | number> = {}): string {
      const found = wordAt(catalogues[lang], key);
      if (found === null) throw new Error(`no words: ${lang} pack ${key}`);
      return found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
    },
    /** What an act of the record is called; its name where it has no words. */
    act: (name: string): string => wordAt(acts[lang], name) ?? name,
    time: (at: string | null): string => (at === null ? "" : times.format(new Date(at))),
  };
}
export type PackWords = ReturnType<typeof openPackWords>;
