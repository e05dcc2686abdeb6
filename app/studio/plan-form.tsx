import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form, Link, useFetcher, useNavigation } from "@remix-run/react";
import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { CityTimes } from "#app/studio/city-times.tsx";
import { fieldOf } from "#app/studio/field-of.ts";
import { Levels } from "#app/studio/levels.tsx";
import { PlanFaults, WhichHour } from "#app/studio/plan-faults.tsx";
import { PlanWishes } from "#app/studio/plan-wishes.tsx";
import type { Against, PlanChoices } from "#app/studio/plan-tried.ts";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { Field } from "#app/ui/field.tsx";
import { Segmented } from "#app/ui/segmented.tsx";
import { Select } from "#app/ui/select.tsx";
import { EventPlan, formats, modes } from "#contracts/event.ts";

const checkAfterMs = 350;
const nothing: Against = { faults: [], offers: [], isTwice: false };

/** Wishes as a form's boxes say them. */
const box = (isTicked: boolean | undefined) => (isTicked ? "on" : undefined);
const ticked = (plan: Partial<EventPlan>) => ({
  veil: box(plan.veil),
  mark: box(plan.mark),
  code: box(plan.code),
  agreement: box(plan.agreement),
  speakersSign: box(plan.speakersSign),
  staffSign: box(plan.staffSign),
  oneBrowser: box(plan.oneBrowser),
  softwareKey: box(plan.softwareKey),
  recording: box(plan.recording),
  restream: box(plan.restream),
});

type Props = {
  /** Whose plan it is; absent for a new event. */
  eventId?: string;
  choices: PlanChoices;
  plan: Partial<EventPlan>;
  /** The version an edit builds on; absent for a new event. */
  version?: number;
  against: Against | null;
  tried: { result: SubmissionResult; against: Against | null } | undefined;
};

