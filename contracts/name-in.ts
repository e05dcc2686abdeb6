import type { ProductNames } from "#contracts/product.ts";

/** The piece's name in a language; in English for one that it has no name in. */
export const nameIn = (names: ProductNames, language: string): string => Object.entries(names).find(([one]) => one === language)?.[1] ?? names.en;
