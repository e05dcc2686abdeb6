import { createHash, randomBytes, webcrypto } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { DrillPerson } from "#contracts/drill.ts";
import type { Language } from "#contracts/languages.ts";
import type { Asked } from "#contracts/signed.ts";
import { Nonce, proofHeader, requestWords, seatAsked } from "#contracts/signed.ts";
import type { Role } from "#contracts/staff.ts";
import { mustSign } from "#server/access/profile.ts";
import type { Asker, Front, Jar } from "#server/drill/ask.ts";
import type { ShadowGuest } from "#server/drill/canaries.ts";
import { asksOf } from "#server/drill/may-see.ts";
import type { Shadow, ShadowDeps } from "#server/drill/shadow.ts";
import { why } from "#server/drill/shadow.ts";
import type { Auth, Line } from "#server/drill/wire.ts";
import { openLine } from "#server/drill/wire.ts";
import { newId } from "#server/infra/ids.ts";
import { openContent } from "#server/mail/content.ts";

/** Somebody the drill knocks as, with everything they hold. */
export interface Knocker {
  readonly who: DrillPerson;
  /** The guest of the shadow they are; null for anybody else. */
  readonly me: ShadowGuest | null;
  readonly jar: Jar;
  /** The links they try at the door. */
  readonly links: readonly string[];
  /** The seat and the ticket they once held. */
  readonly held: { seatId: string; ticket: string | null } | null;
  /** `nonce.signature` of what is asked, where their browser has a key; null for everybody else. */
  readonly sign: ((asked: Asked) => Promise<string>) | null;
}

export interface Knocking extends ShadowDeps {
  readonly shadow: Shadow;
  readonly front: Front;
  readonly asker: Asker;
}

const browserWords = "Leak drill";
const lettersMs = 20_000;

/** The links in the guests' letters, once all of them are written. */
export async function linksOf({ room, shadow }: Pick<Knocking, "room" | "shadow">): Promise<Record<ShadowGuest, string>> {
  const { db, sealed } = room;
  const seal = sealed.event(shadow.eventId);
  for (const until = Date.now() + lettersMs; ; await sleep(100)) {
    const rows = await db.letter.findMany({ where: { eventId: shadow.eventId, kind: "invitation", content: { not: null } } });
    const links = {} as Record<ShadowGuest, string>;
    for (const { id, content, invitationId } of rows) {
      const guestId = (await db.invitation.findUnique({ where: { id: invitationId ?? "" } }))?.guestId;
      const key = (Object.keys(shadow.guests) as ShadowGuest[]).find((one) => shadow.guests[one] === guestId);
      const token = content && /\/door\/([A-Za-z0-9_-]{43})/.exec(openContent(seal, id, content).text)?.[1];
      if (key && token) links[key] = token;
    }
    if (Object.keys(links).length === Object.keys(shadow.guests).length) return links;
    if (Date.now() > until) throw new Error("the shadow's letters were not written in time");
  }
}

/** Goes in at the door with a link, over the front, with a code where one is asked for; signs where `signs`. Answers the jar. */
async function goIn({ room, house, steward, shadow, asker }: Knocking, key: ShadowGuest, token: string, signs: boolean): Promise<Jar> {
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
    const signed = await house.agreements.sign(await house.door.admit(visitor, eventId, "door.prove"), { version: 1, language: language as Language, read: "yes", name }, browserWords);
    if (!signed.ok) throw new Error(`a guest of the shadow could not sign: ${signed.reason}`);
  }
  return jar;
}

/** A key of the browser's own, as if its guest had shown theirs a moment ago; answers how it signs. */
async function giveKey({ room, house, shadow, asker, front }: Knocking, key: ShadowGuest, jar: Jar): Promise<(asked: Asked) => Promise<string>> {
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
  if (row.agreementVersion > 0 && mustSign("staff", level, row.wishes as object)) {
    const agreementId = newId("agreement");
    const record = sealed.agreements(shadow.eventId).seal(`Agreement.record:${agreementId}`, JSON.stringify({ name: "Leak drill", device: browserWords, number: null, sha256: "", signature: "" }));
    await db.agreement.create({
      data: { id: agreementId, eventId: shadow.eventId, kind: "signed", staffId: id, version: row.agreementVersion, language: "en", textHash: new Uint8Array(32), record, at: now, retainUntil: now },
    });
  }
  return { cookie: token };
}

/** A browser that belongs somewhere else: a guest of another event. */
async function belongElsewhere({ room, house, shadow }: Knocking): Promise<Jar> {
  const { db, sealed } = room;
  const { besideId } = shadow;
  const { sessionId, token } = await house.sessions.begin(browserWords);
  const guestId = newId("guest");
  await db.guest.create({ data: { id: guestId, eventId: besideId, number: 1, name: sealed.event(besideId).seal(`Guest.name:${guestId}`, "Leak drill") } });
  await db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId: besideId, guestId } });
  return { cookie: token };
}

/** A tablet of a boutique that is not the event's: at confidential and sealed paired to the event and woken by nobody, else paired to another event. */
async function placeTablet({ room, house, shadow }: Knocking): Promise<Jar> {
  const { db } = room;
  const { level } = shadow.event;
  const eventId = level === "confidential" || level === "sealed" ? shadow.eventId : shadow.besideId;
  const { sessionId, token } = await house.sessions.begin(browserWords);
  const deviceId = newId("device");
  await db.device.create({ data: { id: deviceId, eventId, boutiqueId: shadow.boutiques.other, number: 1, publicKey: new Uint8Array(randomBytes(91)) } });
  await db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, deviceId } });
  return { cookie: token };
}

