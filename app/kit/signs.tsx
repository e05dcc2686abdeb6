import type { Now } from "#app/kit/half.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Countdown } from "#app/ui/countdown.tsx";
import { Energy } from "#app/ui/energy.tsx";
import { Initials } from "#app/ui/initials.tsx";
import { Light } from "#app/ui/light.tsx";
import { Meter } from "#app/ui/meter.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

const tones = ["ok", "note", "wait", "stop", "accent", "off"] as const;
const minutes = Array.from({ length: 60 }, (_, at) => 0.3 + 0.28 * Math.sin(at / 5) + 0.2 * Math.sin(at / 1.7));

/** What is shown and not touched: lights, notices, time, charts, rows. */
export function Signs({ at, nowAtServer }: Now) {
  const t = useWords("kit");
  return (
    <>
      <section className="kit__part">
        <h3>{t("parts.signs")}</h3>
        <div className="kit__row">
          {tones.map((tone) => (
            <Light key={tone} tone={tone}>
              {t(`signs.${tone}`)}
            </Light>
          ))}
        </div>
      </section>
      <section className="kit__part">
        <h3>{t("parts.notices")}</h3>
        <div className="kit__two">
          <Notice tone="stop" title={t("notices.stop")}>
            {t("notices.stopWhy")}
          </Notice>
          <Notice>{t("notices.note")}</Notice>
          <Notice tone="wait">{t("notices.wait")}</Notice>
          <Notice tone="ok">{t("notices.ok")}</Notice>
        </div>
      </section>
      <section className="kit__part">
        <h3>{t("parts.time")}</h3>
        <p>
          <When at={at} zone="Europe/Rome" withCity />
        </p>
        <Countdown at={at} nowAtServer={nowAtServer} label={t("countdown")} />
      </section>
      <section className="kit__part">
        <h3>{t("parts.charts")}</h3>
        <Energy values={minutes} label={t("energy")} />
        <Meter value={0.62} label={t("meter")} />
        <Meter value={0.97} label={t("meter")} tall />
      </section>
      <section className="kit__part">
        <h3>{t("parts.table")}</h3>
        <Table heads={[t("table.guest"), t("table.place"), t("table.state")]}>
          {(["Ada Moreau", "Leo Visconti"] as const).map((name, row) => (
            <tr key={name}>
              <RowHead>
                <span className="kit__row">
                  <Initials name={name} /> {name}
                </span>
              </RowHead>
              <td>{t(row === 0 ? "fields.online" : "fields.milano")}</td>
              <td>
                <Light tone={row === 0 ? "ok" : "note"}>{t(row === 0 ? "table.opened" : "table.sent")}</Light>
              </td>
            </tr>
          ))}
        </Table>
      </section>
    </>
  );
}
