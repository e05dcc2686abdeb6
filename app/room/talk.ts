import type { ReadLine } from "#contracts/chat.ts";
import type { CommandReason } from "#contracts/commands.ts";

/** An own message on its way; `failed` says why it did not arrive. */
export interface Draft {
  id: number;
  body: string;
  failed: CommandReason | null;
}

export interface Talk {
  lines: readonly ReadLine[];
  drafts: readonly Draft[];
}

const keptMost = 200;

/**
 * The conversation with more lines in it, each once, oldest first; what is once known as one's own stays so. An own line
 * takes the place of the draft it was: of `answered` where the house answered that one, else of the oldest that says the same.
 */
export function withLines({ lines, drafts }: Talk, more: readonly ReadLine[], answered?: number): Talk {
  const byId = new Map(lines.map((line) => [line.id, line]));
  let waiting = drafts.filter(({ id }) => id !== answered);
  for (const line of more) {
    const known = byId.get(line.id);
    const isMine = line.isMine || known?.isMine === true;
    byId.set(line.id, { ...line, isMine });
    if (!isMine || known?.isMine || answered !== undefined) continue;
    const alike = waiting.filter(({ body }) => body === line.body);
    const was = alike.find(({ failed }) => failed === null) ?? alike[0];
    waiting = waiting.filter((one) => one !== was);
  }
  return { lines: [...byId.values()].sort((a, b) => a.seq - b.seq).slice(-keptMost), drafts: waiting };
}

/** The conversation after the page was loaded anew: the loader is the truth up to its last line; what was heard after it stays. */
export function withLoaded(talk: Talk, latest: readonly ReadLine[]): Talk {
  const last = latest.at(-1)?.seq ?? 0;
  const loaded = new Set(latest.map(({ id }) => id));
  const { lines, drafts } = withLines(talk, latest);
  return { lines: lines.filter(({ id, seq }) => seq > last || loaded.has(id)), drafts };
}
