import type { GuestKind } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";
import type { Pass } from "#server/access/pass.ts";
import { advisorOf } from "#server/guests/whose.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

/** A person to be put on an event's list. */
export interface Newcomer {
  name: string;
  email: string;
  kind: GuestKind;
  language: Language | null;
  boutiqueId: string | null;
  expectedAt: Date | null;
}

/** Numbers for so many new guests; whoever asks next at this event waits for the transaction's end. */
export async function takeNumbers(tx: Tx, eventId: string, count: number): Promise<number> {
  const { seatSeq } = await tx.event.update({ where: { id: eventId }, data: { seatSeq: { increment: count } }, select: { seatSeq: true } });
  return seatSeq - count + 1;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/**
 * Which newcomers are not on the event's list. To an advisor the client of somebody else counts as on the list, whether
 * invited or not, so that the answer tells nothing of other people's clients (C1, C7).
 */
export async function sortNewcomers(room: Room, tx: Tx, pass: Pass<"guest.invite">, all: readonly Newcomer[]) {
  const byHash = new Map(all.map((one) => [hex(room.secrets.search("email", one.email)), one]));
  const clients = await tx.client.findMany({
    where: { emailHash: { in: [...byHash.keys()].map((hash) => new Uint8Array(Buffer.from(hash, "hex"))) } },
    select: { id: true, emailHash: true, advisorId: true, language: true, guests: { where: { eventId: pass.eventId }, select: { id: true } } },
  });
  const advisorId = advisorOf(pass);
  const taken = new Set<Newcomer>();
  const known = new Map<Newcomer, { id: string; language: Language }>();
  for (const client of clients) {
    const one = byHash.get(hex(client.emailHash));
    if (!one) continue;
    known.set(one, client);
    if (client.guests.length > 0 || (advisorId && client.advisorId !== advisorId)) taken.add(one);
  }
  return { taken, known };
}

/**
 * Puts newcomers on an event's list, all or none: each a client, made or found by address and never renamed, and a
 * guest with a number. Gives their guests' ids and whoever was on the list already.
 */
export async function admitNewcomers(room: Room, tx: Tx, pass: Pass<"guest.invite">, all: readonly Newcomer[]) {
  const { clock, sealed, secrets, audit } = room;
  await tx.$queryRaw`SELECT 1 FROM "Event" WHERE id = ${pass.eventId} FOR NO KEY UPDATE`;
  const before = await sortNewcomers(room, tx, pass, all);
  const unknown = all.filter((one) => !before.known.has(one));
  const createdAt = clock.now();
  await tx.client.createMany({
    skipDuplicates: true, // somebody may add the same address to another event at this moment
    data: unknown
      .map((one) => ({ one, id: newId("client"), emailHash: secrets.search("email", one.email) }))
      .sort((a, b) => Buffer.compare(a.emailHash, b.emailHash)) // one order for all, so that two pastes never wait for each other
      .map(({ one, id, emailHash }) => ({
        ...{ id, emailHash, createdAt },
        name: sealed.house.seal(`Client.name:${id}`, one.name),
        email: sealed.house.seal(`Client.email:${id}`, one.email),
        language: one.language ?? "en",
        advisorId: advisorOf(pass),
      })),
  });
  const { taken, known } = await sortNewcomers(room, tx, pass, all);
  const fresh = all.filter((one) => !taken.has(one));
  if (fresh.length === 0) return { guestIds: [], taken };
  const first = await takeNumbers(tx, pass.eventId, fresh.length);
  const seal = sealed.event(pass.eventId);
  const guests = fresh.map((one, index) => {
    const id = newId("guest");
    const client = known.get(one);
    return {
      ...{ id, eventId: pass.eventId, clientId: client?.id, kind: one.kind, createdAt },
      name: seal.seal(`Guest.name:${id}`, one.name),
      number: first + index,
      language: one.language ?? client?.language ?? "en",
      boutiqueId: one.boutiqueId,
      expectedAt: one.expectedAt,
    };
  });
  await tx.guest.createMany({ data: guests });
  const guestIds = guests.map(({ id }) => id);
  await audit.record(tx, pass, "guest.added", { guestIds });
  return { guestIds, taken };
}
