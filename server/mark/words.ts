import type { Language } from "#contracts/languages.ts";
import de from "#words/de/common.json" with { type: "json" };
import en from "#words/en/common.json" with { type: "json" };
import fr from "#words/fr/common.json" with { type: "json" };
import it from "#words/it/common.json" with { type: "json" };

const catalogues = { en, it, fr, de } as const satisfies Record<Language, { mark: Record<string, unknown> }>;

/** How the line of a mark calls a seat, a tablet, or somebody of the maison. */
export function sayLine(lang: Language, key: "guest" | "tablet" | "staff", values: Record<string, string>): string {
  return catalogues[lang].mark.line[key].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
}
