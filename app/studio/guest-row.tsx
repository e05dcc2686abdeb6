import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { GuestCode } from "#app/studio/guest-code.tsx";
import type { Tone } from "#app/ui/light.tsx";
import { EarlySwitch } from "#app/studio/guest-early.tsx";
import { Light } from "#app/ui/light.tsx";
import { RowHead } from "#app/ui/table.tsx";
import { inWords } from "#app/ui/when.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Level } from "#contracts/event.ts";
import { languageNames } from "#contracts/languages.ts";
import type { GuestRow as Guest } from "#server/guests/guests.ts";

const tones = { none: "off", waiting: "wait", sent: "note", entered: "ok", withdrawn: "stop", failed: "stop" } as const satisfies Record<Guest["invitation"], Tone>;

type Props = {
  guest: Guest;
  event: { id: string; zone: string; may: readonly Ability[]; level: Level; wishes: { veil: boolean } };
  isAlive: boolean;
  hasBox: boolean;
  /** Whether the event's guests come in by a code. */
  hasCode: boolean;
  canBeWritten: boolean;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
};

/** One guest: who, where, how far their invitation has come, and taking either back. */
export function GuestRow({ guest, event, isAlive, hasBox, hasCode, canBeWritten, isChosen, onChoose }: Props) {
  const t = useWords("studio");
  const { id, name, email, kind, number, place, boutiqueName, language, invitation, isHere, isEarly, removedAt, expectedAt, code } = guest;
  const lang = useLanguage();
  const goal = `/studio/events/${event.id}/guests`;
  const isVeiled = event.level === "confidential" || event.level === "sealed" || event.wishes.veil;
  // A plain form sends the boxes themselves, a living page the ones chosen, shown or not.
  const box = isAlive ? { checked: isChosen, onChange: () => onChoose(!isChosen) } : { name: "guestId", value: id, form: "send" };
  const isInvited = invitation === "sent" || invitation === "waiting" || invitation === "entered" || invitation === "failed";
  return (
    <tr>
      {hasBox ? (
        <td>
          {canBeWritten ? (
            <label className="check m-0">
              <input type="checkbox" {...box} />
              <span className="vh">{t("guests.choose", { name })}</span>
            </label>
          ) : null}
        </td>
      ) : null}
      <RowHead>
        <b className="font-medium">{name}</b> <span className="soft block">{email}</span>
      </RowHead>
      <td>
        {t(`guests.kind_${kind}`)}{" "}
        {expectedAt ? <span className="soft block">{t("guests.expected", { time: inWords(expectedAt, lang, event.zone, "short") })}</span> : null}
        {isVeiled && event.may.includes("product.edit") && !removedAt ? <EarlySwitch goal={`${goal}/early`} guestId={id} name={name} isEarly={isEarly} /> : isVeiled && isEarly ? <span className="soft block">{t("guests.early")}</span> : null}
      </td>
      <td>{boutiqueName ?? (place === "online" ? t("add.online") : place)}</td>
      <td className="num">{String(number).padStart(4, "0")}</td>
      <td lang={language}>{languageNames[language]}</td>
      <td className="whitespace-nowrap">
        <Light tone={removedAt ? "stop" : tones[invitation]}>{t(removedAt ? "guests.state_removed" : `guests.state_${invitation}`)}</Light>
        {isHere ? <span className="soft">, {t("guests.isHere")}</span> : null}
      </td>
      {hasCode ? (
        <td>{code ? <GuestCode guest={guest} code={code} event={event} /> : null}</td>
      ) : null}
      <td>
        {event.may.includes("guest.invite") && isInvited && !removedAt ? (
          <ConfirmAct
            goal={`${goal}/withdraw`}
            fields={{ guestId: id }}
            word={t("guests.withdraw")}
            label={t("guests.withdrawOf", { name })}
            text={t("guests.withdrawText")}
            keep={t("guests.keep")}
          />
        ) : null}
        {event.may.includes("guest.remove") && !removedAt ? (
          <ConfirmAct
            goal={`${goal}/remove`}
            fields={{ guestId: id }}
            word={t("guests.remove")}
            label={t("guests.removeOf", { name })}
            text={t("guests.removeText")}
            keep={t("guests.keep")}
          />
        ) : null}
      </td>
    </tr>
  );
}
