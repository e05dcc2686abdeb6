import { useWords } from "#app/i18n/use-words.ts";
import { CityTimes } from "#app/studio/city-times.tsx";
import { WhichHour } from "#app/studio/plan-faults.tsx";
import type { Against, PlanChoices } from "#app/studio/plan-tried.ts";
import type { PlanField, PlanValues } from "#app/studio/plan-values.ts";
import { Field } from "#app/ui/field.tsx";
import { Segmented } from "#app/ui/segmented.tsx";
import { Select } from "#app/ui/select.tsx";
import { formats } from "#contracts/event.ts";

export type SetPlan = <N extends PlanField>(name: N, value: PlanValues[N]) => void;
export type PlanPart = { values: PlanValues; set: SetPlan; wrong: ReadonlySet<PlanField> };
type Props = PlanPart & { choices: PlanChoices; against: Against };

/** What an event is called, when it begins and where. */
export function PlanWhen({ values, set, wrong, choices, against }: Props) {
  const t = useWords("studio");
  const takingPart = choices.boutiques.filter(({ id }) => values.boutiqueIds.includes(id));
  return (
    <section className="form" aria-labelledby="plan-when">
      <h2 id="plan-when">{t("plan.whenWhere")}</h2>
      <PlanNames values={values} set={set} wrong={wrong} />
      <PlanStart values={values} set={set} wrong={wrong} zones={choices.zones} against={against} />
      {against.startsAt ? <CityTimes startsAt={against.startsAt} zone={values.zone || "UTC"} boutiques={takingPart} /> : null}
      <Segmented legend={t("plan.format")} name="format" value={values.format} onChoose={(format) => set("format", format)} choices={formats.map((value) => ({ value, label: t(`format.${value}`) }))} look="work" />
      <Field name="place" value={values.place} onChange={({ target }) => set("place", target.value)} errors={wrong.has("place") ? [t("wrong.place")] : []} label={t("plan.place")} maxLength={160} look="work" />
    </section>
  );
}

/** The title and the code name. */
export function PlanNames({ values, set, wrong }: PlanPart) {
  const t = useWords("studio");
  return (
    <>
      <Field name="title" value={values.title} onChange={({ target }) => set("title", target.value)} errors={wrong.has("title") ? [t("wrong.title")] : []} label={t("plan.title")} hint={t("plan.titleHint")} look="work" autoComplete="off" />
      <Field name="codeName" value={values.codeName} onChange={({ target }) => set("codeName", target.value)} errors={wrong.has("codeName") ? [t("wrong.codeName")] : []} label={t("plan.codeName")} hint={t("plan.codeNameHint")} look="work" autoComplete="off" />
    </>
  );
}

/** When it begins: a local time, its zone, and the question an hour may raise. */
export function PlanStart({ values, set, wrong, zones, against }: PlanPart & { zones: readonly string[]; against: Against }) {
  const t = useWords("studio");
  return (
    <>
      <Field name="localStart" type="datetime-local" value={values.localStart} onChange={({ target }) => set("localStart", target.value)} errors={wrong.has("localStart") ? [t("wrong.localStart")] : []} label={t("plan.start")} look="work" />
      <Select name="zone" value={values.zone} onChange={({ target }) => set("zone", target.value)} errors={wrong.has("zone") ? [t("wrong.choose")] : []} label={t("plan.zone")} choices={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))} look="work" />
      <WhichHour against={against} fold={values.fold} onFold={(fold) => set("fold", fold)} onTake={(localTime) => set("localStart", localTime)} />
    </>
  );
}
