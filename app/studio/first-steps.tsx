import { useWords } from "#app/i18n/use-words.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";

type Props = { begin: { hasBoutique: boolean; mayInvite: boolean } | null };

/** A new house: what to do first, in three steps; for whoever may plan nothing, that there is nothing yet. */
export function FirstSteps({ begin }: Props) {
  const t = useWords("studio");
  if (!begin) return <Empty title={t("events.none")}>{t("events.noneTextOther")}</Empty>;
  const steps = [
    { word: "boutiques", to: "/studio/boutiques", isDone: begin.hasBoutique },
    { word: "people", to: begin.mayInvite ? "/studio/people" : null, isDone: false },
    { word: "event", to: "/studio/events/new", isDone: false },
  ] as const;
  const next = steps.find(({ isDone, to }) => !isDone && to)?.word;
  return (
    <section aria-labelledby="first">
      <h2 id="first">{t("first.title")}</h2>
      <p className="soft max-w-160">{t("first.text")}</p>
      <ol className="first">
        {steps.map(({ word, to, isDone }, at) => (
          <li key={word} data-done={isDone || undefined}>
            <span className="first__number" aria-hidden="true">
              {at + 1}
            </span>
            <h3>{t(`first.${word}`)}</h3>
            <p className="soft">{t(`first.${word}Text`)}</p>
            {isDone ? <p>{t("first.done")}</p> : null}
            {to && !isDone ? (
              <ButtonLink size="work" kind={word === next ? "main" : "edge"} to={to}>
                {t(`first.${word}Go`)}
              </ButtonLink>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
