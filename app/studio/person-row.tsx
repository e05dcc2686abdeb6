import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { RowAct } from "#app/studio/row-act.tsx";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { CopyField } from "#app/ui/copy-field.tsx";
import { Light } from "#app/ui/light.tsx";
import { RowHead } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import type { Role } from "#contracts/staff.ts";

type Person = { id: string; name: string; email: string; roles: readonly Role[]; isNarrowed: boolean; onlyEvents: readonly string[]; removedAt: string | null; hasSecondProof: boolean; browsers: number; owner: Owner | null };
type Owner = { countsFrom: string | null; isCounting: boolean };

/** One colleague: what they are proved by, an owner's word, a link to a new password, shown once, and taking them away. */
export function PersonRow({ person, isMe, mayRemove, mayConfirm }: { person: Person; isMe: boolean; mayRemove: boolean; mayConfirm: boolean }) {
  const t = useWords("studio");
  const recovery = useActs<{ said: Said; link?: string }>();
  const { id, name, email, roles, isNarrowed, onlyEvents, removedAt, hasSecondProof, browsers, owner } = person;
  const link = recovery.data?.link;
  return (
    <>
      <tr>
        <RowHead>
          <b className="font-medium">{name}</b>
          {isMe ? <span className="soft"> ({t("people.isYou")})</span> : null}
          <span className="soft block break-all">{email}</span>
        </RowHead>
        <td className="min-w-44">
          {roles.map((role) => t(`role.${role}`)).join(", ")}
          {owner ? <OwnersWord owner={owner} /> : null}
        </td>
        <td>{isNarrowed ? t("people.someEvents", { count: onlyEvents.length }) : t("people.allEvents")}</td>
        <td className="whitespace-nowrap">{removedAt ? null : <Light tone={hasSecondProof ? "ok" : "wait"}>{t(hasSecondProof ? "people.proof" : "people.noProof")}</Light>}</td>
        <td className="min-w-52">
          <div className="flex flex-wrap justify-end items-center">
            {owner?.countsFrom === null && !isMe && mayConfirm ? (
              <RowAct goal="/studio/people/confirm" fields={{ staffId: id }} label={t("people.confirmOf", { name })} title={t("people.confirmText")}>
                {t("people.confirm")}
              </RowAct>
            ) : null}
            {removedAt ? <Light tone="stop">{t("people.removed")}</Light> : null}
            {removedAt || isMe ? null : (
              <RowAct goal="/studio/people/recovery" fields={{ staffId: id }} label={t("people.recoveryOf", { name })} acts={recovery}>
                {t("people.recovery")}
              </RowAct>
            )}
            {removedAt || isMe || !mayRemove || browsers === 0 ? null : (
              <ConfirmAct
                goal="/studio/people/sign-out"
                fields={{ staffId: id }}
                word={t("people.signOut")}
                label={t("people.signOutOf", { name, count: browsers })}
                text={t("people.signOutText")}
                keep={t("guests.keep")}
              />
            )}
            {removedAt || isMe || !mayRemove ? null : (
              <ConfirmAct
                goal="/studio/people/remove"
                fields={{ staffId: id }}
                word={t("people.remove")}
                label={t("people.removeOf", { name })}
                text={t("people.removeText")}
                keep={t("guests.keep")}
              />
            )}
          </div>
        </td>
      </tr>
      {link ? (
        <tr>
          <td colSpan={5}>
            <CopyField label={t("people.link", { name })} value={link} hint={t("people.linkHint")} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** From when an owner's word counts where it takes two. */
function OwnersWord({ owner: { countsFrom, isCounting } }: { owner: Owner }) {
  const t = useWords("studio");
  if (isCounting) return <span className="soft block">{t("people.counts")}</span>;
  return (
    <span className="soft block">
      {countsFrom ? (
        <>
          {t("people.countsFrom")} <When at={countsFrom} zone="UTC" shape="short" />
        </>
      ) : (
        t("people.unconfirmed")
      )}
    </span>
  );
}
