import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { stepUpAt } from "#app/studio/step-up-at.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Light } from "#app/ui/light.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

const tones = { waiting: "wait", sent: "ok", failed: "stop" } as const;

/** Whether this member of staff may read an event's letters now; its door decides. */
const mayRead = (context: AppLoadContext, eventId: string): Promise<boolean> =>
  context.admit(eventId, "letter.read", "staff").then(
    () => true,
    (refused: unknown) => {
      if (refused instanceof Response) return false;
      throw refused;
    },
  );

/** The newest letters, without what they say; to whom those of an event go is told to whoever may read them. */
export async function loader({ context }: LoaderFunctionArgs) {
  const all = await context.house.mail.outbox(context.admitHouse("outbox.read"));
  const events = [...new Set(all.map(({ eventId }) => eventId))];
  const told = new Set((await Promise.all(events.map(async (id) => ((await mayRead(context, id)) ? [id] : [])))).flat());
  const letters = all.filter(({ eventId }) => told.has(eventId));
  return { letters, isSomeHidden: letters.length < all.length };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "outbox.title");

export default function Outbox() {
  const t = useWords("studio");
  const { letters, isSomeHidden } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{t("outbox.title")}</PageTitle>
      {isSomeHidden ? (
        <Notice tone="wait" title={t("outbox.hidden")}>
          <p>
            {t("outbox.hiddenText")} <Link to={stepUpAt("/studio/outbox")}>{t("proofs.stepUp")}</Link>
          </p>
        </Notice>
      ) : null}
      {letters.length === 0 && !isSomeHidden ? <Empty title={t("outbox.none")}>{t("outbox.noneText")}</Empty> : null}
      {letters.length > 0 ? (
        <Table heads={[t("outbox.to"), t("outbox.kind"), t("outbox.event"), t("outbox.written"), t("outbox.state"), { spoken: t("outbox.read") }]}>
          {letters.map(({ id, to, kind, eventName, createdAt, state, isKept }) => (
            <tr key={id}>
              <RowHead>{to}</RowHead>
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
        </Table>
      ) : null}
    </>
  );
}
