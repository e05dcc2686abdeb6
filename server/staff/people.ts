import type { Role } from "#contracts/staff.ts";
import type { HousePass } from "#server/access/pass.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Room } from "#server/room.ts";
import type { Invites } from "#server/staff/invites.ts";
import { countsFrom, isCounting, isOwner } from "#server/staff/owners.ts";
import { signedInNow } from "#server/staff/sessions.ts";

export interface StaffCard {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  isNarrowed: boolean;
  onlyEvents: string[];
  createdAt: string;
  removedAt: string | null;
  /** Whether they have a passkey, or codes of an app. */
  hasSecondProof: boolean;
  /** In how many browsers they are signed in now. */
  browsers: number;
  /** For owners of the whole maison: from when their word counts for acts of two owners; null while nobody confirmed them. */
  owner: { countsFrom: string | null; isCounting: boolean } | null;
}

export interface OpenInvite {
  id: string;
  kind: "join" | "recover";
  /** Null for the link of the first owner, who is not known yet. */
  name: string | null;
  roles: Role[];
  createdAt: string;
  expiresAt: string;
}

/** Who works here, and who was asked to. Times are ISO 8601 in UTC. */
export function openPeople(room: Room, invites: Invites) {
  const { db, clock, sealed } = room;
  const nameOf = (row: { id: string; name: Uint8Array }): string => sealed.house.open(`Staff.name:${row.id}`, row.name);
  const emailOf = (row: { id: string; email: Uint8Array }): string => sealed.house.open(`Staff.email:${row.id}`, row.email);

  return {
    /** Everybody who is or was staff, in the order they came. */
    async list(_pass: HousePass<"staff.invite">): Promise<StaffCard[]> {
      const shadows = await db.event.findMany({ where: { NOT: { drillOf: null } }, select: { id: true } });
      // Whom a drill stands in for is nobody who works here.
      const where = { NOT: { onlyEvents: { hasSome: shadows.map(({ id }) => id) } } };
      const rows = await db.staff.findMany({ where, orderBy: { createdAt: "asc" }, include: { passkeys: { where: { endedAt: null }, select: { id: true } }, sessions: { where: signedInNow(room), select: { id: true } } } });
      return rows.map((row) => ({
        id: row.id,
        name: nameOf(row),
        email: emailOf(row),
        roles: row.roles,
        isNarrowed: row.isNarrowed,
        onlyEvents: row.onlyEvents,
        createdAt: row.createdAt.toISOString(),
        removedAt: row.removedAt?.toISOString() ?? null,
        hasSecondProof: row.passkeys.length > 0 || row.totpSetAt !== null,
        browsers: row.sessions.filter(({ id }) => !room.tombstones.has(id)).length,
        owner: isOwner(row) ? { countsFrom: countsFrom(row)?.toISOString() ?? null, isCounting: isCounting(row, clock.now()) } : null,
      }));
    },

    /** Links that would still open, the newest first; never the links themselves. */
    async openInvites(_pass: HousePass<"staff.invite">): Promise<OpenInvite[]> {
      const rows = await db.staffInvite.findMany({
        where: { usedAt: null, endedAt: null, expiresAt: { gt: clock.now() } },
        orderBy: { createdAt: "desc" },
      });
      const living: OpenInvite[] = [];
      for (const row of rows) {
        if (!(await invites.isMakerLiving(db, row.createdById))) continue;
        const { id, kind } = row;
        const person = row.staffId ? await db.staff.findUnique({ where: { id: row.staffId } }) : null;
        if (kind === "recover" && (!person || person.removedAt)) continue;
        const name = person ? nameOf(person) : row.name && sealed.house.open(`StaffInvite.name:${id}`, row.name);
        const roles = person?.roles ?? row.roles;
        living.push({ id, kind, name, roles, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() });
      }
      return living;
    },

    /** The visitor's own card; null for whoever is not staff. */
    async me(visitor: Visitor): Promise<Pick<StaffCard, "id" | "name" | "email" | "roles" | "isNarrowed"> | null> {
      const row = visitor.staff && (await db.staff.findUnique({ where: { id: visitor.staff.id } }));
      if (!row || row.removedAt || room.tombstones.has(row.id)) return null;
      return { id: row.id, name: nameOf(row), email: emailOf(row), roles: row.roles, isNarrowed: row.isNarrowed };
    },
  };
}
