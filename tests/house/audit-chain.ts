import type { ChainEntry } from "#server/audit/chain.ts";
import { entryHash, genesis } from "#server/audit/chain.ts";

export const chainName = "ev_AAAAAAAAAAAAAAAAAAAAAA";

/** A chain of so many entries, as the house would have written it. */
export function makeChain(length: number, chain = chainName): ChainEntry[] {
  let prevHash = genesis;
  return Array.from({ length }, (_, index) => {
    const facts = { guestId: `gst_${String(index).padStart(22, "x")}`, count: index, isEarly: index % 2 === 0 };
    const entry = { seq: index + 1, at: new Date(1_790_000_000_000 + index * 997), name: "guest.invited", actor: { kind: "staff", id: "stf_AAAAAAAAAAAAAAAAAAAAAA" }, facts };
    const made = { ...entry, prevHash, hash: entryHash(prevHash, { chain, ...entry }) };
    prevHash = made.hash;
    return made;
  });
}

/** The same entries with their numbers and hashes made anew from a place on, as somebody who owns the database would. */
export function rehash(entries: readonly ChainEntry[], from: number, chain = chainName): ChainEntry[] {
  let prevHash: Uint8Array = from > 0 ? (entries[from - 1]?.hash ?? genesis) : genesis;
  return entries.map((entry, index) => {
    if (index < from) return entry;
    const renumbered = { ...entry, seq: index + 1 };
    const made = { ...renumbered, prevHash, hash: entryHash(prevHash, { chain, ...renumbered }) };
    prevHash = made.hash;
    return made;
  });
}
