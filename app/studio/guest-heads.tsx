import { Link, useSearchParams } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { GuestAsk } from "#app/studio/guest-ask.ts";
import { turned } from "#app/studio/guest-filter.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";

/** The columns that order the list, as they stand. */
export const guestColumns = ["name", "kind", "place", "number", "language", "invitation"] as const satisfies readonly GuestAsk["sort"][];

type Props = { ask: GuestAsk; hasBox: boolean; hasCode: boolean; living: number; isAll: boolean; onEverybody: (isChosen: boolean) => void };

/** The heads of the list's columns: a box for everybody found, and for each column its order. */
export function GuestHeads({ ask, hasBox, hasCode, living, isAll, onEverybody }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  return (
    <thead>
      <tr aria-rowindex={1}>
        {hasBox ? (
          <td>
            {isAlive ? (
              <label className="check m-0">
                <input type="checkbox" checked={isAll} onChange={(event) => onEverybody(event.target.checked)} />
                <span className="vh">{t("guests.chooseFound", { count: living })}</span>
              </label>
            ) : null}
          </td>
        ) : null}
        {guestColumns.map((sort) => (
          <GuestHead key={sort} sort={sort} ask={ask}>
            {t(`guests.${sort === "number" ? "seat" : sort}`)}
          </GuestHead>
        ))}
        {hasCode ? (
          <th scope="col" data-col="code">
            {t("guests.code")}
          </th>
        ) : null}
        <th scope="col" data-col="acts">
          <span className="vh">{t("guests.acts")}</span>
        </th>
      </tr>
    </thead>
  );
}

/** Heads of columns that order the list: a link, so that it works without script, which turns it round when pressed again. */
function GuestHead({ sort, ask, children }: { sort: GuestAsk["sort"]; ask: GuestAsk; children: string }) {
  const [search] = useSearchParams();
  const isThis = ask.sort === sort;
  const isDown = isThis && ask.down !== null;
  const next = new URLSearchParams(turned(search, "sort", sort === "number" ? null : sort));
  if (isThis && !isDown) next.set("down", "yes");
  else next.delete("down");
  return (
    <th scope="col" data-col={sort} aria-sort={isThis ? (isDown ? "descending" : "ascending") : undefined}>
      <Link to={`?${next}`} replace preventScrollReset>
        {children}
      </Link>
    </th>
  );
}
