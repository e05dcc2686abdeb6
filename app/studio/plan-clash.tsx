import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { PlanDraft } from "#app/studio/plan-draft.ts";
import type { PlanChoices } from "#app/studio/plan-tried.ts";
import type { PlanField, PlanValues } from "#app/studio/plan-values.ts";
import { usePlanWords } from "#app/studio/plan-words.ts";
import { Button } from "#app/ui/button.tsx";
import { When } from "#app/ui/when.tsx";

type Props = { draft: PlanDraft; choices: PlanChoices };

/** Two people wrote the same fields: both values, field by field, and a choice for each. Nothing is saved until it is made. */
export function PlanClash({ draft, choices }: Props) {
  return draft.clash ? <Clash key={draft.version} clash={draft.clash} mine={draft.values} zone={draft.values.zone} choices={choices} onSettle={draft.settle} /> : null;
}

type ClashProps = { clash: NonNullable<PlanDraft["clash"]>; mine: PlanValues; zone: string; choices: PlanChoices; onSettle: (mine: readonly PlanField[]) => void };

function Clash({ clash: { theirs, fields, by, at }, mine, zone, choices, onSettle }: ClashProps) {
  const t = useWords("studio");
  const { fieldWord, valueWord } = usePlanWords(choices);
  const [kept, setKept] = useState<readonly PlanField[]>(fields);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const name = by ?? t("saving.somebody");
  return (
    <section className="clash" aria-labelledby="clash">
      <h2 id="clash" ref={head} tabIndex={-1}>
        {t("clash.title", { name })}
      </h2>
      <p className="soft">
        {at ? (
          <>
            <When at={at} zone={zone || "UTC"} shape="short" /> ·{" "}
          </>
        ) : null}
        {t("clash.text")}
      </p>
      {fields.map((field) => (
        <fieldset key={field} className="clash__field">
          <legend>{fieldWord(field)}</legend>
          <Choice field={field} isChosen={kept.includes(field)} who={t("clash.mine")} value={valueWord(field, mine)} onChoose={() => setKept([...kept.filter((one) => one !== field), field])} />
          <Choice field={field} isChosen={!kept.includes(field)} who={name} value={valueWord(field, theirs)} onChoose={() => setKept(kept.filter((one) => one !== field))} />
        </fieldset>
      ))}
      <div className="form__acts">
        <Button kind="main" size="work" onClick={() => onSettle(kept)}>
          {t("clash.take")}
        </Button>
      </div>
    </section>
  );
}

function Choice({ field, isChosen, who, value, onChoose }: { field: PlanField; isChosen: boolean; who: string; value: string; onChoose: () => void }) {
  return (
    <label className="clash__choice">
      <input type="radio" name={`clash-${field}`} checked={isChosen} onChange={onChoose} />
      <span className="soft">{who}</span>
      <b>{value}</b>
    </label>
  );
}
