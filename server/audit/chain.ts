import { createHash } from "node:crypto";
import type { Checkpoint } from "#server/audit/checkpoint.ts";

/** An entry as the table and an export hold it. */
export interface ChainEntry {
  seq: number;
  at: Date;
  name: string;
  actor: unknown;
  facts: unknown;
  prevHash: Uint8Array;
  hash: Uint8Array;
}

/** What the first entry of every chain follows. */
export const genesis: Uint8Array = new Uint8Array(32);

/** JSON with sorted keys, so that the same entry always has the same hash. */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const named: Record<string, unknown> = { ...value };
  let text = "";
  for (const key of Object.keys(named).sort()) text += `${text ? "," : ""}${JSON.stringify(key)}:${canonical(named[key])}`;
  return `{${text}}`;
}

/** The hash of an entry: SHA-256 over the hash before it and its canonical content. */
export function entryHash(prev: Uint8Array, entry: { chain: string; seq: number; at: Date; name: string; actor: unknown; facts: unknown }) {
  const { chain, seq, at, name, actor, facts } = entry;
  const content = `{"actor":${canonical(actor)},"at":"${at.toISOString()}","chain":${JSON.stringify(chain)},"facts":${canonical(facts)},"name":${JSON.stringify(name)},"seq":${seq}}`;
  return new Uint8Array(createHash("sha256").update(prev).update(content).digest());
}

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && Buffer.compare(a, b) === 0;

/** Where a chain stops being believable. What was changed lies after entry `after` and at `at` or before it. */
export interface Break {
  after: number;
  at: number;
  /** `unlinked`: the entry there does not follow from the one before. `rewritten`: it is another one than a checkpoint saw. `cutOff`: it is gone. */
  why: "unlinked" | "rewritten" | "cutOff";
}

/** How far a chain has come: its last entry's number and hash. */
export interface Head {
  seq: number;
  hash: Uint8Array;
}
const start: Head = { seq: 0, hash: genesis };

/** A database that was put back: to which entry, and how many that a checkpoint had seen are lost by it. */
export interface Restored {
  at: string;
  to: number;
  lost: number;
}

export interface Verdict {
  /** Entries that follow from each other, counted from the first. */
  entries: number;
  broken: Break | null;
  /** The last entry that a checkpoint vouches for; later ones are unanchored. 0: none. */
  protectedUpTo: number;
  /** When that checkpoint was made; ISO 8601, UTC. */
  protectedAt: string | null;
  restored: readonly Restored[];
}

/** What checkpoints, in the order they were kept, say of a chain: its heads by number, and how often it was put back. */
function gather(checkpoints: readonly Checkpoint[]) {
  const seen = new Map<number, { heads: Set<string>; at: string }>();
  const restored: Restored[] = [];
  for (const { seq, head, at, restored: isRestored } of checkpoints) {
    if (isRestored) {
      restored.push({ at, to: seq, lost: Math.max(0, Math.max(0, ...seen.keys()) - seq) });
      for (const one of seen.keys()) if (one > seq) seen.delete(one);
    }
    if (seq === 0) continue;
    const known = seen.get(seq) ?? { heads: new Set<string>(), at };
    known.heads.add(head);
    seen.set(seq, known);
  }
  return { seen, restored };
}

/**
 * Walks a chain, entry by entry in its order, against checkpoints whose signatures were checked. `take` answers false
 * once the chain is broken. Pure: entries and checkpoints are all it needs. It may go on `from` where another walk ended.
 */
export function walkChain(chain: string, checkpoints: readonly Checkpoint[], from: Head = start) {
  const { seen, restored } = gather(checkpoints.filter((one) => one.chain === chain));
  const lastSeen = Math.max(0, ...seen.keys());
  let prev = from.hash;
  let entries = from.seq;
  let broken: Break | null = null;
  let protectedUpTo = 0;
  let protectedAt: string | null = null;
  return {
    take(entry: ChainEntry): boolean {
      if (broken) return false;
      const at = entries + 1;
      const follows = entry.seq === at && isSame(entry.prevHash, prev) && isSame(entry.hash, entryHash(prev, { ...entry, chain }));
      if (!follows) {
        broken = { after: protectedUpTo, at, why: "unlinked" };
        return false;
      }
      const checkpoint = seen.get(at);
      if (checkpoint) {
        const head = Buffer.from(entry.hash).toString("base64url");
        if (checkpoint.heads.size > 1 || !checkpoint.heads.has(head)) {
          broken = { after: protectedUpTo, at, why: "rewritten" };
          return false;
        }
        protectedUpTo = at;
        protectedAt = checkpoint.at;
      }
      prev = entry.hash;
      entries = at;
      return true;
    },
    /** How far it got, to go on from there later. */
    head: (): Head => ({ seq: entries, hash: prev }),
    end(): Verdict {
      if (!broken && lastSeen > entries) broken = { after: protectedUpTo, at: entries + 1, why: "cutOff" };
      return { entries, broken, protectedUpTo, protectedAt, restored };
    },
  };
}

/** Walks entries that are all at hand. */
export function verifyEntries(chain: string, all: Iterable<ChainEntry>, checkpoints: readonly Checkpoint[]): Verdict {
  const walk = walkChain(chain, checkpoints);
  for (const entry of all) if (!walk.take(entry)) break;
  return walk.end();
}
