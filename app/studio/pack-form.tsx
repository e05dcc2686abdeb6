import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Segmented } from "#app/ui/segmented.tsx";
import { PackAsk, passphraseMin } from "#contracts/pack.ts";
import type * as z from "#contracts/zod.ts";

/** For whom the pack is encrypted. The file is the answer; nothing typed here is kept. Without script both ways are shown. */
export function PackForm({ eventId }: { eventId: string }) {
  const t = useWords("studio");
  const isHydrated = useHydrated();
  const [by, setBy] = useState("passphrase");
  const [form, { key, passphrase, again }] = useForm<z.input<typeof PackAsk>, z.output<typeof PackAsk>, string[]>({
    id: "pack",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: PackAsk }),
  });
  const isShown = (one: string) => !isHydrated || by === one;
  const wrong = (field: { errors?: string[] }, word: string) => field.errors && [word];
  return (
    <Form method="post" action={`/studio/events/${eventId}/pack/file`} reloadDocument {...getFormProps(form)} className="form max-w-160">
      <Segmented
        legend={t("pack.by")}
        name="by"
        value={by}
        onChoose={setBy}
        look="work"
        choices={[
          { value: "passphrase", label: t("pack.byPassphrase") },
          { value: "key", label: t("pack.byKey") },
        ]}
      />
      {isShown("key") ? (
        <Field id={key.id} name="key" label={t("pack.key")} hint={t("pack.keyHint")} errors={wrong(key, t("said.packKey"))} look="work" autoComplete="off" spellCheck={false} />
      ) : null}
      {isShown("passphrase") ? (
        <>
          <Field
            id={passphrase.id}
            name="passphrase"
            type="password"
            label={t("pack.passphrase")}
            hint={t("pack.passphraseHint", { min: passphraseMin })}
            errors={wrong(passphrase, t("said.packShort"))}
            look="work"
            autoComplete="new-password"
          />
          <Field id={again.id} name="again" type="password" label={t("pack.again")} errors={wrong(again, t("said.packDiffers"))} look="work" autoComplete="new-password" />
        </>
      ) : null}
      <div className="form__acts">
        <Button type="submit" kind="main" size="work">
          {t("pack.go")}
        </Button>
      </div>
    </Form>
  );
}
