import { useWords } from "#app/i18n/use-words.ts";
import type { ConsentKind } from "#contracts/consents.ts";
import { Format, Level } from "#contracts/event.ts";

/** What two owners agree to, in words. */
export function useConsentWords(): (consent: { kind: ConsentKind; wish: string | null }) => string {
  const t = useWords("studio");
  return ({ kind, wish }) => {
    const [format, level] = [Format.safeParse(wish).data, Level.safeParse(wish).data];
    if (kind === "sealedOnline") return t("owners.sealedOnline", { format: format ? t(`format.${format}`) : "" });
    if (kind === "levelLowered") return t("owners.levelLowered", { level: level ? t(`level.${level}`) : "" });
    return t("owners.purge");
  };
}
