import "#app/style/guests.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { Link, useFetcher, useLoaderData, useSearchParams } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader as rows } from "#app/routes/studio.guests.rows.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { GuestAdd } from "#app/studio/guest-add.tsx";
import { arrange, isPlainAsk, readAsk } from "#app/studio/guest-ask.ts";
import { GuestExport } from "#app/studio/guest-export.tsx";
import { GuestPaste } from "#app/studio/guest-paste.tsx";
import { GuestTable } from "#app/studio/guest-table.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { usePlaces } from "#app/studio/places.ts";
import { SaidNotice } from "#app/studio/saying.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

const pageOf = 60;

/**
 * The event's list as far as this member of staff sees it (an advisor's holds own clients): its first part, and how many
 * stand at each step. The rest comes as data to a living page; without script the address asks for further pages.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "guest.list", "staff");
  const { guests } = context.house;
  const ask = readAsk(new URL(request.url).searchParams);
  const skip = (ask.page - 1) * pageOf;
  const tally = await guests.tally(pass);
  if (isPlainAsk(ask)) return { event, tally, first: await guests.list(pass, { skip, take: pageOf }), count: tally.all, pageOf };
  const found = arrange(await guests.list(pass), ask, context.lang);
  return { event, tally, first: found.slice(skip, skip + pageOf), count: found.length, pageOf };
}

/** Narrowing and ordering look through the list that is here; they ask for no new one. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }) =>
  formMethod === undefined && currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search ? false : defaultShouldRevalidate;

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "guests.title");

const panels = ["add", "import", "export"] as const;

export default function Guests() {
  const t = useWords("studio");
  const { event, tally, first, count, pageOf } = useLoaderData<typeof loader>();
  const whole = useFetcher<typeof rows>();
  const { load } = whole;
  const goal = `/studio/events/${event.id}/guests`;
  useEffect(() => load(`${goal}/rows`), [load, goal]);
  const [search] = useSearchParams();
  const [wasEmpty] = useState(tally.all === 0);
  const mayInvite = event.may.includes("guest.invite");
  const mayExport = event.may.includes("guest.export") && tally.all > 0;
  const asked = search.get("panel");
  const panel = panels.find((one) => one === asked) ?? (wasEmpty && mayInvite && asked !== "none" ? "both" : null);
  const aside = useRef<HTMLDivElement>(null);
  const shown = useRef(panel);
  useEffect(() => {
    if (shown.current === panel) return;
    shown.current = panel; // what was opened is there to be written in
    aside.current?.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
  }, [panel]);
  const places = usePlaces(event);
  const living = tally.all - (tally.by.removed ?? 0);
  const counted = [
    ["onList", living],
    ["sent", (tally.by.sent ?? 0) + (tally.by.entered ?? 0)],
    ["entered", tally.by.entered ?? 0],
    ["here", tally.here],
    ["failed", tally.by.failed ?? 0],
  ] as const;
  const to = (panel: string) => {
    const next = new URLSearchParams(search);
    for (const gone of ["said", "count"]) next.delete(gone);
    next.set("panel", panel);
    return `?${next}`;
  };
  const tools = (
    <>
      {mayExport && panel !== "export" ? (
        <ButtonLink size="work" to={to("export")} replace preventScrollReset>
          {t("export.open")}
        </ButtonLink>
      ) : null}
      {mayInvite && panel !== "import" && panel !== "both" ? (
        <ButtonLink size="work" to={to("import")} replace preventScrollReset>
          {t("paste.title")}
        </ButtonLink>
      ) : null}
      {mayInvite && panel !== "add" && panel !== "both" ? (
        <ButtonLink size="work" to={to("add")} replace preventScrollReset>
          {t("add.title")}
        </ButtonLink>
      ) : null}
    </>
  );
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />} acts={tools}>
        {t("guests.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <SaidNotice />
      <div className={panel ? "cols cols--2 cols--panel" : undefined}>
        <div className="grid grid-cols-1 gap-5 min-w-0">
          {tally.all === 0 ? (
            <Empty title={t("guests.none")}>{mayInvite ? t("guests.noneText") : null}</Empty>
          ) : (
            <>
              <ul className="path">
                {counted.map(([word, figure]) => (
                  <li key={word}>
                    <b>{figure}</b> <span>{t(`guests.${word}`)}</span>
                    <meter className="path__part" min={0} max={Math.max(1, living)} value={figure} aria-hidden="true" />
                  </li>
                ))}
              </ul>
              <GuestTable first={first} pages={{ count, total: Math.ceil(count / pageOf) }} guests={whole.data?.guests ?? null} tally={tally} event={event} />
            </>
          )}
        </div>
        {panel ? (
          <div ref={aside} className="aside gap-8!">
            {tally.all > 0 ? (
              <Link to={to("none")} replace preventScrollReset className="aside__close">
                {t("guests.closePanel")}
              </Link>
            ) : null}
            {mayInvite && (panel === "import" || panel === "both") ? <GuestPaste eventId={event.id} places={places} /> : null}
            {mayInvite && (panel === "add" || panel === "both") ? <GuestAdd eventId={event.id} zone={event.zone} places={places} /> : null}
            {mayExport && panel === "export" ? <GuestExport goal={goal} count={tally.all} /> : null}
          </div>
        ) : null}
      </div>
    </>
  );
}
