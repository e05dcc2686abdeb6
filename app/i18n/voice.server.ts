import type { i18n, ResourceLanguage } from "i18next";
import { speak, spoken } from "#app/i18n/speak.ts";
import type { Language } from "#contracts/languages.ts";

const catalogues = import.meta.glob<ResourceLanguage[string]>(["/words/*/*.json", "!/words/*/letters.json"], { eager: true, import: "default" });

function wordsOf(lang: Language): ResourceLanguage {
  const here = Object.entries(catalogues).filter(([path]) => path.startsWith(`/words/${lang}/`));
  return Object.fromEntries(here.map(([path, words]) => [path.slice(path.lastIndexOf("/") + 1, -".json".length), words]));
}

/** The house's voice in a language, with every word of the screens; made once, it keeps nothing of a request. */
export function voiceIn(lang: Language): i18n {
  const words = wordsOf(lang);
  return spoken.get(lang) ?? speak(lang, [], { resources: { [lang]: words }, ns: Object.keys(words) });
}
