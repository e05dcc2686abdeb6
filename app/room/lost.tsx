import { useWords } from "#app/i18n/use-words.ts";
import { useOnline } from "#app/live/use-online.ts";

/** The line is lost and coming back by itself: three words, attempts counted, never a spinner. */
export function Lost({ attempts }: { attempts: number }) {
  const common = useWords("common");
  const t = useWords("room");
  const isOnline = useOnline();
  return (
    <div className="lost" role="status">
      <h2>{isOnline ? common("lost.title") : t("offline.title")}</h2>
      <p>{!isOnline ? t("offline.text") : attempts > 1 ? common("lost.again", { count: attempts }) : common("lost.first")}</p>
    </div>
  );
}
