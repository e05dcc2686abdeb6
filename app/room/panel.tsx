import { ArrowDownIcon } from "@phosphor-icons/react/dist/csr/ArrowDown";
import type { KeyboardEvent, RefObject } from "react";
import { memo, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Log } from "#app/room/chat.tsx";
import { useLines } from "#app/room/chat-lines.ts";
import { Composer } from "#app/room/composer.tsx";
import { People } from "#app/room/people.tsx";
import { Button } from "#app/ui/button.tsx";
import { Gathered } from "#app/ui/gathered.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { useEnd } from "#app/ui/use-end.ts";
import type { ReadLine } from "#contracts/chat.ts";

interface Props {
  latest: readonly ReadLine[];
  zone: string;
  mayRead: boolean;
  mayPost: boolean;
  isLost: boolean;
  field: RefObject<HTMLInputElement>;
}

const tabs = ["chat", "people"] as const;
type Tab = (typeof tabs)[number];

/** Beside the stage: what is said, with the line to say something, and who is here. It hears by itself, so that the stage need not. */
export const Panel = memo(function Panel({ latest, zone, mayRead, mayPost, isLost, field }: Props) {
  const t = useWords("room");
  const talk = useLines(latest);
  const { lines, drafts, post } = talk;
  const [tab, setTab] = useState<Tab>("chat");
  const shown = mayRead ? tab : "chat";
  const end = useEnd(lines, { drafts: drafts.length, isShown: shown === "chat" });
  return (
    <aside className="panel" aria-label={t("panel.title")}>
      <Tabs shown={shown} mayChoose={mayRead} onChoose={setTab} />
      {shown === "chat" ? (
        <div className="panel__body" role="tabpanel" id="panel-chat" aria-labelledby="tab-chat">
          <Log talk={talk} zone={zone} mayRead={mayRead} end={end} />
          {end.behind > 0 ? (
            <Button size="work" className="panel__newer" onClick={end.toEnd}>
              <Icon of={ArrowDownIcon} size="small" /> {t("chat.newer", { count: end.behind })}
            </Button>
          ) : null}
        </div>
      ) : (
        <div className="panel__body" role="tabpanel" id="panel-people" aria-labelledby="tab-people">
          <People />
        </div>
      )}
      {shown === "chat" ? (
        <Gathered items={lines} isSkipped={({ isMine }) => isMine} say={(count, { who }) => t("chat.news", { count, who: who || t("chat.guest") })} />
      ) : null}
      <Composer field={field} isOpen={mayPost} isPaused={mayRead && !mayPost} isLost={isLost} onPost={post} />
    </aside>
  );
});

/** The panel's heads: arrow keys go from one to the next, as in every list of tabs. */
function Tabs({ shown, mayChoose, onChoose }: { shown: Tab; mayChoose: boolean; onChoose: (tab: Tab) => void }) {
  const t = useWords("room");
  const heads = useRef<HTMLDivElement>(null);
  const moved = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[(tabs.indexOf(shown) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onChoose(next);
    heads.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div ref={heads} className="tabs" role="tablist" aria-label={t("panel.title")} onKeyDown={moved}>
      {tabs.filter((one) => mayChoose || one === "chat").map((one) => (
        <button key={one} id={`tab-${one}`} type="button" role="tab" aria-selected={one === shown} aria-controls={one === shown ? `panel-${one}` : undefined} tabIndex={one === shown ? 0 : -1} onClick={() => onChoose(one)}>
          {t(one === "chat" ? "chat.title" : "people.title")}
        </button>
      ))}
    </div>
  );
}
