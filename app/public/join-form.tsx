import { getFormProps, getInputProps, useForm } from "@conform-to/react";
import type { SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { ArrowRightIcon } from "@phosphor-icons/react/dist/csr/ArrowRight";
import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { PublicJoin } from "#contracts/guests.ts";

/** Joins an open event with a name or none; a plain form where there is no script. */
export function JoinForm({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const t = useWords("public");
  const { state } = useNavigation();
  const [form, { name }] = useForm({
    lastResult,
    constraint: getZodConstraint(PublicJoin),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: PublicJoin }),
  });
  const { key, ...input } = getInputProps(name, { type: "text" });
  return (
    <Form method="post" {...getFormProps(form)} className="form">
      <Field key={key} {...input} label={t("join.name")} hint={t("join.hint")} errors={name.errors && [t("join.tooLong")]} autoComplete="given-name" required={false} />
      <Button type="submit" kind="main" wide pending={state !== "idle"} pendingWord={t("join.entering")}>
        {t("join.enter")} <Icon of={ArrowRightIcon} />
      </Button>
    </Form>
  );
}
