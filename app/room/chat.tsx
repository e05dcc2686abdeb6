import { PushPinIcon } from "@phosphor-icons/react/dist/csr/PushPin";
import { memo, useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { Lines } from "#app/room/chat-lines.ts";
import type { Draft } from "#app/room/talk.ts";
import { useBeforePaint } from "#app/ui/before-paint.ts";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { End } from "#app/ui/use-end.ts";
import { When } from "#app/ui/when.tsx";
import type { ReadLine } from "#contracts/chat.ts";

/** So many lines stand in the page while one reads the newest; the others are a press away. */
const shownMost = 60;

interface Props {
  talk: Lines;
  zone: string;
  mayRead: boolean;
  end: End;
}

/** What is said in the room, the newest at the end. Before it opens it says when it will. */
export function Log({ talk: { lines, drafts, again, drop }, zone, mayRead, end: { box, isAtEnd } }: Props) {
  const t = useWords("room");
  const { from, showEarlier } = useFrom(lines, isAtEnd, box);
  const shown = lines.slice(from);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={box} className="log" role="log" aria-live="off" aria-label={t("chat.log")} tabIndex={0}>
      {mayRead ? null : (
        <p className="pinned">
          <Icon of={PushPinIcon} />
          <span>{t("chat.waiting")}</span>
        </p>
      )}
      {mayRead && lines.length + drafts.length === 0 ? <p className="log__empty">{t("chat.empty")}</p> : null}
      {from > 0 ? (
        <Button size="work" kind="plain" className="log__earlier" onClick={showEarlier}>
          {t("chat.earlier")}
        </Button>
      ) : null}
      {shown.map((line) => (
        <Line key={line.id} line={line} zone={zone} />
      ))}
      {drafts.map((draft) => (
        <Waiting key={draft.id} draft={draft} onAgain={again} onDrop={drop} />
      ))}
    </div>
  );
}

/** From which line on they stand in the page: the last few at the end, and never fewer under the eyes of whoever reads further up. */
function useFrom(lines: readonly ReadLine[], isAtEnd: boolean, box: End["box"]) {
  const first = useRef(0); // the first line shown, by its number
  const [isWide, setWide] = useState(false);
  const heightBefore = useRef<number | null>(null);
  const last = Math.max(0, lines.length - shownMost);
  if (isAtEnd && !isWide) first.current = lines[last]?.seq ?? 0;
  const from = isWide ? 0 : Math.max(0, lines.findIndex(({ seq }) => seq >= first.current));
  useBeforePaint(() => {
    if (heightBefore.current === null || !box.current) return;
    box.current.scrollTop += box.current.scrollHeight - heightBefore.current; // what one reads stays where it is
    heightBefore.current = null;
  });
  useEffect(() => {
    if (isAtEnd) setWide(false);
  }, [isAtEnd]);
  const showEarlier = () => {
    heightBefore.current = box.current?.scrollHeight ?? null;
    setWide(true);
  };
  return { from, showEarlier };
}

const Line = memo(function Line({ line, zone }: { line: ReadLine; zone: string }) {
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
});

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
        <div className="msg__again" role="alert">
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
