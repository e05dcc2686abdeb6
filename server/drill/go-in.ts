import { randomBytes, webcrypto } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Asked } from "#contracts/signed.ts";
import { Nonce, requestWords, seatAsked } from "#contracts/signed.ts";
import type { Jar } from "#server/drill/ask.ts";
import type { ShadowGuest } from "#server/drill/canaries.ts";
import { shadowGuests } from "#server/drill/canaries.ts";
import type { Knocker, Knocking } from "#server/drill/knocker.ts";
import { browserWords } from "#server/drill/knocker.ts";
import { asksOf } from "#server/drill/may-see.ts";
import { why } from "#server/drill/shadow.ts";
import type { Auth } from "#server/drill/wire.ts";
import { openLine } from "#server/drill/wire.ts";
import { newId } from "#server/infra/ids.ts";
import { openContent } from "#server/mail/content.ts";

const lettersMs = 20_000;

const isWhole = (links: Partial<Record<ShadowGuest, string>>): links is Record<ShadowGuest, string> => shadowGuests.every((one) => links[one] !== undefined);

/** The links in the guests' letters, once all of them are written. */
export async function linksOf({ room, shadow }: Pick<Knocking, "room" | "shadow">): Promise<Record<ShadowGuest, string>> {
  const { db, sealed } = room;
  const seal = sealed.event(shadow.eventId);
  for (const until = Date.now() + lettersMs; ; await sleep(100)) {
    const rows = await db.letter.findMany({ where: { eventId: shadow.eventId, kind: "invitation", content: { not: null } } });
    const links: Partial<Record<ShadowGuest, string>> = {};
    for (const { id, content, invitationId } of rows) {
      const guestId = (await db.invitation.findUnique({ where: { id: invitationId ?? "" } }))?.guestId;
      const key = shadowGuests.find((one) => shadow.guests[one] === guestId);
      const token = content && /\/door\/([A-Za-z0-9_-]{43})/.exec(openContent(seal, id, content).text)?.[1];
      if (key && token) links[key] = token;
    }
    if (isWhole(links)) return links;
    if (Date.now() > until) throw new Error("the shadow's letters were not written in time");
  }
}

/** Goes in at the door with a link, over the front, with a code where one is asked for; signs where `signs`. Answers the jar. */
export async function goIn({ room, house, steward, shadow, asker }: Knocking, key: ShadowGuest, token: string, signs: boolean): Promise<Jar> {
  const { eventId, event, guests, canaries } = shadow;
  const jar: Jar = { cookie: null };
  const form = new URLSearchParams();
  if (asksOf(event).code) {
    const given = await house.codes.give(await steward.pass(eventId, "code.give", why), guests[key]);
    if (given.ok) form.set("code", given.value.code);
  }
  const entered = await asker.ask(`/door/${token}`, jar, { method: "POST", body: form.toString() });
  if (entered.status !== 302 && entered.status !== 303) throw new Error(`the door did not let a guest of the shadow in: ${entered.status}`);
  if (signs && asksOf(event).agreement) {
    const visitor = await house.sessions.visitorOf(jar.cookie);
    const { language } = await room.db.guest.findUniqueOrThrow({ where: { id: guests[key] }, select: { language: true } });
    const name = `${canaries.names[key].name} ${canaries.names[key].surname}`;
    const signed = await house.agreements.sign(await house.door.admit(visitor, eventId, "door.prove"), { version: 1, language, read: "yes", name }, browserWords);
    if (!signed.ok) throw new Error(`a guest of the shadow could not sign: ${signed.reason}`);
  }
  return jar;
}

/** A key of the browser's own, as if its guest had shown theirs a moment ago; answers how it signs. */
export async function giveKey({ room, house, shadow, asker, front }: Knocking, key: ShadowGuest, jar: Jar): Promise<(asked: Asked) => Promise<string>> {
  const { db, clock } = room;
  const { eventId, guests } = shadow;
  const { sessionId } = await house.sessions.visitorOf(jar.cookie);
  const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const publicKey = new Uint8Array(await webcrypto.subtle.exportKey("spki", pair.publicKey));
  const id = newId("guestKey");
  const now = clock.now();
  const credentialId = new Uint8Array(randomBytes(32));
  await db.guestKey.create({ data: { id, eventId, guestId: guests[key], sessionId: sessionId ?? "", kind: "passkey", credentialId, publicKey, createdAt: now, checkedAt: now } });
  await db.sessionIdentity.updateMany({ where: { sessionId: sessionId ?? "", eventId, endedAt: null }, data: { keyId: id, keyProvedAt: now, requestKey: publicKey } });
  return async (asked) => {
    const answer = await asker.ask(`/entry/${eventId}/nonce`, jar, { method: "POST" });
    const given = Nonce.safeParse(answer.status === 200 ? JSON.parse(answer.body) : null);
    if (!given.success) return "";
    const words = requestWords(given.data, front.origin, asked);
    const signature = await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, Buffer.from(words));
    return `${given.data.nonce}.${Buffer.from(signature).toString("base64url")}`;
  };
}

/** Takes a seat at the shadow over the wire; throws when its guest is not let in. */
export async function sit({ front, shadow }: Knocking, jar: Jar, sign: Knocker["sign"]) {
  const auth: Auth = { eventId: shadow.eventId, as: "event", ...(sign ? { signed: await sign(seatAsked(shadow.eventId)) } : {}) };
  const line = await openLine(front, jar.cookie, auth);
  if (!line.seatId) throw new Error("a guest of the shadow was given no seat");
  return { line, seatId: line.seatId };
}
