import { existsSync, readFileSync } from "node:fs";
import type { Head } from "#server/audit/chain.ts";
import { walkChain } from "#server/audit/chain.ts";
import type { Checkpoint } from "#server/audit/checkpoint.ts";
import { makeCheckpoint, readCheckpoints } from "#server/audit/checkpoint.ts";
import { headsOf, readChain } from "#server/audit/entries.ts";
import type { CheckpointPlace } from "#server/audit/place.ts";
import { appendDurably } from "#server/audit/place.ts";
import type { Signing } from "#server/audit/signing.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db } from "#server/infra/db.ts";

const everyMs = 60_000;
const everyEntries = 100;
/** An entry is counted before its transaction commits; so long it is given. */
const commitMs = 250;

/** How far a chain is vouched for. */
export interface Anchored {
  readonly upTo: number;
  readonly at: string | null;
  readonly place: CheckpointPlace["kind"];
}

interface AnchorDeps {
  db: Db;
  clock: Clock;
  signing: Signing;
  place: CheckpointPlace;
  /** Where the house remembers what a place that is an address has accepted. */
  ownCopy: string;
  onFault(fault: unknown): void;
}

/**
 * Takes a signed checkpoint of every chain that grew, each minute or hundred entries, to the place of the checkpoints
 * (C8). It vouches for nothing that does not follow from its own last checkpoint: such a chain is told and left unsigned.
 */
export function openAnchor({ db, clock, signing, place, ownCopy, onFault }: AnchorDeps) {
  const last = new Map<string, Checkpoint>();
  let isRemembered = false;

  async function remember(): Promise<void> {
    if (isRemembered) return;
    const text = place.kind !== "url" ? await place.read() : existsSync(ownCopy) ? readFileSync(ownCopy, "utf8") : "";
    for (const one of readCheckpoints(text ?? "", [signing.publicKey()]).checkpoints)
      if (one.restored || one.seq >= (last.get(one.chain)?.seq ?? 0)) last.set(one.chain, one);
    isRemembered = true;
  }

  async function follow(chain: string): Promise<Head | null> {
    const known = last.get(chain);
    const from = known && known.seq > 0 ? { seq: known.seq, hash: new Uint8Array(Buffer.from(known.head, "base64url")) } : undefined;
    if (from) {
      const held = await db.entry.findFirst({ where: { chain, seq: from.seq }, select: { hash: true } });
      if (!held || Buffer.compare(held.hash, from.hash) !== 0) return null;
    }
    const walk = walkChain(chain, [], from);
    for await (const entries of readChain(db, chain, from?.seq)) for (const entry of entries) if (!walk.take(entry)) return null;
    return walk.head();
  }

  const strayed = (chain: string, known: Checkpoint | undefined) =>
    new Error(`the audit of ${chain} does not follow from its checkpoint at ${known?.seq ?? 0}: it is signed no more`);

  async function anchor(): Promise<void> {
    await remember();
    const made: Checkpoint[] = [];
    const heads = await headsOf(db);
    for (const { chain, seq, hash } of heads) {
      const known = last.get(chain);
      if (known?.seq === seq && known.head === Buffer.from(hash).toString("base64url")) continue;
      const head = await follow(chain);
      if (head) made.push(makeCheckpoint(signing, chain, head, clock.now()));
      else onFault(strayed(chain, known));
    }
    for (const [chain, known] of last) if (known.seq > 0 && !heads.some((one) => one.chain === chain)) onFault(strayed(chain, known));
    await keep(made);
  }

  async function keep(made: readonly Checkpoint[]): Promise<void> {
    if (made.length === 0) return;
    const lines = made.map((one) => `${JSON.stringify(one)}\n`).join("");
    await place.keep(lines);
    if (place.kind === "url") appendDurably(ownCopy, lines);
    for (const one of made) last.set(one.chain, one);
  }

  /** The longest beginning of a chain that holds together. */
  async function wholeHead(chain: string): Promise<Head> {
    const walk = walkChain(chain, []);
    for await (const entries of readChain(db, chain)) for (const entry of entries) if (!walk.take(entry)) return walk.head();
    return walk.head();
  }

  let running: Promise<void> | null = null;
  /** Never two at once; a fault is told, and the next minute tries again. */
  const run = (): Promise<void> => {
    running ??= anchor()
      .catch(onFault)
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(run, everyMs);
  timer.unref();
  let written = 0;

  return {
    run,
    /** The chains that do not reach, or are not, what their last checkpoint saw; none when the place cannot be read, which is told. */
    async isBehind(): Promise<string[]> {
      await remember().catch(onFault);
      const behind: string[] = [];
      for (const [chain, { seq, head }] of last) {
        const held = seq > 0 ? await db.entry.findFirst({ where: { chain, seq }, select: { hash: true } }) : null;
        if (seq > 0 && (!held || Buffer.from(held.hash).toString("base64url") !== head)) behind.push(chain);
      }
      return behind;
    },
    /** Says of each chain that no longer reaches, or is not, what its last checkpoint saw, that an older database was put back. */
    async restored(): Promise<void> {
      await remember();
      const made: Checkpoint[] = [];
      for (const chain of last.keys()) if (!(await follow(chain))) made.push(makeCheckpoint(signing, chain, await wholeHead(chain), clock.now(), true));
      await keep(made);
    },
    /** Heard for each entry as it is written. */
    wrote(): void {
      written += 1;
      if (written % everyEntries === 0) setTimeout(run, commitMs).unref();
    },
    /** How far a chain is vouched for at the place of the checkpoints, as this process knows. */
    async of(chain: string): Promise<Anchored> {
      await remember().catch(onFault);
      const known = last.get(chain);
      return { upTo: known?.seq ?? 0, at: known?.at ?? null, place: place.kind };
    },
    /** Every checkpoint of a chain that the place gives back, or the house's own copy where it gives none; in the order they were kept. */
    async checkpointsOf(chain: string): Promise<Checkpoint[]> {
      const given = await place.read().catch(() => null);
      const text = given ?? (existsSync(ownCopy) ? readFileSync(ownCopy, "utf8") : "");
      return readCheckpoints(text, [signing.publicKey()]).checkpoints.filter((one) => one.chain === chain);
    },
    /** Stops after a last checkpoint. */
    async close(): Promise<void> {
      clearInterval(timer);
      await run();
    },
  };
}
export type Anchor = ReturnType<typeof openAnchor>;
