import { useWords } from "#app/i18n/use-words.ts";
import { Light } from "#app/ui/light.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import { languageNames } from "#contracts/languages.ts";
import type { AgreementLine } from "#server/door/door.ts";

/** Signatures and refusals, newest first: who, which text, when and on what. */
export function SignedRows({ lines, zone }: { lines: readonly AgreementLine[]; zone: string }) {
  const t = useWords("studio");
  const heads = [t("agreement.who"), t("guests.seat"), t("guests.kind"), t("agreement.title"), t("agreement.history"), t("agreement.when"), t("agreement.device"), t("agreement.sha256")];
  return (
    <Table heads={heads}>
      {lines.map((line) => (
        <tr key={line.id}>
          <RowHead>{line.name || t("agreement.nameGone")}</RowHead>
          <td>{line.number === null ? null : String(line.number).padStart(4, "0")}</td>
          <td>{t(`agreement.who_${line.who}`)}</td>
          <td>
            <Light tone={line.kind === "refused" ? "stop" : line.isCurrent ? "ok" : "wait"}>{t(`agreement.kind_${line.kind}`)}</Light>
          </td>
          <td>
            {t("agreement.version", { version: line.version })}, {languageNames[line.language]}
            {line.isCurrent ? null : <span className="soft block">{t("agreement.older")}</span>}
          </td>
          <td>
            <When at={line.at} zone={zone} shape="short" />
          </td>
          <td>{line.device}</td>
          <td title={line.sha256}>
            {line.sha256.slice(0, 16)}…
          </td>
        </tr>
      ))}
    </Table>
  );
}
