import "#app/style/door.css";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { CodeForm } from "#app/studio/code-form.tsx";
import { PasskeyDoor } from "#app/studio/passkey-door.tsx";
import { opensAt } from "#app/studio/step-up-at.ts";
import { ownPage } from "#app/studio/step-up-first.ts";
import { keepWhatWasTyped } from "#app/studio/typed.ts";
import { ButtonLink } from "#app/ui/button.tsx";
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
  const tried = useActionData<typeof action>();
  const opens = opensAt(to);
  useEffect(keepWhatWasTyped, []);
  if (!hasApp && !passkey)
    return (
      <Paper>
        <h1>{t("stepUp.none")}</h1>
        <p className="lede">
          {t(`stepUp.opens.${opens}`)} {t("stepUp.noneText")}
        </p>
        <div className="acts">
          <ButtonLink kind="main" to="/studio/begin">
            {t("stepUp.set")}
          </ButtonLink>
        </div>
      </Paper>
    );
  return (
    <Paper foot={<p>{t("stepUp.foot")}</p>}>
      <h1>{t("stepUp.title")}</h1>
      <p className="lede">
        {t(`stepUp.opens.${opens}`)} {t("stepUp.lede")}
      </p>
      <PasskeyDoor asked={passkey} action="/studio/step-up/passkey" more={{ to }} isWrong={isPasskeyWrong && !tried?.error}>
        {t("stepUp.passkey")}
      </PasskeyDoor>
      {hasApp ? (
        <CodeForm
          at="/studio/step-up"
          tried={tried}
          label={t("stepUp.code")}
          hint={t("stepUp.codeHint")}
          wrong={t("stepUp.wrong")}
          go={t("stepUp.go")}
          isMain={!passkey}
          isDigits
          hidden={{ to }}
        />
      ) : null}
      <p className="soft mt-5">{t("stepUp.kept")}</p>
      <p className="mt-3">
        <Link to="/studio">{t("stepUp.back")}</Link>
      </p>
    </Paper>
  );
}
