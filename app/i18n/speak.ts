import i18next from "i18next";
import type { i18n, InitOptions } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "#contracts/languages.ts";

/** The voices of this process: in a browser one, in the house one for each language. */
export const spoken = new Map<Language, i18n>();

/** A new voice in one language, ready at once for the words it already has. It never falls back to another language. */
export function speak(lang: Language, plugins: readonly Parameters<i18n["use"]>[0][], options: InitOptions): i18n {
  const voice = i18next.createInstance();
  for (const plugin of [initReactI18next, ...plugins]) voice.use(plugin);
  voice.init({
    lng: lang,
    fallbackLng: false,
    defaultNS: "common",
    interpolation: { escapeValue: false },
    initAsync: false,
    ...options,
  });
  spoken.set(lang, voice);
  return voice;
}
