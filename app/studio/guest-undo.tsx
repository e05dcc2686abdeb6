import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useActs } from "#app/studio/saying.tsx";
import { UndoBar } from "#app/studio/undo-bar.tsx";
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
    <UndoBar label={t("bulk.label")} word={<b>{t("guests.changed", { name: before.name })}</b>} onClose={onClose}>
      <Button size="work" pending={back.state !== "idle"} onClick={() => back.submit({ ...before }, { method: "post", action: `${goal}/edit` })}>
        {t("bulk.undo")}
      </Button>
    </UndoBar>
  );
}