/** Everybody the drill knocks as, each in place: the event is live, its piece veiled where it is, one guest removed. */
export interface Cast {
  readonly people: Partial<Record<DrillPerson, Knocker>>;
  readonly links: Record<ShadowGuest, string>;
  /** The seat that the admitted guest has, for whoever would like it, and the line they have it by. */
  readonly seatId: string;
  readonly line: Line;
}

/** Takes a seat at the shadow over the wire; throws when its guest is not let in. */
async function sit({ front, shadow }: Knocking, jar: Jar, sign: Knocker["sign"]) {
  const auth: Auth = { eventId: shadow.eventId, as: "event", ...(sign ? { signed: await sign(seatAsked(shadow.eventId)) } : {}) };
  const line = await openLine(front, jar.cookie, auth);
  if (!line.seatId) throw new Error("a guest of the shadow was given no seat");
  return { line, seatId: line.seatId };
}

/** Brings the shadow to where it can be tried: people at their steps of the door, the event live, a line in its chat. */
export async function gather(at: Knocking, control: Jar): Promise<Cast> {
  const { house, steward, shadow } = at;
  const { eventId, event } = shadow;
  const links = await linksOf(at);
  const asks = asksOf(event);
  const agreeing = asks.agreement ? await goIn(at, "beforeAgreement", links.beforeAgreement, false) : null;
  const admitted = await goIn(at, "beforeReveal", links.beforeReveal, true);
  const removed = await goIn(at, "removed", links.removed, true);
  must(await house.events.openDoors(await steward.pass(eventId, "event.open", why)));
  must(await house.events.goLive(await steward.pass(eventId, "event.open", why)));
  const isKeyed = house.keys.isAsked({ level: event.level, wishes: (await steward.pass(eventId, "event.know", why)).event.wishes });
  const [signAdmitted, signRemoved] = isKeyed ? [await giveKey(at, "beforeReveal", admitted), await giveKey(at, "removed", removed)] : [null, null];

  const seated = await sit(at, admitted, signAdmitted);
  const left = await sit(at, removed, signRemoved);
  const said = await left.line.command("call.ticket", {});
  const ticket = said && (/"ticket":"([^"]+)"/.exec(said)?.[1] ?? null);
  must(await house.guests.remove(await steward.pass(eventId, "guest.remove", why), shadow.guests.removed));
  left.line.close();

  const visitor = await house.sessions.visitorOf(control.cookie);
  must(await house.chat.post(await house.door.admit(visitor, eventId, "chat.post", "staff"), `The ${shadow.canaries.chat} is what I came for`));

  const plain = { me: null, links: [], held: null, sign: null };
  // A link that was passed on: where a code is asked for it tells nothing to anybody.
  const passedOn = asks.code ? [links.beforeReveal] : [];
  const people: Cast["people"] = {
    stranger: { ...plain, who: "stranger", jar: { cookie: null }, links: passedOn },
    uninvited: { ...plain, who: "uninvited", jar: await belongElsewhere(at), links: passedOn },
    beforeCode: { ...plain, who: "beforeCode", me: "beforeCode", jar: { cookie: null }, links: [links.beforeCode] },
    ...(agreeing ? { beforeAgreement: { ...plain, who: "beforeAgreement" as const, me: "beforeAgreement" as const, jar: agreeing, links: [links.beforeAgreement] } } : {}),
    beforeReveal: { ...plain, who: "beforeReveal", me: "beforeReveal", jar: admitted, links: [links.beforeReveal], sign: signAdmitted },
    removed: { ...plain, who: "removed", me: "removed", jar: removed, links: [links.removed], held: { seatId: left.seatId, ticket }, sign: signRemoved },
    tablet: { ...plain, who: "tablet", jar: await placeTablet(at), links: passedOn },
    analyst: { ...plain, who: "analyst", jar: await signIn(at, "analyst") },
  };
  return { people, links, seatId: seated.seatId, line: seated.line };
}

function must(outcome: { ok: boolean; reason?: string }): void {
  if (!outcome.ok) throw new Error(`the shadow could not be played: ${outcome.reason}`);
}

/** SHA-256 of a body as a signed request names it. */
export const bodyWordOf = (body: string): string => createHash("sha256").update(body).digest("base64url");

/** Whether somebody stands where they are meant to: at the door, before the agreement, in the room, removed. */
export async function isInPlace({ asker, shadow, house }: Pick<Knocking, "asker" | "shadow" | "house">, { who, jar, links, sign }: Knocker): Promise<boolean> {
  const { eventId, besideId, canaries } = shadow;
  const status = async (at: string) => (await asker.ask(at, jar)).status;
  switch (who) {
    case "stranger":
      return (await status(`/studio/events/${eventId}`)) === 302;
    case "uninvited":
      return (await status(`/room/${besideId}`)) === 200;
    case "beforeCode":
      return (await status(`/door/${links[0]}`)) === 200;
    case "beforeAgreement": {
      const { status: found, body } = await asker.ask(`/entry/${eventId}`, jar);
      return found === 200 && Object.values(canaries.agreement).some((word) => body.includes(word));
    }
    case "beforeReveal": {
      const at = `/room/${eventId}${sign ? "/open" : ""}`;
      const signed = sign ? { method: "POST" as const, headers: { [proofHeader]: await sign({ method: "POST", target: at, body: bodyWordOf("") }) } } : {};
      const { status: found, body } = await asker.ask(at, jar, signed);
      return found === 200 && body.includes(canaries.chat);
    }
    case "removed":
      return (await status(`/room/${eventId}`)) === 403;
    case "tablet":
      return (await house.sessions.visitorOf(jar.cookie)).sessionId !== null;
    case "analyst":
      return (await status(`/studio/events/${eventId}`)) === 200;
  }
}
