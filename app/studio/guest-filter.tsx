import { Form, Link, useSearchParams } from "@remix-run/react";
import type { ChangeEvent } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { GuestAsk } from "#app/studio/guest-ask.ts";
import { guestOnlys, guestStates } from "#app/studio/guest-ask.ts";
import type { Place } from "#app/studio/places.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Select } from "#app/ui/select.tsx";
import { GuestKind } from "#contracts/guests.ts";
import { languageNames, languages } from "#contracts/languages.ts";
import type { GuestTally } from "#server/guests/guests.ts";

const narrowings = ["state", "only", "kind", "language", "place", "find", "page"];

/** The address with one narrowing changed, from its first page on; everything else in it stays. */
export function turned(search: URLSearchParams, key: string, value: string | null): string {
  const next = new URLSearchParams(search);
  for (const gone of ["said", "count", "page"]) next.delete(gone);
  if (value) next.set(key, value);
  else next.delete(key);
  return `?${next}`;
}

type Props = { ask: GuestAsk; tally: GuestTally; places: readonly Place[]; find: string; onFind: (find: string) => void };

/** What the list can be narrowed to; a plain form where there is no script. */
export function GuestFilter({ ask, tally, places, find, onFind }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const [search, setSearch] = useSearchParams();
  const choose = (event: ChangeEvent<HTMLSelectElement>) =>
    setSearch(new URLSearchParams(turned(search, event.target.name, event.target.value)), { replace: true, preventScrollReset: true });
  const isNarrowed = narrowings.some((key) => search.get(key)) || find !== "";
  const clear = new URLSearchParams(search);
  for (const key of narrowings) clear.delete(key);
  const select = (name: "kind" | "place" | "language" | "only", all: string, choices: readonly { value: string; label: string }[]) => (
    <Select
      label={t(`guests.by_${name}`)}
      hideLabel
      name={name}
      look="work"
      value={ask[name] ?? ""}
      onChange={choose}
      choices={[{ value: "", label: all }, ...choices]}
    />
  );
  return (
    <>
      <Steps ask={ask} tally={tally} />
      <Form method="get" className="sift" role="search" aria-label={t("guests.find")} onSubmit={(event) => isAlive && event.preventDefault()}>
        {ask.state ? <input type="hidden" name="state" value={ask.state} /> : null}
        {ask.sort === "number" ? null : <input type="hidden" name="sort" value={ask.sort} />}
        {ask.down ? <input type="hidden" name="down" value={ask.down} /> : null}
        <Field
          label={t("guests.find")}
          hideLabel
          placeholder={t("guests.find")}
          type="search"
          name="find"
          look="work"
          autoComplete="off"
          value={find}
          onChange={(event) => onFind(event.target.value)}
        />
        {select("kind", t("guests.all_kind"), GuestKind.options.map((value) => ({ value, label: t(`guests.kind_${value}`) })))}
        {select("place", t("guests.all_place"), places)}
        {select("language", t("guests.all_language"), languages.map((value) => ({ value, label: languageNames[value] })))}
        {select("only", t("guests.all_only"), guestOnlys.map((value) => ({ value, label: t(`guests.only_${value}`) })))}
        {isAlive ? null : (
          <Button type="submit" size="work">
            {t("guests.show")}
          </Button>
        )}
        {isNarrowed ? (
          <Link to={`?${clear}`} replace preventScrollReset className="sift__clear" onClick={() => onFind("")}>
            {t("guests.clear")}
          </Link>
        ) : null}
      </Form>
    </>
  );
}

/** How many guests stand at each step of their invitation; choosing one leaves those in the table. */
function Steps({ ask, tally }: Pick<Props, "ask" | "tally">) {
  const t = useWords("studio");
  const [search] = useSearchParams();
  const shown = guestStates.filter((state) => (tally.by[state] ?? 0) > 0 || state === ask.state);
  return (
    <nav className="segs flex-wrap" aria-label={t("guests.filter")}>
      <Link to={turned(search, "state", null)} replace preventScrollReset aria-current={ask.state === null || undefined}>
        {t("guests.all")} <span className="num soft">{tally.all}</span>
      </Link>
      {shown.map((state) => (
        <Link key={state} to={turned(search, "state", state)} replace preventScrollReset aria-current={state === ask.state || undefined}>
          {t(`guests.state_${state}`)} <span className="num soft">{tally.by[state] ?? 0}</span>
        </Link>
      ))}
    </nav>
  );
}
