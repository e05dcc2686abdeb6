import "./mark.css";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";

/** The calm word where a picture would be: this browser cannot draw the marks, or they were tampered with. */
export function MarkWord({ why }: { why: "soundOnly" | "stopped" }) {
  const t = useWords("common");
  return (
    <div className="mark-word" role="status" data-testid="mark-word" data-why={why}>
      <h2>{t(`mark.${why}.title`)}</h2>
      <p>{t(`mark.${why}.text`)}</p>
      {why === "stopped" ? <Button onClick={() => location.reload()}>{t("mark.stopped.again")}</Button> : null}
    </div>
  );
}
