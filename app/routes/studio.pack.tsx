import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { PackForm } from "#app/studio/pack-form.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

/** The proof packs of an event that is over, and making one: for owners who proved themselves a moment ago. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const pass = await context.admit(params.eventId, "proof.read", "staff");
  const event = await context.house.events.read(await context.admit(pass.eventId, "event.know", "staff"));
  return { event: { ...event, may: [...pass.may], asksAgreement: context.house.agreements.isAsked(pass) }, packs: await context.house.pack.list(pass) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "pack.title");

export default function PackPage() {
  const t = useWords("studio");
  const { event, packs } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("pack.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <SaidNotice />
      <div className="grid gap-3 max-w-160">
        <p className="soft">{t("pack.lede")}</p>
        <p className="soft">{t("pack.names")}</p>
        {event.phase === "purged" ? <Notice tone="wait">{t("pack.forgotten")}</Notice> : null}
      </div>
      <PackForm eventId={event.id} />
      {packs.length > 0 ? (
        <section className="grid gap-3" aria-labelledby="packs">
          <h2 id="packs">{t("pack.made")}</h2>
          <Table heads={[t("pack.at"), t("pack.who"), t("pack.digest")]} labelledBy="packs">
            {packs.map(({ id, madeAt, madeBy, digest }) => (
              <tr key={id}>
                <RowHead>
                  <When at={madeAt} zone={event.zone} shape="short" />
                </RowHead>
                <td>{madeBy ?? t("record.unknown")}</td>
                <td>
                  <code className="break-all">{digest}</code>
                </td>
              </tr>
            ))}
          </Table>
        </section>
      ) : null}
      <p className="soft max-w-160">{t("pack.open")}</p>
    </>
  );
}
