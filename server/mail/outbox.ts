import type { HousePass, Pass } from "#server/access/pass.ts";
import { actorOf } from "#server/audit/audit.ts";
import { noteReading } from "#server/audit/note-reading.ts";
import type { LetterKind, LetterState } from "#prisma/generated/enums.ts";
import type { LetterContent } from "#server/mail/content.ts";
import { openContent, openRecipient } from "#server/mail/content.ts";
import type { Seal } from "#server/infra/sealed.ts";
import type { Room } from "#server/room.ts";

export interface LetterCard {
  id: string;
  kind: LetterKind;
  eventId: string;
  /** The event's code name. */
  eventName: string;
  to: string;
  state: LetterState;
  fault: string | null;
  createdAt: string;
  sentAt: string | null;
  /** What became of the link it carries; null for a letter that carries none, or was not sent. */
  link: "unopened" | "opened" | "entered" | "ended" | null;
  /** Whether the house still holds what it says. */
  isKept: boolean;
}

/** Letters are erased this long after they were written. */
export const keptMs = 7 * 24 * 60 * 60_000;

const shownMax = 500;

/** The house's own mailbox: letters nobody but staff with leave may read. */
export function openOutbox(room: Room) {
  const { db, clock, sealed, audit } = room;

  function sealOf(eventId: string): Seal | null {
    try {
      return sealed.event(eventId);
    } catch {
      return null; // purged: nothing of it can be read
    }
  }

  return {
    /** The newest letters, without what they say. */
    async outbox(_pass: HousePass<"outbox.read">): Promise<LetterCard[]> {
      const rows = await db.letter.findMany({
        where: { eventId: { not: null } },
        orderBy: { createdAt: "desc" },
        take: shownMax,
        omit: { content: true },
      });
      const kept = await db.letter.findMany({ where: { id: { in: rows.map((row) => row.id) }, content: { not: null } }, select: { id: true } });
      const isKept = new Set(kept.map((row) => row.id));
      const events = await db.event.findMany({
        where: { id: { in: rows.flatMap((row) => row.eventId ?? []) }, drillOf: null }, // a drill's letters are read by the drill alone
        select: { id: true, codeName: true },
      });
      const names = new Map(events.map((event) => [event.id, event.codeName]));
      const carried = await db.invitation.findMany({ where: { id: { in: rows.flatMap(({ kind, state, invitationId }) => (state === "sent" && (kind === "invitation" || kind === "again") && invitationId) || []) } } });
      const links = new Map(carried.map(({ id, boundAt, openedAt, endedAt }) => [id, boundAt ? ("entered" as const) : endedAt ? ("ended" as const) : openedAt ? ("opened" as const) : ("unopened" as const)]));
      return rows.flatMap((row) => {
        const seal = row.eventId && sealOf(row.eventId);
        const codeName = row.eventId && names.get(row.eventId);
        if (!row.eventId || !seal || !codeName) return [];
        const { id, kind, eventId, state, fault } = row;
        return {
          ...{ id, kind, eventId, state, fault },
          eventName: seal.open(`Event.codeName:${eventId}`, codeName),
          to: openRecipient(seal, row).name,
          createdAt: row.createdAt.toISOString(),
          sentAt: row.sentAt?.toISOString() ?? null,
          link: (row.invitationId && row.state === "sent" && links.get(row.invitationId)) || null,
          isKept: isKept.has(id),
        };
      });
    },

    /** Which event a letter is about, so that its door can be asked before it is read; null for a letter that is not there. */
    async eventOf(_pass: HousePass<"outbox.read">, letterId: string): Promise<string | null> {
      return (await db.letter.findUnique({ where: { id: letterId }, select: { eventId: true } }))?.eventId ?? null;
    },

    /** One letter of the pass's event as it was written, its link included; that it was read is recorded. Null when it is not, or no longer, kept. */
    async read(pass: Pass<"letter.read">, letterId: string): Promise<(LetterContent & { to: string }) | null> {
      const { eventId, holder } = pass;
      const row = await db.letter.findFirst({ where: { id: letterId, eventId } });
      const seal = row ? sealOf(eventId) : null;
      if (!row?.content || !seal) return null;
      await noteReading(room, pass, "letter");
      await db.$transaction((tx) => audit.write(tx, "house", "letter.read", actorOf(holder), { letterId, eventId }));
      const to = openRecipient(seal, row);
      return { ...openContent(seal, row.id, row.content), to: `${to.name} <${to.address}>` };
    },

    /** Erases what letters older than seven days say. */
    async erase(): Promise<void> {
      const before = new Date(clock.now().getTime() - keptMs);
      await db.letter.updateMany({ where: { content: { not: null }, createdAt: { lt: before } }, data: { content: null } });
    },
  };
}
