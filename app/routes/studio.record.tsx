import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { recordAsk } from "#app/studio/record-ask.ts";
import { ChainLight, RecordView } from "#app/studio/record-view.tsx";
import { actOf, readEntry } from "#app/studio/record-words.ts";
import { PageTitle } from "#app/ui/page-title.tsx";
import { When } from "#app/ui/when.tsx";

/** The house's own chain, a page at a time, how far it is believed, and the names that today belong to ids in it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const pass = context.admitHouse("audit.read");
  const { record, staff, events } = context.house;
  const ask = recordAsk(request);
  const { entries, acts, ...told } = await record.house(pass, ask);
  // Names are told only to whoever may read them elsewhere, too.
  const people = pass.may.has("staff.invite") ? await staff.list(context.admitHouse("staff.invite")) : [];
  const cards = await events.listForStaff(context.visitor);
  const names = new Map([...people.map(({ id, name }) => [id, name] as const), ...cards.map(({ id, codeName }) => [id, codeName] as const)]);
  const seen = { ...told, ask, entries: entries.map((entry) => readEntry(entry, names)), acts: acts.map((name) => ({ name, act: actOf(name) })) };
  return { seen, mayExport: pass.may.has("record.export"), forgotten: await context.house.rest.forgotten(pass) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "record.title");

export default function RecordPage() {
  const t = useWords("studio");
  const { seen, mayExport, forgotten } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle state={<ChainLight chain={seen.chain} />}>{t("record.title")}</PageTitle>
      <p className="soft max-w-160">{t("record.lede")}</p>
      <RecordView seen={seen} exportTo={mayExport ? "/studio/record/export" : null} />
      {forgotten.length > 0 ? (
        <section className="grid gap-2" aria-labelledby="forgotten">
          <h2 id="forgotten">{t("certificate.all")}</h2>
          <ul className="list-disc pl-5">
            {forgotten.map(({ eventId, purgedAt }) => (
              <li key={eventId}>
                <Link to={`/studio/events/${eventId}/certificate`}>
                  <When at={purgedAt} zone="UTC" shape="day" withCity />
                </Link>{" "}
                <code>{eventId}</code>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
