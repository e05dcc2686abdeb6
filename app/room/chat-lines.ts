import { useEffect, useRef, useState } from "react";
import { useCommand, useNews } from "#app/live/live.tsx";
import type { Draft, Talk } from "#app/room/talk.ts";
import { withLines, withLoaded } from "#app/room/talk.ts";
import type { ChatLine, ReadLine } from "#contracts/chat.ts";

export interface Lines extends Talk {
  post: (body: string) => void;
  again: (draftId: number) => void;
  drop: (draftId: number) => void;
}

/** The conversation: the loader's lines, what is said since, and own messages until the house has them. */
export function useLines(latest: readonly ReadLine[]): Lines {
  const [talk, setTalk] = useState<Talk>({ lines: latest, drafts: [] });
  const own = useRef(new Set<string>()); // told just before the line itself, maybe before the page is drawn again
  const post = useCommand("chat.post");
  const setDrafts = (change: (drafts: readonly Draft[]) => readonly Draft[]) => setTalk((was) => ({ ...was, drafts: change(was.drafts) }));

  useEffect(() => setTalk((was) => withLoaded(was, latest)), [latest]);
  const heard = (line: ChatLine) => setTalk((was) => withLines(was, [{ ...line, isMine: own.current.has(line.id) }]));
  useNews("chat.mine", ({ id }) => void own.current.add(id));
  useNews("chat.posted", heard);
  useNews("chat.shown", heard);
  useNews("chat.hidden", ({ id }) => setTalk((was) => ({ ...was, lines: was.lines.filter((line) => line.id !== id) })));

  const send = async (draft: Draft) => {
    setDrafts((was) => [...was.filter(({ id }) => id !== draft.id), { ...draft, failed: null }]);
    const outcome = await post({ body: draft.body });
    if (!outcome.ok) return setDrafts((was) => was.map((one) => (one.id === draft.id ? { ...one, failed: outcome.reason } : one)));
    setTalk((was) => withLines(was, [{ ...outcome.value, isMine: true }], draft.id));
  };
  return {
    ...talk,
    post: (body) => void send({ id: Date.now() + Math.random(), body, failed: null }),
    again: (draftId) => {
      const draft = talk.drafts.find(({ id }) => id === draftId);
      if (draft) void send(draft);
    },
    drop: (draftId) => setDrafts((was) => was.filter(({ id }) => id !== draftId)),
  };
}
