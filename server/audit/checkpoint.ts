import * as z from "#contracts/zod.ts";
import type { Head } from "#server/audit/chain.ts";
import type { Signing } from "#server/audit/signing.ts";
import { isSignedWith } from "#server/audit/signing.ts";

/** How far a chain had come at a time, signed by the house: kept at a place that the house cannot rewrite (C8). */
export const Checkpoint = z.object({
  kind: z.literal("checkpoint"),
  chain: z.string().max(60),
  seq: z.number().int().min(0),
  /** The hash of that entry, in base64url. */
  head: z.string().length(43),
  at: z.string().max(30),
  /** The database was put back to an older state here: what earlier checkpoints saw beyond this entry is lost, and told. */
  restored: z.literal(true).optional(),
  signature: z.string().length(86),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

const textOf = ({ chain, seq, head, at, restored }: Omit<Checkpoint, "kind" | "signature">) =>
  `sipario checkpoint\n${chain}\n${seq}\n${head}\n${at}\n${restored ? "restored" : "grown"}`;

/** Signs how far a chain has come, or that it was put back to there. */
export function makeCheckpoint(signing: Signing, chain: string, { seq, hash }: Head, at: Date, isRestored = false): Checkpoint {
  const facts = { chain, seq, head: Buffer.from(hash).toString("base64url"), at: at.toISOString(), ...(isRestored ? { restored: true as const } : {}) };
  return { kind: "checkpoint", ...facts, signature: signing.sign(textOf(facts)) };
}

/** Reads checkpoints out of JSON Lines. Lines that are torn, foreign, or not signed by one of the keys are counted and left out. */
export function readCheckpoints(text: string, publicKeys: readonly string[]): { checkpoints: Checkpoint[]; refused: number } {
  const lines = text.split("\n").filter((line) => line.trim());
  const checkpoints = lines.flatMap((line) => {
    try {
      const one = Checkpoint.parse(JSON.parse(line));
      return publicKeys.some((key) => isSignedWith(key, textOf(one), one.signature)) ? [one] : [];
    } catch {
      return [];
    }
  });
  return { checkpoints, refused: lines.length - checkpoints.length };
}
