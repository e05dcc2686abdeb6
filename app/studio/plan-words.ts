import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { PlanChoices } from "#app/studio/plan-tried.ts";
import type { PlanField, PlanValues } from "#app/studio/plan-values.ts";
import { Format, Level, Mode } from "#contracts/event.ts";

const named = { localStart: "start", boutiqueIds: "boutiques", level: "confidentiality", fold: "start" } as const satisfies Partial<Record<PlanField, string>>;
const isNamed = (name: PlanField): name is keyof typeof named => Object.hasOwn(named, name);

/** A plan's fields and values in words, for telling two of them apart. */
export function usePlanWords(choices: PlanChoices | null) {
  const t = useWords("studio");
  const lang = useLanguage();
  const list = (words: readonly string[]) => new Intl.ListFormat(lang === "en" ? "en-GB" : lang, { type: "conjunction" }).format(words);
  const time = (local: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...options, timeZone: "UTC" }).format(new Date(`${local.slice(0, 16)}${local.length > 10 ? "Z" : "T00:00Z"}`));
  return {
    list,
    fieldWord: (name: PlanField): string => t(`plan.${isNamed(name) ? named[name] : name}`),
    valueWord(name: PlanField, values: PlanValues): string {
      const value = values[name];
      if (typeof value === "boolean") return t(value ? "saving.yes" : "saving.no");
      if (typeof value !== "string") return list(value.map((id) => choices?.boutiques.find((one) => one.id === id)?.name ?? "")) || t("none");
      if (value === "") return t("none");
      if (name === "localStart") return time(value, { dateStyle: "medium", timeStyle: "short" });
      if (name === "purgeOn") return time(value, { dateStyle: "medium" });
      if (name === "level") return t(`level.${Level.parse(value)}`);
      if (name === "format") return t(`format.${Format.parse(value)}`);
      if (name === "mode") return t(`plan.mode_${Mode.parse(value)}`);
      return name === "zone" ? value.replaceAll("_", " ") : value;
    },
  };
}
