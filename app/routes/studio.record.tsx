import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { RecordRow } from "#app/studio/record-row.tsx";
import { readEntry } from "#app/studio/record-words.ts";
import { Light } from "#app/ui/light.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

/** The newest entries of the house's own chain, whether the chain holds, and the names that today belong to ids in it. */
export async function loader({ context }: LoaderFunctionArgs) {
  const pass = context.admitHouse("audit.read");
  const { audit, staff, events } = context.house;
  const entries = await audit.house(pass, 200);
  // Names are told only to whoever may read them elsewhere, too.
  const people = pass.may.has("staff.invite") ? await staff.list(context.admitHouse("staff.invite")) : [];
  const cards = await events.listForStaff(context.visitor);
  const names = new Map([...people.map(({ id, name }) => [id, name] as const), ...cards.map(({ id, codeName }) => [id, codeName] as const)]);
  return { entries: entries.map((entry) => readEntry(entry, names)), chain: await audit.verify("house") };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "record.title");

export default function RecordPage() {
  const t = useWords("studio");
  const { entries, chain } = useLoaderData<typeof loader>();
  const state =
    chain.brokenAt === null ? (
      <Light tone="ok">{t("record.whole", { count: chain.entries })}</Light>
    ) : (
      <Light tone="stop">{t("record.broken", { seq: chain.brokenAt })}</Light>
    );
  return (
    <>
      <PageTitle state={state}>{t("record.title")}</PageTitle>
      <p className="soft max-w-160">{t("record.lede")}</p>
      <div className="scroll relative">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{t("record.seq")}</th>
              <th scope="col">{t("record.at")}</th>
              <th scope="col">{t("record.act")}</th>
              <th scope="col">{t("record.actor")}</th>
              <th scope="col">{t("record.facts")}</th>
              <th scope="col">
                <span className="vh">{t("record.full")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <RecordRow key={entry.seq} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
