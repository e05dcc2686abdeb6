import { useState } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { RowAct } from "#app/studio/row-act.tsx";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { UndoBar } from "#app/studio/undo-bar.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Light } from "#app/ui/light.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { inWords, When } from "#app/ui/when.tsx";
import type { DeviceCard } from "#server/devices/devices.ts";

interface Props {
  eventId: string;
  zone: string;
  /** Whether a tablet sleeps here until somebody arms it, and whether this colleague may; `network`: it must stand in a listed one, too. */
  night: { isAsked: boolean; mayArm: boolean; isByNetwork: boolean };
  /** Whether a tablet may be paired now, so that one taken back may come again. */
  mayPair: boolean;
  tablets: readonly DeviceCard[];
}

/**
 * The event's tablets by boutique, arming them for the night, and taking them back. That happens at once and its key never
 * lives again: what undoes it is to pair the tablet anew.
 */
export function TabletTable({ eventId, zone, night, mayPair, tablets }: Props) {
  const t = useWords("studio");
  const revoke = useActs<{ said: Said; deviceId: string }>();
  const [closed, setClosed] = useState<string | null>(null);
  const gone = tablets.find(({ id }) => id === revoke.data?.deviceId && id !== closed);
  if (tablets.length === 0) return <Empty title={t("tablets.none")}>{t("tablets.how")}</Empty>;
  const heads = [t("tablets.tablet"), t("tablets.boutique"), t("tablets.since"), t("tablets.state"), ...(night.isAsked ? [t("tablets.night")] : [])];
  return (
    <div className="min-w-0">
      {night.isAsked ? (
        <p className="soft mb-4 max-w-160">
          {t("tablets.armText")} {night.isByNetwork ? t("tablets.networkText") : null}
        </p>
      ) : null}
      <Table heads={[...heads, { spoken: t("guests.acts") }]}>
        {tablets.map((tablet) => (
          <Row key={tablet.id} eventId={eventId} zone={zone} night={night} mayPair={mayPair} tablet={tablet} revoke={revoke} />
        ))}
      </Table>
      {gone ? (
        <UndoBar
          label={t("boutiques.justNow")}
          word={
            <>
              <b>{t("tablets.isBack", { number: gone.number, boutique: gone.boutiqueName })}</b> <span className="soft">{t("tablets.isBackText")}</span>
            </>
          }
          onClose={() => setClosed(gone.id)}
        >
          {mayPair ? (
            <ButtonLink size="work" to={`?again=${gone.id}`} replace preventScrollReset onClick={() => setClosed(gone.id)}>
              {t("tablets.pairAgain")}
            </ButtonLink>
          ) : null}
        </UndoBar>
      ) : null}
    </div>
  );
}

type RowProps = Omit<Props, "tablets"> & { tablet: DeviceCard; revoke: Pick<ReturnType<typeof useActs>, "Form" | "state"> };

/** Waking one tablet for tonight, or putting it to sleep. */
function Night({ eventId, zone, night, tablet }: Pick<RowProps, "eventId" | "zone" | "night" | "tablet">) {
  const t = useWords("studio");
  const lang = useLanguage();
  const { id, number, boutiqueName: boutique, armedUntil } = tablet;
  const act = armedUntil ? "disarm" : "arm";
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Light tone={armedUntil ? "ok" : "off"}>
        {armedUntil ? <span suppressHydrationWarning>{t("tablets.armed", { time: inWords(armedUntil, lang, zone, "time") })}</span> : t("tablets.asleep")}
      </Light>
      {night.mayArm ? (
        <RowAct goal={`/studio/events/${eventId}/tablets/${act}`} fields={{ deviceId: id }} label={t(`tablets.${act}Of`, { number, boutique })} look={armedUntil ? "plain" : "main"}>
          {t(`tablets.${act}`)}
        </RowAct>
      ) : null}
    </div>
  );
}

function Row({ eventId, zone, night, mayPair, tablet, revoke }: RowProps) {
  const t = useWords("studio");
  const { id, number, boutiqueName, pairedAt, revokedAt, isHere } = tablet;
  return (
    <tr>
      <RowHead>{t("tablets.name", { number })}</RowHead>
      <td>{boutiqueName}</td>
      <td>
        <When at={pairedAt} zone={zone} shape="short" />
      </td>
      <td>
        <Light tone={revokedAt ? "stop" : isHere ? "ok" : "off"}>{t(revokedAt ? "tablets.back" : isHere ? "tablets.here" : "tablets.away")}</Light>
      </td>
      {night.isAsked ? <td>{revokedAt ? null : <Night eventId={eventId} zone={zone} night={night} tablet={tablet} />}</td> : null}
      <td>
        {revokedAt ? (
          mayPair ? (
            <ButtonLink kind="plain" size="work" to={`?again=${id}`} replace preventScrollReset aria-label={t("tablets.pairAgainOf", { number, boutique: boutiqueName })}>
              {t("tablets.pairAgain")}
            </ButtonLink>
          ) : null
        ) : (
          <RowAct goal={`/studio/events/${eventId}/tablets/revoke`} fields={{ deviceId: id }} label={t("tablets.revokeOf", { number, boutique: boutiqueName })} acts={revoke}>
            {t("tablets.revoke")}
          </RowAct>
        )}
      </td>
    </tr>
  );
}
