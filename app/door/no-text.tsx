import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";

/** The agreement is asked for and not written yet: nothing to do but come back. */
export function NoText() {
  const t = useWords("door");
  return (
    <Paper>
      <h1>{t("noText.title")}</h1>
      <p className="lede">{t("noText.text")}</p>
    </Paper>
  );
}