/** The planner's form: what the house would refuse is said while one plans, and again by the house itself on saving. */
export function PlanForm({ eventId, choices, plan, version, against, tried }: Props) {
  const t = useWords("studio");
  const { state } = useNavigation();
  const preview = useFetcher<Against>();
  const isNew = version === undefined;
  const [form, fields] = useForm({
    id: "plan",
    lastResult: tried?.result,
    shouldRevalidate: "onInput",
    defaultValue: { level: "invited", mode: "inviteOnly", format: "hybrid", ...plan, ...ticked({ speakersSign: true, ...plan }) },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: EventPlan }),
  });
  const { update } = form;
  const zoneName = fields.zone.name;
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (isNew && choices.zones.includes(own)) update({ name: zoneName, value: own });
  }, [isNew, choices.zones, update, zoneName]);

  const written = JSON.stringify(form.value);
  const { submit } = preview;
  useEffect(() => {
    const timer = setTimeout(() => {
      const element = document.getElementById("plan");
      if (!(element instanceof HTMLFormElement)) return;
      const asked = new FormData(element);
      asked.delete("instead");
      if (written && asked.get("localStart")) void submit(asked, { method: "post", action: "/studio/plan-check" });
    }, checkAfterMs);
    return () => clearTimeout(timer);
  }, [written, submit]);

  const isSameStart = fields.localStart.value === plan.localStart && fields.zone.value === plan.zone;
  const said = preview.data ?? tried?.against ?? against ?? nothing;
  const refused = (tried?.against?.faults ?? []).filter((one) => one === "changedMeanwhile" || one.startsWith("boutique.") || one.startsWith("level."));
  const shown: Against = {
    ...said,
    faults: [...new Set([...refused, ...said.faults.filter((one) => !(one === "time.past" && isSameStart && !isNew))])],
  };
  const level = fields.level.value ?? "invited";
  // The chosen level is shown as this plan tightens it, as soon as the house has said so.
  const facts = choices.levels.map((fact) => (fact.level === level && said.fact?.level === level ? said.fact : fact));
  const title = fieldOf(fields.title, "text", t("wrong.title"));
  const codeName = fieldOf(fields.codeName, "text", t("wrong.codeName"));
  const start = fieldOf(fields.localStart, "datetime-local", t("wrong.localStart"));
  const place = fieldOf(fields.place, "text", t("wrong.place"));
  const initialBoutiques = fields.boutiqueIds.initialValue;
  const taking = Array.isArray(initialBoutiques) ? initialBoutiques : [initialBoutiques];
  const chosen = fields.boutiqueIds.value ?? [];
  const takingPart = choices.boutiques.filter(({ id }) => chosen === id || chosen.includes(id));
  return (
    <Form method="post" {...getFormProps(form)} className="cols">
      {isNew ? null : <input type="hidden" name="version" value={version} />}
      {eventId ? <input type="hidden" name="eventId" value={eventId} /> : null}
      <section className="form" aria-labelledby="plan-when">
        <h2 id="plan-when">{t("plan.whenWhere")}</h2>
        <Field key={title.key} {...title.input} label={t("plan.title")} hint={t("plan.titleHint")} look="work" />
        <Field key={codeName.key} {...codeName.input} label={t("plan.codeName")} hint={t("plan.codeNameHint")} look="work" />
        <Field key={start.key} {...start.input} label={t("plan.start")} look="work" />
        <Select
          key={fields.zone.key}
          id={fields.zone.id}
          name={fields.zone.name}
          defaultValue={fields.zone.initialValue}
          errors={fields.zone.errors && [t("wrong.choose")]}
          label={t("plan.zone")}
          choices={choices.zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          look="work"
        />
        <WhichHour against={shown} fold={fields.fold.initialValue} onTake={(localTime) => update({ name: fields.localStart.name, value: localTime })} />
        {shown.startsAt ? <CityTimes startsAt={shown.startsAt} zone={fields.zone.value ?? "UTC"} boutiques={takingPart} /> : null}
        <Segmented
          legend={t("plan.format")}
          name={fields.format.name}
          defaultValue={fields.format.initialValue}
          choices={formats.map((value) => ({ value, label: t(`format.${value}`) }))}
          look="work"
        />
        <Field key={place.key} {...place.input} label={t("plan.place")} look="work" />
      </section>

      <section aria-labelledby="plan-level">
        <h2 id="plan-level">{t("plan.confidentiality")}</h2>
        <Levels facts={facts} name={fields.level.name} chosen={level} initial={fields.level.initialValue ?? "invited"} />
        <PlanFaults against={shown} isBuilt={facts.find((one) => one.level === level)?.isBuilt ?? true} twoOwners={eventId ? `/studio/events/${eventId}/owners` : null} />
      </section>

      <section className="form cols__under" aria-labelledby="plan-wishes">
        <h2 id="plan-wishes">{t("plan.wishes")}</h2>
        <Segmented
          legend={t("plan.mode")}
          name={fields.mode.name}
          defaultValue={fields.mode.initialValue}
          choices={modes.map((value) => ({ value, label: t(`plan.mode_${value}`) }))}
          look="work"
        />
        <PlanWishes fields={fields} floor={choices.levels.find((one) => one.level === level)} mayLetSoftware={choices.mayLetSoftware} hasSoftware={plan.softwareKey === true} />
        <fieldset className="grid gap-2">
          <legend className="entry__label mb-2">{t("plan.boutiques")}</legend>
          {choices.boutiques.length === 0 ? (
            <p className="soft">
              {t("plan.noBoutiques")} <Link to="/studio/boutiques">{t("nav.boutiques")}</Link>
            </p>
          ) : null}
          {choices.boutiques.map(({ id, name, city }) => (
            <Check key={id} name={fields.boutiqueIds.name} value={id} defaultChecked={taking.includes(id)}>
              {name}, {city}
            </Check>
          ))}
        </fieldset>
        <div className="form__acts">
          <Button type="submit" kind="main" size="work" pending={state !== "idle"}>
            {t(isNew ? "plan.make" : "plan.save")}
          </Button>
        </div>
      </section>
    </Form>
  );
}
