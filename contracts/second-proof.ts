import * as z from "#contracts/zod.ts";

/** What somebody types as a second proof: six digits of their app, or a recovery code. */
export const SecondProof = z.object({ code: z.string().trim().min(6).max(40) });

/** An app that is set: the offer it comes from, sealed, and the code it shows. */
export const AppSetting = z.object({ offered: z.string().max(400), code: z.string().trim().min(6).max(20) });
