import { agreementMax, codeLength, isCode, moveLength, signsOf } from "#contracts/codes.ts";
import * as z from "#contracts/zod.ts";

const made = (length: number) => z.string().refine((signs) => isCode(signs, length));

/** A code as somebody types it: any case, with or without spaces and hyphens. */
export const DoorCode = z.string().max(60).transform(signsOf).pipe(made(codeLength));
export const MoveCode = z.string().max(60).transform(signsOf).pipe(made(moveLength));

/** What somebody says at the agreement: which text they read, to its end, and the name they sign with. */
export const Signing = z.object({
  version: z.coerce.number().int().min(1),
  language: z.enum(["en", "it", "fr", "de"]),
  read: z.literal("yes"),
  name: z.string().trim().min(1).max(160),
});
export type Signing = z.infer<typeof Signing>;

const text = z.string().max(agreementMax).transform((typed) => typed.replaceAll("\r\n", "\n").trim());

/** An agreement's text in each language; empty where there is none. */
export const AgreementTexts = z.object({ en: text.default(""), it: text.default(""), fr: text.default(""), de: text.default("") });
export type AgreementTexts = z.infer<typeof AgreementTexts>;
