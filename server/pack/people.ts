import type { GuestKeyKind } from "#prisma/generated/enums.ts";
import type { Told } from "#server/pack/told.ts";
import type { Room } from "#server/room.ts";

/**
 * How it may have gone with a guest, in the order they are told in. `admitted`: took a place; `atDoor`: went in at the door and took none; `refused`: declined
 * the agreement and never signed it; `withdrawn`: their invitation was taken back; `absent`: never came.
 */
export const ways = ["admitted", "removed", "refused", "atDoor", "withdrawn", "absent"] as const;
export type Went = (typeof ways)[number];

/** Times are ISO 8601, UTC. Of an event that is forgotten there are ids and what the record told, and no name. */
export interface GuestThere {
  id: string;
  name: string | null;
  kind: "guest" | "speaker" | null;
  seat: number | null;
  broughtBy: string | null;
  went: Went;
  invitedAt: string | null;
  enteredAt: string | null;
  leftAt: string | null;
  removedAt: string | null;
  places: number;
  codesVoided: number;
  key: GuestKeyKind | null;
}

export interface StaffThere {
  id: string;
  name: string;
  places: number;
  firstAt: string | null;
}

export interface TabletThere {
  id: string;
  boutique: string;
  number: number;
  pairedAt: string;
  armedUntil: string | null;
  revokedAt: string | null;
  places: number;
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const latest = (times: readonly (Date | null)[]): Date | null => times.reduce((last, one) => (one && (!last || one > last) ? one : last), null);

/** Everybody on the list of an event, in the order of their seats, and how it went with each. */
export async function guestsThere({ db, sealed }: Room, eventId: string, told: Told): Promise<GuestThere[]> {
  if (!sealed.has(eventId)) return guestsTold(told);
  const seal = sealed.event(eventId);
  const rows = await db.guest.findMany({
    where: { eventId },
    orderBy: { number: "asc" },
    include: { seats: { orderBy: { startedAt: "asc" } }, invitations: true, identities: { orderBy: { boundAt: "asc" } } },
  });
  const agreements = await db.agreement.findMany({ where: { eventId, NOT: { guestId: null } }, select: { guestId: true, kind: true } });
  const who = (kind: "signed" | "refused") => new Set(agreements.flatMap((one) => (one.kind === kind && one.guestId ? [one.guestId] : [])));
  const [signed, refused] = [who("signed"), who("refused")];
  const keys = new Map((await db.guestKey.findMany({ where: { eventId }, orderBy: { createdAt: "asc" } })).map((key) => [key.guestId, key.kind]));
  return rows.map((row): GuestThere => {
    const isWithdrawn = row.invitations.length > 0 && row.invitations.every(({ endedAt, kind }) => endedAt !== null || kind === "again");
    const went = (): Went => {
      if (row.removedAt) return "removed";
      if (row.seats.length > 0) return "admitted";
      if (refused.has(row.id) && !signed.has(row.id)) return "refused";
      if (isWithdrawn) return "withdrawn";
      return row.identities.length > 0 ? "atDoor" : "absent";
    };
    return {
      ...{ id: row.id, name: seal.open(`Guest.name:${row.id}`, row.name), kind: row.kind, seat: row.number, broughtBy: row.companionOf, went: went() },
      invitedAt: iso(row.invitations.find(({ sentAt }) => sentAt !== null)?.sentAt),
      enteredAt: iso(row.seats[0]?.startedAt ?? row.identities[0]?.boundAt),
      leftAt: row.seats.some(({ endedAt }) => endedAt === null) ? null : iso(latest(row.seats.map(({ endedAt }) => endedAt))),
      removedAt: iso(row.removedAt),
      ...{ places: row.seats.length, codesVoided: told.voided.get(row.id) ?? 0, key: keys.get(row.id) ?? null },
    };
  });
}

/** What the record alone can tell of guests, when the rest of an event is forgotten: ids. */
const guestsTold = ({ guests, entered, removed, voided }: Told): GuestThere[] =>
  [...guests].map((id) => ({
    ...{ id, name: null, kind: null, seat: null, broughtBy: null, invitedAt: null, leftAt: null, places: 0, key: null },
    went: removed.has(id) ? "removed" : entered.has(id) ? "atDoor" : "absent",
    enteredAt: entered.get(id) ?? null,
    removedAt: removed.get(id) ?? null,
    codesVoided: voided.get(id) ?? 0,
  }));

/** Staff who took a place at the event. */
export async function staffThere({ db, sealed }: Room, eventId: string): Promise<StaffThere[]> {
  const seats = await db.seat.findMany({ where: { eventId, NOT: { staffId: null } }, orderBy: { startedAt: "asc" }, include: { staff: true } });
  const all = new Map<string, StaffThere>();
  for (const { staff, startedAt } of seats) {
    if (!staff) continue;
    const one = all.get(staff.id) ?? { id: staff.id, name: sealed.house.open(`Staff.name:${staff.id}`, staff.name), places: 0, firstAt: startedAt.toISOString() };
    one.places += 1;
    all.set(staff.id, one);
  }
  return [...all.values()];
}

/** The boutiques' tablets that were paired for the event. */
export async function tabletsThere({ db, sealed }: Room, eventId: string): Promise<TabletThere[]> {
  const rows = await db.device.findMany({ where: { eventId }, orderBy: [{ boutiqueId: "asc" }, { number: "asc" }], include: { boutique: true, _count: { select: { seats: true } } } });
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, places: row._count.seats },
    boutique: sealed.house.open(`Boutique.name:${row.boutiqueId}`, row.boutique.name),
    ...{ pairedAt: row.pairedAt.toISOString(), armedUntil: iso(row.armedUntil), revokedAt: iso(row.revokedAt) },
  }));
}
