import { CheckCircleIcon } from "@phosphor-icons/react/dist/csr/CheckCircle";
import { CircleIcon } from "@phosphor-icons/react/dist/csr/Circle";
import { ClockIcon } from "@phosphor-icons/react/dist/csr/Clock";
import { XCircleIcon } from "@phosphor-icons/react/dist/csr/XCircle";
import { Link } from "@remix-run/react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { Step } from "#app/studio/event-steps.ts";
import { stepsOf } from "#app/studio/event-steps.ts";
import { Icon } from "#app/ui/icon.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Format, Phase } from "#contracts/event.ts";
import type { Readiness } from "#server/events/readiness.ts";

const signs = { stop: XCircleIcon, wait: ClockIcon, open: CircleIcon, ok: CheckCircleIcon } as const;

type Props = { event: { id: string; phase: Phase; format: Format; may: readonly Ability[] }; readiness: Readiness };

/** What an event needs before the day: what is missing first, each with the place where it is done. */
export function BeforeDay({ event, readiness }: Props) {
  const t = useWords("studio");
  const steps = stepsOf(readiness, event);
  return (
    <section aria-labelledby="before-day">
      <div className="todo__head">
        <h2 id="before-day">{t("steps.title")}</h2>
        <span className="num soft">{t("steps.count", { done: steps.filter(({ tone }) => tone === "ok").length, all: steps.length })}</span>
      </div>
      <ul className="todo">
        {steps.map((step) => (
          <Line key={step.word} step={step} may={event.may} />
        ))}
      </ul>
    </section>
  );
}

function Line({ step: { tone, word, note, values, names, to, needs }, may }: { step: Step; may: readonly Ability[] }) {
  const t = useWords("studio");
  const lang = useLanguage();
  const words = t(word, values);
  return (
    <li data-tone={tone}>
      <Icon of={signs[tone]} />
      <div>
        <span className="vh">{t(`steps.tone_${tone}`)}</span>
        {to && needs && may.includes(needs) ? <Link to={to}>{words}</Link> : words}
        {note ? <span>{t(note)}</span> : null}
        {names ? <span>{new Intl.ListFormat(lang === "en" ? "en-GB" : lang).format(names)}</span> : null}
      </div>
    </li>
  );
}
