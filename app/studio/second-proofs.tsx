import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { PasskeyButton } from "#app/studio/passkey-button.tsx";
import { RecoveryCodes } from "#app/studio/recovery-codes.tsx";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { stepUpAt } from "#app/studio/step-up-at.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

interface Proofs {
  appSetAt: string | null;
  passkeys: { id: string; name: string; createdAt: string; usedAt: string | null }[];
  codesLeft: number;
  before: "stepUp" | "signInAnew" | null;
  isStrong: boolean;
  isPasskeyPossible: boolean;
}
type Props = { proofs: Proofs; /** The question by which a passkey is made; null where none may be. */ passkey: string | null };

/** What one has beside the password: why, what is set, and setting more. What is set is ended after proving oneself again. */
export function SecondProofs({ proofs, passkey }: Props) {
  const t = useWords("studio");
  const make = useActs<{ said: Said; codes: string[] | null }>();
  const renew = useActs<{ said: Said; codes: string[] }>();
  const { appSetAt, passkeys, before, codesLeft } = proofs;
  const hasAny = appSetAt !== null || passkeys.length > 0;
  const codes = renew.data?.codes ?? make.data?.codes ?? null;
  return (
    <section id="second" aria-labelledby="second-title" className="grid gap-4 max-w-190">
      <h2 id="second-title">{t("proofs.title")}</h2>
      {hasAny ? null : (
        <Notice tone="wait" title={t("proofs.none")}>
          <p>{t("proofs.why")}</p>
        </Notice>
      )}
      {hasAny ? (
        <Table heads={[t("proofs.proof"), t("proofs.since"), t("proofs.used"), { spoken: t("guests.acts") }]} labelledBy="second-title">
          {passkeys.map(({ id, name, createdAt, usedAt }) => (
            <Row key={id} name={t("proofs.passkeyOn", { browser: name })} since={createdAt} used={usedAt}>
              <End before={before} goal="/studio/me/passkey/end" fields={{ passkeyId: id }} label={t("proofs.endPasskey", { browser: name })} />
            </Row>
          ))}
          {appSetAt ? (
            <Row name={t("proofs.app")} since={appSetAt}>
              <End before={before} goal="/studio/me/app/end" fields={{}} label={t("proofs.endApp")} />
            </Row>
          ) : null}
        </Table>
      ) : null}
      {codes ? <RecoveryCodes codes={codes} /> : null}
      {before === "signInAnew" ? <SignInAnew /> : null}
      {before === "stepUp" ? (
        <div className="form__acts">
          <ButtonLink size="work" to={stepUpAt("/studio/me")}>
            {t("proofs.stepUp")}
          </ButtonLink>
          <p className="soft">{t("proofs.stepUpText")}</p>
        </div>
      ) : null}
      {before === null ? (
        <div className="form__acts items-start!">
          {passkey ? (
            <PasskeyButton
              asked={{ make: passkey }}
              onAnswer={(answer) => make.submit({ answer }, { method: "post", action: "/studio/me/passkey" })}
              pending={make.state !== "idle"}
              look="work"
              main={!hasAny}
            >
              {t("proofs.addPasskey")}
            </PasskeyButton>
          ) : null}
          <ButtonLink size="work" to="/studio/me/app">
            {t(appSetAt ? "proofs.otherApp" : "proofs.addApp")}
          </ButtonLink>
          {hasAny ? (
            <renew.Form method="post" action="/studio/me/codes">
              <Button type="submit" size="work" pending={renew.state !== "idle"}>
                {t("proofs.newCodes")}
              </Button>
            </renew.Form>
          ) : null}
        </div>
      ) : null}
      {hasAny ? <p className="soft">{t("proofs.codesLeft", { count: codesLeft })}</p> : null}
    </section>
  );
}

/** `used`: null for never; absent where it is not noted. */
function Row({ name, since, used, children }: { name: string; since: string; used?: string | null; children: ReactNode }) {
  const t = useWords("studio");
  return (
    <tr>
      <RowHead>{name}</RowHead>
      <td>
        <When at={since} zone="UTC" shape="short" />
      </td>
      <td>
        {used ? <When at={used} zone="UTC" shape="short" /> : null}
        {used === null ? <span className="soft">{t("proofs.never")}</span> : null}
      </td>
      <td className="whitespace-nowrap">{children}</td>
    </tr>
  );
}

function End({ before, goal, fields, label }: { before: Proofs["before"]; goal: string; fields: Record<string, string>; label: string }) {
  const t = useWords("studio");
  if (before !== null) return null;
  return <ConfirmAct goal={goal} fields={fields} word={t("proofs.end")} label={label} text={t("proofs.endText")} keep={t("guests.keep")} />;
}

function SignInAnew() {
  const t = useWords("studio");
  return (
    <div className="form__acts">
      <Form method="post" action="/studio/sign-out">
        <Button type="submit" size="work">
          {t("proofs.signInAnew")}
        </Button>
      </Form>
      <p className="soft">{t("proofs.signInAnewText")}</p>
    </div>
  );
}
