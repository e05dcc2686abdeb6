import { useSearchParams } from "@remix-run/react";
import type { Ref } from "react";
import { useDeferredValue, useMemo, useState } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useBulk } from "#app/studio/bulk.ts";
import { arrange, readAsk } from "#app/studio/guest-ask.ts";
import { GuestBulk } from "#app/studio/guest-bulk.tsx";
import { useChosen } from "#app/studio/guest-chosen.ts";
import { GuestEdit, useGuestSaving } from "#app/studio/guest-edit.tsx";
import { GuestFilter } from "#app/studio/guest-filter.tsx";
import { GuestHeads, guestColumns } from "#app/studio/guest-heads.tsx";
import { GuestPages } from "#app/studio/guest-pages.tsx";
import { GuestPlainActs } from "#app/studio/guest-plain.tsx";
import { GuestRow } from "#app/studio/guest-row.tsx";
import { GuestRows } from "#app/studio/guest-rows.tsx";
import { GuestUndo } from "#app/studio/guest-undo.tsx";
import { usePlaces } from "#app/studio/places.ts";
import { useHydrated } from "#app/ui/hydrated.ts";
import type { Ability } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { GuestRow as Guest, GuestTally } from "#server/guests/guests.ts";

type Props = {
  /** What the house gave first: a part of the list, narrowed and ordered as the address asks. */
  first: readonly Guest[];
  /** How many the address asks for, on how many pages; for a page without script. */
  pages: { count: number; total: number };
  /** Everybody, once they are here. */
  guests: readonly Guest[] | null;
  tally: GuestTally;
  event: { id: string; zone: string; phase: Phase; may: readonly Ability[]; level: Level; wishes: { veil: boolean }; boutiques: readonly { id: string; name: string }[] };
};

/** The list of guests with what can be done for those chosen. However long, only the rows in sight are drawn. */
export function GuestTable({ first, pages, guests, tally, event }: Props) {
  const t = useWords("studio");
  const lang = useLanguage();
  const isAlive = useHydrated();
  const [search] = useSearchParams();
  const ask = readAsk(search);
  const [find, setFind] = useState(ask.find ?? "");
  const sought = useDeferredValue(find);
  const address = search.toString();
  // The address says all but what is being written.
  const found = useMemo(() => (guests ? arrange(guests, { ...readAsk(new URLSearchParams(address)), find: sought }, lang) : first), [guests, first, address, sought, lang]);
  const { chosen, isAll, living, mark, choose, everybody, nobody } = useChosen(found);
  const saving = useGuestSaving();
  const { kept, forget } = saving;
  const goal = `/studio/events/${event.id}/guests`;
  const acting = useBulk(goal);
  const places = usePlaces(event);
  const mayInvite = event.may.includes("guest.invite");
  const isVeiled = event.level === "confidential" || event.level === "sealed" || event.wishes.veil;
  const hasCode = found.some(({ code }) => code !== undefined);
  const edited = search.get("edit");
  const row = (at: number, ref?: Ref<HTMLTableRowElement>) => {
    const guest = found[at];
    if (!guest) return null;
    const isOpen = mayInvite && edited === guest.id && guest.removedAt === null;
    return (
      <GuestRow
        key={guest.id}
        ref={ref}
        guest={guest}
        at={at}
        event={event}
        hasBox={mayInvite}
        hasCode={hasCode}
        isChosen={chosen.has(guest.id)}
        onChoose={choose}
        opened={
          isOpen ? (
            <GuestEdit guest={guest} goal={goal} places={places} mayRemove={event.may.includes("guest.remove")} saving={saving} />
          ) : null
        }
      />
    );
  };
  const width = (mayInvite ? 1 : 0) + guestColumns.length + (hasCode ? 1 : 0) + 1;
  return (
    <section aria-label={t("guests.title")} className="guests min-w-0">
      <GuestFilter ask={ask} tally={tally} places={places} find={find} onFind={setFind} />
      <div className="soft guests__count">
        <p role="status">{!isAlive ? t("guests.found", { count: pages.count }) : guests ? t("guests.found", { count: found.length }) : t("guests.coming", { shown: first.length, count: tally.all })}</p>
        {isAlive && mayInvite && found.length > 0 ? <p className="guests__keys">{t("guests.keys")}</p> : null}
      </div>
      <div className="scroll relative">
        <table className="rows rows--guests" data-coded={hasCode || undefined} data-boxed={mayInvite || undefined} aria-rowcount={found.length + 1}>
          <GuestHeads ask={ask} hasBox={mayInvite} hasCode={hasCode} living={living.length} isAll={isAll} onEverybody={everybody} />
          {isAlive ? (
            <GuestRows found={found} columns={width} row={row} onExtend={(from, to) => mark(from, to, true)} onEverybody={() => everybody(true)} onClear={nobody} />
          ) : (
            <tbody>{found.map((_, at) => row(at))}</tbody>
          )}
        </table>
      </div>
      {found.length === 0 ? <p className="soft mt-3">{t("guests.noMatch")}</p> : null}
      {/* Under the list: what goes when the page comes alive must not move the rows. */}
      {isAlive ? null : <GuestPlainActs goal={goal} isDraft={event.phase === "draft"} mayInvite={mayInvite} />}
      {isAlive ? null : <GuestPages now={ask.page} total={pages.total} />}
      {kept ? <GuestUndo key={JSON.stringify(kept)} before={kept} goal={goal} onClose={forget} /> : null}
      <GuestBulk
        chosen={(guests ?? first).filter(({ id }) => chosen.has(id))}
        phase={event.phase}
        mayEarly={isVeiled && event.may.includes("product.edit")}
        acting={acting}
        onClear={nobody}
      />
    </section>
  );
}
