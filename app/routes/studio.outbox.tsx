import "#app/style/studio-plan.css";
import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { LetterState } from "#app/studio/letter-state.tsx";
import { stepUpAt } from "#app/studio/step-up-at.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import * as z from "#contracts/zod.ts";

const states = ["waiting", "sent", "failed"] as const;
const shown = z.enum(["all", ...states]).catch("all");

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
export async function loader({ request, context }: LoaderFunctionArgs) {
  const all = await context.house.mail.outbox(context.admitHouse("outbox.read"));
  const events = [...new Set(all.map(({ eventId }) => eventId))];
  const told = new Set((await Promise.all(events.map(async (id) => ((await mayRead(context, id)) ? [id] : [])))).flat());
  const known = all.filter(({ eventId }) => told.has(eventId));
  const asked = shown.parse(new URL(request.url).searchParams.get("state"));
  const count = (state: (typeof states)[number]) => known.filter((one) => one.state === state).length;
  const counts = { all: known.length, waiting: count("waiting"), sent: count("sent"), failed: count("failed") };
  return { letters: known.filter(({ state }) => asked === "all" || state === asked), counts, asked, isSomeHidden: known.length < all.length };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "outbox.title");

export default function Outbox() {
  const t = useWords("studio");
  const { letters, counts, asked, isSomeHidden } = useLoaderData<typeof loader>();
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
      {counts.all > 0 ? (
        <nav className="segs" aria-label={t("outbox.state")}>
          {(["all", ...states] as const).map((state) => (
            <Link key={state} to={state === "all" ? "/studio/outbox" : `?state=${state}`} aria-current={asked === state ? "page" : undefined}>
              {t(`outbox.state_${state}`)} <span className="num soft">{counts[state]}</span>
            </Link>
          ))}
        </nav>
      ) : null}
      {counts.all === 0 && !isSomeHidden ? <Empty title={t("outbox.none")}>{t("outbox.noneText")}</Empty> : null}
      {counts.all > 0 && letters.length === 0 ? <p className="soft">{t("outbox.noneSuch")}</p> : null}
      {letters.length > 0 ? (
        <Table heads={[t("outbox.to"), t("outbox.kind"), t("outbox.event"), t("outbox.written"), t("outbox.state"), { spoken: t("outbox.read") }]}>
          {letters.map(({ id, to, kind, eventName, createdAt, state, fault, link, isKept }) => (
            <tr key={id}>
              <RowHead>{to}</RowHead>
              <td>{t(`outbox.kind_${kind}`)}</td>
              <td>{eventName}</td>
              <td>
                <When at={createdAt} zone="UTC" shape="short" />
              </td>
              <td>
                <LetterState state={state} fault={fault} link={link} />
              </td>
              <td>
                {isKept ? (
                  <Link to={`/studio/outbox/${id}`} aria-label={t("outbox.readOf", { name: to })} className="inline-flex min-h-8 min-w-8 items-center">
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
