import type { ChatLine, DeskLine, ReadLine } from "#contracts/chat.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { ChatLine as Row, Guest, Staff } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";
import { nameShown } from "#server/access/profile.ts";
import type { SeatsOf } from "#server/access/revoke.ts";
import { noteReading } from "#server/audit/note-reading.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";

type Author = { fullName: string; place: string | null; isStaff: boolean; guestId: string | null; isMuted: boolean; isRemoved: boolean };
const include = { guest: { include: { boutique: true } } } as const;
type Written = Row & { guest: (Guest & { boutique: { id: string; city: Uint8Array } | null }) | null };

/** A removal stands in the database at the latest so long after it holds, in milliseconds; unless that is silent. */
const settledMs = 400;

/** Who wrote, or would write: the columns of a line. Null for whoever has no voice of their own. */
function authorOf(holder: Pass["holder"]): { guestId: string } | { staffId: string } | null {
  if (holder.kind === "staff") return { staffId: holder.staffId };
  return holder.kind === "guest" || holder.kind === "speaker" ? { guestId: holder.guestId } : null;
}

/** Chat at an event: shown at once, hidden by the desk, kept under the event's key. `seatsOf` finds an author's own tabs. */
export function openChat(room: Room, deps: { seatsOf(whose: SeatsOf): readonly Seat[]; onFault(fault: unknown): void }) {
  const { db, clock, sealed, audit, announcer, signals, tombstones } = room;

  const standingOf = ({ id, mutedAt, removedAt }: Pick<Guest, "id" | "mutedAt" | "removedAt">) => ({
    isMuted: mutedAt !== null || tombstones.isMuted(id), // it holds before it is stored
    isRemoved: removedAt !== null,
  });

  /** Tells every desk how somebody who has spoken stands now. */
  async function tellDesks(eventId: string, guestId: string, isLast = false): Promise<void> {
    const select = { id: true, mutedAt: true, removedAt: true } as const;
    const guest = await db.guest.findFirst({ where: { id: guestId, eventId, lines: { some: {} } }, select });
    if (!guest) return;
    announcer.announce(eventId, "guest.changed", { guestId, ...standingOf(guest) });
    // Taken away in memory: whether for good, the database says as soon as it has it.
    const isUnsettled = guest.removedAt === null && tombstones.has(guestId) && !isLast;
    if (isUnsettled) setTimeout(() => tellDesks(eventId, guestId, true).catch(deps.onFault), settledMs).unref();
  }
  signals.hear("standing.changed", ({ eventId, personId }) => {
    if (eventId) tellDesks(eventId, personId).catch(deps.onFault);
  });

  const ofGuest = (guest: NonNullable<Written["guest"]>): Author => ({
    fullName: sealed.event(guest.eventId).open(`Guest.name:${guest.id}`, guest.name),
    place: guest.boutique ? sealed.house.open(`Boutique.city:${guest.boutique.id}`, guest.boutique.city) : null,
    isStaff: false,
    guestId: guest.id,
    ...standingOf(guest),
  });
  const ofStaff = (staff: Pick<Staff, "id" | "name">): Author => ({
    fullName: sealed.house.open(`Staff.name:${staff.id}`, staff.name),
    place: null,
    isStaff: true,
    guestId: null,
    isMuted: false,
    isRemoved: false,
  });

  /** The whole fact of a line; each audience's schema takes what it may know. */
  function fact(pass: Pass, row: Row, author: Author): DeskLine {
    const { level, wishes } = pass.event;
    return {
      id: row.id,
      seq: row.seq,
      who: author.isStaff ? author.fullName : (nameShown(level, author.fullName, wishes.namesShown) ?? ""),
      place: author.place,
      isStaff: author.isStaff,
      body: sealed.event(row.eventId).open(`ChatLine.body:${row.id}`, row.body),
      at: row.createdAt.toISOString(),
      fullName: author.fullName,
      guestId: author.guestId,
      isHidden: row.hiddenAt !== null,
      isMuted: author.isMuted,
      isRemoved: author.isRemoved,
    };
  }

  async function written(pass: Pass, rows: Written[]): Promise<DeskLine[]> {
    const ids = [...new Set(rows.flatMap((row) => (row.staffId ? [row.staffId] : [])))];
    const staff = new Map((await db.staff.findMany({ where: { id: { in: ids } } })).map((one) => [one.id, one]));
    return rows.flatMap((row) => {
      const author = row.guest ? ofGuest(row.guest) : row.staffId ? staff.get(row.staffId) : undefined;
      if (!author) return [];
      return [fact(pass, row, "fullName" in author ? author : ofStaff(author))];
    });
  }

  const forRoom = ({ id, seq, who, place, isStaff, body, at }: DeskLine): ChatLine => ({ id, seq, who, place, isStaff, body, at });

  return {
    /** Posts a line and tells the room, its author's own tabs first that it is theirs; answered only after the row is durable. */
    async post(pass: Pass<"chat.post">, body: string): Promise<Outcome<ChatLine, "gone">> {
      const { eventId } = pass;
      const by = authorOf(pass.holder);
      if (!by) return failed("gone");
      const id = newId("line");
      const sealedBody = sealed.event(eventId).seal(`ChatLine.body:${id}`, body);
      const row = await db.$transaction(async (tx) => {
        const { lineSeq } = await tx.event.update({ where: { id: eventId }, data: { lineSeq: { increment: 1 } }, select: { lineSeq: true } });
        return tx.chatLine.create({ data: { id, eventId, seq: lineSeq, ...by, body: sealedBody, createdAt: clock.now() }, include });
      });
      const [line] = await written(pass, [row]);
      if (!line) return failed("gone");
      for (const seat of deps.seatsOf({ eventId, ...by })) tell(seat, "chat.mine", { id });
      announcer.announce(eventId, "chat.posted", line);
      return done(forRoom(line));
    },

    /** The last lines that are not hidden, oldest first, with which of them the pass's holder wrote. */
    async latest(pass: Pass<"chat.read">, limit = 60): Promise<ReadLine[]> {
      await noteReading(room, pass, "chat");
      const rows = await db.chatLine.findMany({ where: { eventId: pass.eventId, hiddenAt: null }, orderBy: { seq: "desc" }, take: limit, include });
      const by = authorOf(pass.holder);
      const isMine = (row: Row) => by !== null && ("staffId" in by ? row.staffId === by.staffId : row.guestId === by.guestId);
      const mine = new Set(rows.filter(isMine).map(({ id }) => id));
      return (await written(pass, rows.reverse())).map((line) => ({ ...forRoom(line), isMine: mine.has(line.id) }));
    },

    /** The last lines as the desk sees them, hidden ones too. */
    async desk(pass: Pass<"chat.moderate">, limit = 120): Promise<DeskLine[]> {
      await noteReading(room, pass, "chat");
      const rows = await db.chatLine.findMany({ where: { eventId: pass.eventId }, orderBy: { seq: "desc" }, take: limit, include });
      return written(pass, rows.reverse());
    },

    /** Hides a line everywhere, or shows it again. */
    async hide(pass: Pass<"chat.moderate">, lineId: string, isHidden: boolean): Promise<Outcome<Record<string, never>, "gone">> {
      const { eventId, holder } = pass;
      const row = await db.$transaction(async (tx) => {
        const hidden = isHidden ? { hiddenAt: clock.now(), hiddenById: holder.kind === "staff" ? holder.staffId : null } : { hiddenAt: null, hiddenById: null };
        const { count } = await tx.chatLine.updateMany({ where: { id: lineId, eventId }, data: hidden });
        if (count === 0) return null;
        await audit.record(tx, pass, isHidden ? "chat.hidden" : "chat.shown", { lineId });
        return tx.chatLine.findUnique({ where: { id: lineId }, include });
      });
      if (!row) return failed("gone");
      if (isHidden) announcer.announce(eventId, "chat.hidden", { id: lineId, isHidden: true });
      else for (const line of await written(pass, [row])) announcer.announce(eventId, "chat.shown", line);
      return done({});
    },
  };
}
