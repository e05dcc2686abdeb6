import { Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { PlanChoices } from "#app/studio/plan-tried.ts";
import type { PlanPart } from "#app/studio/plan-when.tsx";
import { Check } from "#app/ui/check.tsx";
import { Field } from "#app/ui/field.tsx";
import { Textarea } from "#app/ui/textarea.tsx";

const welcomeMax = 600;

/** Who hosts, what guests may expect, whom they may bring, and which boutiques take part. */
export function PlanHosting({ values, set, wrong, choices }: PlanPart & { choices: PlanChoices }) {
  const t = useWords("studio");
  return (
    <>
      <div className="form">
        <Field name="hostedBy" value={values.hostedBy} onChange={({ target }) => set("hostedBy", target.value)} errors={wrong.has("hostedBy") ? [t("wrong.hostedBy")] : []} label={t("plan.hostedBy")} hint={t("plan.hostedByHint")} look="work" />
        <Textarea name="welcome" value={values.welcome} onChange={({ target }) => set("welcome", target.value)} rows={4} errors={wrong.has("welcome") ? [t("wrong.welcome")] : []} label={t("plan.welcome")} hint={t("plan.welcomeHint", { left: Math.max(0, welcomeMax - values.welcome.length) })} />
        <Check name="companions" checked={values.companions} onChange={({ target }) => set("companions", target.checked)}>
          {t("plan.companions")}
          <span className="soft block">{t("plan.companionsHint")}</span>
        </Check>
      </div>
      <fieldset className="grid gap-2 content-start">
        <legend className="entry__label mb-2">{t("plan.boutiques")}</legend>
        {choices.boutiques.length === 0 ? (
          <p className="soft">
            {t("plan.noBoutiques")} <Link to="/studio/boutiques">{t("nav.boutiques")}</Link>
          </p>
        ) : null}
        {choices.boutiques.map(({ id, name, city }) => (
          <Check
            key={id}
            name="boutiqueIds"
            value={id}
            checked={values.boutiqueIds.includes(id)}
            onChange={({ target }) => set("boutiqueIds", [...values.boutiqueIds.filter((one) => one !== id), ...(target.checked ? [id] : [])].sort())}
          >
            {name}, {city}
          </Check>
        ))}
      </fieldset>
    </>
  );
}
