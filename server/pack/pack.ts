import { createHash } from "node:crypto";
import type { Language } from "#contracts/languages.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import { refuse } from "#server/access/refusal.ts";
import type { Anchor } from "#server/audit/anchor.ts";
import { exportChain } from "#server/audit/export.ts";
import { gatherFacts } from "#server/pack/facts.ts";
import { packPage } from "#server/pack/page/page.tsx";
import type { PackFor } from "#server/pack/seal.ts";
import { encryptFor } from "#server/pack/seal.ts";
import { signPack } from "#server/pack/signature.ts";
import type { PackedFile } from "#server/pack/tar.ts";
import { packTar } from "#server/pack/tar.ts";
import type { Room } from "#server/room.ts";

/** A pack that was made: when, by whom, and the SHA-256 of the file in hex. Times are ISO 8601, UTC. */
export interface PackMade {
  id: string;
  madeAt: string;
  madeBy: string | null;
  digest: string;
}

const file = (name: string, text: string): PackedFile => ({ name, bytes: Buffer.from(text) });

/** Proof packs: what a house can show of an event that is over, signed by it and encrypted to an owner. None is kept. */
export function openPack(room: Room, anchor: Anchor) {
  const { db, audit, clock, signing, sealed } = room;

  async function filesOf(pass: Pass<"proof.read">, language: Language): Promise<PackedFile[]> {
    await anchor.run(); // so that the record is vouched for up to this moment, where its place answers
    const checkpoints = await anchor.checkpointsOf(pass.eventId);
    const { place } = await anchor.of(pass.eventId);
    const facts = await gatherFacts(room, pass, { language, checkpoints, place });
    const files = [
      file("pack.json", `${JSON.stringify(facts, null, 2)}\n`),
      file("pack.html", packPage(facts)),
      file("audit.jsonl", await exportChain(db, signing, pass.eventId, clock.now())),
      file("checkpoints.jsonl", checkpoints.map((one) => `${JSON.stringify(one)}\n`).join("")),
    ];
    return [...files, signPack(signing, files)];
  }

  return {
    /**
     * Makes a pack and gives it once, as an age file. Its id is the beginning of its digest, so that the record vouches
     * for the file. `key`: not a public key of age. Where it cannot be recorded, nothing is given.
     */
    async make(pass: Pass<"proof.read">, to: PackFor, language: Language): Promise<Outcome<{ bytes: Buffer; digest: string }, "key">> {
      const { eventId, holder } = pass;
      if (holder.kind !== "staff") refuse("lacking"); // a pack has somebody who asked for it
      const madeAt = clock.now();
      const bytes = await encryptFor(to, packTar(await filesOf(pass, language), madeAt));
      if (!bytes) return failed("key");
      const digest = new Uint8Array(createHash("sha256").update(bytes).digest());
      const packId = `pack_${Buffer.from(digest.subarray(0, 16)).toString("base64url")}`;
      await db.$transaction(async (tx) => {
        await tx.proofPack.create({ data: { id: packId, eventId, digest, madeAt, madeById: holder.staffId } });
        await audit.record(tx, pass, "pack.made", { packId, for: to.key === undefined ? "passphrase" : "key" });
      });
      return done({ bytes, digest: Buffer.from(digest).toString("hex") });
    },

    /** The packs that were made of an event, the newest first. */
    async list(pass: Pass<"proof.read">): Promise<PackMade[]> {
      const rows = await db.proofPack.findMany({ where: { eventId: pass.eventId }, orderBy: { madeAt: "desc" } });
      const makers = await db.staff.findMany({ where: { id: { in: rows.map((row) => row.madeById) } }, select: { id: true, name: true } });
      const names = new Map(makers.map(({ id, name }) => [id, sealed.house.open(`Staff.name:${id}`, name)]));
      return rows.map(({ id, madeAt, madeById, digest }) => ({
        ...{ id, madeAt: madeAt.toISOString(), madeBy: names.get(madeById) ?? null, digest: Buffer.from(digest).toString("hex") },
      }));
    },
  };
}
