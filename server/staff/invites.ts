import type { Role } from "#contracts/staff.ts";
import { decideHouse } from "#server/access/policy.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import { digest, newToken } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";

const hour = 60 * 60_000;
/** How long a one-time link opens, by what it is for. A recovery gives away an existing place, so it lives shorter. */
export const linkLives = { join: 72 * hour, recover: 24 * hour } as const;

const isToken = /^[A-Za-z0-9_-]{43}$/;

/** The path of a one-time link, for joining and for recovering alike. */
export const pathOf = (token: string): string => `/studio/join/${token}`;

/** Makes everything that lets somebody become staff take turns, within the caller's transaction. */
export async function takeTurns(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('staff.join', 0))`;
}

/** One-time links as their holder meets them. Used, ended, expired and made-up ones are all the same null. */
export function openInvites(room: Room) {
  const { db, clock, sealed, tombstones } = room;

  /** Whoever made the link must still be somebody who may; the house itself always is. */
  async function isMakerLiving(tx: Tx, createdById: string | null): Promise<boolean> {
    if (createdById === null) return true;
    if (tombstones.has(createdById)) return false;
    const maker = await tx.staff.findUnique({ where: { id: createdById } });
    return maker !== null && maker.removedAt === null && decideHouse(maker).has("staff.invite");
  }

  /** The link of the first owner names nobody and was made by nobody. It opens only while nobody was ever staff. */
  const isFirst = (invite: { kind: string; createdById: string | null; email: Uint8Array | null }): boolean =>
    invite.kind === "join" && invite.createdById === null && invite.email === null;

  /** The living invite behind a token, or null. Looks only. */
  async function living(token: string, tx: Tx = db) {
    if (!isToken.test(token)) return null;
    const invite = await tx.staffInvite.findFirst({
      where: { tokenHash: digest(token), usedAt: null, endedAt: null, expiresAt: { gt: clock.now() } },
    });
    if (!invite || !(await isMakerLiving(tx, invite.createdById))) return null;
    if (isFirst(invite) && (await tx.staff.count()) > 0) return null;
    return invite;
  }

  return {
    living,
    isMakerLiving,
    isFirst,

    /** Uses an invite up, in the transaction that makes what it stands for. Of any number of callers one gets true. */
    async consume(tx: Tx, inviteId: string): Promise<boolean> {
      const now = clock.now();
      const { count } = await tx.staffInvite.updateMany({
        where: { id: inviteId, usedAt: null, endedAt: null, expiresAt: { gt: now } },
        data: { usedAt: now },
      });
      return count === 1;
    },

    /** The path of a new one-time link for the first owner; the one before ends. Null once anybody is or was staff. */
    firstInviteLink: (): Promise<string | null> =>
      db.$transaction(async (tx) => {
        await takeTurns(tx);
        if ((await tx.staff.count()) > 0) return null;
        const now = clock.now();
        const id = newId("staffInvite");
        const token = newToken();
        await tx.staffInvite.updateMany({
          where: { kind: "join", createdById: null, email: null, usedAt: null, endedAt: null },
          data: { endedAt: now },
        });
        await tx.staffInvite.create({
          data: {
            id,
            kind: "join",
            tokenHash: digest(token),
            roles: ["owner"],
            createdAt: now,
            expiresAt: new Date(now.getTime() + linkLives.join),
          },
        });
        await room.audit.write(tx, "house", "staff.firstLinkMade", { kind: "steward", why: "first owner" }, { inviteId: id });
        return pathOf(token);
      }),

    /** What a one-time link is for, without using it up; null when it opens nothing. */
    async lookAtInvite(
      token: string,
    ): Promise<{ kind: "join" | "recover"; name: string | null; email: string | null; roles: Role[] } | null> {
      const invite = await living(token);
      if (!invite) return null;
      const { id, kind, roles } = invite;
      if (kind === "join") {
        const name = invite.name && sealed.house.open(`StaffInvite.name:${id}`, invite.name);
        const email = invite.email && sealed.house.open(`StaffInvite.email:${id}`, invite.email);
        return { kind, name, email, roles };
      }
      const person = invite.staffId && (await db.staff.findUnique({ where: { id: invite.staffId } }));
      if (!person || person.removedAt || tombstones.has(person.id)) return null;
      return {
        kind,
        name: sealed.house.open(`Staff.name:${person.id}`, person.name),
        email: sealed.house.open(`Staff.email:${person.id}`, person.email),
        roles: person.roles,
      };
    },
  };
}
export type Invites = ReturnType<typeof openInvites>;
