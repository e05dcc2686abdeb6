import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { ChangingPassword } from "#contracts/staff.ts";

const page = "/studio/me/password";

/** Whose password it is, for the browser's own store of them. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const me = await context.house.staff.me(context.visitor);
  if (!me) throw context.notFound();
  return { email: me.email };
}

/** Changes one's own password; this browser goes on under a new cookie. What was typed is never given back. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const { session, house, visitor } = context;
  const form = parseWithZod(await request.formData(), { schema: ChangingPassword });
  const hideFields = ["old", "password"] as const;
  if (form.status !== "success") return data(form.reply({ hideFields: [...hideFields] }), { status: 400 });
  const changed = await house.staff.changePassword(visitor, { old: form.value.old ?? null, password: form.value.password, address: session.address });
  if (!changed.ok && changed.reason === "stepUp") stepUpFirst(page);
  if (!changed.ok) {
    const isNew = changed.reason === "same";
    return data(form.reply({ fieldErrors: { [isNew ? "password" : "old"]: [changed.reason] }, hideFields: [...hideFields] }), { status: changed.reason === "tooMany" ? 429 : 400 });
  }
  return redirect("/studio/me?said=passwordChanged", { status: 303, headers: { "Set-Cookie": session.cookie(changed.value.sessionToken) } });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "password.title");

export default function PasswordPage() {
  const t = useWords("studio");
  const { email } = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  const [form, { old, password }] = useForm({
    id: "password",
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(ChangingPassword),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: ChangingPassword }),
  });
  const before = fieldOf(old, "password", t(old.errors?.includes("tooMany") ? "signIn.tooMany" : "password.wrong"));
  const next = fieldOf(password, "password", t(password.errors?.includes("same") ? "password.same" : "wrong.password"));
  return (
    <>
      <PageTitle>{t("password.title")}</PageTitle>
      <Form method="post" {...getFormProps(form)} className="form max-w-160">
        <p className="soft">{t("password.lede")}</p>
        <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
        <Field key={before.key} {...before.input} label={t("password.old")} look="work" autoComplete="current-password" />
        <Field key={next.key} {...next.input} label={t("password.new")} hint={t("join.passwordHint")} look="work" autoComplete="new-password" />
        <div className="form__acts">
          <Button type="submit" kind="main" size="work" pending={state !== "idle"}>
            {t("password.go")}
          </Button>
          <ButtonLink size="work" to="/studio/me">
            {t("password.back")}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
}
