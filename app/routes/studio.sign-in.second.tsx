import "#app/style/door.css";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { CodeForm } from "#app/studio/code-form.tsx";
import { PasskeyDoor } from "#app/studio/passkey-door.tsx";
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
  return (
    <Paper foot={<p>{t("second.lost")}</p>}>
      <h1>{t("second.title")}</h1>
      <p className="lede">{t(hasApp ? "second.lede" : "second.ledePasskey")}</p>
      <PasskeyDoor asked={passkey} action="/studio/sign-in/passkey" isWrong={false} main={!hasApp}>
        {t("signIn.passkey")}
      </PasskeyDoor>
      <CodeForm
        at="/studio/sign-in/second"
        tried={useActionData<typeof action>()}
        label={t(hasApp ? "second.code" : "second.recovery")}
        hint={t(hasApp ? "second.codeHint" : "second.recoveryHint")}
        wrong={t("second.wrong")}
        go={t("signIn.go")}
        isMain={hasApp || !passkey}
      >
        <Link to="/studio/sign-in" className="justify-self-start min-h-8 inline-flex items-center">
          {t("second.back")}
        </Link>
      </CodeForm>
    </Paper>
  );
}
