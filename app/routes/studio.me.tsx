import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { SaidNotice, useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { When } from "#app/ui/when.tsx";

/** Oneself, and the browsers one is signed in with. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const me = await context.house.staff.me(context.visitor);
  if (!me) throw context.notFound();
  return { me, sessions: await context.house.staff.mySessions(context.visitor) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "me.title");

export default function Me() {
  const t = useWords("studio");
  const { me, sessions } = useLoaderData<typeof loader>();
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
      </dl>
      <section aria-labelledby="browsers">
        <h2 id="browsers">{t("me.browsers")}</h2>
        <div className="scroll relative">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{t("me.browser")}</th>
                <th scope="col">{t("me.since")}</th>
                <th scope="col">{t("me.seen")}</th>
                <th scope="col">
                  <span className="vh">{t("guests.acts")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <Row key={session.id} {...session} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function Row({ id, browser, createdAt, seenAt, isThis }: { id: string; browser: string; createdAt: string; seenAt: string; isThis: boolean }) {
  const t = useWords("studio");
  const end = useActs();
  return (
    <tr>
      <th scope="row" className="text-ink! border-line!">
        {browser}
        {isThis ? <span className="soft"> ({t("me.this")})</span> : null}
      </th>
      <td>
        <When at={createdAt} zone="UTC" shape="short" />
      </td>
      <td>
        <When at={seenAt} zone="UTC" shape="short" />
      </td>
      <td>
        {isThis ? null : (
          <end.Form method="post" action="/studio/me/end-session">
            <input type="hidden" name="sessionId" value={id} />
            <Button type="submit" kind="plain" size="work" pending={end.state !== "idle"} aria-label={t("me.endOf", { browser })}>
              {t("me.end")}
            </Button>
          </end.Form>
        )}
      </td>
    </tr>
  );
}
