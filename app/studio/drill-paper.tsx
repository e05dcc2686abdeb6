import { Form } from "@remix-run/react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import type { DrillReport } from "#contracts/drill.ts";
import { drillDoors } from "#contracts/drill.ts";

type Props = { report: DrillReport; drillId: string; at: string; zone: string };

/** A drill's report as one sheet: what was found first, then what was tried, as whom and by which door. */
export function DrillPaper({ report, drillId, at, zone }: Props) {
  const t = useWords("studio");
  const figures = new Intl.NumberFormat(useLanguage());
  const { found, foundCount, tried, people, letters, control, call, startedAt, endedAt, routes } = report;
  const seconds = Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));
  const doors = drillDoors.filter((door) => people.some((one) => one.tried[door]));
  const blind = [...control.missed.map((kind) => t(`drill.kind.${kind}`)), ...control.lost.map((who) => t(`drill.who.${who}`))];
  return (
    <section className="grid gap-4" aria-labelledby="drill-result">
      <h2 id="drill-result">
        {t("drill.result")} <When at={startedAt} zone={zone} withCity />
      </h2>
      <Notice tone={foundCount > 0 ? "stop" : blind.length > 0 ? "wait" : "ok"} title={<span data-testid="drill-found">{t("drill.foundBy", { found: figures.format(foundCount), tried: figures.format(tried) })}</span>}>
        <p>{t("drill.facts", { routes: figures.format(routes), seconds: figures.format(seconds), letters: figures.format(letters) })}</p>
      </Notice>
      {blind.length > 0 ? (
        <Notice tone="wait" title={t("drill.blind")}>
          <p>{blind.join(", ")}</p>
        </Notice>
      ) : (
        <p className="max-w-160">{t("drill.control", { count: control.seen.length })}</p>
      )}
      {report.failed > 0 ? <Notice tone="wait">{t("drill.failed", { count: report.failed })}</Notice> : null}
      {found.length > 0 ? (
        <Table heads={[t("drill.whoHead"), t("drill.whatHead"), t("drill.doorHead"), t("drill.whereHead")]}>
          {found.map((one) => (
            <tr key={Object.values(one).join(" ")}>
              <RowHead>{t(`drill.who.${one.who}`)}</RowHead>
              <td>{t(`drill.kind.${one.what}`)}</td>
              <td>{t(`drill.door.${one.door}`)}</td>
              <td>
                <code className="break-all">{one.where}</code>
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
      {foundCount > found.length ? <p>{t("drill.more", { count: foundCount - found.length })}</p> : null}
      <h3 className="type-sub">{t("drill.triedAs")}</h3>
      <Table heads={[t("drill.whoHead"), ...doors.map((door, at) => (at === doors.length - 1 ? { figure: t(`drill.door.${door}`) } : t(`drill.door.${door}`)))]}>
        {people.map(({ who, applies, tried: by }) => (
          <tr key={who}>
            <RowHead>{t(`drill.who.${who}`)}</RowHead>
            {applies ? doors.map((door) => <td key={door}>{figures.format(by[door] ?? 0)}</td>) : <td colSpan={doors.length}>{t("drill.none")}</td>}
          </tr>
        ))}
      </Table>
      <p className="max-w-160">{t(`drill.call_${call}`)}</p>
      <p className="soft max-w-160">{t("drill.honest")}</p>
      <Form method="post" action={`${at}/file`} reloadDocument className="form__acts print:hidden">
        <input type="hidden" name="of" value={drillId} />
        <Button type="button" size="work" onClick={() => window.print()}>
          {t("drill.print")}
        </Button>
        <Button type="submit" size="work">
          {t("drill.take")}
        </Button>
      </Form>
    </section>
  );
}
