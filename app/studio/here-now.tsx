import { useWords } from "#app/i18n/use-words.ts";
import type { Attendance } from "#contracts/stage.ts";

/** Who is here while an event runs, by place and without names. */
export function HereNow({ attendance: { online, lobby, boutiques } }: { attendance: Attendance }) {
  const t = useWords("studio");
  return (
    <section aria-labelledby="here-now" className="max-w-160">
      <h2 id="here-now">{t("after.attendance")}</h2>
      <dl className="facts num">
        <div>
          <dt>{t("after.online")}</dt>
          <dd>{online}</dd>
        </div>
        <div>
          <dt>{t("after.lobby")}</dt>
          <dd>{lobby}</dd>
        </div>
        {boutiques.map(({ id, name, tablets }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{t("after.tablets", { count: tablets })}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
