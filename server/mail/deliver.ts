import type { Phase } from "#contracts/event.ts";
import type { Letter } from "#prisma/generated/client.ts";
import type { Tx } from "#server/infra/db.ts";
import type { MailFault, Mailer } from "#server/infra/mailer.ts";
import { MailRefusal } from "#server/infra/mailer.ts";
import { digest, newToken } from "#server/infra/secrets.ts";
import type { NoticeKind } from "#server/mail/compose.ts";
import { compose, noticeKinds } from "#server/mail/compose.ts";
import type { LetterContent, Recipient } from "#server/mail/content.ts";
import { openContent, openRecipient, sealContent } from "#server/mail/content.ts";
import type { Told } from "#server/mail/facts.ts";
import { factsOf } from "#server/mail/facts.ts";
import type { Room } from "#server/room.ts";

/** Why a letter was not sent: the mail server's fault, or the house no longer wants it sent. */
export type LetterFault = MailFault | "withdrawn" | "eventOver" | "keyGone" | "tooLate";

/** A link asked for at the door opens this long, from the moment it is sent. */
export const againMs = 10 * 60_000;

const opening = ["announced", "doors", "live"];
/** The phase in which each of these is still so. */
const phaseFor = { change: "announced", cancel: "cancelled", thanks: "ended" } as const satisfies Record<NoticeKind, Phase>;

type Ready = { to: Recipient; content: LetterContent; maison: string; invitationId: string };

