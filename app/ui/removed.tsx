import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";

/** Somebody whose evening the maison has ended: the same words at once in the room, at their door and on every later visit. */
export function Removed() {
  const t = useWords("common");
  return (
    <Paper slit={false}>
      <div role="alert">
        <h1>{t("removed.title")}</h1>
        <p className="lede">{t("removed.text")}</p>
      </div>
    </Paper>
  );
}
