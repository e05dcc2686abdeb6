export const languages = ["en", "it", "fr", "de"] as const;
export type Language = (typeof languages)[number];
export const languageNames = { en: "English", it: "Italiano", fr: "Français", de: "Deutsch" } as const satisfies Record<Language, string>;

const isLanguage = (text: string): text is Language => languages.some((one) => one === text);

/** The language to speak: the one chosen before (cookie), else the best of Accept-Language, else English. */
export function pickLanguage(header: string | null, chosen: string | null): Language {
  if (chosen && isLanguage(chosen)) return chosen;
  const wishes = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().split(";");
      const q = Number(rest.find((one) => one.trim().startsWith("q="))?.split("=")[1] ?? 1);
      return { base: tag.slice(0, 2).toLowerCase(), q: Number.isFinite(q) ? q : 0 };
    })
    .sort((a, b) => b.q - a.q);
  for (const { base, q } of wishes) if (q > 0 && isLanguage(base)) return base;
  return "en";
}
