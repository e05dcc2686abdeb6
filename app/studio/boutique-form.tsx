import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select } from "#app/ui/select.tsx";
import * as z from "#contracts/zod.ts";

const text = z.string().trim().min(1).max(80);
const Boutique = z.object({ boutiqueId: z.string().max(60).optional(), name: text, city: text, zone: z.string().max(60) });

/** The boutique a form carries. */
export const readBoutique = (fields: FormData) => parseWithZod(fields, { schema: Boutique });

type Props = { boutique?: { id: string; name: string; city: string; zone: string }; zones: readonly string[]; tried: SubmissionResult | undefined };

/** A boutique's name, city and time zone; a new boutique where none is given. */
export function BoutiqueForm({ boutique, zones, tried }: Props) {
  const t = useWords("studio");
  const { state } = useNavigation();
  const formId = boutique?.id ?? "new";
  const [form, fields] = useForm({
    id: `boutique-${formId}`,
    lastResult: tried,
    shouldRevalidate: "onInput",
    defaultValue: { zone: "Europe/Rome", ...boutique },
    onValidate: ({ formData }) => readBoutique(formData),
  });
  const name = fieldOf(fields.name, "text", t("wrong.name", { max: 80 }));
  const city = fieldOf(fields.city, "text", t("wrong.name", { max: 80 }));
  return (
    <Form method="post" {...getFormProps(form)} className="form">
      <input type="hidden" name="form" value={formId} />
      {boutique ? <input type="hidden" name="boutiqueId" value={boutique.id} /> : null}
      <Field key={name.key} {...name.input} label={t("boutiques.name")} look="work" autoComplete="off" />
      <Field key={city.key} {...city.input} label={t("boutiques.city")} look="work" autoComplete="off" />
      <Select
        key={fields.zone.key}
        label={t("boutiques.zone")}
        name={fields.zone.name}
        defaultValue={fields.zone.initialValue}
        errors={fields.zone.errors && [t("said.zoneUnknown")]}
        choices={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        look="work"
      />
      <div className="form__acts">
        <Button
          type="submit"
          size="work"
          kind={boutique ? "edge" : "main"}
          pending={state !== "idle"}
          aria-label={boutique ? t("boutiques.saveOf", { name: boutique.name }) : undefined}
        >
          {t(boutique ? "boutiques.save" : "boutiques.add")}
        </Button>
      </div>
    </Form>
  );
}
