import { Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** Guests who hold a letter with another time or place than the plan has now, and the way to write to them. */
export function PlanUntold({ eventId, count }: { eventId: string; count: number }) {
  const t = useWords("studio");
  const tell = useActs();
  if (count === 0) return null;
  return (
    <Notice tone="wait" title={t("untold.title", { count })} live="polite">
      <p>
        {t("untold.text")} <Link to={`/studio/events/${eventId}/letter?kind=change`}>{t("untold.see")}</Link>
      </p>
      <tell.Form method="post" action={`/studio/events/${eventId}/tell`} className="mt-2">
        <Button type="submit" size="work" pending={tell.state !== "idle"}>
          {t("untold.go", { count })}
        </Button>
      </tell.Form>
    </Notice>
  );
}
