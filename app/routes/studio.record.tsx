import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Light } from "#app/ui/light.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { When } from "#app/ui/when.tsx";

/** An entry's closed words and ids as one line. */
const told = (facts: unknown): string =>
  typeof facts === "object" && facts !== null
    ? Object.entries(facts)
        .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(" ") : String(value)}`)
        .join(", ")
    : "";

/** The newest entries of the house's own chain, and whether the chain holds. */
export async function loader({ context }: LoaderFunctionArgs) {
  const pass = context.admitHouse("audit.read");
  const { audit } = context.house;
  const entries = await audit.house(pass, 200);
  return {
    entries: entries.map(({ seq, at, name, actor, facts }) => ({ seq, at, name, actor: told(actor), facts: told(facts) })),
    chain: await audit.verify("house"),
  };
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
            </tr>
          </thead>
          <tbody>
            {entries.map(({ seq, at, name, actor, facts }) => (
              <tr key={seq}>
                <td className="num">{seq}</td>
                <td className="whitespace-nowrap">
                  <When at={at} zone="UTC" shape="short" />
                </td>
                <th scope="row" className="text-ink! border-line!">
                  <code>{name}</code>
                </th>
                <td className="soft">{actor}</td>
                <td className="soft text-left! break-all">{facts}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
