import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { HiddenFields } from "#app/studio/row-act.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { SecondProof } from "#contracts/second-proof.ts";

type Props = {
  /** The page's own address: what is pending there is this form. */
  at: string;
  tried: SubmissionResult | undefined;
  label: string;
  hint: string;
  /** What a wrong code is told. */
  wrong: string;
  go: string;
  isMain: boolean;
  /** Six digits alone, so that a telephone shows its digits. */
  isDigits?: boolean;
  hidden?: Record<string, string>;
  children?: ReactNode;
};

/** A code to be given once: its field, what was wrong with the one before, and going on. */
export function CodeForm({ at, tried, label, hint, wrong, go, isMain, isDigits, hidden = {}, children }: Props) {
  const t = useWords("studio");
  const { state, formAction } = useNavigation();
  const [form, { code }] = useForm({
    lastResult: tried,
    constraint: getZodConstraint(SecondProof),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: SecondProof }),
  });
  const typed = fieldOf(code, "text", t("wrong.code"));
  return (
    <Form method="post" {...getFormProps(form)} className="form">
      <HiddenFields fields={hidden} />
      {form.errors ? (
        <Notice tone="stop" live="assertive">
          {form.errors.includes("tooMany") ? t("signIn.tooMany") : wrong}
        </Notice>
      ) : null}
      <Field key={typed.key} {...typed.input} label={label} hint={hint} inputMode={isDigits ? "numeric" : undefined} autoComplete="one-time-code" spellCheck={false} />
      <Button type="submit" kind={isMain ? "main" : "edge"} wide pending={state !== "idle" && formAction === at}>
        {go}
      </Button>
      {children}
    </Form>
  );
}
