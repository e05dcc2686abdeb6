import { Level, levels } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";
import { profileOf, sealedPurgeDaysMax } from "#server/access/profile.ts";
import type { Audit, Facts } from "#server/audit/audit.ts";
import type { Tx } from "#server/infra/db.ts";

/** What was taken from whom, by whom and when; as it stands in the journal. */
export const Act = z.object({
  id: z.string(),
  act: z.enum(["guest.removed", "guest.muted", "invitation.withdrawn", "device.revoked", "device.disarmed", "staff.removed", "session.ended", "browser.ended", "level.raised"]),
  chain: z.string(),
  personId: z.string(),
  /** Empty for an act that is not about one browser. */
  sessionId: z.string(),
  /** For a level that was raised: to which. */
  level: Level.optional(),
  actor: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  at: z.string(),
});
export type Act = z.infer<typeof Act>;

/** How acts of taking back come into the database, each with its entry in the record (C8); `generationOf`: the database's, by the act's id (C12). */
export function openActStore(audit: Audit, generationOf: (actId: string) => number | null) {
  /** A guest's codes and keys go with their links: none of them opens a later one. */
  async function endCodes(tx: Tx, guestId: string, endedAt: Date): Promise<void> {
    await tx.doorCode.updateMany({ where: { guestId, usedAt: null, endedAt: null }, data: { endedAt } });
    await tx.seatMove.updateMany({ where: { guestId, approvedAt: null, endedAt: null }, data: { endedAt } });
    await tx.guestKey.updateMany({ where: { guestId, endedAt: null }, data: { endedAt } });
  }

  /** Writes a raised level with what it brings: no public address, personal links only, a sealed event's day of forgetting. */
  async function storeLevel(tx: Tx, eventId: string, level: Level, endedAt: Date): Promise<Facts> {
    const lower = levels.slice(0, levels.indexOf(level));
    const rows = await tx.$queryRaw<{ level: Level; startsAt: Date; purgeAt: Date | null }[]>`
      SELECT level::text, "startsAt", "purgeAt" FROM "Event" WHERE id = ${eventId} FOR UPDATE`;
    const row = rows.find((one) => lower.includes(one.level));
    if (!row) return { to: level };
    const latest = new Date(row.startsAt.getTime() + sealedPurgeDaysMax * 86_400_000);
    const purge = profileOf(level).isPurgeDateRequired && (!row.purgeAt || row.purgeAt > latest) ? { purgeAt: latest } : {};
    await tx.event.update({ where: { id: eventId }, data: { level, mode: "inviteOnly", slug: null, slugHash: null, version: { increment: 1 }, ...purge } });
    // Whoever came to an open event without a personal link holds nothing at one that asks for it.
    if (profileOf(row.level).isListed) await tx.sessionIdentity.updateMany({ where: { eventId, endedAt: null, guest: { clientId: null } }, data: { endedAt } });
    return { from: row.level, to: level };
  }

  /** Ends a guest's links, browsers, codes and keys. */
  async function endInvitation(tx: Tx, guestId: string, endedAt: Date): Promise<void> {
    // Whoever gives this guest a link or a browser holds their row meanwhile: what they give is there to be ended, or not given.
    await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${guestId} FOR NO KEY UPDATE`;
    await tx.invitation.updateMany({ where: { guestId, endedAt: null }, data: { endedAt } });
    await tx.sessionIdentity.updateMany({ where: { guestId, endedAt: null }, data: { endedAt } });
    await endCodes(tx, guestId, endedAt);
  }

  /** Whom a guest brings goes with them: their place was at the guest's side. Answers who they are. */
  async function endCompanions(tx: Tx, act: Act, endedAt: Date): Promise<string[]> {
    const isOpen = { some: { endedAt: null } };
    const companions = await tx.guest.findMany({ where: { eventId: act.chain, companionOf: act.personId, removedAt: null, OR: [{ invitations: isOpen }, { identities: isOpen }] }, select: { id: true } });
    for (const { id } of companions) {
      await endInvitation(tx, id, endedAt);
      await audit.write(tx, act.chain, "invitation.withdrawn", act.actor, { personId: id, companionOf: act.personId });
    }
    return companions.map(({ id }) => id);
  }

  /** Writes an act in the caller's transaction; answers which other guests it ends. */
  return async function store(tx: Tx, act: Act): Promise<string[]> {
    const at = new Date(act.at);
    let facts: Facts = { personId: act.personId };
    switch (act.act) {
      case "level.raised":
        facts = await storeLevel(tx, act.chain, act.level ?? "sealed", at);
        break;
      case "guest.removed":
        await tx.guest.updateMany({ where: { id: act.personId, removedAt: null }, data: { removedAt: at } });
        await tx.invitation.updateMany({ where: { guestId: act.personId, endedAt: null }, data: { endedAt: at } });
        await endCodes(tx, act.personId, at);
        break;
      case "guest.muted":
        await tx.guest.updateMany({ where: { id: act.personId, mutedAt: null }, data: { mutedAt: at } });
        break;
      case "invitation.withdrawn":
        await endInvitation(tx, act.personId, at);
        break;
      case "device.revoked":
        await tx.device.updateMany({ where: { id: act.personId, revokedAt: null }, data: { revokedAt: at } });
        await tx.sessionIdentity.updateMany({ where: { deviceId: act.personId, endedAt: null }, data: { endedAt: at } });
        break;
      case "device.disarmed":
        await tx.device.updateMany({ where: { id: act.personId }, data: { armedUntil: null } });
        break;
      case "staff.removed":
        await tx.staff.updateMany({ where: { id: act.personId, removedAt: null }, data: { removedAt: at } });
        await tx.session.updateMany({ where: { staffId: act.personId, endedAt: null }, data: { endedAt: at } });
        break;
      case "session.ended":
        await tx.session.updateMany({ where: { id: act.sessionId, endedAt: null }, data: { endedAt: at } });
        break;
      case "browser.ended":
        await tx.sessionIdentity.updateMany({ where: { guestId: act.personId, sessionId: act.sessionId, endedAt: null }, data: { endedAt: at } });
        break;
    }
    await audit.write(tx, act.chain, act.act, act.actor, facts);
    const generation = generationOf(act.id);
    if (generation) await tx.maison.updateMany({ where: { generation: { lt: generation } }, data: { generation } });
    return act.act === "guest.removed" || act.act === "invitation.withdrawn" ? endCompanions(tx, act, at) : [];
  };
}
