import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { Quarantine } from "#app/studio/quarantine.tsx";
import { recordAsk } from "#app/studio/record-ask.ts";
import { ChainLight, RecordView } from "#app/studio/record-view.tsx";
import { actOf, readEntry } from "#app/studio/record-words.ts";
import { SaidNotice } from "#app/studio/saying.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

/** An event's own chain: for its producers and owners, while it stands in quarantine and after it is forgotten, too. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const pass = await context.admit(params.eventId, "event.audit", "staff");
  const event = await context.house.events.read(await context.admit(pass.eventId, "event.know", "staff"));
  const ask = recordAsk(request);
  const { entries, acts, ...told } = await context.house.record.ofEvent(pass, ask);
  const names = await context.house.record.namesIn(pass, entries);
  const seen = { ...told, ask, entries: entries.map((entry) => readEntry(entry, names)), acts: acts.map((name) => ({ name, act: actOf(name) })) };
  const look = await context.look(pass.eventId, "staff");
  return { event: { ...event, may: [...pass.may] }, seen, isQuarantined: look?.decision.why === "quarantined" };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "record.title");

export default function EventRecordPage() {
  const t = useWords("studio");
  const { event, seen, isQuarantined } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("record.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <SaidNotice />
      {isQuarantined ? <Quarantine eventId={event.id} mayReopen={event.may.includes("event.reopen")} /> : null}
      <p className="soft max-w-160">{t("record.eventLede")}</p>
      <p>
        <ChainLight chain={seen.chain} />
      </p>
      <RecordView seen={seen} exportTo={event.may.includes("audit.export") ? `/studio/events/${event.id}/record/export` : null} />
    </>
  );
}
