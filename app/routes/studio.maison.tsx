import { getFormProps, getTextareaProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { goHome } from "#app/studio/answer.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { SaidNotice } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import * as z from "#contracts/zod.ts";

const Wordmarked = z.string().trim().max(60_000).regex(/<svg[\s\S]*viewBox="[\d\s.,-]+"[\s\S]*<path\b/);
const Naming = z.object({ name: z.string().trim().min(1).max(80), wordmark: Wordmarked.optional() });

/** How the maison is named and drawn. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("settings.edit");
  return context.maison();
}

/** Names the maison anew. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("settings.edit");
  const form = parseWithZod(await request.formData(), { schema: Naming });
  if (form.status !== "success") return data(form.reply(), { status: 400 });
  const { name, wordmark = null } = form.value;
  await context.house.maison.rename(pass, { name, wordmark });
  return goHome("/studio/maison", "maisonSaved");
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "maison.title");

export default function MaisonPage() {
  const t = useWords("studio");
  const maison = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const { state } = useNavigation();
  const [form, fields] = useForm({
    lastResult: tried,
    shouldRevalidate: "onInput",
    defaultValue: { name: maison.name, wordmark: maison.wordmark ?? "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: Naming }),
  });
  const name = fieldOf(fields.name, "text", t("wrong.name", { max: 80 }));
  const { key, ...wordmark } = getTextareaProps(fields.wordmark);
  return (
    <>
      <PageTitle>{t("maison.title")}</PageTitle>
      {tried ? null : <SaidNotice />}
      <Wordmark {...maison} />
      <Form method="post" {...getFormProps(form)} className="form">
        <Field key={name.key} {...name.input} label={t("maison.name")} hint={t("maison.nameHint")} look="work" autoComplete="organization" />
        <Textarea
          key={key}
          {...wordmark}
          label={t("maison.wordmark")}
          hint={t("maison.wordmarkHint")}
          errors={fields.wordmark.errors && [t("wrong.wordmark")]}
          rows={6}
          spellCheck={false}
        />
        <div className="form__acts">
          <Button type="submit" kind="main" size="work" pending={state !== "idle"}>
            {t("maison.save")}
          </Button>
        </div>
      </Form>
    </>
  );
}
