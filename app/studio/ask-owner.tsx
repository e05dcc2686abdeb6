import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, getTextareaProps, useForm } from "@conform-to/react";
import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { useConsentWords } from "#app/studio/consent-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Select } from "#app/ui/select.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import type { ConsentKind } from "#contracts/consents.ts";

type Wish = { kind: ConsentKind; wish: string | null };

/** Asks another owner to agree, with a reason. */
export function AskOwner({ wishes, tried }: { wishes: readonly Wish[]; tried: SubmissionResult | undefined }) {
  const t = useWords("studio");
  const inWords = useConsentWords();
  const { state } = useNavigation();
  const [form, fields] = useForm<{ about: string; reason: string }>({ id: "ask-owner", lastResult: tried });
  const { key: _, ...reason } = getTextareaProps(fields.reason);
  return (
    <Form method="post" {...getFormProps(form)} className="form" aria-labelledby="ask-title">
      <h2 id="ask-title">{t("owners.ask")}</h2>
      <p className="soft">{t("owners.askText")}</p>
      <Select
        name="about"
        id={fields.about.id}
        defaultValue={fields.about.initialValue}
        label={t("owners.about")}
        choices={wishes.map((one) => ({ value: one.wish === null ? one.kind : `${one.kind}:${one.wish}`, label: inWords(one) }))}
        look="work"
      />
      <Textarea {...reason} rows={4} label={t("owners.reason")} hint={t("owners.reasonHint")} errors={fields.reason.errors && [t("wrong.reason")]} />
      <Button type="submit" kind="main" size="work" pending={state !== "idle"}>
        {t("owners.askGo")}
      </Button>
    </Form>
  );
}
