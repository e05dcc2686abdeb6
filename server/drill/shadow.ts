import sharp from "sharp";
import { Wishes } from "#contracts/event.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { Steward } from "#server/access/steward.ts";
import type { Canaries, ShadowGuest } from "#server/drill/canaries.ts";
import { newCanaries, shadowGuests } from "#server/drill/canaries.ts";
import type { DrilledEvent } from "#server/drill/may-see.ts";
import { asksOf } from "#server/drill/may-see.ts";
import { welcomeColumn } from "#server/events/columns.ts";
import { slugColumns } from "#server/events/create.ts";
import { eraseFiles, filesIn } from "#server/files/disk.ts";
import type { House } from "#server/house.ts";
import { newId } from "#server/infra/ids.ts";
import { forgetRows } from "#server/rest/forget-rows.ts";
import type { Room } from "#server/room.ts";

/** Why the house acts at a shadow, as its record keeps it. */
export const why = "leak drill";

/** An event made in the image of another, with words in it that stand nowhere else. */
export interface Shadow {
  readonly eventId: string;
  /** Another event of the drill's, where those belong who have nothing to do with this one. */
  readonly besideId: string;
  readonly event: DrilledEvent;
  readonly canaries: Canaries;
  readonly guests: Record<ShadowGuest, string>;
  /** One of the event's boutiques, and one that is not. */
  readonly boutiques: { ours: string; other: string };
  readonly files: readonly string[];
  /** Its public address; null for an event that has none. */
  readonly slug: string | null;
}

export interface ShadowDeps {
  room: Room;
  house: House;
  steward: Steward;
}

const languages = ["en", "it", "fr", "de", "en"] as const;

/** A small picture that says, beside itself, what it is called. */
const picture = (name: string): Promise<Buffer> =>
  sharp({ create: { width: 480, height: 360, channels: 3, background: { r: 90, g: 70, b: 50 } } })
    .withExif({ IFD0: { ImageDescription: name, Artist: name } })
    .jpeg()
    .toBuffer();

/** Boutiques of the drill's own: they are over before they begin, so that nobody is offered them. */
async function makeBoutique({ db, sealed, clock }: Room, zone: string): Promise<string> {
  const id = newId("boutique");
  const now = clock.now();
  await db.boutique.create({
    data: { id, zone, createdAt: now, endedAt: now, name: sealed.house.seal(`Boutique.name:${id}`, "Leak drill"), city: sealed.house.seal(`Boutique.city:${id}`, "Leak drill") },
  });
  return id;
}

/** The rows of both events, in draft; the mark that they are of a drill is in them from the first moment. */
async function makeEvents(room: Room, real: Event, canaries: Canaries, boutiques: Shadow["boutiques"]): Promise<{ eventId: string; besideId: string }> {
  const { db, sealed, clock } = room;
  const [eventId, besideId] = [newId("event"), newId("event")];
  const [seal, beside] = [sealed.newEvent(eventId), sealed.newEvent(besideId)];
  const when = { startsAt: real.startsAt, zone: real.zone, localStart: real.localStart, purgeAt: real.purgeAt, createdAt: clock.now(), drillOf: real.id };
  const networks = real.networks && seal.seal(`Event.networks:${eventId}`, sealed.event(real.id).open(`Event.networks:${real.id}`, real.networks));
  const names = { title: `The ${canaries.title}`, codeName: canaries.codeName };
  await db.event.create({
    data: {
      ...{ id: eventId, level: real.level, mode: real.mode, format: real.format, wishes: Wishes.parse(real.wishes), networks, ...when },
      title: seal.seal(`Event.title:${eventId}`, names.title),
      codeName: seal.seal(`Event.codeName:${eventId}`, names.codeName),
      place: seal.seal(`Event.place:${eventId}`, `${canaries.place} 7`),
      welcome: welcomeColumn(room, eventId, { hostedBy: `The house of ${canaries.welcome}`, welcome: `You are expected at ${canaries.welcome}.` }),
      ...(real.level === "open" ? slugColumns(room, eventId, { veil: Wishes.parse(real.wishes).veil, ...names }) : {}),
      boutiques: { create: [{ boutiqueId: boutiques.ours }] },
    },
  });
  await db.event.create({
    data: {
      ...{ id: besideId, level: "invited", mode: "inviteOnly", format: "hybrid", phase: "live", wishes: Wishes.parse({}), ...when },
      ...{ announcedAt: clock.now(), doorsAt: clock.now(), liveAt: clock.now() },
      title: beside.seal(`Event.title:${besideId}`, "Beside"),
      codeName: beside.seal(`Event.codeName:${besideId}`, "Beside"),
      boutiques: { create: [{ boutiqueId: boutiques.other }] },
    },
  });
  return { eventId, besideId };
}

function must<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(`the shadow could not be made: ${outcome.reason}`);
  return outcome.value;
}

