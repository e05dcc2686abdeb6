import { CodeForm } from "#app/door/code-door.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";

/** The code, asked of a browser that went in before the event asked for one. */
export function CodeStep({ eventId, isWrong }: { eventId: string; isWrong: boolean }) {
  const t = useWords("door");
  return (
    <Paper foot={<p className="max-w-112">{t("code.noCode")}</p>}>
      <h1>{t("code.stepTitle")}</h1>
      <p className="lede">{t("code.step")}</p>
      <CodeForm tried={isWrong ? { reason: "wrongCode", typed: "" } : undefined} action={`/entry/${eventId}/code`} />
    </Paper>
  );
}
