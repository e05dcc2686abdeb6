import * as z from "#contracts/zod.ts";
import type { Seal } from "#server/infra/sealed.ts";

/** To whom a letter goes, as it is sealed. */
export const Recipient = z.object({ name: z.string(), address: z.string() });
export type Recipient = z.infer<typeof Recipient>;

/** What a letter is, as it is sealed. */
export const LetterContent = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  calendar: z.object({ file: z.string(), body: z.string() }).nullable(),
  /** Pictures that lie in the letter itself, PNG in base64, each by the name its HTML calls it. */
  pictures: z.array(z.object({ cid: z.string(), base64: z.string() })).default([]),
});
export type LetterContent = z.infer<typeof LetterContent>;

/** Seals whom a letter is for; under the event's key, like its content. */
export const sealRecipient = (seal: Seal, letterId: string, to: Recipient) => seal.seal(`Letter.recipient:${letterId}`, JSON.stringify(to));
/** Opens whom a letter is for. */
export const openRecipient = (seal: Seal, row: { id: string; recipient: Uint8Array }): Recipient =>
  Recipient.parse(JSON.parse(seal.open(`Letter.recipient:${row.id}`, row.recipient)));
/** Seals what a letter says. */
export const sealContent = (seal: Seal, letterId: string, content: LetterContent) => seal.seal(`Letter.content:${letterId}`, JSON.stringify(content));
/** Opens what a letter says. */
export const openContent = (seal: Seal, id: string, content: Uint8Array): LetterContent =>
  LetterContent.parse(JSON.parse(seal.open(`Letter.content:${id}`, content)));