/** Makes the shadow of an event, announced and with its letters on their way into the house's own outbox. */
export async function makeShadow({ room, house, steward }: ShadowDeps, real: Event): Promise<Shadow> {
  const canaries = newCanaries();
  const boutiques = { ours: await makeBoutique(room, real.zone), other: await makeBoutique(room, real.zone) };
  const { eventId, besideId } = await makeEvents(room, real, canaries, boutiques);
  const event: DrilledEvent = { level: real.level, wishes: Wishes.parse(real.wishes) };

  const edit = await steward.pass(eventId, "product.edit", why);
  const { product, price } = canaries;
  await house.product.edit(edit, { en: `The ${product.en}`, it: `La ${product.it}`, fr: `Le ${product.fr}`, de: `Das ${product.de}`, price: `CHF ${price}` });
  const pictureId = must(await house.files.setPicture(edit, await picture(canaries.picture))).fileId;
  const fileId = must(await house.files.add(edit, { name: `${canaries.fileName}.pdf`, isVeiled: true, bytes: Buffer.from(`%PDF-1.7\n% ${canaries.file}\n`) })).fileId;
  if (asksOf(event).agreement || house.agreements.isAsked(await steward.pass(eventId, "event.know", why))) {
    const texts = Object.entries(canaries.agreement).map(([language, word]) => [language, `Whoever signs keeps ${word} to themselves.`]);
    must(await house.agreements.save(await steward.pass(eventId, "agreement.edit", why), { en: "", it: "", fr: "", de: "", ...Object.fromEntries(texts) }));
  }
  const guests = {} as Record<ShadowGuest, string>;
  const inviting = await steward.pass(eventId, "guest.invite", why);
  for (const [index, key] of shadowGuests.entries()) {
    const { name, surname, address } = canaries.names[key];
    const form = { name: `${name} ${surname}`, email: `${address}@drill.invalid`, kind: "guest" as const, language: languages[index] ?? "en", place: "online" };
    guests[key] = must(await house.guests.add(inviting, form)).guestId;
  }
  must(await house.events.announce(await steward.pass(eventId, "event.open", why)));
  must(await house.guests.send(await steward.pass(eventId, "guest.invite", why), Object.values(guests)));
  const { slug } = await room.db.event.findUniqueOrThrow({ where: { id: eventId }, select: { slug: true } });
  return { eventId, besideId, event, canaries, guests, boutiques, files: [pictureId, fileId], slug: slug && room.sealed.event(eventId).open(`Event.slug:${eventId}`, slug) };
}

/** Whoever a drill stood in for, and what was left of earlier drills when the house was stopped in the midst of one. */
export async function forgetShadows({ room, house }: Pick<ShadowDeps, "room" | "house">, tokenHashes: readonly Uint8Array[] = []): Promise<number> {
  const { db, sealed, clock } = room;
  const shadows = (await db.event.findMany({ where: { NOT: { drillOf: null } }, select: { id: true, boutiques: { select: { boutiqueId: true } } } })) ;
  for (const { id } of shadows) {
    await house.seating.endAll({ eventId: id }, "revoked");
    await house.video.end(id);
    room.signals.say("phase.changed", { eventId: id, phase: "purged" });
    sealed.forget(id);
    sealed.forgetAgreements(id);
    await eraseFiles(filesIn(room.dataDir), id);
  }
  const ids = shadows.map(({ id }) => id);
  const boutiqueIds = shadows.flatMap(({ boutiques }) => boutiques.map(({ boutiqueId }) => boutiqueId));
  await db.$transaction(
    async (tx) => {
      const staff = (await tx.staff.findMany({ where: { onlyEvents: { hasSome: ids } }, select: { id: true } })).map(({ id }) => id);
      await tx.seat.deleteMany({ where: { staffId: { in: staff } } });
      for (const id of ids) await forgetRows(tx, id, clock.now());
      await tx.agreement.deleteMany({ where: { eventId: { in: ids } } });
      await tx.agreementText.deleteMany({ where: { eventId: { in: ids } } });
      await tx.staffRecoveryCode.deleteMany({ where: { staffId: { in: staff } } });
      await tx.staffPasskey.deleteMany({ where: { staffId: { in: staff } } });
      await tx.session.deleteMany({ where: { staffId: { in: staff } } });
      await tx.staff.deleteMany({ where: { id: { in: staff } } });
      await tx.event.deleteMany({ where: { id: { in: ids } } });
      await tx.boutique.deleteMany({ where: { id: { in: boutiqueIds }, NOT: { endedAt: null }, events: { none: {} }, devices: { none: {} }, guests: { none: {} } } });
      const strangers = { tokenHash: { in: tokenHashes.map((hash) => new Uint8Array(hash)) }, staffId: null, identities: { none: {} }, seats: { none: {} } };
      const left = await tx.session.findMany({ where: strangers, select: { id: true } });
      await tx.pairing.deleteMany({ where: { sessionId: { in: left.map(({ id }) => id) } } });
      await tx.session.deleteMany({ where: { id: { in: left.map(({ id }) => id) } } });
    },
    { maxWait: 10_000, timeout: 60_000 },
  );
  return ids.length;
}
