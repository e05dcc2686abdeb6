import { Link } from "@remix-run/react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Light } from "#app/ui/light.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import type { DrillCard } from "#contracts/drill.ts";

type Props = { list: readonly DrillCard[]; shownId: string | null; at: string; zone: string };

/** The drills of an event, the newest first. */
export function DrillList({ list, shownId, at, zone }: Props) {
  const t = useWords("studio");
  const figures = new Intl.NumberFormat(useLanguage());
  return (
    <section className="grid gap-2 print:hidden" aria-labelledby="drills">
      <h2 id="drills">{t("drill.all")}</h2>
      <Table heads={[t("drill.when"), t("drill.state"), t("drill.tried"), t("drill.found"), ""]}>
        {list.map((one) => (
          <tr key={one.id}>
            <RowHead>
              <When at={one.startedAt} zone={zone} shape="short" />
            </RowHead>
            <td>
              <Light tone={one.state === "done" ? (one.found === 0 ? "ok" : "stop") : "wait"}>{t(`drill.state_${one.state}`)}</Light>
            </td>
            <td>{one.state === "done" ? figures.format(one.tried) : null}</td>
            <td>{one.state === "done" ? figures.format(one.found) : null}</td>
            <td>{one.state === "done" && one.id !== shownId ? <Link to={`${at}?of=${one.id}`}>{t("drill.show")}</Link> : null}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
