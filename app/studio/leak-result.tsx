import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Notice } from "#app/ui/notice.tsx";
import { inWords } from "#app/ui/when.tsx";
import type { Traced } from "#server/mark/trace.ts";

type Who = Extract<Traced, { isCertain: true }>["who"];

/** What looking at a picture came to: a seat with its strength, or that it is not certain. */
export function LeakResult({ traced, zone }: { traced: Traced; zone: string }) {
  const t = useWords("studio");
  const lang = useLanguage();
  const call = (who: Who): string => {
    if (!who) return t("leak.gone");
    if (who.kind === "device") return t("leak.tablet", { boutique: who.boutique, number: who.number });
    if (who.kind === "staff") return t("leak.staff", { name: who.name });
    return t(who.kind === "speaker" ? "leak.speaker" : "leak.guest", { name: who.name, number: String(who.number).padStart(4, "0") });
  };
  if (!traced.isCertain)
    return (
      <Notice tone="wait" live="polite" title={t(traced.why === "noPicture" ? "leak.noPicture" : "leak.notCertain")}>
        <p>{t(traced.why === "noPicture" ? "leak.noPictureText" : "leak.notCertainText")}</p>
      </Notice>
    );
  const from = inWords(traced.seatedAt, lang, zone, "short");
  return (
    <Notice tone="ok" live="polite" title={t("leak.named")}>
      <p className="type-sub" data-testid="leak-who">
        {call(traced.who)}
      </p>
      <p>{traced.endedAt ? t("leak.seated", { from, until: inWords(traced.endedAt, lang, zone, "short") }) : t("leak.seatedStill", { from })}</p>
      <p>{t(`leak.${traced.strength}`)}</p>
    </Notice>
  );
}
