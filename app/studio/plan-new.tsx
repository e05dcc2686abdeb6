import { Form, useNavigation } from "@remix-run/react";
import type { FormEvent } from "react";
import { useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Levels } from "#app/studio/levels.tsx";
import { usePlanCheck } from "#app/studio/plan-check.ts";
import { PlanFaults } from "#app/studio/plan-faults.tsx";
import type { Against, PlanChoices } from "#app/studio/plan-tried.ts";
import type { PlanField, PlanValues } from "#app/studio/plan-values.ts";
import { planIn } from "#app/studio/plan-values.ts";
import type { SetPlan } from "#app/studio/plan-when.tsx";
import { PlanNames, PlanStart } from "#app/studio/plan-when.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";

/** What a new event begins with; its level says who may come and where. */
export const begun = (values: PlanValues): PlanValues => ({
  ...values,
  mode: values.level === "open" ? "public" : "inviteOnly",
  format: values.level === "sealed" ? "inStore" : "hybrid",
  purgeOn: values.level === "sealed" ? values.purgeOn : "",
  speakersSign: true,
});

export type NewTried = { values: PlanValues; wrong: readonly PlanField[]; against: Against | null };
type Props = { begin: PlanValues; choices: PlanChoices; tried: NewTried | undefined };
const nothing: Against = { faults: [], offers: [], isTwice: false };

/** The few things a draft needs; everything else is planned on its own page. */
export function PlanNew({ begin, choices, tried }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const { state } = useNavigation();
  const [values, setValues] = useState(tried?.values ?? begin);
  const [wrong, setWrong] = useState<readonly PlanField[]>(tried?.wrong ?? []);
  const set: SetPlan = (name, value) => {
    setValues((before) => ({ ...before, [name]: value }));
    setWrong((before) => before.filter((one) => one !== name));
  };
  useEffect(() => setWrong(tried?.wrong ?? []), [tried]);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (choices.zones.includes(own)) setValues((before) => (before.zone === begin.zone ? { ...before, zone: own } : before));
  }, [choices.zones, begin.zone]);
  const against = usePlanCheck(begun(values)) ?? tried?.against ?? nothing;
  const look = (submit: FormEvent) => {
    const found = planIn(begun(values)).wrong;
    if (!found) return;
    submit.preventDefault();
    setWrong([...found]);
    document.querySelector<HTMLElement>([...found].map((name) => `#plan [name="${name}"]`).join(","))?.focus();
  };
  const part = { values, set, wrong: new Set(wrong) };
  const isSealed = values.level === "sealed";
  return (
    <Form method="post" id="plan" noValidate onSubmit={look} className="cols cols--2 cols--new">
      <section className="form" aria-labelledby="plan-what">
        <h2 id="plan-what">{t("plan.whatWhen")}</h2>
        <PlanNames {...part} />
        <PlanStart {...part} zones={choices.zones} against={against} />
        {isSealed || !isAlive ? (
          <Field name="purgeOn" type="date" value={values.purgeOn} onChange={({ target }) => set("purgeOn", target.value)} errors={wrong.includes("purgeOn") ? [t("wrong.day")] : []} label={t("plan.purgeOn")} hint={t("plan.purgeOnSealed")} look="work" />
        ) : null}
        <div className="form__acts">
          <Button type="submit" kind="main" size="work" pending={state !== "idle"}>
            {t("plan.make")}
          </Button>
          <p className="soft">{t("plan.makeHint")}</p>
        </div>
      </section>
      <section aria-labelledby="plan-level">
        <h2 id="plan-level">{t("plan.confidentiality")}</h2>
        <Levels facts={choices.levels} name="level" chosen={values.level} onChoose={(level) => set("level", level)} />
        <PlanFaults against={against} isBuilt={choices.levels.find(({ level }) => level === values.level)?.isBuilt ?? true} twoOwners={null} />
      </section>
    </Form>
  );
}
