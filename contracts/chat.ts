import { chatLengthMax } from "#contracts/chat-limits.ts";
import { isSeen, plainLine } from "#contracts/plain.ts";
import * as z from "#contracts/zod.ts";

export const ChatBody = z.string().overwrite(plainLine).trim().min(1).max(chatLengthMax).refine(isSeen);

/** A line as the room hears it: whom the profile lets it see, and no id of a person. */
export const ChatLine = z.object({
  id: z.string(),
  seq: z.number(),
  who: z.string(),
  place: z.string().nullable(),
  isStaff: z.boolean(),
  body: z.string(),
  at: z.string(),
});
export type ChatLine = z.infer<typeof ChatLine>;

/** The same line as one reader is given it: whether they wrote it themselves. */
export const ReadLine = ChatLine.extend({ isMine: z.boolean() });
export type ReadLine = z.infer<typeof ReadLine>;

/** The same line at the desk: who wrote it, what was done about them, and whether it is hidden. */
export const DeskLine = ChatLine.extend({
  fullName: z.string(),
  guestId: z.string().nullable(),
  isHidden: z.boolean(),
  isMuted: z.boolean(),
  isRemoved: z.boolean(),
});
export type DeskLine = z.infer<typeof DeskLine>;
