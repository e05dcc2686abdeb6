import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { StaffInviting } from "#contracts/staff.ts";
import type { HousePass } from "#server/access/pass.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import { digest, newToken } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";
import { linkLives, pathOf } from "#server/staff/invites.ts";
import type { SecondProofs } from "#server/staff/second-proofs.ts";

const makerOf = (pass: HousePass): string | null => (pass.holder.kind === "staff" ? pass.holder.staffId : null);

/** Asking colleagues in. A link is shown once, to be handed over personally; the house writes no letter about it. */
export function openInviting(room: Room, sessions: Sessions, proofs: SecondProofs) {
  const { db, clock, sealed, audit } = room;
  const stillOpen = { usedAt: null, endedAt: null };

  /** Addresses are sealed, so the few open links are opened one by one. */
  async function endOpenInvites(tx: Tx, email: string): Promise<void> {
    const open = await tx.staffInvite.findMany({ where: { kind: "join", email: { not: null }, ...stillOpen } });
    const same = open.filter((row) => row.email && sealed.house.open(`StaffInvite.email:${row.id}`, row.email) === email);
    await tx.staffInvite.updateMany({ where: { id: { in: same.map((row) => row.id) }, ...stillOpen }, data: { endedAt: clock.now() } });
  }

  /** Whether somebody's second proof must be shown first: the maker's own, or one that the link would end. */
  async function needsStepUp({ holder }: HousePass, staffId: string | null = null): Promise<boolean> {
    if (holder.kind === "steward" || (await sessions.visitorById(holder.sessionId)).staff?.isSteppedUp === true) return false;
    return (await proofs.hasAny(db, holder.staffId)) || (staffId !== null && (await proofs.hasAny(db, staffId)));
  }

  return {
    /**
     * A one-time link for a colleague, open for 72 hours; an older link to the same address ends. `already`: they are staff.
     * `stepUp`: who has a second proof shows it, for a new owner may do everything that asks for one.
     */
    async invite(pass: HousePass<"staff.invite">, form: StaffInviting): Promise<Outcome<{ link: string }, "already" | "stepUp">> {
      if (await needsStepUp(pass)) return failed("stepUp");
      const id = newId("staffInvite");
      const token = newToken();
      const roles = [...new Set(form.roles)];
      const onlyEvents = [...new Set(form.eventIds)];
      return db.$transaction(async (tx) => {
        const person = await tx.staff.findUnique({ where: { emailHash: room.secrets.search("email", form.email) } });
        if (person && !person.removedAt) return failed("already");
        await endOpenInvites(tx, form.email);
        const now = clock.now();
        await tx.staffInvite.create({
          data: {
            id,
            kind: "join",
            tokenHash: digest(token),
            name: sealed.house.seal(`StaffInvite.name:${id}`, form.name),
            email: sealed.house.seal(`StaffInvite.email:${id}`, form.email),
            roles,
            onlyEvents,
            createdById: makerOf(pass),
            createdAt: now,
            expiresAt: new Date(now.getTime() + linkLives.join),
          },
        });
        await audit.recordHouse(tx, pass, "staff.invited", { inviteId: id, roles, onlyEvents });
        return done({ link: `${room.origin}${pathOf(token)}` });
      });
    },

    /**
     * A one-time link to a new password, open for 24 hours; the one before ends. `self`: an owner asks another owner, so
     * that a browser left open gives no lasting hold. `stepUp`: the link ends the other's second proofs, or its maker has
     * one: so they show it. `gone`: nobody of that id is staff.
     */
    async recoveryLink(pass: HousePass<"staff.invite">, staffId: string): Promise<Outcome<{ link: string }, "self" | "stepUp" | "gone">> {
      if (makerOf(pass) === staffId) return failed("self");
      if (await needsStepUp(pass, staffId)) return failed("stepUp");
      const id = newId("staffInvite");
      const token = newToken();
      return db.$transaction(async (tx) => {
        const person = await tx.staff.findUnique({ where: { id: staffId } });
        if (!person || person.removedAt || room.tombstones.has(staffId)) return failed("gone");
        const now = clock.now();
        await tx.staffInvite.updateMany({ where: { kind: "recover", staffId, ...stillOpen }, data: { endedAt: now } });
        await tx.staffInvite.create({
          data: {
            id,
            kind: "recover",
            tokenHash: digest(token),
            staffId,
            createdById: makerOf(pass),
            createdAt: now,
            expiresAt: new Date(now.getTime() + linkLives.recover),
          },
        });
        await audit.recordHouse(tx, pass, "staff.recoveryLinkMade", { inviteId: id, staffId });
        return done({ link: `${room.origin}${pathOf(token)}` });
      });
    },

    /** Ends a link that was not used yet; nothing happens for any other. */
    async withdrawInvite(pass: HousePass<"staff.invite">, inviteId: string): Promise<void> {
      await db.$transaction(async (tx) => {
        const { count } = await tx.staffInvite.updateMany({ where: { id: inviteId, ...stillOpen }, data: { endedAt: clock.now() } });
        if (count === 1) await audit.recordHouse(tx, pass, "staff.inviteWithdrawn", { inviteId });
      });
    },
  };
}
