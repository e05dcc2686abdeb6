import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { reactions } from "#contracts/reactions.ts";

/** What guests sent, exactly, by place. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  return { event, totals: await context.house.reactions.totals(await context.admit(event.id, "numbers.see", "staff")) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "after.title");

export default function After() {
  const t = useWords("studio");
  const c = useWords("common");
  const { event, totals } = useLoaderData<typeof loader>();
  const nameOf = (place: string) => event.boutiques.find(({ id }) => id === place)?.name ?? t("add.online");
  const sum = (of: (typeof totals)[number]) => reactions.reduce((all, one) => all + of[one], 0);
  const all = totals.reduce((count, one) => count + sum(one), 0);
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("after.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      {totals.length === 0 ? <Empty title={t("after.none")}>{t("after.noneText")}</Empty> : null}
      {totals.length > 0 ? (
        <>
          <p className="soft">{t("after.lede")}</p>
          <ul className="path">
            <li>
              <b>{all}</b> <span>{t("after.reactions")}</span>
            </li>
            {reactions.map((one) => (
              <li key={one}>
                <b>{totals.reduce((count, place) => count + place[one], 0)}</b> <span>{c(`reactions.${one}`)}</span>
              </li>
            ))}
          </ul>
          <div className="scroll relative">
            <table className="rows">
              <thead>
                <tr>
                  <th scope="col">{t("after.place")}</th>
                  {reactions.map((one) => (
                    <th key={one} scope="col">
                      {c(`reactions.${one}`)}
                    </th>
                  ))}
                  <th scope="col" className="text-right!">
                    {t("after.total")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {totals.map((place) => (
                  <tr key={place.place}>
                    <th scope="row" className="text-ink! border-line!">
                      {nameOf(place.place)}
                    </th>
                    {reactions.map((one) => (
                      <td key={one} className="num">
                        {place[one]}
                      </td>
                    ))}
                    <td className="num">{sum(place)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </>
  );
}
