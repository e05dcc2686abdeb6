import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { RowAct } from "#app/studio/row-act.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { SecondProofs } from "#app/studio/second-proofs.tsx";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

/** Oneself, one's second proofs, and the browsers one is signed in with. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const me = await context.house.staff.me(context.visitor);
  if (!me) throw context.notFound();
  const { staff } = context.house;
  const proofs = await staff.secondProofs(context.visitor);
  if (!proofs) throw context.notFound();
  const passkey = await staff.askToMakePasskey(context.visitor, (await context.maison()).name);
  return { me, proofs, passkey: passkey && JSON.stringify(passkey), sessions: await staff.mySessions(context.visitor), failed: await staff.failedTries(context.visitor), passwordSetAt: await staff.passwordSetAt(context.visitor) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "me.title");

export default function Me() {
  const t = useWords("studio");
  const { me, proofs, passkey, sessions, failed, passwordSetAt } = useLoaderData<typeof loader>();
  const others = sessions.filter(({ isThis }) => !isThis).length;
  return (
    <>
      <PageTitle
        acts={
          <Form method="post" action="/studio/sign-out">
            <Button type="submit" size="work">
              {t("nav.signOut")}
            </Button>
          </Form>
        }
      >
        {t("me.title")}
      </PageTitle>
      <SaidNotice />
      {failed ? (
        <Notice
          tone="wait"
          title={
            <>
              {t("me.failed", { count: failed.count })} <When at={failed.since} zone="UTC" shape="short" />
            </>
          }
        >
          <p>
            {t("me.failedLast")} <When at={failed.last} zone="UTC" shape="short" />. {t("me.failedText")}
          </p>
        </Notice>
      ) : null}
      <dl className="facts max-w-160">
        <div>
          <dt>{t("people.name")}</dt>
          <dd>{me.name}</dd>
        </div>
        <div>
          <dt>{t("people.email")}</dt>
          <dd>{me.email}</dd>
        </div>
        <div>
          <dt>{t("people.roles")}</dt>
          <dd>{me.roles.map((role) => t(`role.${role}`)).join(", ")}</dd>
        </div>
        <div>
          <dt>{t("password.title")}</dt>
          <dd>
            {passwordSetAt ? (
              <>
                {t("password.since")} <When at={passwordSetAt} zone="UTC" shape="day" />{" "}
              </>
            ) : null}
            <Link to="/studio/me/password">{t("password.change")}</Link>
          </dd>
        </div>
      </dl>
      <SecondProofs proofs={proofs} passkey={passkey} />
      <section aria-labelledby="browsers">
        <h2 id="browsers">{t("me.browsers")}</h2>
        <Table heads={[t("me.browser"), t("me.since"), t("me.seen"), { spoken: t("guests.acts") }]}>
          {sessions.map((session) => (
            <Row key={session.id} {...session} />
          ))}
        </Table>
        {others > 0 ? (
          <div className="mt-4">
            <ConfirmAct
              goal="/studio/me/end-others"
              fields={{}}
              word={t("me.endOthers")}
              label={t("me.endOthersAsk", { count: others })}
              text={t("me.endOthersText")}
              keep={t("guests.keep")}
              look="edge"
            />
          </div>
        ) : null}
      </section>
    </>
  );
}

function Row({ id, browser, createdAt, seenAt, isThis }: { id: string; browser: string; createdAt: string; seenAt: string; isThis: boolean }) {
  const t = useWords("studio");
  return (
    <tr>
      <RowHead>
        {browser}
        {isThis ? <span className="soft"> ({t("me.this")})</span> : null}
      </RowHead>
      <td>
        <When at={createdAt} zone="UTC" shape="short" />
      </td>
      <td>
        <When at={seenAt} zone="UTC" shape="short" />
      </td>
      <td>
        {isThis ? null : (
          <RowAct goal="/studio/me/end-session" fields={{ sessionId: id }} label={t("me.endOf", { browser })}>
            {t("me.end")}
          </RowAct>
        )}
      </td>
    </tr>
  );
}
