import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { CopyField } from "#app/ui/copy-field.tsx";
import { Light } from "#app/ui/light.tsx";
import type { Role } from "#contracts/staff.ts";

type Person = { id: string; name: string; email: string; roles: readonly Role[]; isNarrowed: boolean; onlyEvents: readonly string[]; removedAt: string | null };

/** One colleague: a link to a new password, shown once, and taking them away. */
export function PersonRow({ person, isMe, mayRemove }: { person: Person; isMe: boolean; mayRemove: boolean }) {
  const t = useWords("studio");
  const recovery = useActs<{ said: Said; link?: string }>();
  const { id, name, email, roles, isNarrowed, onlyEvents, removedAt } = person;
  const link = recovery.data?.link;
  return (
    <>
      <tr>
        <th scope="row" className="text-ink! border-line!">
          <b className="font-medium">{name}</b>
          {isMe ? <span className="soft"> ({t("people.isYou")})</span> : null} <span className="soft">{email}</span>
        </th>
        <td>{roles.map((role) => t(`role.${role}`)).join(", ")}</td>
        <td>{isNarrowed ? t("people.someEvents", { count: onlyEvents.length }) : t("people.allEvents")}</td>
        <td className="whitespace-nowrap">
          {removedAt ? <Light tone="stop">{t("people.removed")}</Light> : null}
          {removedAt || isMe ? null : (
            <recovery.Form method="post" action="/studio/people/recovery">
              <input type="hidden" name="staffId" value={id} />
              <Button type="submit" kind="plain" size="work" pending={recovery.state !== "idle"} aria-label={t("people.recoveryOf", { name })}>
                {t("people.recovery")}
              </Button>
            </recovery.Form>
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
        </td>
      </tr>
      {link ? (
        <tr>
          <td colSpan={4}>
            <CopyField label={t("people.link", { name })} value={link} hint={t("people.linkHint")} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
