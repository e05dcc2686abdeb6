import type { CompanionForm } from "#contracts/guests.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import * as z from "#contracts/zod.ts";
import type { Holder, Pass } from "#server/access/pass.ts";
import { codeHeldBack } from "#server/door/door.ts";
import { takeNumbers } from "#server/guests/admission.ts";
import { writeLetters } from "#server/guests/send.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

/** How often a guest may name somebody, all in all: a place that is given is not a way to write to many. */
const timesMax = 3;

const Brings = z.object({ name: z.string().nullable(), times: z.number().int() });
type Brings = z.infer<typeof Brings>;
const nobody: Brings = { name: null, times: 0 };

/** What a guest sees of whom they bring. */
export interface Bringing {
  /** Whom they named, in the words they typed; null: nobody yet. */
  name: string | null;
  /** Whether they may still name somebody. */
  mayName: boolean;
}

export type BringFault = "yourself" | "named" | "enough" | "notYours";

const hostOf = ({ holder }: Pass): string | null => (holder.kind === "guest" ? holder.guestId : null);
const browserOf = ({ holder }: Pass): string => (holder.kind === "guest" ? (holder.sessionId ?? "") : "");

function brought({ sealed }: Room, { id, eventId, brings }: { id: string; eventId: string; brings: Uint8Array | null }): Brings {
  return brings ? Brings.parse(JSON.parse(sealed.event(eventId).open(`Guest.brings:${id}`, brings))) : nobody;
}
const sealBrings = ({ sealed }: Room, eventId: string, id: string, brings: Brings) => sealed.event(eventId).seal(`Guest.brings:${id}`, JSON.stringify(brings));

/** Whom the pass's guest brings; null for who is brought themselves, and for whoever is no guest. */
export async function bringing(room: Room, pass: Pass<"companion.bring">): Promise<Bringing | null> {
  const host = await room.db.guest.findFirst({ where: { id: hostOf(pass) ?? "", eventId: pass.eventId, companionOf: null, removedAt: null } });
  if (!host) return null;
  const { name, times } = brought(room, host);
  return { name, mayName: name === null && times < timesMax };
}

/** Puts somebody on the list at a guest's side, or finds the one they named before; null when they are on it in their own right. */
async function place(room: Room, tx: Tx, host: { id: string; eventId: string; language: "en" | "it" | "fr" | "de"; boutiqueId: string | null; advisorId: string | null }, form: CompanionForm) {
  const { clock, sealed, secrets } = room;
  const emailHash = secrets.search("email", form.email);
  const number = await takeNumbers(tx, host.eventId, 1);
  const clientId = newId("client");
  await tx.client.createMany({
    skipDuplicates: true,
    data: [{
      ...{ id: clientId, emailHash, language: host.language, advisorId: host.advisorId, createdAt: clock.now() },
      name: sealed.house.seal(`Client.name:${clientId}`, form.name),
      email: sealed.house.seal(`Client.email:${clientId}`, form.email),
    }],
  });
  const client = await tx.client.findUniqueOrThrow({ where: { emailHash } });
  const known = await tx.guest.findUnique({ where: { eventId_clientId: { eventId: host.eventId, clientId: client.id } }, include: { client: true } });
  if (known) return known.companionOf === host.id && known.removedAt === null ? known : null;
  const id = newId("guest");
  return tx.guest.create({
    data: {
      ...{ id, eventId: host.eventId, clientId: client.id, number, boutiqueId: host.boutiqueId, companionOf: host.id, createdAt: clock.now() },
      language: client.id === clientId ? host.language : client.language,
      name: sealed.event(host.eventId).seal(`Guest.name:${id}`, form.name),
    },
    include: { client: true },
  });
}

/**
 * Names the one person a guest brings: they get a place, an invitation and a letter of their own. Who is on the list
 * already gets nothing, and the answer and its time are the same: it tells nothing of other guests (C1).
 */
export async function bring(room: Room, pass: Pass<"companion.bring">, form: CompanionForm): Promise<Outcome<null, BringFault>> {
  const begun = performance.now();
  const { db, audit, secrets, tombstones } = room;
  const { eventId } = pass;
  const hostId = hostOf(pass);
  if (!hostId || tombstones.has(hostId)) return failed("notYours");
  const outcome = await db.$transaction(async (tx): Promise<Outcome<null, BringFault>> => {
    await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${hostId} FOR NO KEY UPDATE`;
    const host = await tx.guest.findFirst({ where: { id: hostId, eventId, companionOf: null, removedAt: null, identities: { some: { sessionId: browserOf(pass), endedAt: null } } }, include: { client: true } });
    if (!host || tombstones.has(hostId)) return failed("notYours"); // taken back since the door let them in
    const before = brought(room, host);
    if (before.name !== null) return failed("named");
    if (before.times >= timesMax) return failed("enough");
    if (host.client && Buffer.compare(host.client.emailHash, secrets.search("email", form.email)) === 0) return failed("yourself");
    const companion = await place(room, tx, { ...host, advisorId: host.client?.advisorId ?? null }, form);
    if (companion) await writeLetters(room, tx, "personal", [companion]);
    await tx.guest.update({ where: { id: hostId }, data: { brings: sealBrings(room, eventId, hostId, { name: form.name, times: before.times + 1 }) } });
    await audit.record(tx, pass, "companion.named", { guestId: hostId, companionId: companion?.id ?? null });
    return done(null);
  });
  if (outcome.ok) await codeHeldBack(begun);
  return outcome;
}

/** Takes a guest's word back: the invitation of whom they named ends, with browsers and seats. */
export async function bringNobody(room: Room, pass: Pass<"companion.bring">): Promise<void> {
  const { db, audit } = room;
  const { eventId, holder } = pass;
  const hostId = hostOf(pass);
  if (!hostId) return;
  await endCompanions(room, holder, eventId, hostId);
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${hostId} FOR NO KEY UPDATE`;
    const host = await tx.guest.findFirst({ where: { id: hostId, eventId } });
    const before = host && brought(room, host);
    if (!host || !before || before.name === null) return;
    await tx.guest.update({ where: { id: hostId }, data: { brings: sealBrings(room, eventId, hostId, { name: null, times: before.times }) } });
    await audit.record(tx, pass, "companion.takenBack", { guestId: hostId });
  });
}

/** Ends the invitations of those a guest brings, whose place was theirs at the guest's side. */
async function endCompanions({ db, revoke }: Room, holder: Holder, eventId: string, hostId: string): Promise<void> {
  const rows = await db.guest.findMany({ where: { eventId, companionOf: hostId, removedAt: null }, select: { id: true } });
  for (const { id } of rows) await revoke.invitation(holder, eventId, id);
}
