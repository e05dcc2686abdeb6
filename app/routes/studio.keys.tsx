import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

/** Which guest holds which key, made where and checked when, and which places were given anew; only where the event asks for keys. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "code.give", "staff");
  if (!context.house.keys.isAsked(pass.event)) throw context.notFound();
  const guests = await context.house.guests.list(await context.admit(event.id, "guest.list", "staff"));
  const keys = await context.house.keys.list(pass);
  const held = new Map(keys.map((key) => [key.guestId, key]));
  const rows = guests.flatMap(({ id, name, number, removedAt }) => (removedAt ? [] : [{ id, name, number, key: held.get(id) ?? null }]));
  return { event, rows, reissued: await context.house.keys.reissued(pass) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "keys.title");

export default function Keys() {
  const t = useWords("studio");
  const { event, rows, reissued } = useLoaderData<typeof loader>();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("keys.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <p className="soft max-w-160">
        {t("keys.lede")} <Link to={`/studio/events/${event.id}/guests`}>{t("keys.toGuests")}</Link>
      </p>
      {rows.length === 0 ? (
        <Empty title={t("guests.none")}>{t("guests.noneText")}</Empty>
      ) : (
        <Table heads={[t("guests.name"), t("guests.seat"), t("keys.key"), t("keys.device"), t("keys.made"), t("keys.checked")]}>
          {rows.map(({ id, name, number, key }) => (
            <tr key={id}>
              <RowHead>{name}</RowHead>
              <td>{String(number).padStart(4, "0")}</td>
              <td>{key ? t(`keys.kind_${key.kind}`) : <span className="soft">{t("keys.none")}</span>}</td>
              <td>{key?.browser}</td>
              <td>{key ? <When at={key.madeAt} zone={event.zone} shape="short" /> : null}</td>
              <td>{key?.checkedAt ? <When at={key.checkedAt} zone={event.zone} shape="short" /> : key ? <span className="soft">{t("keys.unchecked")}</span> : null}</td>
            </tr>
          ))}
        </Table>
      )}
      {reissued.length > 0 ? (
        <section className="grid gap-3" aria-labelledby="reissued">
          <h2 id="reissued">{t("keys.reissued")}</h2>
          <Table heads={[t("guests.name"), t("keys.at"), t("keys.by"), t("keys.ended")]} labelledBy="reissued">
            {reissued.map(({ guestId, at, by, devices }) => (
              <tr key={`${guestId} ${at}`}>
                <RowHead>{names.get(guestId) ?? t("record.unknown")}</RowHead>
                <td>
                  <When at={at} zone={event.zone} shape="short" />
                </td>
                <td>{by ?? t("record.house")}</td>
                <td>{devices.join("; ")}</td>
              </tr>
            ))}
          </Table>
        </section>
      ) : null}
    </>
  );
}
