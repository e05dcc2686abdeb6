import type { Pass } from "#server/access/pass.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { NoticeKind } from "#server/mail/compose.ts";
import { sealRecipient } from "#server/mail/content.ts";
import type { Room } from "#server/room.ts";

const atOnce = 200;
const dayMs = 24 * 60 * 60_000;

/** Who holds an invitation that was sent and not taken back. */
const isInvited = { kind: "personal", endedAt: null, OR: [{ NOT: { sentAt: null } }, { NOT: { boundAt: null } }] } as const satisfies Prisma.InvitationWhereInput;

/**
 * Letters to the guests of an event that lead nowhere: when and where has changed, it is called off, thanks. Each guest
 * gets each word once, however often it is asked for; whoever was never written to, or taken off the list, gets none.
 */
export function openNotices(room: Room) {
  const { db, clock, sealed, audit } = room;

  /** Guests with an invitation who have not had this word; `since`: a later word about when and where counts as this one. */
  async function waitingFor(tx: Tx, eventId: string, kind: NoticeKind, who: Prisma.GuestWhereInput, since: Date | null) {
    const guests = await tx.guest.findMany({
      where: { eventId, removedAt: null, NOT: { clientId: null }, invitations: { some: isInvited }, ...who },
      include: { client: true, invitations: { where: { kind: "personal" }, orderBy: { createdAt: "desc" } } },
      orderBy: { id: "asc" },
    });
    const kinds = kind === "change" ? (["change", "invitation"] as const) : ([kind] as const);
    const had = await tx.letter.findMany({
      where: { eventId, kind: { in: [...kinds] }, ...(since ? { OR: [{ createdAt: { gte: since } }, { sentAt: { gte: since } }, { state: "waiting" }] } : {}) },
      select: { invitationId: true },
    });
    const hadOf = new Set(had.map(({ invitationId }) => invitationId));
    return guests.filter(({ invitations }) => !invitations.some(({ id }) => hadOf.has(id)));
  }

  async function write(eventId: string, kind: NoticeKind, who: Prisma.GuestWhereInput, since: Date | null, note: (tx: Tx, guestIds: string[]) => Promise<unknown>): Promise<number> {
    for (let queued = 0; ; ) {
      const written = await db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Event" WHERE id = ${eventId} FOR NO KEY UPDATE`; // two who ask at once ask one after the other
        const some = (await waitingFor(tx, eventId, kind, who, since)).slice(0, atOnce);
        const seal = sealed.event(eventId);
        const createdAt = clock.now();
        const letters = some.flatMap(({ id, name, client, invitations }) => {
          const held = invitations.find(({ endedAt }) => endedAt === null);
          if (!client || !held) return [];
          const letterId = newId("letter");
          const to = { name: seal.open(`Guest.name:${id}`, name), address: sealed.house.open(`Client.email:${client.id}`, client.email) };
          return [{ id: letterId, kind, eventId, invitationId: held.id, recipient: sealRecipient(seal, letterId, to), createdAt }];
        });
        if (letters.length === 0) return 0;
        await tx.letter.createMany({ data: letters });
        for (const { id } of letters) await room.enqueueLetter(tx, id);
        await note(tx, some.map(({ id }) => id));
        return letters.length;
      });
      queued += written;
      if (written < atOnce) return queued;
    }
  }

  /** When guests were last told something that is so no more; null when all they were told holds. */
  async function movedAt(eventId: string): Promise<Date | null> {
    const entry = await db.entry.findFirst({ where: { chain: eventId, name: "event.moved" }, orderBy: { seq: "desc" }, select: { at: true } });
    return entry?.at ?? null;
  }

  async function tellCancelled(eventId: string): Promise<number> {
    return write(eventId, "cancel", {}, null, async () => {});
  }

  return {
    /** How many guests hold a letter with another time or place than the plan has now. */
    async untold(pass: Pass<"guest.list">): Promise<number> {
      const since = pass.event.phase === "announced" ? await movedAt(pass.eventId) : null;
      return since ? (await waitingFor(db, pass.eventId, "change", {}, since)).length : 0;
    },
    /** Writes the new time and place to whoever was told another one. */
    async tellChange(pass: Pass<"guest.invite">): Promise<{ queued: number }> {
      const since = pass.event.phase === "announced" ? await movedAt(pass.eventId) : null;
      if (!since) return { queued: 0 };
      return { queued: await write(pass.eventId, "change", {}, since, (tx, guestIds) => audit.record(tx, pass, "guest.told", { guestIds })) };
    },
    /** Writes to everybody invited that the event is called off. */
    tellCancelled,
    /** Thanks whoever came. */
    async thank(pass: Pass<"guest.thank">): Promise<{ queued: number }> {
      const came = { OR: [{ identities: { some: {} } }, { seats: { some: {} } }] } satisfies Prisma.GuestWhereInput;
      return { queued: await write(pass.eventId, "thanks", came, null, (tx, guestIds) => audit.record(tx, pass, "guest.thanked", { guestIds })) };
    },
    /** Writes what was left unwritten when the house stopped in the middle of calling an event off. */
    async catchUp(): Promise<void> {
      const since = new Date(clock.now().getTime() - dayMs);
      const events = await db.event.findMany({ where: { phase: "cancelled", endedAt: { gte: since }, drillOf: null }, select: { id: true } });
      for (const { id } of events) await tellCancelled(id);
    },
  };
}
