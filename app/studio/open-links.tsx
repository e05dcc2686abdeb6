import { useWords } from "#app/i18n/use-words.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { When } from "#app/ui/when.tsx";

type Invite = { id: string; kind: "join" | "recover"; name: string | null; expiresAt: string };

/** One-time links that would still open, to be taken back; never the links themselves. */
export function OpenLinks({ invites }: { invites: readonly Invite[] }) {
  const t = useWords("studio");
  return (
    <section aria-labelledby="open-links">
      <h2 id="open-links">{t("people.open")}</h2>
      <div className="scroll relative">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{t("people.name")}</th>
              <th scope="col">{t("people.purpose")}</th>
              <th scope="col">{t("people.until")}</th>
              <th scope="col">
                <span className="vh">{t("guests.acts")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invites.map((invite) => (
              <Row key={invite.id} invite={invite} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ invite: { id, kind, name, expiresAt } }: { invite: Invite }) {
  const t = useWords("studio");
  const withdraw = useActs();
  const who = name ?? t("people.first");
  return (
    <tr>
      <th scope="row" className="text-ink! border-line!">
        {who}
      </th>
      <td>{t(`people.kind_${kind}`)}</td>
      <td>
        <When at={expiresAt} zone="UTC" shape="short" />
      </td>
      <td>
        <withdraw.Form method="post" action="/studio/people/withdraw">
          <input type="hidden" name="inviteId" value={id} />
          <Button type="submit" kind="plain" size="work" pending={withdraw.state !== "idle"} aria-label={t("people.withdrawOf", { name: who })}>
            {t("people.withdraw")}
          </Button>
        </withdraw.Form>
      </td>
    </tr>
  );
}
