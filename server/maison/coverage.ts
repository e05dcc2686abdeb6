import type { Language } from "#contracts/languages.ts";
import type { Lacking } from "#contracts/maison.ts";
import type { Font } from "#server/maison/font.ts";

const small = "etaoinshrdlcumwfgypbvkjxqz";
const latin = small.toUpperCase() + small;
/** What each language sets in a title, beside its letters the marks it quotes and pauses with. */
const letters = {
  en: `${latin}‘’“”–—`,
  it: `${latin}ÀÈÉÌÒÙàèéìòù’«»“”–`,
  fr: `${latin}ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ’«»–`,
  de: `${latin}ÄÖÜäöüß„“‚‘–`,
} as const satisfies Record<Language, string>;
/** Marks that stand in any of them. Figures are told apart: clocks need them of one width. */
const marks = ".,:;!?()&'-/";

const isDrawn = (sign: string): boolean => !/[\p{C}\p{Z}\p{M}]/u.test(sign);
const lackingIn = ({ has }: Pick<Font, "has">, text: string): string[] => [...new Set([...text.normalize("NFC")].filter((sign) => isDrawn(sign) && !has(sign)))];

/** Which signs a font lacks: of each language, of the maison's name, which its wordmark sets in capitals, and of the titles it has now. */
export function lackingOf(font: Pick<Font, "has">, name: string, titles: readonly string[]): Lacking {
  const of = (lang: Language) => lackingIn(font, letters[lang] + marks);
  return { en: of("en"), it: of("it"), fr: of("fr"), de: of("de"), name: lackingIn(font, name + name.toUpperCase()), titles: lackingIn(font, titles.join("")).slice(0, 60) };
}
