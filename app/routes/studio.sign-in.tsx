import "#app/style/door.css";
import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { PasskeyDoor } from "#app/studio/passkey-door.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { SignIn } from "#contracts/staff.ts";

export const handle = { words: ["studio"] } satisfies Handle;

/** Whoever is signed in goes straight to the studio. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (context.visitor.staff) throw redirect("/studio");
  const passkey = await context.house.staff.askPasskey();
  return { maison: (await context.maison()).name, passkey: passkey && JSON.stringify(passkey) };
}

/**
 * Signs in and gives the browser its new cookie, or leads on to the second proof; a wrong address and a wrong password
 * are one answer.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseWithZod(await request.formData(), { schema: SignIn });
  if (form.status !== "success") return data(form.reply({ hideFields: ["password"] }), { status: 400 });
  const { session, visitor, house } = context;
  const signedIn = await house.staff.signIn(form.value, visitor.sessionId, session.browserWords(), session.address);
  if (!signedIn.ok) {
    const status = signedIn.reason === "tooMany" ? 429 : 400;
    return data(form.reply({ formErrors: [signedIn.reason], hideFields: ["password"] }), { status });
  }
  const { sessionToken, half } = signedIn.value;
  if (half !== null) return redirect("/studio/sign-in/second", { status: 303, headers: { "Set-Cookie": session.giveHalf(half) } });
  return redirect("/studio", { status: 303, headers: { "Set-Cookie": session.cookie(sessionToken) } });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "signIn.title");

export default function SignInPage() {
  const t = useWords("studio");
  const { maison, passkey } = useLoaderData<typeof loader>();
  const { state, formAction } = useNavigation();
  const [search] = useSearchParams();
  const [form, { email, password }] = useForm({
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(SignIn),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: SignIn }),
  });
  const address = fieldOf(email, "email", t("wrong.email"));
  const secret = fieldOf(password, "password", t("wrong.passwordMissing"));
  return (
    <Paper foot={<p>{t("signIn.lost")}</p>}>
      <h1>{t("signIn.title")}</h1>
      <p className="lede">{t("signIn.lede", { maison })}</p>
      <PasskeyDoor asked={passkey} action="/studio/sign-in/passkey" isWrong={search.has("passkey") && !form.errors}>
        {t("signIn.passkey")}
      </PasskeyDoor>
      <Form method="post" {...getFormProps(form)} className="form">
        {form.errors ? (
          <Notice tone="stop" live="assertive">
            {t(form.errors.includes("tooMany") ? "signIn.tooMany" : "signIn.wrong")}
          </Notice>
        ) : null}
        <Field key={address.key} {...address.input} label={t("signIn.email")} autoComplete="username" />
        <Field key={secret.key} {...secret.input} label={t("signIn.password")} autoComplete="current-password" />
        <Button type="submit" kind={passkey ? "edge" : "main"} wide pending={state !== "idle" && formAction === "/studio/sign-in"}>
          {t("signIn.go")}
        </Button>
      </Form>
    </Paper>
  );
}
