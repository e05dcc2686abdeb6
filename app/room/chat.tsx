import { ArrowDownIcon } from "@phosphor-icons/react/dist/csr/ArrowDown";
import { PushPinIcon } from "@phosphor-icons/react/dist/csr/PushPin";
import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useLines } from "#app/room/chat-lines.ts";
import { Composer } from "#app/room/composer.tsx";
import type { Draft } from "#app/room/talk.ts";
import { Button } from "#app/ui/button.tsx";
import { Gathered } from "#app/ui/gathered.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { When } from "#app/ui/when.tsx";
import type { ReadLine } from "#contracts/chat.ts";

interface Props {
  latest: readonly ReadLine[];
  zone: string;
  mayRead: boolean;
  mayPost: boolean;
  isLost: boolean;
  field: RefObject<HTMLInputElement>;
}

/** What is said in the room, and the line to say something. Before it opens it says when it will. */
export function Chat({ latest, zone, mayRead, mayPost, isLost, field }: Props) {
  const t = useWords("room");
  const { lines, drafts, post, again, drop } = useLines(latest);
  const { box, isBehind, toEnd } = useEnd(lines.length + drafts.length);
  return (
    <aside className="panel" aria-labelledby="chat">
      <header className="tabs relative">
        <h2 id="chat" className="relative flex min-h-12 items-center font-medium" aria-current="true">
          {t("chat.title")}
        </h2>
        {isBehind ? (
          <Button size="work" className="absolute right-4 top-2" onClick={toEnd}>
            <Icon of={ArrowDownIcon} size="small" /> {t("chat.newer", { count: isBehind })}
          </Button>
        ) : null}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={box} className="log" role="log" aria-live="off" aria-label={t("chat.log")} tabIndex={0}>
        {mayRead ? null : (
          <p className="pinned">
            <Icon of={PushPinIcon} />
            <span>{t("chat.waiting")}</span>
          </p>
        )}
        {mayRead && lines.length + drafts.length === 0 ? <p className="soft">{t("chat.empty")}</p> : null}
        {lines.map((line) => (
          <Line key={line.id} line={line} zone={zone} />
        ))}
        {drafts.map((draft) => (
          <Waiting key={draft.id} draft={draft} onAgain={again} onDrop={drop} />
        ))}
      </div>
      <Gathered items={lines} isSkipped={({ isMine }) => isMine} say={(count, { who }) => t("chat.news", { count, who: who || t("chat.guest") })} />
      <Composer field={field} isOpen={mayPost} isPaused={mayRead && !mayPost} isLost={isLost} onPost={post} />
    </aside>
  );
}

function Line({ line, zone }: { line: ReadLine; zone: string }) {
  const t = useWords("room");
  return (
    <div className="msg">
      <p className="msg__who">
        <b>{line.isMine ? t("chat.you") : line.who || t("chat.guest")}</b>
        {line.isStaff ? <em>{t("chat.maison")}</em> : null}
        {line.place ? <span>{t("chat.boutique", { city: line.place })}</span> : null}
        <When at={line.at} zone={zone} shape="time" />
      </p>
      <p>{line.body}</p>
    </div>
  );
}

const told = ["tooMany", "notAllowed", "houseBusy"] as const;

/** An own message the house has not yet: it stays, and can be sent again. */
function Waiting({ draft, onAgain, onDrop }: { draft: Draft; onAgain: (id: number) => void; onDrop: (id: number) => void }) {
  const t = useWords("room");
  const why = told.find((reason) => reason === draft.failed) ?? "other";
  return (
    <div className="msg" data-waiting={draft.failed ? "failed" : "sending"}>
      <p className="msg__who">
        <b>{t("chat.you")}</b>
        {draft.failed ? null : <span>{t("chat.sending")}</span>}
      </p>
      <p>{draft.body}</p>
      {draft.failed ? (
        <div className="msg__again flex-wrap" role="alert">
          <span>{t(`chat.failed.${why}`)}</span>
          <Button size="work" onClick={() => onAgain(draft.id)}>
            {t("chat.again")}
          </Button>
          <Button size="work" kind="plain" onClick={() => onDrop(draft.id)}>
            {t("chat.drop")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Keeps a growing list at its end while one reads there; otherwise counts what came meanwhile. */
function useEnd(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const seen = useRef(count);
  const [isBehind, setBehind] = useState(0);
  useEffect(() => {
    const list = box.current;
    if (!list) return;
    const scrolled = () => {
      isAtEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < 48;
      if (isAtEnd.current) setBehind(0);
    };
    const settle = () => isAtEnd.current && list.scrollTo(0, list.scrollHeight);
    const resized = new ResizeObserver(settle); // the keyboard of a phone takes half of it
    const grown = new MutationObserver(settle);
    resized.observe(list);
    grown.observe(list, { childList: true, subtree: true });
    list.addEventListener("scroll", scrolled, { passive: true });
    settle();
    return () => {
      resized.disconnect();
      grown.disconnect();
      list.removeEventListener("scroll", scrolled);
    };
  }, []);
  useEffect(() => {
    if (!isAtEnd.current) setBehind((was) => Math.max(0, was + count - seen.current));
    seen.current = count;
  }, [count]);
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight });
  return { box, isBehind, toEnd };
}
