import * as z from "#contracts/zod.ts";
import type { Language } from "#contracts/languages.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Mailer } from "#server/infra/mailer.ts";
import { openDelivery } from "#server/mail/deliver.ts";
import { openNotices } from "#server/mail/notices.ts";
import { openOutbox } from "#server/mail/outbox.ts";
import type { PreviewKind } from "#server/mail/preview.ts";
import { previewLetter } from "#server/mail/preview.ts";
import type { Room } from "#server/room.ts";

export { calendarFile, calendarSequence, calendarUid } from "#server/mail/calendar.ts";
export { isTitleTold, placeTold } from "#server/mail/compose.ts";
export { sealContent, sealRecipient } from "#server/mail/content.ts";
export { composeReceipt } from "#server/mail/receipt.ts";
export { sayIn, unnamed } from "#server/mail/words.ts";

const LetterJob = z.object({ letterId: z.string() });

/** Letters: sent by the queue, through a mail server or into the house's own outbox. */
export function openMail(room: Room, { mailer }: { mailer: Mailer | null }) {
  const send = openDelivery(room, mailer);
  const keep = openDelivery(room, null);
  /** What the shadow of a drill writes never leaves the house: it is kept, read by the drill, and gone with it. */
  async function deliver(letterId: string): Promise<void> {
    const letter = await room.db.letter.findUnique({ where: { id: letterId }, select: { eventId: true } });
    const isOfShadow = letter?.eventId && (await room.db.event.count({ where: { id: letter.eventId, NOT: { drillOf: null } } })) > 0;
    return isOfShadow ? keep(letterId) : send(letterId);
  }
  const { outbox, eventOf, read, erase } = openOutbox(room);
  const { untold, tellChange, tellCancelled, thank, catchUp } = openNotices(room);
  return {
    outbox,
    eventOf,
    read,
    ...{ untold, tellChange, tellCancelled, thank },
    /** A letter of the pass's event as it would be sent now, to somebody made up. */
    preview: (pass: Pass<"letter.read">, kind: PreviewKind, lang: Language) => previewLetter(room, pass, kind, lang),
    /** The queue's work; nothing of it can be reached from a page. */
    tasks: {
      "letter.send": { run: (payload: unknown) => deliver(LetterJob.parse(payload).letterId) },
      "letters.catchUp": { run: catchUp, every: "*/5 * * * *" },
      "letters.erase": { run: erase, every: "17 * * * *" },
    },
  };
}
