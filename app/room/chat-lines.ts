import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useCommand, useNews } from "#app/live/live.tsx";
import type { Draft, Talk } from "#app/room/talk.ts";
import { withLines, withLoaded } from "#app/room/talk.ts";
import type { ChatLine, ReadLine } from "#contracts/chat.ts";

export interface Lines extends Talk {
  post: (body: string) => void;
  again: (draftId: number) => void;
  drop: (draftId: number) => void;
}

/** What is heard is drawn at most this often, however much is said, in milliseconds. */
const drawEveryMs = 120;

/** Changes of a talk, gathered: the first at once, those that follow closely together and in their order. */
function useGathered(setTalk: (change: (was: Talk) => Talk) => void): (change: (was: Talk) => Talk) => void {
  const waiting = useRef<((was: Talk) => Talk)[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const drawnAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      waiting.current = [];
    },
    [],
  );
  return useCallback(
    (change) => {
      waiting.current.push(change);
      if (waiting.current.length > 1) return;
      const draw = () => {
        const changes = waiting.current.splice(0);
        drawnAt.current = performance.now();
        setTalk((was) => changes.reduce((talk, one) => one(talk), was));
      };
      const left = drawnAt.current + drawEveryMs - performance.now();
      if (left <= 0) draw();
      else timer.current = setTimeout(draw, left);
    },
    [setTalk],
  );
}

/** The conversation: the loader's lines, what is said since, and own messages until the house has them. */
export function useLines(latest: readonly ReadLine[]): Lines {
  const [talk, setNow] = useState<Talk>({ lines: latest, drafts: [] });
  const setTalk = useGathered(setNow);
  const own = useRef(new Set<string>()); // told just before the line itself, maybe before the page is drawn again
  const post = useCommand("chat.post");
  useEffect(() => setTalk((was) => withLoaded(was, latest)), [latest, setTalk]);
  const heard = (line: ChatLine) => setTalk((was) => withLines(was, [{ ...line, isMine: own.current.has(line.id) }]));
  useNews("chat.mine", ({ id }) => void own.current.add(id));
  useNews("chat.posted", heard);
  useNews("chat.shown", heard);
  useNews("chat.hidden", ({ id }) => setTalk((was) => ({ ...was, lines: was.lines.filter((line) => line.id !== id) })));

  const drafts = useRef(talk.drafts);
  drafts.current = talk.drafts;
  const acts = useMemo(() => {
    const change = (how: (drafts: readonly Draft[]) => readonly Draft[]) => setTalk((was) => ({ ...was, drafts: how(was.drafts) }));
    const send = async (draft: Draft) => {
      change((was) => [...was.filter(({ id }) => id !== draft.id), { ...draft, failed: null }]);
      const outcome = await post({ body: draft.body });
      if (!outcome.ok) return change((was) => was.map((one) => (one.id === draft.id ? { ...one, failed: outcome.reason } : one)));
      setTalk((was) => withLines(was, [{ ...outcome.value, isMine: true }], draft.id));
    };
    return {
      post: (body: string) => void send({ id: Date.now() + Math.random(), body, failed: null }),
      again: (draftId: number) => {
        const draft = drafts.current.find(({ id }) => id === draftId);
        if (draft) void send(draft);
      },
      drop: (draftId: number) => change((was) => was.filter(({ id }) => id !== draftId)),
    };
  }, [post, setTalk]);
  return { ...talk, ...acts };
}
