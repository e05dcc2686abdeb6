import { createHash } from "node:crypto";
import * as z from "#contracts/zod.ts";
import type { ChainEntry } from "#server/audit/chain.ts";
import { readChain } from "#server/audit/entries.ts";
import type { Signing } from "#server/audit/signing.ts";
import { isSignedWith } from "#server/audit/signing.ts";
import type { Db } from "#server/infra/db.ts";

const Bytes = z.string().max(60).transform((text) => new Uint8Array(Buffer.from(text, "base64url")));
const Line = z.object({
  seq: z.number().int(),
  at: z.string().transform((text) => new Date(text)),
  name: z.string(),
  actor: z.unknown(),
  facts: z.unknown(),
  prevHash: Bytes,
  hash: Bytes,
});
const First = z.object({ kind: z.literal("audit"), chain: z.string(), at: z.string(), publicKey: z.string() });
const Last = z.object({ kind: z.literal("signature"), signature: z.string() });

const signedText = (lines: string) => `sipario audit\n${createHash("sha256").update(lines).digest("base64url")}`;

/** A whole chain as JSON Lines: what it is, its entries in their order, and the house's signature over all lines before. */
export async function exportChain(db: Db, signing: Signing, chain: string, at: Date): Promise<string> {
  const lines = [JSON.stringify({ kind: "audit", chain, at: at.toISOString(), publicKey: signing.publicKey() })];
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  for await (const entries of readChain(db, chain))
    for (const { prevHash, hash, ...entry } of entries) lines.push(JSON.stringify({ ...entry, prevHash: text(prevHash), hash: text(hash) }));
  const told = lines.map((line) => `${line}\n`).join("");
  return `${told}${JSON.stringify({ kind: "signature", signature: signing.sign(signedText(told)) })}\n`;
}

/** Reads an export. `isSigned` says whether one of the keys signed it as it stands; null when it is no export at all. */
export function readExport(text: string, publicKeys: readonly string[]): { chain: string; at: string; entries: ChainEntry[]; isSigned: boolean } | null {
  const lines = text.split("\n").filter((line) => line.trim());
  try {
    const { chain, at } = First.parse(JSON.parse(lines[0] ?? ""));
    const last = Last.safeParse(JSON.parse(lines.at(-1) ?? "")).data;
    const told = lines.slice(0, last ? -1 : undefined);
    const all = told.map((line) => `${line}\n`).join("");
    const isSigned = last !== undefined && publicKeys.some((key) => isSignedWith(key, signedText(all), last.signature));
    return { chain, at, isSigned, entries: told.slice(1).map((line) => Line.parse(JSON.parse(line))) };
  } catch {
    return null;
  }
}
