import { useWords } from "#app/i18n/use-words.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Light } from "#app/ui/light.tsx";
import { When } from "#app/ui/when.tsx";
import type { DeviceCard } from "#server/devices/devices.ts";

type Props = { eventId: string; zone: string; tablets: readonly DeviceCard[] };

/** The event's tablets by boutique, and taking them back. */
export function TabletTable({ eventId, zone, tablets }: Props) {
  const t = useWords("studio");
  if (tablets.length === 0) return <Empty title={t("tablets.none")}>{t("tablets.how")}</Empty>;
  return (
    <div className="scroll relative">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{t("tablets.tablet")}</th>
            <th scope="col">{t("tablets.boutique")}</th>
            <th scope="col">{t("tablets.since")}</th>
            <th scope="col">{t("tablets.state")}</th>
            <th scope="col">
              <span className="vh">{t("guests.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tablets.map((tablet) => (
            <Row key={tablet.id} eventId={eventId} zone={zone} tablet={tablet} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ eventId, zone, tablet }: { eventId: string; zone: string; tablet: DeviceCard }) {
  const t = useWords("studio");
  const revoke = useActs();
  const { id, number, boutiqueName, pairedAt, revokedAt, isHere } = tablet;
  return (
    <tr>
      <th scope="row" className="text-ink! border-line!">
        {t("tablets.name", { number })}
      </th>
      <td>{boutiqueName}</td>
      <td>
        <When at={pairedAt} zone={zone} shape="short" />
      </td>
      <td>
        <Light tone={revokedAt ? "stop" : isHere ? "ok" : "off"}>{t(revokedAt ? "tablets.back" : isHere ? "tablets.here" : "tablets.away")}</Light>
      </td>
      <td>
        {revokedAt ? null : (
          <revoke.Form method="post" action={`/studio/events/${eventId}/tablets/revoke`}>
            <input type="hidden" name="deviceId" value={id} />
            <Button
              type="submit"
              kind="plain"
              size="work"
              pending={revoke.state !== "idle"}
              aria-label={t("tablets.revokeOf", { number, boutique: boutiqueName })}
            >
              {t("tablets.revoke")}
            </Button>
          </revoke.Form>
        )}
      </td>
    </tr>
  );
}
