import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";

/** The event was called off. */
export function Cancelled({ eventName }: { eventName: string }) {
  const t = useWords("room");
  return (
    <Paper slit={false}>
      <div role="alert">
        <h1>{t("cancelled.title")}</h1>
        <p className="lede">{t("cancelled.text", { event: eventName })}</p>
      </div>
    </Paper>
  );
}
