import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import type { Attendance } from "#contracts/stage.ts";

/** Who is here now, to be read from afar: all together, and by place. */
export function Pulse({ attendance }: { attendance: Attendance }) {
  const t = useWords("desk");
  const { phase } = useLive();
  const { total, online, lobby, boutiques } = attendance;
  const tablets = boutiques.reduce((sum, one) => sum + one.tablets, 0);
  return (
    <section className="pulse" aria-labelledby="pulse">
      <h2 id="pulse">{t(phase === "live" ? "pulse.watching" : "pulse.here")}</h2>
      <p className="n" data-testid="attendance-total">
        {total}
      </p>
      <dl className="parts num">
        <div>
          <dt>{t("pulse.online")}</dt>
          <dd>{online}</dd>
        </div>
        <div>
          <dt>{t("pulse.lobby")}</dt>
          <dd>{lobby}</dd>
        </div>
        <div>
          <dt>{t("pulse.tablets")}</dt>
          <dd>{tablets}</dd>
        </div>
      </dl>
      {total === 0 && phase !== "ended" ? <p className="soft">{t("pulse.nobody")}</p> : null}
    </section>
  );
}

/** The tablets of each boutique that are here now. */
export function Boutiques({ attendance, cities }: { attendance: Attendance; cities: ReadonlyMap<string, string> }) {
  const t = useWords("desk");
  if (attendance.boutiques.length === 0) return null;
  return (
    <section className="blk" aria-labelledby="boutiques">
      <div className="h">
        <h2 id="boutiques">{t("boutiques.title")}</h2>
        <span>{t("boutiques.tablets")}</span>
      </div>
      <ul>
        {attendance.boutiques.map(({ id, name, tablets }) => (
          <li key={id} className="bt">
            <b title={name}>{cities.get(id) ?? name}</b>
            <span className="bt__tabs" aria-hidden="true">
              {Array.from({ length: Math.min(tablets, 12) }, (_, at) => (
                <i key={at} />
              ))}
            </span>
            {tablets === 0 ? <span>{t("boutiques.none")}</span> : <b className="num">{tablets}</b>}
          </li>
        ))}
      </ul>
    </section>
  );
}
