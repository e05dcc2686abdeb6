import type { BackendModule, i18n } from "i18next";
import type { Namespace } from "#app/i18n/namespaces.ts";
import { speak } from "#app/i18n/speak.ts";
import type { Language } from "#contracts/languages.ts";

const catalogues = import.meta.glob(["/words/*/*.json", "!/words/*/letters.json"], { import: "default" });

/** Fetches one catalogue as its own chunk; a failure is tried again by i18next, five times. */
const chunks: BackendModule = {
  type: "backend",
  init() {},
  read(lang, namespace, done) {
    const load = catalogues[`/words/${lang}/${namespace}.json`];
    if (!load) return done(new Error(`no words: ${lang} ${namespace}`), false);
    load().then(
      (words) => done(null, typeof words === "object" ? { ...words } : {}),
      (error: unknown) => done(error instanceof Error ? error : new Error("words did not arrive"), true),
    );
  },
};

/** The browser's voice, resolved when the given catalogues are there; further ones are fetched when a screen asks. */
export async function voiceHere(lang: Language, namespaces: readonly Namespace[]): Promise<i18n> {
  const voice = speak(lang, [chunks], { ns: [], partialBundledLanguages: true, resources: {} });
  await voice.loadNamespaces(namespaces);
  return voice;
}
