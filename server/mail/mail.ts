import * as z from "#contracts/zod.ts";
import type { Mailer } from "#server/infra/mailer.ts";
import { openDelivery } from "#server/mail/deliver.ts";
import { openOutbox } from "#server/mail/outbox.ts";
import type { Room } from "#server/room.ts";

export { isTitleTold } from "#server/mail/compose.ts";
export { sealContent, sealRecipient } from "#server/mail/content.ts";
export { composeReceipt } from "#server/mail/receipt.ts";
export { sayIn, unnamed } from "#server/mail/words.ts";

const LetterJob = z.object({ letterId: z.string() });

/** Letters: sent by the queue, through a mail server or into the house's own outbox. */
export function openMail(room: Room, { mailer }: { mailer: Mailer | null }) {
  const deliver = openDelivery(room, mailer);
  const { outbox, eventOf, read, erase } = openOutbox(room);
  return {
    outbox,
    eventOf,
    read,
    /** The queue's work; nothing of it can be reached from a page. */
    tasks: {
      "letter.send": { run: (payload: unknown) => deliver(LetterJob.parse(payload).letterId) },
      "letters.erase": { run: erase, every: "17 * * * *" },
    },
  };
}
