import { AddressBookIcon } from "@phosphor-icons/react/dist/csr/AddressBook";
import { BroadcastIcon } from "@phosphor-icons/react/dist/csr/Broadcast";
import { CalendarBlankIcon } from "@phosphor-icons/react/dist/csr/CalendarBlank";
import { ChartLineIcon } from "@phosphor-icons/react/dist/csr/ChartLine";
import { ClipboardTextIcon } from "@phosphor-icons/react/dist/csr/ClipboardText";
import { CrownSimpleIcon } from "@phosphor-icons/react/dist/csr/CrownSimple";
import { DetectiveIcon } from "@phosphor-icons/react/dist/csr/Detective";
import { DiamondIcon } from "@phosphor-icons/react/dist/csr/Diamond";
import { DeviceTabletIcon } from "@phosphor-icons/react/dist/csr/DeviceTablet";
import { EnvelopeOpenIcon } from "@phosphor-icons/react/dist/csr/EnvelopeOpen";
import { EnvelopeSimpleIcon } from "@phosphor-icons/react/dist/csr/EnvelopeSimple";
import { EraserIcon } from "@phosphor-icons/react/dist/csr/Eraser";
import { FingerprintIcon } from "@phosphor-icons/react/dist/csr/Fingerprint";
import { HandshakeIcon } from "@phosphor-icons/react/dist/csr/Handshake";
import { KeyIcon } from "@phosphor-icons/react/dist/csr/Key";
import { ListChecksIcon } from "@phosphor-icons/react/dist/csr/ListChecks";
import { NotePencilIcon } from "@phosphor-icons/react/dist/csr/NotePencil";
import { SealCheckIcon } from "@phosphor-icons/react/dist/csr/SealCheck";
import { SignatureIcon } from "@phosphor-icons/react/dist/csr/Signature";
import { SignOutIcon } from "@phosphor-icons/react/dist/csr/SignOut";
import { StorefrontIcon } from "@phosphor-icons/react/dist/csr/Storefront";
import { SunHorizonIcon } from "@phosphor-icons/react/dist/csr/SunHorizon";
import { UsersIcon } from "@phosphor-icons/react/dist/csr/Users";
import { Form, Link, NavLink, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import type { Key } from "#app/i18n/namespaces.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { useEventNav } from "#app/studio/event-nav.ts";
import type { Drawing } from "#app/ui/icon.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { Initials } from "#app/ui/initials.tsx";
import { Languages } from "#app/ui/languages.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";
import type { Ability, HouseAbility } from "#contracts/abilities.ts";

type Place<A> = { to: string; word: Key<"studio">; icon: Drawing; needs: A };
/** The maison's places, and what each needs. */
export const places = [
  { to: "/studio", word: "nav.today", icon: SunHorizonIcon, needs: "studio.enter" },
  { to: "/studio/events", word: "nav.events", icon: CalendarBlankIcon, needs: "studio.enter" },
  { to: "/studio/people", word: "nav.people", icon: AddressBookIcon, needs: "staff.invite" },
  { to: "/studio/boutiques", word: "nav.boutiques", icon: StorefrontIcon, needs: "boutique.edit" },
  { to: "/studio/outbox", word: "nav.outbox", icon: EnvelopeSimpleIcon, needs: "outbox.read" },
  { to: "/studio/maison", word: "nav.maison", icon: CrownSimpleIcon, needs: "settings.edit" },
  { to: "/studio/record", word: "nav.record", icon: ClipboardTextIcon, needs: "audit.read" },
] as const satisfies Place<HouseAbility>[];

/** The places of an event, and what each needs. */
export const eventPlaces = [
  { to: "", word: "nav.plan", icon: NotePencilIcon, needs: "numbers.see" },
  { to: "/guests", word: "nav.guests", icon: UsersIcon, needs: "guest.list" },
  { to: "/letter", word: "nav.letter", icon: EnvelopeOpenIcon, needs: "letter.read" },
  { to: "/agreement", word: "nav.agreement", icon: SignatureIcon, needs: "agreement.edit" },
  { to: "/agreement/signed", word: "nav.signed", icon: ListChecksIcon, needs: "agreement.list" },
  { to: "/product", word: "nav.product", icon: DiamondIcon, needs: "product.edit" },
  { to: "/tablets", word: "nav.tablets", icon: DeviceTabletIcon, needs: "device.revoke" },
  { to: "/keys", word: "nav.keys", icon: KeyIcon, needs: "code.give" },
  { to: "/owners", word: "nav.owners", icon: HandshakeIcon, needs: "consent.give" },
  { to: "/desk", word: "nav.desk", icon: BroadcastIcon, needs: "desk.see" },
  { to: "/after", word: "nav.after", icon: ChartLineIcon, needs: "numbers.see" },
  { to: "/record", word: "nav.record", icon: ClipboardTextIcon, needs: "event.audit" },
  { to: "/pack", word: "nav.pack", icon: SealCheckIcon, needs: "proof.read" },
  { to: "/forget", word: "nav.forget", icon: EraserIcon, needs: "event.purge" },
  { to: "/drill", word: "nav.drill", icon: DetectiveIcon, needs: "drill.run" },
  { to: "/leak", word: "nav.leak", icon: FingerprintIcon, needs: "leak.trace" },
] as const satisfies Place<Ability>[];

/** Whether an event has a place, and this colleague may enter it. */
export const isShown = (place: Place<Ability>, event: { may: readonly Ability[]; asksAgreement: boolean; level?: string }): boolean =>
  event.may.includes(place.needs) && (event.asksAgreement || !place.needs.startsWith("agreement.")) && (place.to !== "/keys" || event.level === "sealed");

type Props = { maison: { name: string; wordmark: string | null }; name: string; may: readonly HouseAbility[]; find: ReactNode };

/** The studio's rail: the maison, its places, the places of the event that is open, and oneself. */
export function Rail({ maison, name, may, find }: Props) {
  const t = useWords("studio");
  const event = useEventNav();
  const rail = useCurrentInView();
  return (
    <header className="rail" ref={rail}>
      <Link to="/studio" className="rail__logo">
        Sipario
      </Link>
      <div className="rail__house">
        <Wordmark {...maison} />
      </div>
      {find}
      <nav aria-label={t("nav.label")}>
        {places.map((place) => (may.includes(place.needs) ? <Go key={place.to} {...place} end={place.to === "/studio" || place.to === "/studio/events"} /> : null))}
      </nav>
      {event ? (
        <nav aria-label={t("nav.event")}>
          <p className="px-2 pb-1 soft">{event.codeName}</p>
          {eventPlaces.map((place) =>
            isShown(place, event) ? <Go key={place.to} {...place} to={`/studio/events/${event.id}${place.to}`} end /> : null,
          )}
        </nav>
      ) : null}
      <div className="rail__foot">
        <div className="px-2 pt-4 max-[760px]:p-0 [&_.langs]:justify-start [&_.langs\_\_rest]:hidden">
          <Languages />
        </div>
        <div className="rail__me">
          <Initials name={name} />
          <Link to="/studio/me" aria-label={`${name}, ${t("nav.me")}`} className="min-w-0 flex-1 truncate leading-8">
            {name}
          </Link>
          <Form method="post" action="/studio/sign-out">
            <IconButton type="submit" icon={SignOutIcon} label={t("nav.signOut")} size="work" />
          </Form>
        </div>
      </div>
    </header>
  );
}

/** Scrolls a rail that is longer than the window, or wider, so that one sees where one is; the page stays as it is. */
function useCurrentInView() {
  const rail = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const current = rail.current?.querySelector("nav a[aria-current]");
    const nav = current?.closest("nav");
    if (!rail.current || !current || !nav) return;
    const foot = Number.parseFloat(getComputedStyle(rail.current).scrollPaddingBottom) || 0;
    const [seen, link, row] = [rail.current.getBoundingClientRect(), current.getBoundingClientRect(), nav.getBoundingClientRect()];
    rail.current.scrollTop += Math.max(0, link.bottom - (seen.bottom - foot)) + Math.min(0, link.top - seen.top);
    nav.scrollLeft += Math.max(0, link.right - row.right) + Math.min(0, link.left - row.left);
  }, [pathname]);
  return rail;
}

function Go({ to, word, icon, end }: { to: string; word: Key<"studio">; icon: Drawing; end: boolean }) {
  const t = useWords("studio");
  return (
    <NavLink to={to} end={end}>
      <Icon of={icon} />
      {t(word)}
    </NavLink>
  );
}
