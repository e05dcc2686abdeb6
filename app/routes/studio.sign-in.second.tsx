import "#app/style/door.css";
import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation, useSubmit } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { PasskeyButton } from "#app/studio/passkey-button.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { SecondProof } from "#contracts/second-proof.ts";

export const handle = { words: ["studio"] } satisfies Handle;

/** For whoever gave the right password and has a second proof; anybody else begins with the password. */
export async function loader({ context }: LoaderFunctionArgs) {
  const half = context.session.half && (await context.house.staff.lookAtHalf(context.session.half));
  if (!half) throw redirect("/studio/sign-in");
  const passkey = half.hasPasskey ? await context.house.staff.askPasskey() : null;
  return { hasApp: half.hasApp, passkey: passkey && JSON.stringify(passkey) };
}

/** Signs in by a code of the app or a recovery code, each good once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { session, visitor, house } = context;
  const form = parseWithZod(await request.formData(), { schema: SecondProof });
  if (form.status !== "success") return data(form.reply({ hideFields: ["code"] }), { status: 400 });
  const asking = { sessionId: visitor.sessionId, browserWords: session.browserWords(), address: session.address };
  const signedIn = await house.staff.signInBySecond(session.half ?? "", form.value.code, asking);
  if (!signedIn.ok && signedIn.reason === "gone") throw redirect("/studio/sign-in", 303);
  if (!signedIn.ok) return data(form.reply({ formErrors: [signedIn.reason], hideFields: ["code"] }), { status: signedIn.reason === "tooMany" ? 429 : 400 });
  const headers = new Headers({ "Set-Cookie": session.cookie(signedIn.value.sessionToken) });
  headers.append("Set-Cookie", session.giveHalf(""));
  return redirect("/studio", { status: 303, headers });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "second.title");

export default function SecondPage() {
  const t = useWords("studio");
  const { hasApp, passkey } = useLoaderData<typeof loader>();
  const { state, formAction } = useNavigation();
  const submit = useSubmit();
  const [form, { code }] = useForm({
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(SecondProof),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: SecondProof }),
  });
  const typed = fieldOf(code, "text", t("wrong.code"));
  return (
    <Paper foot={<p>{t("second.lost")}</p>}>
      <h1>{t("second.title")}</h1>
      <p className="lede">{t(hasApp ? "second.lede" : "second.ledePasskey")}</p>
      {passkey ? (
        <div className="sign empty:hidden">
          <PasskeyButton
            asked={{ use: passkey }}
            onAnswer={(answer) => submit({ answer }, { method: "post", action: "/studio/sign-in/passkey" })}
            pending={state !== "idle" && formAction === "/studio/sign-in/passkey"}
            main={!hasApp}
            wide
          >
            {t("signIn.passkey")}
          </PasskeyButton>
        </div>
      ) : null}
      <Form method="post" {...getFormProps(form)} className="form">
        {form.errors ? (
          <Notice tone="stop" live="assertive">
            {t(form.errors.includes("tooMany") ? "signIn.tooMany" : "second.wrong")}
          </Notice>
        ) : null}
        <Field
          key={typed.key}
          {...typed.input}
          label={t(hasApp ? "second.code" : "second.recovery")}
          hint={t(hasApp ? "second.codeHint" : "second.recoveryHint")}
          autoComplete="one-time-code"
          spellCheck={false}
        />
        <Button type="submit" kind={hasApp || !passkey ? "main" : "edge"} wide pending={state !== "idle" && formAction === "/studio/sign-in/second"}>
          {t("signIn.go")}
        </Button>
        <Link to="/studio/sign-in" className="justify-self-start">
          {t("second.back")}
        </Link>
      </Form>
    </Paper>
  );
}
