import { Form } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { BeforeDay } from "#app/studio/before-day.tsx";
import { Levels } from "#app/studio/levels.tsx";
import { usePlanCheck } from "#app/studio/plan-check.ts";
import { PlanClash } from "#app/studio/plan-clash.tsx";
import { usePlanDraft } from "#app/studio/plan-draft.ts";
import { PlanFaults } from "#app/studio/plan-faults.tsx";
import { PlanHosting } from "#app/studio/plan-hosting.tsx";
import { PlanSaving } from "#app/studio/plan-saving.tsx";
import type { Against, PlanChoices } from "#app/studio/plan-tried.ts";
import type { PlanField, PlanValues } from "#app/studio/plan-values.ts";
import { PlanWhen } from "#app/studio/plan-when.tsx";
import { PlanWishes } from "#app/studio/plan-wishes.tsx";
import { Button } from "#app/ui/button.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";
import { Format } from "#contracts/event.ts";
import type { Readiness } from "#server/events/readiness.ts";

export type Tried = { values: PlanValues; wrong: readonly PlanField[]; against: Against | null; version: number };
type Props = {
  event: { id: string; phase: Phase; format: Format; may: readonly Ability[] };
  choices: PlanChoices;
  saved: PlanValues;
  version: number;
  savedAt: string | null;
  against: Against;
  readiness: Readiness;
  /** What a plain form was refused. */
  tried: Tried | undefined;
};

/** The plan: each field is kept as soon as it is right; what the house would refuse is said while one plans. */
export function PlanForm({ event, choices, saved, version, savedAt, against, readiness, tried }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const draft = usePlanDraft(event.id, event.phase, { values: tried?.values ?? saved, saved, version: tried?.version ?? version, savedAt });
  const { values, set } = draft;
  const said = usePlanCheck(values, event.id) ?? tried?.against ?? against;
  const isSameStart = values.localStart === draft.saved.localStart && values.zone === draft.saved.zone;
  const shown: Against = {
    ...said,
    faults: [...new Set([...(draft.fault ? [draft.fault] : []), ...said.faults])].filter((one) => !(one === "time.past" && isSameStart)),
  };
  // The chosen level is shown as this plan tightens it, as soon as the house has said so.
  const facts = choices.levels.map((fact) => (fact.level === values.level && said.fact?.level === values.level ? said.fact : fact));
  const wrong = new Set<PlanField>([...draft.wrong, ...(tried?.wrong ?? [])]);
  return (
    <>
      <PlanSaving draft={draft} zone={values.zone} />
      <PlanClash draft={draft} choices={choices} />
      <Form method="post" id="plan" noValidate className="cols cols--plan" aria-label={t("nav.plan")} onSubmit={(submit) => submit.preventDefault()}>
        <input type="hidden" name="version" value={draft.version} />
        <PlanWhen values={values} set={set} wrong={wrong} choices={choices} against={shown} />
        <section aria-labelledby="plan-level">
          <h2 id="plan-level">{t("plan.confidentiality")}</h2>
          <Levels facts={facts} name="level" chosen={values.level} onChoose={(level) => set("level", level)} />
          <PlanFaults against={shown} isBuilt={facts.find((one) => one.level === values.level)?.isBuilt ?? true} twoOwners={`/studio/events/${event.id}/owners`} />
        </section>
        <BeforeDay event={{ ...event, format: Format.safeParse(values.format).data ?? event.format }} readiness={readiness} />
        <section className="plan__more" aria-labelledby="plan-more">
          <h2 id="plan-more">{t("plan.wishes")}</h2>
          <PlanHosting values={values} set={set} wrong={wrong} choices={choices} />
          <PlanWishes values={values} set={set} wrong={wrong} floor={choices.levels.find((one) => one.level === values.level)} mayLetSoftware={choices.mayLetSoftware} hasSoftware={draft.saved.softwareKey} />
        </section>
        {isAlive ? null : (
          <div className="form__acts">
            <Button type="submit" kind="main" size="work">
              {t("plan.save")}
            </Button>
          </div>
        )}
      </Form>
    </>
  );
}
