import { useWords } from "#app/i18n/use-words.ts";
import { RowAct } from "#app/studio/row-act.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

type Invite = { id: string; kind: "join" | "recover"; name: string | null; expiresAt: string };

/** One-time links that would still open, to be taken back; never the links themselves. */
export function OpenLinks({ invites }: { invites: readonly Invite[] }) {
  const t = useWords("studio");
  return (
    <section aria-labelledby="open-links">
      <h2 id="open-links">{t("people.open")}</h2>
      <Table heads={[t("people.name"), t("people.purpose"), t("people.until"), { spoken: t("guests.acts") }]}>
        {invites.map((invite) => (
          <Row key={invite.id} invite={invite} />
        ))}
      </Table>
    </section>
  );
}

function Row({ invite: { id, kind, name, expiresAt } }: { invite: Invite }) {
  const t = useWords("studio");
  const who = name ?? t("people.first");
  return (
    <tr>
      <RowHead>{who}</RowHead>
      <td>{t(`people.kind_${kind}`)}</td>
      <td>
        <When at={expiresAt} zone="UTC" shape="short" />
      </td>
      <td>
        <RowAct goal="/studio/people/withdraw" fields={{ inviteId: id }} label={t("people.withdrawOf", { name: who })}>
          {t("people.withdraw")}
        </RowAct>
      </td>
    </tr>
  );
}
