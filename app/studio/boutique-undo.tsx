import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { saidTones } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { UndoBar } from "#app/studio/undo-bar.tsx";
import { Button } from "#app/ui/button.tsx";
import type { BoutiqueCard } from "#server/boutiques/boutiques.ts";

/** What was just done to a boutique, with how it was before. */
export type BoutiqueDone = { act: "changed" | "removed"; before: BoutiqueCard };
type Props = { done: BoutiqueDone; onClose: () => void };

/** A boutique that was just changed or taken off the list, and putting it back. */
export function BoutiqueUndo({ done: { act, before }, onClose }: Props) {
  const t = useWords("studio");
  const back = useActs();
  const { data } = back;
  const isBack = data !== undefined && saidTones[data.said] === "ok";
  useEffect(() => {
    if (isBack) onClose();
  }, [isBack]);
  const { id: boutiqueId, name, city, zone } = before;
  const undo = () =>
    act === "changed"
      ? back.submit({ form: boutiqueId, boutiqueId, name, city, zone }, { method: "post", action: "/studio/boutiques" })
      : back.submit({ boutiqueId }, { method: "post", action: "/studio/boutiques/put-back" });
  return (
    <UndoBar label={t("boutiques.justNow")} word={<b>{t(`boutiques.${act}`, { name, city })}</b>} onClose={onClose}>
      <Button size="work" pending={back.state !== "idle"} onClick={undo}>
        {t("bulk.undo")}
      </Button>
    </UndoBar>
  );
}
