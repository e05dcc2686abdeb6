import "#app/style/door.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { useState } from "react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { PasskeyButton } from "#app/studio/passkey-button.tsx";
import { RecoveryCodes } from "#app/studio/recovery-codes.tsx";
import type { Said } from "#app/studio/said.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";

export const handle = { words: ["studio"] } satisfies Handle;

/** How far somebody's proofs have come, for their first minute here; anybody may come back to it. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const { staff } = context.house;
  const me = await staff.me(context.visitor);
  const proofs = await staff.secondProofs(context.visitor);
  if (!me || !proofs) throw context.notFound();
  const maison = (await context.maison()).name;
  const passkey = proofs.before === null ? await staff.askToMakePasskey(context.visitor, maison) : null;
  return { maison, count: proofs.passkeys.length + (proofs.appSetAt === null ? 0 : 1), hasApp: proofs.appSetAt !== null, passkey: passkey && JSON.stringify(passkey) };
}

/** The same for everybody, and for every step. */
export const meta: MetaFunction = ({ matches }) => [...titled(matches, "studio", "begin.title"), { name: "referrer", content: "no-referrer" }];

const steps = ["passkey", "codes", "second"] as const;

/** The first minute at the studio: a passkey, the recovery codes kept, a second proof; each in one press. */
export default function Begin() {
  const t = useWords("studio");
  const { maison, count, hasApp, passkey } = useLoaderData<typeof loader>();
  const make = useFetcher<{ said: Said; codes: string[] | null }>();
  const [areKept, setKept] = useState(false);
  const codes = make.data?.codes ?? null;
  const [told, setTold] = useState<readonly string[] | null>(null);
  if (codes && codes !== told) setTold(codes); // the second passkey's answer brings none; the first one's stay in sight
  const isWrong = make.data !== undefined && make.data.codes === null && make.data.said !== "passkeyKept";
  const step = told && !areKept ? "codes" : count === 0 ? "passkey" : count === 1 ? "second" : "done";
  const button = (main: boolean, word: string) =>
    passkey ? (
      <PasskeyButton asked={{ make: passkey }} onAnswer={(answer) => make.submit({ answer }, { method: "post", action: "/studio/me/passkey" })} pending={make.state !== "idle"} main={main} wide>
        {word}
      </PasskeyButton>
    ) : null;
  return (
    <Paper foot={<p>{t("begin.foot")}</p>}>
      {step === "done" ? null : (
        <p className="soft" role="status">
          {t("begin.step", { step: steps.indexOf(step) + 1, total: steps.length })}
        </p>
      )}
      <h1>{t(`begin.${step}.title`)}</h1>
      <p className="lede">{t(`begin.${step}.text`, { maison })}</p>
      {isWrong ? (
        <Notice tone="stop" live="assertive" className="mt-5">
          {t(`said.${make.data?.said === "signInAnew" ? "signInAnew" : "passkeyWrong"}`)}
        </Notice>
      ) : null}
      {step === "passkey" ? (
        <Acts>
          {button(true, t("begin.passkey.go"))}
          <ButtonLink kind={passkey ? "edge" : "main"} to="/studio/me/app?begin=yes">
            {t("begin.passkey.app")}
          </ButtonLink>
          <ButtonLink kind="plain" to="/studio">
            {t("begin.passkey.later")}
          </ButtonLink>
        </Acts>
      ) : null}
      {step === "codes" && told ? (
        <div className="mt-5 grid gap-5">
          <RecoveryCodes codes={told} />
          <Button kind="main" wide onClick={() => setKept(true)}>
            {t("codes.kept")}
          </Button>
        </div>
      ) : null}
      {step === "second" ? (
        <Acts>
          {button(true, t("begin.second.go"))}
          {hasApp ? null : (
            <ButtonLink kind={passkey ? "edge" : "main"} to="/studio/me/app?begin=yes">
              {t("begin.second.app")}
            </ButtonLink>
          )}
          <ButtonLink kind="plain" to="/studio">
            {t("begin.second.later")}
          </ButtonLink>
        </Acts>
      ) : null}
      {step === "done" ? (
        <Acts>
          <ButtonLink kind="main" to="/studio">
            {t("begin.done.go")}
          </ButtonLink>
        </Acts>
      ) : null}
    </Paper>
  );
}

function Acts({ children }: { children: ReactNode }) {
  return <div className="mt-6 grid gap-3 max-w-120">{children}</div>;
}
