import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { RecoveryCodes } from "#app/studio/recovery-codes.tsx";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { Qr } from "#app/ui/qr.tsx";
import { AppSetting } from "#contracts/second-proof.ts";

/** Requests whose form has just set the app: what they answer is its codes, not a further secret. */
const justSet = new WeakSet<object>();

/** A new secret for an app; whoever has a second proof shows it first. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (justSet.has(context)) return { offer: null }; // without script the page is loaded in the same answer, by who one was before it
  context.admitHouse("studio.enter");
  const { staff } = context.house;
  const offer = await staff.offerApp(context.visitor, (await context.maison()).name);
  if (offer) return { offer };
  if ((await staff.secondProofs(context.visitor))?.before === "stepUp") stepUpFirst("/studio/me/app");
  throw redirect("/studio/me?said=signInAnew");
}

/** Sets the app that shows the right code. With the first proof ten recovery codes are told, this once. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const fields = await request.formData();
  const form = parseWithZod(fields, { schema: AppSetting });
  const { session, visitor, house } = context;
  const maison = (await context.maison()).name;
  const again = (offered: FormDataEntryValue | null) => house.staff.offerAgain(visitor, typeof offered === "string" ? offered : "", maison);
  if (form.status !== "success") return data({ result: form.reply({ hideFields: ["code"] }), offer: await again(fields.get("offered")), codes: null }, { status: 400 });
  const kept = await house.staff.setApp(visitor, { ...form.value, address: session.address });
  if (!kept.ok && kept.reason === "stepUp") stepUpFirst("/studio/me/app");
  if (!kept.ok && kept.reason === "signInAnew") throw redirect("/studio/me?said=signInAnew", 303);
  if (!kept.ok) {
    const result = form.reply({ formErrors: [kept.reason], hideFields: ["code"] });
    return data({ result, offer: await again(form.value.offered), codes: null }, { status: kept.reason === "tooMany" ? 429 : 400 });
  }
  const { codes, sessionToken } = kept.value;
  justSet.add(context);
  const headers = { "Set-Cookie": session.cookie(sessionToken), "Cache-Control": "no-store" };
  if (!codes) throw redirect(new URL(request.url).searchParams.has("begin") ? "/studio/begin" : "/studio/me?said=appSet", { status: 303, headers });
  return data({ result: form.reply({ resetForm: true }), offer: null, codes }, { headers });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "app.title");

type Offer = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["offer"]>;

function AppForm({ offer: { secret, address, offered }, tried, home }: { offer: Offer; tried: ReturnType<typeof useActionData<typeof action>>; home: string }) {
  const t = useWords("studio");
  const { state } = useNavigation();
  const [form, { code }] = useForm({
    id: "app",
    lastResult: tried?.result,
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: AppSetting }),
  });
  const typed = fieldOf(code, "text", t("wrong.code"));
  return (
    <>
      <PageTitle>{t("app.title")}</PageTitle>
      <div className="grid grid-cols-[14rem_minmax(0,24rem)] items-start gap-6 max-[760px]:grid-cols-1">
        <figure className="grid gap-3">
          <Qr text={address} label={t("app.qr")} className="w-56" />
          <figcaption className="soft">
            {t("app.byHand")} <code className="block break-all">{secret.match(/.{4}/g)?.join(" ")}</code>
          </figcaption>
        </figure>
        <Form method="post" {...getFormProps(form)} className="form">
          <ol className="list-decimal pl-5 grid gap-2">
            <li>{t("app.first")}</li>
            <li>{t("app.second")}</li>
            <li>{t("app.third")}</li>
          </ol>
          {form.errors ? (
            <Notice tone="stop" live="assertive">
              {t(form.errors.includes("tooMany") ? "signIn.tooMany" : "app.wrong")}
            </Notice>
          ) : null}
          <input type="hidden" name="offered" value={offered} />
          <Field key={typed.key} {...typed.input} label={t("stepUp.code")} look="work" inputMode="numeric" autoComplete="one-time-code" spellCheck={false} />
          <div className="form__acts">
            <Button type="submit" kind="main" size="work" pending={state !== "idle"}>
              {t("app.go")}
            </Button>
            <ButtonLink size="work" to={home}>
              {t("app.back")}
            </ButtonLink>
          </div>
        </Form>
      </div>
    </>
  );
}

export default function SetApp() {
  const t = useWords("studio");
  const loaded = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const [search] = useSearchParams();
  const home = search.has("begin") ? "/studio/begin" : "/studio/me";
  if (tried?.codes)
    return (
      <>
        <PageTitle>{t("app.done")}</PageTitle>
        <RecoveryCodes codes={tried.codes} />
        <div className="form__acts">
          <ButtonLink kind="main" size="work" to={home}>
            {t("codes.kept")}
          </ButtonLink>
        </div>
      </>
    );
  const offer = tried?.offer ?? loaded.offer;
  return offer ? <AppForm offer={offer} tried={tried} home={home} /> : null;
}
