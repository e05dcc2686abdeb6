import { randomInt } from "node:crypto";
import type { DrillKind } from "#contracts/drill.ts";
import type { Language } from "#contracts/languages.ts";
import { languages } from "#contracts/languages.ts";

/** Whose something is: a guest of the shadow. `extra` is nobody the drill knocks as. */
export const shadowGuests = ["beforeCode", "beforeAgreement", "beforeReveal", "removed", "extra"] as const;
export type ShadowGuest = (typeof shadowGuests)[number];

/** A word that stands nowhere else in the world, in the place of something that is to stay hidden. */
export interface Canary {
  readonly kind: DrillKind;
  readonly word: string;
  /** The guest whose name, address or link it is. */
  readonly of?: ShadowGuest;
}

const consonants = "bdfgklmnprstvz";
const vowels = "aeiou";
const one = (signs: string): string => signs.charAt(randomInt(signs.length));

/** A word of fourteen letters that can be said, and that nobody has written before: forty-five random bits. */
export function newWord(): string {
  const word = Array.from({ length: 7 }, () => one(consonants) + one(vowels)).join("");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const perLanguage = (): Record<Language, string> => ({ en: newWord(), it: newWord(), fr: newWord(), de: newWord() });

/** Everything a shadow hides: a word for each field that is veiled or secret at some level, in each language where it has several. */
export function newCanaries() {
  const name = () => ({ name: newWord(), surname: newWord(), address: newWord().toLowerCase() });
  const names = { beforeCode: name(), beforeAgreement: name(), beforeReveal: name(), removed: name(), extra: name() } satisfies Record<ShadowGuest, ReturnType<typeof name>>;
  const single = { title: newWord(), codeName: newWord(), place: newWord(), welcome: newWord(), price: newWord(), picture: newWord(), fileName: newWord(), file: newWord(), chat: newWord() };
  const [product, agreement] = [perLanguage(), perLanguage()];
  const all: Canary[] = [
    ...(Object.entries(single) as [keyof typeof single, string][]).map(([kind, word]) => ({ kind, word })),
    ...languages.flatMap((language): Canary[] => [{ kind: "product", word: product[language] }, { kind: "agreement", word: agreement[language] }]),
    ...shadowGuests.flatMap((of): Canary[] => (["name", "surname", "address"] as const).map((kind) => ({ kind, of, word: names[of][kind] }))),
  ];
  return { ...single, product, agreement, names, all };
}
export type Canaries = ReturnType<typeof newCanaries>;
