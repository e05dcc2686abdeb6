import "#app/style/door.css";
import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { Joining, Recovering } from "#contracts/staff.ts";

export const handle = { words: ["studio"] } satisfies Handle;

/** Shows what a one-time link is for, without using it up. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const invite = await context.house.staff.lookAtInvite(params.token ?? "");
  if (!invite) throw context.notFound();
  const { kind, name, email, roles } = invite;
  return { kind, name, email, roles, maison: (await context.maison()).name };
}

/** Uses the link up: makes the member of staff, or sets the new password; either way this browser is signed in. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const { house, session } = context;
  const invite = await house.staff.lookAtInvite(token);
  if (!invite) throw context.notFound();
  const fields = await request.formData();
  const signedIn = (sessionToken: string) => redirect("/studio/begin", { status: 303, headers: { "Set-Cookie": session.cookie(sessionToken) } });
  if (invite.kind === "recover") {
    const form = parseWithZod(fields, { schema: Recovering });
    if (form.status !== "success") return data(form.reply({ hideFields: ["password"] }), { status: 400 });
    const recovered = await house.staff.recover(token, form.value, session.browserWords());
    if (!recovered.ok) throw context.notFound();
    return signedIn(recovered.value.sessionToken);
  }
  const form = parseWithZod(fields, { schema: Joining });
  if (form.status !== "success") return data(form.reply({ hideFields: ["password"] }), { status: 400 });
  const joined = await house.staff.join(token, form.value, session.browserWords());
  if (joined.ok) return signedIn(joined.value.sessionToken);
  if (joined.reason === "gone") throw context.notFound();
  return data(form.reply({ formErrors: [joined.reason], hideFields: ["password"] }), { status: 409 });
}

/** The same for joining and recovering, and for every link. */
export const meta: MetaFunction = ({ matches }) => [...titled(matches, "studio", "title"), { name: "referrer", content: "no-referrer" }];

export default function JoinPage() {
  const { kind } = useLoaderData<typeof loader>();
  return <Paper>{kind === "recover" ? <Recover /> : <Join />}</Paper>;
}

function Join() {
  const t = useWords("studio");
  const invite = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  const [form, { name, email, password }] = useForm({
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(Joining),
    shouldRevalidate: "onInput",
    defaultValue: { name: invite.name ?? "", email: invite.email ?? "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: Joining }),
  });
  const own = fieldOf(name, "text", t("wrong.name", { max: 120 }));
  const address = fieldOf(email, "email", t("wrong.email"));
  const secret = fieldOf(password, "password", t("wrong.password"));
  return (
    <>
      <h1>{t("join.title")}</h1>
      <p className="lede">
        {t("join.lede", { maison: invite.maison })} {t("join.roles", { roles: invite.roles.map((role) => t(`role.${role}`)).join(", ") })}
      </p>
      <Form method="post" {...getFormProps(form)} className="form">
        {form.errors ? (
          <Notice tone="stop" live="assertive">
            {t("join.emailTaken")}
          </Notice>
        ) : null}
        <Field key={own.key} {...own.input} label={t("join.name")} autoComplete="name" />
        <Field key={address.key} {...address.input} label={t("signIn.email")} autoComplete="username" />
        <Field key={secret.key} {...secret.input} label={t("signIn.password")} hint={t("join.passwordHint")} autoComplete="new-password" />
        <Button type="submit" kind="main" wide pending={state !== "idle"}>
          {t("join.go")}
        </Button>
      </Form>
    </>
  );
}

function Recover() {
  const t = useWords("studio");
  const invite = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  const [form, { password }] = useForm({
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(Recovering),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: Recovering }),
  });
  const secret = fieldOf(password, "password", t("wrong.password"));
  return (
    <>
      <h1>{t("recover.title")}</h1>
      <p className="lede">{t("recover.lede", { name: invite.name ?? "" })}</p>
      <Form method="post" {...getFormProps(form)} className="form">
        <input type="hidden" name="username" autoComplete="username" value={invite.email ?? ""} readOnly />
        <Field key={secret.key} {...secret.input} label={t("signIn.password")} hint={t("join.passwordHint")} autoComplete="new-password" />
        <Button type="submit" kind="main" wide pending={state !== "idle"}>
          {t("recover.go")}
        </Button>
      </Form>
    </>
  );
}
