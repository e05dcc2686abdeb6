import { useEffect } from "react";
import type { ChatActs } from "#app/desk/chat-acts.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { DeskLine } from "#contracts/chat.ts";

const staysMs = 8000;

/** What was hidden last, with the way back, for a few seconds. */
export function Hidden({ acts, lines }: { acts: ChatActs; lines: readonly DeskLine[] }) {
  const t = useWords("desk");
  const { hidden, forgetHidden, toggleHidden } = acts;
  const hiddenId = hidden?.id;
  useEffect(() => {
    if (!hiddenId) return;
    const timer = setTimeout(forgetHidden, staysMs);
    return () => clearTimeout(timer);
  }, [hiddenId]);
  const line = lines.find(({ id }) => id === hiddenId);
  return (
    <div className="toasts" role="status">
      {line?.isHidden ? (
        <Notice tone="ok">
          <span className="flex items-center justify-between gap-3">
            {t("chat.hiddenNow", { name: line.fullName || t("chat.guest") })}
            <Button size="work" pending={acts.pending.get(line.id) === "hide"} onClick={() => void toggleHidden(line)}>
              {t("chat.undo")}
            </Button>
          </span>
        </Notice>
      ) : null}
    </div>
  );
}
