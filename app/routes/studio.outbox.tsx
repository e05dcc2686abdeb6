import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Light } from "#app/ui/light.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { When } from "#app/ui/when.tsx";

const tones = { waiting: "wait", sent: "ok", failed: "stop" } as const;

/** The newest letters, without what they say. */
export async function loader({ context }: LoaderFunctionArgs) {
  return { letters: await context.house.mail.outbox(context.admitHouse("outbox.read")) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "outbox.title");

export default function Outbox() {
  const t = useWords("studio");
  const { letters } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{t("outbox.title")}</PageTitle>
      {letters.length === 0 ? <Empty title={t("outbox.none")}>{t("outbox.noneText")}</Empty> : null}
      {letters.length > 0 ? (
        <div className="scroll relative">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{t("outbox.to")}</th>
                <th scope="col">{t("outbox.kind")}</th>
                <th scope="col">{t("outbox.event")}</th>
                <th scope="col">{t("outbox.written")}</th>
                <th scope="col">{t("outbox.state")}</th>
                <th scope="col">
                  <span className="vh">{t("outbox.read")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {letters.map(({ id, to, kind, eventName, createdAt, state, isKept }) => (
                <tr key={id}>
                  <th scope="row" className="text-ink! border-line!">
                    {to}
                  </th>
                  <td>{t(`outbox.kind_${kind}`)}</td>
                  <td>{eventName}</td>
                  <td>
                    <When at={createdAt} zone="UTC" shape="short" />
                  </td>
                  <td>
                    <Light tone={tones[state]}>{t(`outbox.state_${state}`)}</Light>
                  </td>
                  <td>
                    {isKept ? (
                      <Link to={`/studio/outbox/${id}`} aria-label={t("outbox.readOf", { name: to })} className="inline-flex min-h-8 items-center">
                        {t("outbox.read")}
                      </Link>
                    ) : state === "waiting" ? null : (
                      <span className="soft">{t("outbox.erased")}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
}
