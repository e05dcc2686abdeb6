import type { ReactNode } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";

function LastWord({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper slit={false}>
      <div role="alert">
        <h1>{title}</h1>
        <p className="lede">{children}</p>
      </div>
    </Paper>
  );
}

/** Somebody whose evening the maison has ended: the same words at once in the room and on every later visit. */
export function Removed() {
  const t = useWords("room");
  return <LastWord title={t("removed.title")}>{t("removed.text")}</LastWord>;
}

/** The event was called off. */
export function Cancelled({ eventName }: { eventName: string }) {
  const t = useWords("room");
  return <LastWord title={t("cancelled.title")}>{t("cancelled.text", { event: eventName })}</LastWord>;
}
