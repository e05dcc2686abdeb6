import { Link, useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { forwardRef } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { GuestCode } from "#app/studio/guest-code.tsx";
import { stateOf } from "#app/studio/guest-ask.ts";
import type { Tone } from "#app/ui/light.tsx";
import { Light } from "#app/ui/light.tsx";
import { RowHead } from "#app/ui/table.tsx";
import { inWords, When } from "#app/ui/when.tsx";
import type { Ability } from "#contracts/abilities.ts";
import { languageNames } from "#contracts/languages.ts";
import type { GuestRow as Guest } from "#server/guests/guests.ts";

const tones = { none: "off", waiting: "wait", sent: "note", entered: "ok", withdrawn: "stop", failed: "stop", removed: "stop" } as const satisfies Record<ReturnType<typeof stateOf>, Tone>;

type Props = {
  guest: Guest;
  /** Its place in the list as it is narrowed, from 0. */
  at: number;
  event: { id: string; zone: string; may: readonly Ability[] };
  hasBox: boolean;
  /** Whether the event's guests come in by a code. */
  hasCode: boolean;
  isChosen: boolean;
  onChoose: (at: number, isRange: boolean) => void;
  /** The opened row under this one, where it is open. */
  opened: ReactNode;
};

/** One guest: who, where, and how far their invitation has come and since when. */
export const GuestRow = forwardRef<HTMLTableRowElement, Props>(function GuestRow({ guest, at, event, hasBox, hasCode, isChosen, onChoose, opened }, ref) {
  const t = useWords("studio");
  const lang = useLanguage();
  const { id, name, email, kind, number, place, boutiqueName, language, isHere, isEarly, invitationAt, mutedAt, removedAt, expectedAt, code } = guest;
  const state = stateOf(guest);
  return (
    <tr ref={ref} data-index={at} aria-rowindex={at + 2} data-chosen={isChosen || undefined} data-open={opened ? true : undefined}>
      {hasBox ? (
        <td>
          {removedAt === null ? (
            <label className="check m-0">
              {/* A plain form sends the boxes themselves; a living page the ones chosen, shown or not. */}
              <input type="checkbox" name="guestId" value={id} form="bulk" data-at={at} checked={isChosen} onChange={() => {}} onClick={(pressed) => onChoose(at, pressed.shiftKey)} />
              <span className="vh">{t("guests.choose", { name })}</span>
            </label>
          ) : null}
        </td>
      ) : null}
      {opened ? (
        <td colSpan={hasCode ? 8 : 7}>{opened}</td>
      ) : (
        <>
          <RowHead>
            <b className="font-medium">{name}</b> <span className="soft block">{email}</span>
          </RowHead>
          <td>
            {t(`guests.kind_${kind}`)}
            {expectedAt ? <span className="soft block">{t("guests.expected", { time: inWords(expectedAt, lang, event.zone, "short") })}</span> : null}
            {isEarly ? <span className="soft block">{t("guests.earlyOn")}</span> : null}
          </td>
          <td>{boutiqueName ?? (place === "online" ? t("add.online") : place)}</td>
          <td className="num">{String(number).padStart(4, "0")}</td>
          <td>
            <span lang={language}>{languageNames[language]}</span>
          </td>
          <td>
            <Light tone={tones[state]}>{t(`guests.state_${state}`)}</Light>
            {isHere && !removedAt ? <span className="soft">, {t("guests.isHere")}</span> : null}
            {mutedAt && !removedAt ? <span className="soft">, {t("guests.isMuted")}</span> : null}
            <span className="soft block">
              <When at={removedAt ?? invitationAt} zone={event.zone} shape="short" fixed />
            </span>
          </td>
          {hasCode ? <td>{code ? <GuestCode guest={guest} code={code} event={event} /> : null}</td> : null}
          <td>{hasBox && removedAt === null ? <Change id={id} name={name} /> : null}</td>
        </>
      )}
    </tr>
  );
});

function Change({ id, name }: { id: string; name: string }) {
  const t = useWords("studio");
  const [search] = useSearchParams();
  const next = new URLSearchParams(search);
  for (const key of ["said", "count"]) next.delete(key);
  next.set("edit", id);
  return (
    <Link to={`?${next}`} replace preventScrollReset className="btn btn--plain btn--work" aria-label={t("guests.changeOf", { name })}>
      {t("guests.change")}
    </Link>
  );
}
