import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import type { Place } from "#app/studio/places.ts";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Segmented } from "#app/ui/segmented.tsx";
import { Select } from "#app/ui/select.tsx";
import { useCityOf } from "#app/ui/when.tsx";
import { GuestForm, GuestKind } from "#contracts/guests.ts";
import { languageNames, languages } from "#contracts/languages.ts";

type Props = { eventId: string; zone: string; places: readonly Place[]; tried?: SubmissionResult };

/** Puts one guest on the list. `tried`: what came of a plain form, with what was written. */
export function GuestAdd({ eventId, zone, places, tried }: Props) {
  const t = useWords("studio");
  const cityOf = useCityOf();
  const lang = useLanguage();
  const isAlive = useHydrated();
  const add = useActs<{ said: Said; result: SubmissionResult }>();
  const [form, { name, email, kind, language, place, expectedAt }] = useForm({
    id: "add",
    lastResult: add.data?.result ?? tried,
    constraint: getZodConstraint(GuestForm),
    shouldRevalidate: "onInput",
    defaultValue: { kind: "guest", language: lang, place: "online" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: GuestForm }),
  });
  const who = fieldOf(name, "text", t("wrong.name", { max: 120 }));
  const expected = fieldOf(expectedAt, "datetime-local", t("said.shape"));
  const address = fieldOf(email, "email", t("wrong.email"));
  return (
    <add.Form method="post" action={`/studio/events/${eventId}/guests/add`} {...getFormProps(form)} className="form" aria-labelledby="add-title">
      <h2 id="add-title">{t("add.title")}</h2>
      <Field key={who.key} {...who.input} label={t("add.name")} look="work" autoComplete="off" />
      <Field key={address.key} {...address.input} label={t("add.email")} look="work" autoComplete="off" />
      <Segmented
        key={kind.key}
        legend={t("guests.kind")}
        name={kind.name}
        defaultValue={kind.initialValue}
        choices={GuestKind.options.map((value) => ({ value, label: t(`guests.kind_${value}`) }))}
        look="work"
      />
      <div className="form__row">
        <Select
          key={language.key}
          label={t("guests.language")}
          name={language.name}
          defaultValue={language.initialValue}
          choices={languages.map((value) => ({ value, label: languageNames[value] }))}
          look="work"
        />
        <Select key={place.key} label={t("guests.place")} name={place.name} defaultValue={place.initialValue} choices={places} look="work" />
      </div>
      {kind.value === "speaker" || !isAlive ? (
        <Field key={expected.key} {...expected.input} label={t("add.expected")} hint={t("add.expectedHint", { city: cityOf(zone) })} look="work" />
      ) : null}
      <Button type="submit" size="work" pending={add.state !== "idle"}>
        {t("add.go")}
      </Button>
    </add.Form>
  );
}
