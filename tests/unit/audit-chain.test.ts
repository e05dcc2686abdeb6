import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { ChainEntry } from "#server/audit/chain.ts";
import { verifyEntries } from "#server/audit/chain.ts";
import type { Checkpoint } from "#server/audit/checkpoint.ts";
import { makeCheckpoint, readCheckpoints } from "#server/audit/checkpoint.ts";
import { openSigning } from "#server/audit/signing.ts";
import { chainName, makeChain, rehash } from "#tests/house/audit-chain.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sipario-chain-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const signing = openSigning(path.join(folder, "house.key"));
const stranger = openSigning(path.join(folder, "stranger.key"));

const length = 30;
const whole = makeChain(length);
const at = new Date(1_800_000_000_000);
const pointAt = (seq: number, by = signing, entries: readonly ChainEntry[] = whole): Checkpoint => {
  const entry = entries[seq - 1];
  if (!entry) throw new Error("no such entry");
  return makeCheckpoint(by, chainName, entry, at);
};
/** A checkpoint of each entry, signed and read once. */
const everyPoint = readCheckpoints(whole.map(({ seq }) => JSON.stringify(pointAt(seq))).join("\n"), [signing.publicKey()]).checkpoints;
const read = (points: readonly Checkpoint[]) => readCheckpoints(points.map((one) => JSON.stringify(one)).join("\n"), [signing.publicKey()]);

type Harm = { how: "edit" | "cut" | "cutTail" | "swap" | "double" | "move" | "forge"; where: number; other: number; isRehashed: boolean; field: number };

/** Does the harm; answers the chain and the first place (from 1) at which it is not what it was. */
function harm(entries: readonly ChainEntry[], { how, where, other, isRehashed, field }: Harm): { entries: ChainEntry[]; first: number } {
  const all = [...entries];
  const one = all[where];
  const two = all[other];
  if (!one || !two) throw new Error("no such entry");
  let from = Math.min(where, other);
  if (how === "edit" || how === "forge") {
    const flipped = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, index) => (index === field % bytes.length ? byte ^ 1 : byte));
    const edits: ChainEntry[] = [
      { ...one, name: "guest.removed" },
      { ...one, at: new Date(one.at.getTime() + 1) },
      { ...one, actor: { kind: "steward", why: "none" } },
      { ...one, facts: { guestId: "gst_another" } },
      { ...one, seq: one.seq + 1 },
      { ...one, hash: flipped(one.hash) },
      { ...one, prevHash: flipped(one.prevHash) },
    ];
    // Hashes alone, made anew, are what they were: then it is the content that is edited.
    const edited = edits[field % (isRehashed ? 4 : edits.length)];
    if (edited) all[where] = edited;
    from = where;
  } else if (how === "cut") {
    all.splice(where, 1);
    from = where;
  } else if (how === "cutTail") {
    all.length = where;
    from = where;
  } else if (how === "swap") {
    all[where] = two;
    all[other] = one;
  } else if (how === "move") {
    all.splice(where, 1);
    all.splice(other, 0, one);
  } else {
    all.splice(where + 1, 0, one);
    from = where + 1;
  }
  return { entries: isRehashed && how !== "cutTail" ? rehash(all, from) : all, first: from + 1 };
}

const Harms = fc.record({
  how: fc.constantFrom("edit" as const, "cut" as const, "cutTail" as const, "swap" as const, "double" as const, "move" as const, "forge" as const),
  where: fc.integer({ min: 0, max: length - 1 }),
  other: fc.integer({ min: 0, max: length - 1 }),
  isRehashed: fc.boolean(),
  field: fc.nat(200),
});

