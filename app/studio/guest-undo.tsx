import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import type { GuestEdit } from "#contracts/guests.ts";

type Props = { before: GuestEdit & { guestId: string }; goal: string; onClose: () => void };

/** What was just put right, and putting it back. */
export function GuestUndo({ before, goal, onClose }: Props) {
  const t = useWords("studio");
  const back = useActs();
  const { data } = back;
  const isBack = data?.said === "guestEdited";
  useEffect(() => {
    if (isBack) onClose();
  }, [isBack]);
  return (
    <section className="bulk" data-light="down" aria-label={t("bulk.label")}>
      <p role="status">
        <b>{t("guests.changed", { name: before.name })}</b>
      </p>
      <div className="bulk__acts">
        <Button size="work" pending={back.state !== "idle"} onClick={() => back.submit({ ...before }, { method: "post", action: `${goal}/edit` })}>
          {t("bulk.undo")}
        </Button>
        <Button size="work" kind="plain" onClick={onClose}>
          {t("bulk.close")}
        </Button>
      </div>
    </section>
  );
}
