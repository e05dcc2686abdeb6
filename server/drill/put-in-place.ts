import { randomBytes } from "node:crypto";
import { Wishes } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import { mustSign } from "#server/access/profile.ts";
import type { Jar } from "#server/drill/ask.ts";
import type { Knocking } from "#server/drill/knocker.ts";
import { browserWords } from "#server/drill/knocker.ts";
import { newId } from "#server/infra/ids.ts";

/** Somebody of the studio who is nobody: narrowed to the shadow, signed in a moment ago by more than a password. */
export async function signIn({ room, house, shadow }: Knocking, role: Role): Promise<Jar> {
  const { db, sealed, clock } = room;
  const id = newId("staff");
  const now = clock.now();
  const email = `${id}@drill.invalid`;
  await db.staff.create({
    data: {
      ...{ id, roles: [role], passwordHash: "none", isNarrowed: true, onlyEvents: [shadow.eventId], createdAt: now, totpSetAt: now },
      ...{ name: sealed.house.seal(`Staff.name:${id}`, "Leak drill"), email: sealed.house.seal(`Staff.email:${id}`, email), emailHash: new Uint8Array(randomBytes(32)) },
    },
  });
  const { sessionId, token } = await house.sessions.begin(browserWords);
  await db.session.update({ where: { id: sessionId }, data: { staffId: id, signedInAt: now, signedInBy: "totp", steppedUpAt: now } });
  const { level } = shadow.event;
  const row = await db.event.findUniqueOrThrow({ where: { id: shadow.eventId }, select: { wishes: true, agreementVersion: true } });
  if (row.agreementVersion > 0 && mustSign("staff", level, Wishes.parse(row.wishes))) {
    const agreementId = newId("agreement");
    const record = sealed.agreements(shadow.eventId).seal(`Agreement.record:${agreementId}`, JSON.stringify({ name: "Leak drill", device: browserWords, number: null, sha256: "", signature: "" }));
    await db.agreement.create({
      data: { id: agreementId, eventId: shadow.eventId, kind: "signed", staffId: id, version: row.agreementVersion, language: "en", textHash: new Uint8Array(32), record, at: now, retainUntil: now },
    });
  }
  return { cookie: token };
}

/** A browser that belongs somewhere else: a guest of another event. */
export async function belongElsewhere({ room, house, shadow }: Knocking): Promise<Jar> {
  const { db, sealed } = room;
  const { besideId } = shadow;
  const { sessionId, token } = await house.sessions.begin(browserWords);
  const guestId = newId("guest");
  await db.guest.create({ data: { id: guestId, eventId: besideId, number: 1, name: sealed.event(besideId).seal(`Guest.name:${guestId}`, "Leak drill") } });
  await db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId: besideId, guestId } });
  return { cookie: token };
}

/** A tablet of a boutique that is not the event's: at confidential and sealed paired to the event and woken by nobody, else paired to another event. */
export async function placeTablet({ room, house, shadow }: Knocking): Promise<Jar> {
  const { db } = room;
  const { level } = shadow.event;
  const eventId = level === "confidential" || level === "sealed" ? shadow.eventId : shadow.besideId;
  const { sessionId, token } = await house.sessions.begin(browserWords);
  const deviceId = newId("device");
  await db.device.create({ data: { id: deviceId, eventId, boutiqueId: shadow.boutiques.other, number: 1, publicKey: new Uint8Array(randomBytes(91)) } });
  await db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, deviceId } });
  return { cookie: token };
}
