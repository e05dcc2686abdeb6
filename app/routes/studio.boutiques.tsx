import "#app/style/guests.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { answer } from "#app/studio/answer.ts";
import { BoutiqueForm, readBoutique } from "#app/studio/boutique-form.tsx";
import { BoutiqueRow } from "#app/studio/boutique-row.tsx";
import type { BoutiqueDone } from "#app/studio/boutique-undo.tsx";
import { BoutiqueUndo } from "#app/studio/boutique-undo.tsx";
import { BoutiquesRemoved } from "#app/studio/boutiques-removed.tsx";
import type { Said } from "#app/studio/said.ts";
import { SaidNotice, Saying, useActs } from "#app/studio/saying.tsx";
import { zoneNames } from "#app/studio/zones.ts";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { Table } from "#app/ui/table.tsx";
import type { BoutiqueCard } from "#server/boutiques/boutiques.ts";

/** The maison's boutiques, to be added to, changed, taken off the list and put back. */
export async function loader({ context }: LoaderFunctionArgs) {
  const pass = context.admitHouse("boutique.edit");
  const boutiques = await context.house.boutiques.list(context.admitHouse("studio.enter"));
  return { boutiques, removed: await context.house.boutiques.removed(pass), zones: zoneNames(boutiques) };
}

/** Saves one boutique: a new one, or the one whose id the form carries; how that was is told, so that it can be put back. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("boutique.edit");
  const fields = await request.formData();
  const form = readBoutique(fields);
  const formId = String(fields.get("form") ?? "");
  if (form.status !== "success") return data({ formId, result: form.reply() }, { status: 400 });
  const { boutiqueId, ...boutique } = form.value;
  if (!context.house.boutiques.isZone(boutique.zone)) return data({ formId, result: form.reply({ fieldErrors: { zone: ["zoneUnknown"] } }) }, { status: 400 });
  const before = boutiqueId ? await context.house.boutiques.rename(pass, boutiqueId, boutique) : null;
  if (boutiqueId && !before) throw context.notFound();
  if (!boutiqueId) await context.house.boutiques.create(pass, boutique);
  return answer(request, "/studio/boutiques", { said: "boutiqueSaved" as const, before });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "boutiques.title");

export default function Boutiques() {
  const t = useWords("studio");
  const { boutiques, removed, zones } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const removing = useActs<{ said: Said; before?: BoutiqueCard }>();
  const [done, setDone] = useState<BoutiqueDone | null>(null);
  const saved = tried && "said" in tried ? tried : null;
  const triedIn = (formId: string) => (tried && "formId" in tried && tried.formId === formId ? tried.result : undefined);
  useEffect(() => setDone(saved?.before ? { act: "changed", before: saved.before } : null), [saved]);
  const off = removing.data?.before;
  useEffect(() => {
    if (off) setDone({ act: "removed", before: off });
  }, [off]);
  return (
    <>
      <PageTitle>{t("boutiques.title")}</PageTitle>
      {saved ? saved.before ? null : <Saying said={saved.said} /> : tried ? null : <SaidNotice />}
      <div className="cols cols--2">
        <div className="min-w-0">
          {boutiques.length === 0 ? (
            <Empty title={t("boutiques.none")}>{t("boutiques.noneText")}</Empty>
          ) : (
            <Table heads={[t("boutiques.name"), t("boutiques.city"), t("boutiques.zone"), { spoken: t("guests.acts") }]}>
              {boutiques.map((boutique) => (
                <BoutiqueRow key={boutique.id} boutique={boutique} zones={zones} tried={triedIn(boutique.id)} removing={removing} />
              ))}
            </Table>
          )}
          <BoutiquesRemoved boutiques={removed} />
          {done ? <BoutiqueUndo key={JSON.stringify(done)} done={done} onClose={() => setDone(null)} /> : null}
        </div>
        <section className="aside" aria-labelledby="add-boutique">
          <h2 id="add-boutique">{t("boutiques.add")}</h2>
          <BoutiqueForm key={boutiques.length} zones={zones} tried={triedIn("new")} />
        </section>
      </div>
    </>
  );
}
