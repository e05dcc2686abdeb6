import { useFetcher, useNavigate } from "@remix-run/react";
import { Command } from "cmdk";
import { useEffect } from "react";
import type { Key } from "#app/i18n/namespaces.ts";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader } from "#app/routes/studio.palette.ts";
import { useEventNav } from "#app/studio/event-nav.ts";
import { isShown, eventPlaces, places } from "#app/studio/rail.tsx";
import type { Drawing } from "#app/ui/icon.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Ability, HouseAbility } from "#contracts/abilities.ts";

type Act<A> = { to: string; word: Key<"studio">; needs: A };
const houseActs = [
  { to: "/studio/events/new", word: "palette.plan", needs: "event.create" },
  { to: "/studio/people#invite", word: "palette.ask", needs: "staff.invite" },
  { to: "/studio/begin", word: "palette.proof", needs: "studio.enter" },
  { to: "/studio/me", word: "nav.me", needs: "studio.enter" },
] as const satisfies Act<HouseAbility>[];
const eventActs = [
  { to: "/guests?panel=add", word: "palette.addGuest", needs: "guest.invite" },
  { to: "/guests?panel=import", word: "palette.paste", needs: "guest.invite" },
  { to: "/guests?panel=export", word: "palette.export", needs: "guest.export" },
  { to: "/tablets", word: "palette.pair", needs: "device.pair" },
] as const satisfies Act<Ability>[];

type Props = { may: readonly HouseAbility[]; onGone: () => void; onKeys: () => void };

/** Where one may go and what one may begin, found by its name; nothing stands here that the rail or the page would not give. */
export function PaletteList({ may, onGone, onKeys }: Props) {
  const t = useWords("studio");
  const navigate = useNavigate();
  const event = useEventNav();
  const known = useFetcher<typeof loader>();
  const { load } = known;
  useEffect(() => load("/studio/palette"), [load]);
  const go = (to: string) => {
    onGone();
    navigate(to);
  };
  const item = (to: string, word: string, icon?: Drawing, about = "") => (
    <Command.Item key={to} value={`${word} ${about} ${to}`} keywords={[word, about]} onSelect={() => go(to)}>
      {icon ? <Icon of={icon} /> : <span className="i" />}
      <span>{word}</span>
      {about ? <span className="soft">{about}</span> : null}
    </Command.Item>
  );
  return (
    <Command label={t("palette.title")} loop className="palette">
      <Command.Input placeholder={t("palette.find")} className="field field--work" autoFocus />
      <Command.List label={t("palette.found")}>
        <Command.Empty>{t("palette.none")}</Command.Empty>
        {event ? (
          <Command.Group heading={event.codeName}>
            {eventPlaces.flatMap((place) => (isShown(place, event) ? [item(`/studio/events/${event.id}${place.to}`, t(place.word), place.icon)] : []))}
            {eventActs.flatMap(({ to, word, needs }) => (event.may.includes(needs) ? [item(`/studio/events/${event.id}${to}`, t(word))] : []))}
          </Command.Group>
        ) : null}
        <Command.Group heading={t("palette.events")}>
          {(known.data?.events ?? []).flatMap(({ id, codeName, phase }) => (id === event?.id ? [] : [item(`/studio/events/${id}`, codeName, undefined, t(`phase.${phase}`))]))}
        </Command.Group>
        <Command.Group heading={t("nav.label")}>
          {places.flatMap((place) => (may.includes(place.needs) ? [item(place.to, t(place.word), place.icon)] : []))}
          {houseActs.flatMap(({ to, word, needs }) => (may.includes(needs) ? [item(to, t(word))] : []))}
          <Command.Item value={t("shortcuts.title")} onSelect={onKeys}>
            <span className="i" />
            <span>{t("shortcuts.title")}</span>
          </Command.Item>
        </Command.Group>
      </Command.List>
    </Command>
  );
}
