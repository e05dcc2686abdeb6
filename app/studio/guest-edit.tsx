import { Link, useNavigate, useSearchParams } from "@remix-run/react";
import type { KeyboardEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import type { Place } from "#app/studio/places.ts";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select } from "#app/ui/select.tsx";
import type { GuestEdit as Edit } from "#contracts/guests.ts";
import { languageNames, languages } from "#contracts/languages.ts";
import type { GuestRow } from "#server/guests/guests.ts";

/** The address without an opened row. */
function useClosed(): string {
  const [search] = useSearchParams();
  const next = new URLSearchParams(search);
  for (const key of ["edit", "said", "count"]) next.delete(key);
  return `?${next}`;
}

type Before = Edit & { guestId: string };
type Told = { said: Said; before?: Before };

/** Saving an opened row, from outside of the row: the list may be searched on before the house has answered. `kept` is how the guest was before. */
export function useGuestSaving() {
  const acts = useActs<Told>();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const closed = useClosed();
  const [kept, setKept] = useState<Before | null>(null);
  const heard = useRef<Told>();
  const { data, state } = acts;
  const close = () => navigate(closed, { replace: true, preventScrollReset: true });
  useEffect(() => {
    if (state !== "idle" || !data?.before || heard.current === data) return;
    heard.current = data;
    setKept(data.before);
    if (search.get("edit") === data.before.guestId) close();
    // What is told is told once, when it comes.
  }, [data, state]);
  return { acts, kept, close, forget: () => setKept(null) };
}

type Props = { guest: GuestRow; goal: string; places: readonly Place[]; mayRemove: boolean; saving: ReturnType<typeof useGuestSaving> };

/** An opened row: what can be put right of a guest, and what takes them away. Escape leaves it as it was. */
export function GuestEdit({ guest, goal, places, mayRemove, saving: { acts, close } }: Props) {
  const t = useWords("studio");
  const form = useRef<HTMLFormElement>(null);
  const { id, name, language, place, invitation } = guest;
  const closed = useClosed();
  const isInvited = invitation !== "none" && invitation !== "withdrawn";
  useEffect(() => form.current?.querySelector<HTMLInputElement>("input[name=name]")?.focus(), []);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape from any of its fields leaves the row
    <div className="opened" onKeyDown={leave}>
      <acts.Form ref={form} method="post" action={`${goal}/edit`} className="opened__form" aria-label={t("guests.changeOf", { name })}>
        <input type="hidden" name="guestId" value={id} />
        <Field label={t("guests.name")} name="name" defaultValue={name} required maxLength={120} look="work" autoComplete="off" />
        <Select label={t("guests.language")} name="language" defaultValue={language} choices={languages.map((value) => ({ value, label: languageNames[value] }))} look="work" />
        <Select label={t("guests.place")} name="place" defaultValue={place} choices={places} look="work" />
        <div className="form__acts">
          <Button type="submit" kind="main" size="work" pending={acts.state !== "idle"}>
            {t("guests.save")}
          </Button>
          <Link to={closed} replace preventScrollReset className="btn btn--work btn--plain">
            {t("guests.keep")}
          </Link>
        </div>
      </acts.Form>
      <div className="opened__take">
        {isInvited ? (
          <ConfirmAct goal={`${goal}/withdraw`} fields={{ guestId: id }} word={t("guests.withdraw")} label={t("guests.withdrawOf", { name })} text={t("guests.withdrawText")} keep={t("guests.keep")} />
        ) : null}
        {mayRemove ? (
          <ConfirmAct goal={`${goal}/remove`} fields={{ guestId: id }} word={t("guests.remove")} label={t("guests.removeOf", { name })} text={t("guests.removeText")} keep={t("guests.keep")} />
        ) : null}
      </div>
    </div>
  );
}
