import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { EnergyChart } from "#app/studio/energy-chart.tsx";
import { HereNow } from "#app/studio/here-now.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { reactions } from "#contracts/reaction-signs.ts";

/** Who is here while the event runs, and what guests sent: exactly by place, and by minute since it went live. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "numbers.see", "staff");
  const { reactions: sent, attendance } = context.house;
  const isRunning = event.phase === "doors" || event.phase === "live";
  const minutesLive = event.liveAt ? Math.ceil((context.clock.now() - Date.parse(event.liveAt)) / 60_000) + 1 : 0;
  return {
    event,
    totals: await sent.totals(pass),
    minutes: await sent.history(pass, minutesLive),
    attendance: isRunning ? await attendance.now(pass) : null,
  };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "after.title");

export default function After() {
  const t = useWords("studio");
  const c = useWords("common");
  const { event, totals, minutes, attendance } = useLoaderData<typeof loader>();
  const nameOf = (place: string) => event.boutiques.find(({ id }) => id === place)?.name ?? t("add.online");
  const sum = (of: (typeof totals)[number]) => reactions.reduce((all, one) => all + of[one], 0);
  const all = totals.reduce((count, one) => count + sum(one), 0);
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("after.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      {attendance ? <HereNow attendance={attendance} /> : null}
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
          <h2 id="by-place">{t("after.byPlace")}</h2>
          <Table heads={[t("after.place"), ...reactions.map((one) => c(`reactions.${one}`)), { figure: t("after.total") }]} labelledBy="by-place">
            {totals.map((place) => (
              <tr key={place.place}>
                <RowHead>{nameOf(place.place)}</RowHead>
                {reactions.map((one) => (
                  <td key={one} className="num">
                    {place[one]}
                  </td>
                ))}
                <td className="num">{sum(place)}</td>
              </tr>
            ))}
          </Table>
          {minutes.length > 0 ? <EnergyChart minutes={minutes} zone={event.zone} /> : null}
        </>
      ) : null}
    </>
  );
}
