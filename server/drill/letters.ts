import { setTimeout as sleep } from "node:timers/promises";
import type { Phase } from "#contracts/event.ts";
import type { LetterKind } from "#prisma/generated/enums.ts";
import type { ShadowGuest } from "#server/drill/canaries.ts";
import { shadowGuests } from "#server/drill/canaries.ts";
import type { Shadow, ShadowDeps } from "#server/drill/shadow.ts";
import { newId } from "#server/infra/ids.ts";
import { openContent, openRecipient, sealRecipient } from "#server/mail/content.ts";

/** The letters that lead nowhere, and the phase in which each is true. */
const notices = [
  ["change", "announced"],
  ["cancel", "cancelled"],
  ["thanks", "ended"],
] as const satisfies [LetterKind, Phase][];

/** One part of a letter that the house wrote. */
export interface LetterPart {
  readonly letterId: string;
  /** The guest of the shadow it is for. */
  readonly to: ShadowGuest | null;
  readonly where: string;
  readonly text: string;
}

/**
 * Lets the house write every kind of letter to a guest of each language, and reads them all, in parts; they are kept in
 * the house. Moves the shadow through the phases in which they are true, without telling anybody.
 */
export async function lettersOf({ room, house }: Pick<ShadowDeps, "room" | "house">, { eventId, guests, canaries }: Shadow): Promise<LetterPart[]> {
  const { db, sealed, clock } = room;
  const seal = sealed.event(eventId);
  const held = await db.invitation.findMany({ where: { eventId, kind: "personal", endedAt: null }, include: { guest: { select: { id: true, language: true } } } });
  const first = await db.letter.findMany({ where: { eventId, kind: "invitation" } });
  for (const [kind, phase] of notices) {
    await db.event.update({ where: { id: eventId }, data: { phase } });
    for (const { id: invitationId } of held) {
      const written = first.find((one) => one.invitationId === invitationId);
      if (!written) continue;
      const id = newId("letter");
      await db.letter.create({ data: { id, kind, eventId, invitationId, recipient: sealRecipient(seal, id, openRecipient(seal, written)), createdAt: clock.now() } });
      await house.mail.tasks["letter.send"].run({ letterId: id });
    }
  }
  for (let tries = 0; tries < 50 && (await db.letter.count({ where: { eventId, state: "waiting", kind: { in: ["receipt", "again"] } } })) > 0; tries += 1) await sleep(100);
  const rows = await db.letter.findMany({ where: { eventId, content: { not: null } } });
  const languageOf = new Map(held.map(({ id, guest }) => [id, guest.language]));
  const guestOf = new Map((await db.invitation.findMany({ where: { eventId }, select: { id: true, guestId: true } })).map(({ id, guestId }) => [id, guestId]));
  const keyOf = (guestId: string | undefined) => shadowGuests.find((key) => guests[key] === guestId) ?? null;
  return rows.flatMap(({ id, kind, content, invitationId, recipient }): LetterPart[] => {
    if (!content) return [];
    const { subject, html, text, calendar } = openContent(seal, id, content);
    // A receipt belongs to no invitation: whose it is, its address tells.
    const { address } = openRecipient(seal, { id, recipient });
    const to = keyOf(guestOf.get(invitationId ?? "")) ?? shadowGuests.find((key) => address.startsWith(`${canaries.names[key].address}@`)) ?? null;
    const parts = { subject, html, text, ...(calendar ? { calendar: `${calendar.file}\n${calendar.body}` } : {}) };
    return Object.entries(parts).map(([part, said]) => ({ letterId: id, to, where: `${kind} ${languageOf.get(invitationId ?? "") ?? ""} ${part}`.replaceAll("  ", " "), text: said }));
  });
}
