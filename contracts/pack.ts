import * as z from "#contracts/zod.ts";

/** A passphrase for a proof pack is guessed at by whoever finds the file, as often as they like. */
export const passphraseMin = 14;

/** A public key of age: what its own tools print, and nothing of a secret one. */
const PublicKey = z.string().trim().max(4000).regex(/^age1[02-9ac-hj-np-z]{20,}$/);
const Passphrase = z.string().min(passphraseMin).max(256);

/** For whom a pack is encrypted: a public key, or a passphrase typed twice. */
export const PackAsk = z
  .discriminatedUnion("by", [
    z.object({ by: z.literal("key"), key: PublicKey }),
    z.object({ by: z.literal("passphrase"), passphrase: Passphrase, again: z.string().max(256) }),
  ])
  .refine((ask) => ask.by === "key" || ask.passphrase === ask.again, { path: ["again"], error: "differs" });
