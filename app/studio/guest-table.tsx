import { useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { GuestFilter, useFiltered } from "#app/studio/guest-filter.tsx";
import { GuestRow } from "#app/studio/guest-row.tsx";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Table } from "#app/ui/table.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { GuestRow as Guest } from "#server/guests/guests.ts";

type Props = { guests: readonly Guest[]; event: { id: string; zone: string; phase: Phase; may: readonly Ability[]; level: Level; wishes: { veil: boolean } } };
const pageOf = 200;
const matches = (guest: Guest, wanted: string) => `${guest.name} ${guest.email ?? ""}`.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase());

/** The list of guests with what can be done for those chosen; without script the boxes belong to a plain form. */
export function GuestTable({ guests, event }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const send = useActs();
  const { state } = useNavigation();
  const [wanted, setWanted] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [rowsMax, setRowsMax] = useState(pageOf);
  const found = useFiltered(guests).filter((guest) => matches(guest, wanted));
  // Without script there is no way to ask for more.
  const shown = isAlive ? found.slice(0, rowsMax) : found;
  const mayInvite = event.may.includes("guest.invite");
  const canBeWritten = (guest: Guest) => mayInvite && guest.email !== null && guest.removedAt === null;
  const reachable = found.filter(canBeWritten);
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) isChosen ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  const isAll = reachable.length > 0 && reachable.every(({ id }) => chosen.has(id));
  const hasCode = guests.some(({ code }) => code !== undefined);
  const words = [t("guests.name"), t("guests.kind"), t("guests.place"), t("guests.seat"), t("guests.language"), t("guests.invitation"), ...(hasCode ? [t("guests.code")] : [])];
  const all = (
    <label className="check m-0">
      <input type="checkbox" checked={isAll} onChange={(event) => choose(reachable.map(({ id }) => id), event.target.checked)} />
      <span className="vh">{found.length > shown.length ? t("guests.chooseFound", { count: reachable.length }) : t("guests.chooseAll")}</span>
    </label>
  );
  return (
    <section aria-label={t("guests.title")} className="min-w-0">
      <GuestFilter guests={guests} />
      <div className="tools justify-between mt-3">
        {mayInvite ? (
          <send.Form method="post" action={`/studio/events/${event.id}/guests/send`} id="send" className="tools" onSubmit={() => setChosen(new Set())}>
            {isAlive ? [...chosen].map((id) => <input key={id} type="hidden" name="guestId" value={id} />) : null}
            <Button
              type="submit"
              kind="main"
              size="work"
              pending={send.state !== "idle" || state === "submitting"}
              aria-describedby={event.phase === "draft" ? "send-hint" : undefined}
            >
              {t("guests.send")}
            </Button>
            <span id="send-hint" className="soft" role="status">
              {event.phase === "draft" ? t("guests.draft") : chosen.size > 0 ? t("guests.chosen", { count: chosen.size }) : null}
            </span>
          </send.Form>
        ) : null}
        {isAlive ? (
          <Field label={t("guests.find")} hideLabel placeholder={t("guests.find")} type="search" look="work" value={wanted} onChange={(event) => setWanted(event.target.value)} />
        ) : null}
      </div>
      <Table heads={[...(mayInvite ? [{ control: isAlive ? all : null }] : []), ...words, { spoken: t("guests.acts") }]} className="mt-3">
        {shown.map((guest) => (
          <GuestRow
            key={guest.id}
            guest={guest}
            event={event}
            isAlive={isAlive}
            hasBox={mayInvite}
            hasCode={hasCode}
            canBeWritten={canBeWritten(guest)}
            isChosen={chosen.has(guest.id)}
            onChoose={(isChosen) => choose([guest.id], isChosen)}
          />
        ))}
      </Table>
      {found.length > shown.length ? (
        <Button size="work" className="mt-3" onClick={() => setRowsMax(rowsMax + pageOf)}>
          {t("guests.more", { count: Math.min(pageOf, found.length - shown.length) })}
        </Button>
      ) : null}
      {found.length === 0 ? (
        <p className="soft mt-3" role="status">
          {t("guests.noMatch")}
        </p>
      ) : null}
    </section>
  );
}
