import { Link } from "@remix-run/react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { Against } from "#app/studio/plan-tried.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Segmented } from "#app/ui/segmented.tsx";

type Props = {
  against: Against;
  isBuilt: boolean;
  /** The page on which two owners agree; null while the event is not made yet. */
  twoOwners: string | null;
};

/** What two owners may agree to. */
const byTwo: ReadonlySet<string> = new Set(["format.sealedIsInStore", "level.loweringOnlyInDraft"]);

/** What stands against a plan, each with its reason and the nearest thing that is possible. */
export function PlanFaults({ against, isBuilt, twoOwners }: Props) {
  const t = useWords("studio");
  return (
    <div className="refusals" aria-live="polite">
      {against.faults.map((fault) => (
        <Notice key={fault} tone="stop" title={t(`fault.${fault}.fact`)}>
          <p>{t(`fault.${fault}.why`)}</p>
          <p className="font-medium">{t(`fault.${fault}.instead`)}</p>
          {twoOwners && byTwo.has(fault) ? <Link to={twoOwners}>{t("owners.title")}</Link> : null}
        </Notice>
      ))}
      {isBuilt ? null : (
        <Notice tone="wait" title={t("plan.notYetDoors")}>
          <p>{t("plan.notYetDoorsText")}</p>
        </Notice>
      )}
    </div>
  );
}

/** A local time as a reader of this language writes it; it is the same day and hour wherever it is read. */
function useLocalTime(): (localTime: string) => string {
  const lang = useLanguage();
  const write = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return (localTime) => write.format(new Date(`${localTime.slice(0, 16)}Z`));
}

type HourProps = { against: Against; fold: string; onFold: (fold: string) => void; onTake: (localTime: string) => void };

/** The question about an hour the clocks leave out or live twice; plain radio buttons where there is no script. */
export function WhichHour({ against, fold, onFold, onTake }: HourProps) {
  const t = useWords("studio");
  const inWords = useLocalTime();
  const { offers, isTwice } = against;
  if (isTwice) {
    const offset = (offer: string | undefined) => `UTC${offer?.slice(16) ?? ""}`;
    const choices = [
      { value: "earlier", label: t("fault.earlier", { offer: offset(offers[0]) }) },
      { value: "later", label: t("fault.later", { offer: offset(offers[1]) }) },
    ];
    return <Segmented legend={t("fault.which")} name="fold" choices={choices} value={fold} onChoose={onFold} look="work" />;
  }
  if (!against.faults.includes("time.doesNotExist") || offers.length === 0) return null;
  const choices = offers.map((offer) => ({ value: offer, label: inWords(offer) }));
  return <Segmented key={offers.join()} legend={t("fault.offers")} name="instead" choices={choices} onChoose={onTake} look="work" />;
}
