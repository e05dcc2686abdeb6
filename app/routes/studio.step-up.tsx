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
import { ownPage } from "#app/studio/step-up-first.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { SecondProof } from "#contracts/second-proof.ts";

export const handle = { words: ["studio"] } satisfies Handle;

/** What somebody can prove themselves with, and the page of ours they go on to. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const asked = await context.house.staff.askStepUp(context.visitor);
  if (!asked) throw context.notFound();
  const search = new URL(request.url).searchParams;
  return { hasApp: asked.hasApp, passkey: asked.passkey && JSON.stringify(asked.passkey), to: ownPage(search.get("to")), isPasskeyWrong: search.has("passkey") };
}

/** By a code of the app; the browser goes on under a new cookie. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const fields = await request.formData();
  const form = parseWithZod(fields, { schema: SecondProof });
  if (form.status !== "success") return data(form.reply({ hideFields: ["code"] }), { status: 400 });
  const { session, visitor, house } = context;
  const stepped = await house.staff.stepUpByCode(visitor, form.value.code, session.address);
  if (!stepped.ok) return data(form.reply({ formErrors: [stepped.reason], hideFields: ["code"] }), { status: stepped.reason === "tooMany" ? 429 : 400 });
  const to = fields.get("to");
  return redirect(ownPage(typeof to === "string" ? to : null), { status: 303, headers: { "Set-Cookie": session.cookie(stepped.value.sessionToken) } });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "stepUp.title");

export default function StepUpPage() {
  const t = useWords("studio");
  const { hasApp, passkey, to, isPasskeyWrong } = useLoaderData<typeof loader>();
  const { state, formAction } = useNavigation();
  const submit = useSubmit();
  const [form, { code }] = useForm({
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(SecondProof),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: SecondProof }),
  });
  const typed = fieldOf(code, "text", t("wrong.code"));
  const isPasskey = formAction === "/studio/step-up/passkey";
  if (!hasApp && !passkey)
    return (
      <Paper>
        <h1>{t("stepUp.none")}</h1>
        <p className="lede">{t("stepUp.noneText")}</p>
        <div className="acts">
          <ButtonLink kind="main" to="/studio/me#second">
            {t("stepUp.set")}
          </ButtonLink>
        </div>
      </Paper>
    );
  return (
    <Paper foot={<p>{t("stepUp.foot")}</p>}>
      <h1>{t("stepUp.title")}</h1>
      <p className="lede">{t("stepUp.lede")}</p>
      {passkey ? (
        <div className="sign empty:hidden">
          <PasskeyButton
            asked={{ use: passkey }}
            onAnswer={(answer) => submit({ answer, to }, { method: "post", action: "/studio/step-up/passkey" })}
            pending={state !== "idle" && isPasskey}
            wide
          >
            {t("stepUp.passkey")}
          </PasskeyButton>
        </div>
      ) : null}
      {isPasskeyWrong && !form.errors ? (
        <Notice tone="stop" live="assertive" className="mt-5">
          {t("signIn.passkeyWrong")}
        </Notice>
      ) : null}
      {hasApp ? (
        <Form method="post" {...getFormProps(form)} className="form">
          <input type="hidden" name="to" value={to} />
          {form.errors ? (
            <Notice tone="stop" live="assertive">
              {t(form.errors.includes("tooMany") ? "signIn.tooMany" : "stepUp.wrong")}
            </Notice>
          ) : null}
          <Field
            key={typed.key}
            {...typed.input}
            label={t("stepUp.code")}
            hint={t("stepUp.codeHint")}
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
          />
          <Button type="submit" kind={passkey ? "edge" : "main"} wide pending={state !== "idle" && !isPasskey}>
            {t("stepUp.go")}
          </Button>
        </Form>
      ) : null}
      <p className="mt-5">
        <Link to="/studio">{t("stepUp.back")}</Link>
      </p>
    </Paper>
  );
}