describe("C8: a chain that was touched", () => {
  test("10,000 edits, cuts, reorderings and duplications are found and located up to the last checkpoint", () => {
    let found = 0;
    let beyond = 0;
    fc.assert(
      fc.property(Harms, fc.uniqueArray(fc.integer({ min: 1, max: length }), { minLength: 1, maxLength: 5 }), (what, marks) => {
        fc.pre(!((what.how === "swap" || what.how === "move") && what.where === what.other));
        const points = everyPoint.filter(({ seq }) => marks.includes(seq));
        const { entries, first } = harm(whole, what);
        const { broken, protectedUpTo } = verifyEntries(chainName, entries, points);
        const last = Math.max(...marks);
        const isSilent = what.how === "cutTail" || what.isRehashed || (what.how === "cut" && what.where === length - 1);
        if (first > last && isSilent) {
          // Beyond the last checkpoint nothing vouches: the harm may pass, and is told as unanchored.
          beyond += 1;
          expect(broken).toBeNull();
          expect(protectedUpTo).toBe(last);
          expect(protectedUpTo).toBeLessThan(first);
          return;
        }
        found += 1;
        // The first change lies after the last entry that is vouched for, and not after the place that is named.
        expect(broken).not.toBeNull();
        expect(first).toBeGreaterThan(broken?.after ?? length);
        expect(first).toBeLessThanOrEqual(broken?.at ?? 0);
        if (!isSilent) expect(broken?.at).toBe(first);
        // The named stretch is no longer than from one checkpoint to the next.
        const before = Math.max(0, ...marks.filter((mark) => mark < first));
        expect(broken?.after).toBe(before);
        if (isSilent) expect(broken?.at).toBe(Math.min(...marks.filter((mark) => mark >= first && mark <= entries.length), entries.length + 1));
      }),
      { numRuns: 10_000 },
    );
    expect(found).toBeGreaterThan(7000);
    expect(beyond).toBeGreaterThan(100);
  });

  test("an untouched chain is whole, and protected as far as its last checkpoint", () => {
    expect(verifyEntries(chainName, whole, [])).toMatchObject({ entries: length, broken: null, protectedUpTo: 0, protectedAt: null });
    expect(verifyEntries(chainName, whole, [pointAt(10), pointAt(21)])).toMatchObject({ broken: null, protectedUpTo: 21, protectedAt: at.toISOString() });
    expect(verifyEntries(chainName, [], [])).toMatchObject({ entries: 0, broken: null });
  });

  test("entries that were all taken away are missed, and those of another chain do not fit in", () => {
    expect(verifyEntries(chainName, [], [pointAt(21)]).broken).toEqual({ after: 0, at: 1, why: "cutOff" });
    expect(verifyEntries(chainName, makeChain(length, "ev_BBBBBBBBBBBBBBBBBBBBBB"), []).broken).toEqual({ after: 0, at: 1, why: "unlinked" });
  });

  test("a checkpoint that the house did not sign, or that was changed, vouches for nothing", () => {
    const mine = pointAt(25);
    const forged = [pointAt(25, stranger), { ...mine, seq: 26 }, { ...mine, head: pointAt(26).head }, { ...mine, at: "2020-01-01T00:00:00.000Z" }, { ...mine, chain: "house" }, { ...mine, restored: true as const }];
    expect(read(forged)).toEqual({ checkpoints: [], refused: forged.length });
    expect(readCheckpoints(`{"torn": tru\n\n${JSON.stringify(mine)}\n{"kind":"checkpoint"}`, [signing.publicKey()])).toEqual({ checkpoints: [mine], refused: 2 });
  });

  test("two checkpoints that saw two different chains are told, even when the newer one was signed by the house", () => {
    const rewritten = rehash([...whole.slice(0, 20), ...whole.slice(21), ...whole.slice(0, 1)], 20);
    const broken = verifyEntries(chainName, rewritten, [pointAt(15), pointAt(30), pointAt(30, signing, rewritten)]).broken;
    expect(broken).toEqual({ after: 15, at: 30, why: "rewritten" });
  });

  test("a database that was put back is told with what it lost, and may grow on", () => {
    const older = whole.slice(0, 20);
    const grown = rehash([...older, ...whole.slice(0, 7)], 20);
    const put = makeCheckpoint(signing, chainName, older[19] ?? { seq: 0, hash: new Uint8Array(32) }, at, true);
    const points = read([pointAt(15), pointAt(29), put, pointAt(25, signing, grown)]).checkpoints;
    expect(verifyEntries(chainName, grown, points)).toMatchObject({ broken: null, protectedUpTo: 25, restored: [{ to: 20, lost: 9 }] });
    expect(verifyEntries(chainName, older, points).broken).toMatchObject({ at: 21, why: "cutOff" });
    expect(verifyEntries(chainName, grown, points.filter((one) => !one.restored)).broken).toEqual({ after: 25, at: 28, why: "cutOff" });
  });
});
