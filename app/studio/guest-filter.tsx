import { Link, useSearchParams } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { GuestRow } from "#server/guests/guests.ts";

const states = ["none", "waiting", "sent", "entered", "failed", "withdrawn", "removed"] as const;
type State = (typeof states)[number];

const stateOf = (guest: GuestRow): State => (guest.removedAt === null ? guest.invitation : "removed");

/** The guests whose invitation has come as far as the address says; everybody where it says nothing. */
export function useFiltered(guests: readonly GuestRow[]): readonly GuestRow[] {
  const [search] = useSearchParams();
  const wanted = states.find((state) => state === search.get("state"));
  return wanted ? guests.filter((guest) => stateOf(guest) === wanted) : guests;
}

/** How many guests stand at each step of their invitation; choosing one leaves those in the table. */
export function GuestFilter({ guests }: { guests: readonly GuestRow[] }) {
  const t = useWords("studio");
  const [search] = useSearchParams();
  const now = search.get("state");
  const counted = states.map((state) => ({ state, count: guests.filter((guest) => stateOf(guest) === state).length }));
  const shown = counted.filter(({ state, count }) => count > 0 || state === now);
  return (
    <nav className="segs flex-wrap" aria-label={t("guests.filter")}>
      <Link to="?" replace preventScrollReset aria-current={shown.every(({ state }) => state !== now) || undefined}>
        {t("guests.all")} <span className="num soft">{guests.length}</span>
      </Link>
      {shown.map(({ state, count }) => (
        <Link key={state} to={`?state=${state}`} replace preventScrollReset aria-current={state === now || undefined}>
          {t(`guests.state_${state}`)} <span className="num soft">{count}</span>
        </Link>
      ))}
    </nav>
  );
}
