import { useWords } from "#app/i18n/use-words.ts";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import { languageNames } from "#contracts/languages.ts";
import type { AgreementEditing } from "#server/door/door.ts";

/** Every version of the text that was kept, newest first, with what its texts are known by. */
export function AgreementVersions({ history, zone }: { history: AgreementEditing["history"]; zone: string }) {
  const t = useWords("studio");
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t("agreement.history")}</h2>
      <Table heads={[t("agreement.history"), t("agreement.at"), t("agreement.languages"), t("agreement.sha256")]}>
        {history.map(({ version, at, texts }) => (
          <tr key={version}>
            <RowHead>{t("agreement.version", { version })}</RowHead>
            <td>
              <When at={at} zone={zone} shape="short" />
            </td>
            <td>{texts.map(({ language }) => languageNames[language]).join(", ")}</td>
            <td>
              {texts.map(({ language, sha256 }) => (
                <span key={language} className="block" title={sha256}>
                  {language} {sha256.slice(0, 16)}…
                </span>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
