import "#app/style/studio-plan.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { CameTotals } from "#app/studio/after-came.tsx";
import { AfterPlaces } from "#app/studio/after-places.tsx";
import { AfterPlot } from "#app/studio/after-plot.tsx";
import { plotOf } from "#app/studio/after-track.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { HereNow } from "#app/studio/here-now.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { ThankGuests } from "#app/studio/after-thanks.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

/** Who came, who is here while the event runs, and what was felt: by place and by minute, from the doors on. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "numbers.see", "staff");
  const { reactions: sent, attendance, events } = context.house;
  const isRunning = event.phase === "doors" || event.phase === "live";
  const [totals, minutes, attended] = await Promise.all([sent.totals(pass), sent.byMinute(pass), events.attended(pass)]);
  return {
    event,
    totals,
    came: attended.came,
    plot: plotOf(attended, minutes, { liveAt: event.liveAt, revealedAt: event.revealedAt }),
    here: isRunning ? await attendance.now(pass) : null,
  };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "after.title");

export default function After() {
  const t = useWords("studio");
  const { event, totals, came, plot, here } = useLoaderData<typeof loader>();
  const names = new Map([["online", t("add.online")], ...event.boutiques.map(({ id, name }) => [id, name] as const)]);
  return (
    <>
      <PageTitle
        state={<PhaseLight phase={event.phase} />}
        acts={
          event.phase === "ended" && event.may.includes("proof.read") ? (
            <ButtonLink size="work" to={`/studio/events/${event.id}/pack`}>
              {t("after.pack")}
            </ButtonLink>
          ) : undefined
        }
      >
        {t("after.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      {here ? <HereNow attendance={here} /> : null}
      {plot ? (
        <>
          <CameTotals came={came} reactions={plot.total} />
          <AfterPlot plot={plot} names={names} zone={event.zone} isOver={here === null} />
          <AfterPlaces totals={totals} names={names} />
        </>
      ) : (
        <Empty title={t("after.none")}>{t("after.noneText")}</Empty>
      )}
      <ThankGuests event={event} came={came.guests.came} />
    </>
  );
}