/** Sends one letter, by its id. Without a mailer it is kept in the outbox. Throws the fault that the queue should try again. */
export function openDelivery(room: Room, mailer: Mailer | null) {
  const { db, clock, sealed, tombstones } = room;

  const giveUp = (tx: Tx, id: string, fault: LetterFault) => tx.letter.update({ where: { id }, data: { state: "failed", fault } });
  const note = (tx: Tx, id: string, invitationId: string) =>
    Promise.all([
      tx.letter.update({ where: { id }, data: { state: "sent", fault: null, sentAt: clock.now() } }),
      tx.invitation.updateMany({ where: { id: invitationId, sentAt: null }, data: { sentAt: clock.now() } }),
    ]);

  /**
   * Makes the link, in one transaction that holds the guest's row: whatever was sent before and is not in use ends, and
   * a second try of the same letter replaces its own link. Null when there is nothing (more) to send.
   */
  const prepare = (letterId: string): Promise<Ready | null> =>
    db.$transaction(async (tx) => {
      const letter = await tx.letter.findUnique({ where: { id: letterId } });
      if (!letter?.eventId || !letter.invitationId || letter.state === "sent") return null;
      const { eventId, invitationId } = letter;
      await tx.$queryRaw`
        SELECT 1 FROM "Guest" g JOIN "Invitation" v ON v."guestId" = g.id WHERE v.id = ${invitationId} FOR NO KEY UPDATE OF g, v`;
      const invitation = await tx.invitation.findUniqueOrThrow({
        where: { id: invitationId },
        include: { guest: { include: { event: true, boutique: true } } },
      });
      const { guest } = invitation;
      const { event } = guest;
      if (invitation.endedAt || guest.removedAt || tombstones.has(guest.id)) return giveUp(tx, letterId, "withdrawn").then(() => null);
      if (!opening.includes(event.phase)) return giveUp(tx, letterId, "eventOver").then(() => null);
      if (invitation.boundSessionId) return note(tx, letterId, invitationId).then(() => null); // sent before the crash, and used since
      const now = clock.now();
      if (invitation.kind === "again" && now.getTime() - letter.createdAt.getTime() > againMs)
        return giveUp(tx, letterId, "tooLate").then(() => null);
      const seal = isKeyThere(eventId) ? sealed.event(eventId) : null;
      if (!seal) return giveUp(tx, letterId, "keyGone").then(() => null);

      const token = newToken();
      await tx.invitation.update({
        where: { id: invitationId },
        data: { tokenHash: digest(token), expiresAt: invitation.kind === "again" ? new Date(now.getTime() + againMs) : null },
      });
      // A link asked for at the door never ends a personal one: whoever holds a used link could otherwise void it.
      await tx.invitation.updateMany({
        where: {
          ...{ guestId: guest.id, id: { not: invitationId }, boundSessionId: null, endedAt: null, tokenHash: { not: null } },
          ...(invitation.kind === "again" ? { kind: "again" } : {}),
        },
        data: { endedAt: now },
      });
      const to = openRecipient(seal, letter);
      const facts = await factsOf(room, tx, invitation.kind === "again" ? "again" : "invitation", guest, `${room.origin}/door/${token}`);
      const content = compose(facts);
      if (!mailer) {
        await tx.letter.update({ where: { id: letterId }, data: { content: sealContent(seal, letterId, content) } });
        await note(tx, letterId, invitationId);
      }
      return { to, content, maison: facts.maison, invitationId };
    });

  /** A letter that leads nowhere, with what stands now; null when it has nothing (more) to say. Without a mailer it is kept. */
  const prepareNotice = (kind: NoticeKind, letterId: string): Promise<Omit<Ready, "invitationId"> | null> =>
    db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Letter" WHERE id = ${letterId} FOR NO KEY UPDATE`;
      const letter = await tx.letter.findUnique({ where: { id: letterId } });
      if (!letter?.eventId || !letter.invitationId || letter.state === "sent") return null;
      const invitation = await tx.invitation.findUnique({ where: { id: letter.invitationId }, include: { guest: { include: { event: true, boutique: true } } } });
      const seal = isKeyThere(letter.eventId) ? sealed.event(letter.eventId) : null;
      const refused = noticeFault(kind, invitation?.guest) ?? (seal ? null : "keyGone");
      if (refused || !invitation || !seal) return giveUp(tx, letterId, refused ?? "withdrawn").then(() => null);
      const facts = await factsOf(room, tx, kind, invitation.guest, null);
      const content = compose(facts);
      if (!mailer) await tx.letter.update({ where: { id: letterId }, data: { content: sealContent(seal, letterId, content), ...sentNow() } });
      return { to: openRecipient(seal, letter), content, maison: facts.maison };
    });

  /** Why a letter that was true when it was written is not sent now. */
  function noticeFault(kind: NoticeKind, guest: Told | undefined): LetterFault | null {
    if (!guest || guest.removedAt || tombstones.has(guest.id)) return "withdrawn";
    return guest.event.phase === phaseFor[kind] ? null : "eventOver";
  }
  const sentNow = () => ({ state: "sent", fault: null, sentAt: clock.now() }) as const;

  function isKeyThere(eventId: string): boolean {
    try {
      sealed.event(eventId);
      return true;
    } catch {
      return false; // purged
    }
  }

  /** A receipt was written when it was signed; with a mail server the house keeps no copy of it. */
  async function sendReceipt(row: Letter): Promise<void> {
    const { id, eventId } = row;
    if (row.state === "sent" || !eventId) return;
    const seal = isKeyThere(eventId) ? sealed.event(eventId) : null;
    if (!seal || !row.content) return void (await giveUp(db, id, seal ? "tooLate" : "keyGone"));
    const sent = { state: "sent", fault: null, sentAt: clock.now() } as const;
    if (!mailer) return void (await db.letter.update({ where: { id }, data: sent }));
    const maison = (await room.maison.read()).name;
    const isTaken = await hand({ to: openRecipient(seal, row), content: openContent(seal, id, row.content), maison }, id);
    if (isTaken) await db.letter.update({ where: { id }, data: { ...sent, content: null } });
  }

  /** Hands a letter to the mail server; throws what the queue should try again. */
  async function hand({ to, content, maison }: Omit<Ready, "invitationId">, letterId: string): Promise<boolean> {
    try {
      await mailer?.send({ from: maison, to, ...content });
      return true;
    } catch (fault) {
      if (!(fault instanceof MailRefusal)) throw fault;
      await giveUp(db, letterId, fault.fault);
      if (fault.fault === "recipientRefused") return false; // no second try makes the address another one
      throw fault;
    }
  }

  return async function deliver(letterId: string): Promise<void> {
    const row = await db.letter.findUnique({ where: { id: letterId } });
    if (row?.kind === "receipt") return sendReceipt(row);
    const notice = noticeKinds.find((kind) => kind === row?.kind);
    if (notice) {
      const told = await prepareNotice(notice, letterId);
      if (told && mailer && (await hand(told, letterId))) await db.letter.update({ where: { id: letterId }, data: sentNow() });
      return;
    }
    const ready = await prepare(letterId);
    if (!ready || !mailer) return;
    if (await hand(ready, letterId)) await note(db, letterId, ready.invitationId);
  };
}
