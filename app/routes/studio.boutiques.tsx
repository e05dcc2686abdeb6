import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { goHome } from "#app/studio/answer.ts";
import { BoutiqueForm, readBoutique } from "#app/studio/boutique-form.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { zoneNames } from "#app/studio/zones.ts";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { useCityOf } from "#app/ui/when.tsx";

/** The maison's boutiques, to be added to and renamed. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("boutique.edit");
  const boutiques = await context.house.boutiques.list(context.admitHouse("studio.enter"));
  return { boutiques, zones: zoneNames(boutiques) };
}

/** Saves one boutique: a new one, or the one whose id the form carries. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("boutique.edit");
  const fields = await request.formData();
  const form = readBoutique(fields);
  const formId = String(fields.get("form") ?? "");
  if (form.status !== "success") return data({ formId, result: form.reply() }, { status: 400 });
  const { boutiqueId, ...boutique } = form.value;
  if (!context.house.boutiques.isZone(boutique.zone))
    return data({ formId, result: form.reply({ fieldErrors: { zone: ["zoneUnknown"] } }) }, { status: 400 });
  if (!boutiqueId) await context.house.boutiques.create(pass, boutique);
  else if (!(await context.house.boutiques.rename(pass, boutiqueId, boutique))) throw context.notFound();
  return goHome("/studio/boutiques", "boutiqueSaved");
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "boutiques.title");

export default function Boutiques() {
  const t = useWords("studio");
  const cityOf = useCityOf();
  const { boutiques, zones } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const triedIn = (formId: string) => (tried?.formId === formId ? tried.result : undefined);
  return (
    <>
      <PageTitle>{t("boutiques.title")}</PageTitle>
      {tried ? null : <SaidNotice />}
      <div className="cols cols--2">
        {boutiques.length === 0 ? <Empty title={t("boutiques.none")}>{t("boutiques.noneText")}</Empty> : null}
        {boutiques.length > 0 ? (
          <Table heads={[t("boutiques.name"), t("boutiques.city"), t("boutiques.zone"), { spoken: t("guests.acts") }]}>
            {boutiques.map((boutique) => (
              <tr key={boutique.id}>
                <RowHead className="align-top">{boutique.name}</RowHead>
                <td className="align-top">{boutique.city}</td>
                <td className="align-top">{cityOf(boutique.zone)}</td>
                <td className="w-1/2">
                  <details open={triedIn(boutique.id) !== undefined || undefined} className="text-left">
                    <summary className="min-h-8 cursor-pointer inline-flex items-center underline underline-offset-4 decoration-line-2">
                      {t("boutiques.change", { name: boutique.name })}
                    </summary>
                    <BoutiqueForm
                      key={`${boutique.name} ${boutique.city} ${boutique.zone}`}
                      boutique={boutique}
                      zones={zones}
                      tried={triedIn(boutique.id)}
                    />
                  </details>
                </td>
              </tr>
            ))}
          </Table>
        ) : null}
        <section className="aside" aria-labelledby="add-boutique">
          <h2 id="add-boutique">{t("boutiques.add")}</h2>
          <BoutiqueForm key={boutiques.length} zones={zones} tried={triedIn("new")} />
        </section>
      </div>
    </>
  );
}
