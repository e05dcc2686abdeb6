import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { GuestAdd } from "#app/studio/guest-add.tsx";
import { GuestPaste } from "#app/studio/guest-paste.tsx";
import { GuestTable } from "#app/studio/guest-table.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { usePlaces } from "#app/studio/places.ts";
import { SaidNotice } from "#app/studio/saying.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

/** The event's list as far as this member of staff sees it: an advisor's holds own clients. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const guests = await context.house.guests.list(await context.admit(event.id, "guest.list", "staff"));
  return { event, guests };
}

/** Filtering looks through the list that is here; it asks for no new one. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }) =>
  formMethod === undefined && currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search ? false : defaultShouldRevalidate;

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "guests.title");

export default function Guests() {
  const t = useWords("studio");
  const { event, guests } = useLoaderData<typeof loader>();
  const mayInvite = event.may.includes("guest.invite");
  const places = usePlaces(event);
  const living = guests.filter(({ removedAt }) => removedAt === null);
  const counted = [
    ["onList", living.length],
    ["sent", living.filter(({ invitation }) => invitation === "sent" || invitation === "entered").length],
    ["entered", living.filter(({ invitation }) => invitation === "entered").length],
    ["here", living.filter(({ isHere }) => isHere).length],
    ["failed", living.filter(({ invitation }) => invitation === "failed").length],
  ] as const;
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("guests.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <SaidNotice />
      <div className={mayInvite ? "cols cols--2" : undefined}>
        <div className="grid grid-cols-1 gap-5 min-w-0">
          <ul className="path">
            {counted.map(([word, count]) => (
              <li key={word}>
                <b>{count}</b> <span>{t(`guests.${word}`)}</span>
              </li>
            ))}
          </ul>
          {guests.length === 0 ? (
            <Empty title={t("guests.none")}>{mayInvite ? t("guests.noneText") : null}</Empty>
          ) : (
            <GuestTable guests={guests} event={event} />
          )}
        </div>
        {mayInvite ? (
          <div className="aside gap-8!">
            <GuestAdd eventId={event.id} zone={event.zone} places={places} />
            <GuestPaste eventId={event.id} places={places} />
          </div>
        ) : null}
      </div>
    </>
  );
}
