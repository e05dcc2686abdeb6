import { useWords } from "#app/i18n/use-words.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Paper } from "#app/ui/paper.tsx";

/** A polite end for somebody who did not accept the agreement; it tells nothing of what they did not see. */
export function Declined({ eventId }: { eventId: string }) {
  const t = useWords("door");
  return (
    <Paper slit={false}>
      <h1>{t("declined.title")}</h1>
      <p className="lede">{t("declined.text")}</p>
      <p className="acts">
        <ButtonLink to={`/entry/${eventId}`}>{t("declined.again")}</ButtonLink>
      </p>
    </Paper>
  );
}
