import { useEffect, useState } from "react";
import { useCommand, useNews } from "#app/live/live.tsx";
import type { ChatLine } from "#contracts/chat.ts";
import type { CommandReason } from "#contracts/commands.ts";

/** An own message on its way; `failed` says why it did not arrive. */
export interface Draft {
  id: number;
  body: string;
  failed: CommandReason | null;
}

export interface Lines {
  lines: readonly ChatLine[];
  drafts: readonly Draft[];
  isOwn: (lineId: string) => boolean;
  post: (body: string) => void;
  again: (draftId: number) => void;
  drop: (draftId: number) => void;
}

const keptMost = 200;

function merged(lines: readonly ChatLine[], more: readonly ChatLine[]): ChatLine[] {
  const byId = new Map([...lines, ...more].map((line) => [line.id, line]));
  return [...byId.values()].sort((a, b) => a.seq - b.seq).slice(-keptMost);
}

/** The conversation: the loader's lines, what is said since, and own messages until the house has them. */
export function useLines(latest: readonly ChatLine[]): Lines {
  const [lines, setLines] = useState<readonly ChatLine[]>(latest);
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [own, setOwn] = useState<ReadonlySet<string>>(new Set());
  const post = useCommand("chat.post");

  // The loader is the truth up to its last line; what was heard after it stays.
  useEffect(() => {
    const last = latest.at(-1)?.seq ?? 0;
    setLines((was) => merged(latest, was.filter(({ seq }) => seq > last)));
  }, [latest]);
  const heard = (line: ChatLine) => setLines((was) => merged(was, [line]));
  useNews("chat.posted", heard);
  useNews("chat.shown", heard);
  useNews("chat.hidden", ({ id }) => setLines((was) => was.filter((line) => line.id !== id)));

  const send = async (draft: Draft) => {
    setDrafts((was) => [...was.filter(({ id }) => id !== draft.id), { ...draft, failed: null }]);
    const outcome = await post({ body: draft.body });
    if (!outcome.ok) return setDrafts((was) => was.map((one) => (one.id === draft.id ? { ...one, failed: outcome.reason } : one)));
    setOwn((was) => new Set([...was, outcome.value.id]));
    setDrafts((was) => was.filter(({ id }) => id !== draft.id));
    heard(outcome.value);
  };
  return {
    lines,
    drafts,
    isOwn: (lineId) => own.has(lineId),
    post: (body) => void send({ id: Date.now() + Math.random(), body, failed: null }),
    again: (draftId) => {
      const draft = drafts.find(({ id }) => id === draftId);
      if (draft) void send(draft);
    },
    drop: (draftId) => setDrafts((was) => was.filter(({ id }) => id !== draftId)),
  };
}
