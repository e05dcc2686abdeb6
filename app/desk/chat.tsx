import { useRef, useState } from "react";
import type { ChatActs } from "#app/desk/chat-acts.ts";
import { useChatActs } from "#app/desk/chat-acts.ts";
import { Line } from "#app/desk/chat-line.tsx";
import { useDeskLines } from "#app/desk/chat-lines.ts";
import { Hidden } from "#app/desk/chat-undo.tsx";
import { Write } from "#app/desk/chat-write.tsx";
import { useKeys } from "#app/ui/keys.ts";
import { useEnd } from "#app/ui/use-end.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Gathered } from "#app/ui/gathered.tsx";
import type { DeskLine } from "#contracts/chat.ts";

interface Props {
  /** Null before the conversation opens. */
  loaded: readonly DeskLine[] | null;
  zone: string;
  isKeyed: boolean;
}

const none: readonly DeskLine[] = [];

/** The conversation as the desk sees it: shown at once to the room; hidden, muted and removed from here. */
export function Chat({ loaded, zone, isKeyed }: Props) {
  const t = useWords("desk");
  const { may, phase } = useLive();
  const isModerating = may.includes("chat.moderate");
  const held = useDeskLines(loaded ?? none, isModerating);
  const { lines } = held;
  const acts = useChatActs(held);
  const [chosenId, choose] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const { box, behind, toEnd } = useEnd(lines, { isHeld: chosenId !== null });

  const move = (by: 1 | -1) => {
    const at = lines.findIndex(({ id }) => id === chosenId);
    const next = at < 0 ? lines.at(-1) : lines[at + by];
    if (!next) return;
    choose(next.id);
    const row = list.current?.querySelector<HTMLElement>(`[data-line="${next.id}"]`);
    row?.querySelector("button")?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };
  const onChosen = (act: (line: DeskLine) => unknown, name: "hide" | "mute" | "remove") => () => {
    const line = lines.find(({ id }) => id === chosenId);
    if (line && acts.may(name, line)) act(line);
  };
  useKeys(
    {
      j: () => move(1),
      k: () => move(-1),
      h: onChosen(acts.toggleHidden, "hide"),
      m: onChosen(acts.toggleMuted, "mute"),
      x: onChosen(acts.askRemove, "remove"),
    },
    isKeyed && isModerating,
  );

  const isOpen = may.includes("chat.read");
  return (
    <section className="chat" aria-labelledby="chat">
      <div className="h">
        <h2 id="chat">{t("chat.title")}</h2>
        {behind > 0 ? (
          <Button size="work" kind="plain" onClick={toEnd}>
            {t("chat.newer", { count: behind })}
          </Button>
        ) : (
          <span>{phase === "live" ? t("chat.atOnce") : null}</span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={box} className="chat__log" role="log" aria-live="off" aria-label={t("chat.log")} tabIndex={0}>
        {lines.length === 0 ? <p className="soft">{t(isOpen ? "chat.empty" : "chat.closed")}</p> : null}
        <ol ref={list}>
          {lines.map((line) => (
            <Line key={line.id} line={line} zone={zone} acts={line.id === chosenId ? acts : null} why={acts.why.get(line.id) ?? null} isModerating={isModerating} onChoose={choose} />
          ))}
        </ol>
      </div>
      <Gathered items={lines} say={(count, { fullName }) => t("chat.news", { count, who: fullName || t("chat.guest") })} />
      {may.includes("chat.post") ? <Write onSaid={held.hear} /> : null}
      <Hidden acts={acts} lines={lines} />
      <Removing acts={acts} />
    </section>
  );
}

/** Asks before somebody is removed, and says what it does. */
function Removing({ acts: { removing, askRemove, remove, removed } }: { acts: ChatActs }) {
  const t = useWords("desk");
  const name = removing?.fullName || t("chat.guest");
  return (
    <>
      <Dialog
        open={removing !== null}
        onClose={() => askRemove(null)}
        title={t("remove.ask", { name })}
        alert
        acts={
          <>
            <Button onClick={() => askRemove(null)}>{t("remove.keep")}</Button>
            <Button kind="stop" onClick={() => void remove()}>
              {t("remove.key", { name })}
            </Button>
          </>
        }
      >
        <p>{t("remove.what")}</p>
        <p className="soft mt-2">{t("remove.lines")}</p>
      </Dialog>
      <p className="vh" role="status">
        {removed ? t("remove.done", { name: removed.name || t("chat.guest"), ms: Math.round(removed.ms) }) : null}
      </p>
    </>
  );
}
