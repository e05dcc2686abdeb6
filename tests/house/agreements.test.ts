import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AgreementTexts } from "#contracts/door.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { readReceipt, verifyAgreement } from "#server/cli/verify-agreement.ts";
import { openEntrance } from "#server/door/door.ts";
import { isOwnName } from "#server/door/agreement-text.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openEvents } from "#server/events/events.ts";
import { openMail } from "#server/mail/mail.ts";
import type { Seat } from "#server/seats/seat.ts";
import { codeNameOf, openLaunch, titleOf } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let entrance: ReturnType<typeof openEntrance>;
let producer: Visitor;
let owner: Visitor;
let eventId: string;
let nth = 0;
const seated: string[] = [];

async function strong(name: string, ...roles: Parameters<typeof launch.staff>[1][]): Promise<Visitor & { staff: { id: string } }> {
  const one = await launch.staff(name, ...roles);
  return { ...one, staff: { ...one.staff, roles, isNarrowed: false, onlyEvents: [], language: "en", isStrong: true, isSteppedUp: true } };
}
const seatOf = (guestId: string) => ({ look: { holder: { kind: "guest", sessionId: null, guestId } } }) as unknown as Seat;

beforeAll(async () => {
  launch = await openLaunch();
  entrance = openEntrance(launch.room, launch.sessions, { seatsOf: () => seated.map(seatOf) });
  producer = await strong("Bruna Conti", "producer");
  owner = await strong("Olivia Sforza", "owner");
});
afterAll(() => launch.close());
beforeEach(async () => {
  seated.length = 0;
  eventId = await launch.event({ level: "confidential" });
});

const texts = (more: Partial<AgreementTexts> = {}): AgreementTexts => ({ en: "", it: "", fr: "", de: "", ...more });
const english = `Keep what you see at ${codeNameOf} to yourself.`;
const as = <A extends Parameters<typeof launch.as>[2]>(ability: A, visitor = producer) => launch.as(visitor, eventId, ability);
const save = async (more: Partial<AgreementTexts>) => entrance.agreements.save(await as("agreement.edit"), texts(more));

/** Somebody who came in by link and code, and has the agreement before them. */
async function comesIn(name = "Inès d’Arnaud", more: { kind?: "speaker" } = {}) {
  const { guestId, token } = await launch.invite(producer, eventId, name, `a${++nth}@example.com`, more);
  const given = await entrance.codes.give(await as("code.give"), guestId);
  const found = await launch.knock(stranger, token);
  if (!given.ok || !found) throw new Error("not at the door");
  const outcome = await launch.guests.enter(found.pass, found, { sessionId: null, browserWords: "Safari, iPhone", instead: false, code: given.value.code });
  if (!outcome.ok) throw new Error(outcome.reason);
  const visitor = await launch.sessions.visitorOf(outcome.value.sessionToken);
  return { guestId, visitor, prove: () => launch.door.admit(visitor, eventId, "door.prove") };
}
const form = (more: { version?: number; language?: "en" | "it"; name?: string } = {}) => ({ version: 1, language: "en" as const, read: "yes" as const, name: "Inès d’Arnaud", ...more });
const signs = async (prove: () => Promise<Awaited<ReturnType<Awaited<ReturnType<typeof comesIn>>["prove"]>>>, more = {}) =>
  entrance.agreements.sign(await prove(), form(more), "Safari, iPhone");
const why = async (visitor: Visitor) => (await launch.door.look(visitor, eventId))?.decision.why;

describe("the text", () => {
  test("is kept in versions, each language whole, sealed apart from the event", async () => {
    expect(await save({ en: english, it: `Tenga per sé ${codeNameOf}.` })).toEqual({ ok: true, value: { version: 1 } });
    expect(await save({ en: english, it: `Tenga per sé ${codeNameOf}.` })).toEqual({ ok: false, reason: "same" });
    expect(await save({ en: `${english} Always.` })).toEqual({ ok: true, value: { version: 2 } });
    expect(await save({})).toEqual({ ok: false, reason: "empty" });
    const edit = await entrance.agreements.edit(await as("agreement.edit"));
    expect(edit).toMatchObject({ version: 2, codeName: codeNameOf, texts: { en: `${english} Always.`, it: "" } });
    expect(edit.history.map(({ version, texts: all }) => [version, all.map(({ language }) => language).sort()])).toEqual([
      [2, ["en"]],
      [1, ["en", "it"]],
    ]);
    expect(edit.history[1]?.texts.find(({ language }) => language === "en")?.sha256).toBe(createHash("sha256").update(english).digest("hex"));
    const rows = await launch.room.db.agreementText.findMany({ where: { eventId } });
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(() => launch.room.sealed.event(eventId).open(`AgreementText.body:${row.id}`, row.body)).toThrow();
      expect(launch.room.sealed.agreements(eventId).open(`AgreementText.body:${row.id}`, row.body)).toContain(codeNameOf);
      // Little but the code name is unknown in a text: an unkeyed hash would let a copy of the database be asked for it.
      expect(Buffer.from(row.textHash).toString("hex")).not.toBe(createHash("sha256").update(english).digest("hex"));
    }
    expect(await launch.room.db.entry.count({ where: { chain: eventId, name: "agreement.saved" } })).toBe(2);
  });

  test("never names the title or the piece, however it is written", async () => {
    const seal = launch.room.sealed.event(eventId);
    const names = { en: "Ora Prima", it: "Prima Ora", fr: "Ora Prima", de: "Erste Stunde" };
    await launch.room.db.product.create({ data: { eventId, names: seal.seal(`Product.names:${eventId}`, JSON.stringify(names)) } });
    for (const en of [`About ${titleOf}.`, "About ORA   SERÉNA — la Montre, at night.", "The new Erste Stunde."]) {
      expect(await save({ en: english, de: en })).toEqual({ ok: false, reason: "namesHidden" });
      const [fault, ...more] = await entrance.agreements.check(await as("agreement.edit"), texts({ en: english, de: en }));
      expect([fault?.language, more]).toEqual(["de", []]);
    }
    expect(await launch.room.db.agreementText.count({ where: { eventId } })).toBe(0);
    // Parts of words and the code name itself are no names.
    expect(await save({ en: `${english} Hora, serenata, montreal.` })).toMatchObject({ ok: true });
  });

  test("is offered in four languages with the code name in place, and every one of them may be kept", async () => {
    const { standard } = await entrance.agreements.edit(await as("agreement.edit"));
    for (const text of Object.values(standard)) {
      expect(text).toContain(codeNameOf);
      expect(text).toContain("Maison Aurelle");
      expect(text.length).toBeGreaterThan(1500);
    }
    expect(await entrance.agreements.save(await as("agreement.edit"), standard)).toMatchObject({ ok: true });
  });

  test("must be there before the event is announced, and before its doors open", async () => {
    const events = openEvents(launch.room, openConsents(launch.room));
    eventId = await launch.event({ level: "confidential", phase: "draft" });
    expect(await events.announce(await as("event.open"))).toEqual({ ok: false, reason: "agreementMissing" });
    await save({ en: english });
    expect(await events.announce(await as("event.open"))).toEqual({ ok: true, value: { phase: "announced" } });
    eventId = await launch.event({ level: "confidential", phase: "announced" });
    expect(await events.openDoors(await as("event.open"))).toEqual({ ok: false, reason: "agreementMissing" });
    eventId = await launch.event({ level: "invited", phase: "draft" });
    expect(await events.announce(await as("event.open"))).toMatchObject({ ok: true });
  });
});

describe("signing", () => {
  test("is read in the reader's language, or the English", async () => {
    await save({ en: english, it: `Tenga per sé ${codeNameOf}.` });
    const { prove } = await comesIn();
    expect(await entrance.agreements.read(await prove(), "it")).toMatchObject({ version: 1, language: "it", name: "Inès d’Arnaud" });
    expect(await entrance.agreements.read(await prove(), "de")).toMatchObject({ language: "en", body: english });
  });

  test("opens the way in, and keeps what, when, where and by whom under its own key", async () => {
    await save({ en: english });
    const { guestId, visitor, prove } = await comesIn();
    expect(await why(visitor)).toBe("stepsLeft");
    expect(await signs(prove, { name: "  ines \n D'ARNAUD " })).toMatchObject({ ok: true });
    expect((await launch.door.look(visitor, eventId))?.decision).toMatchObject({ why: "notYet", lens: "veiled" });
    const row = await launch.room.db.agreement.findFirstOrThrow({ where: { guestId } });
    expect(row).toMatchObject({ kind: "signed", version: 1, language: "en", eventId });
    expect(row.retainUntil.getUTCFullYear()).toBe(2032);
    const record = JSON.parse(launch.room.sealed.agreements(eventId).open(`Agreement.record:${row.id}`, row.record));
    expect(record).toMatchObject({ name: "ines D'ARNAUD", device: "Safari, iPhone", number: 1, sha256: createHash("sha256").update(english).digest("hex") });
    expect(await launch.wordsInDatabase(["D'ARNAUD", "iPhone", english])).toEqual([]);
    expect(await launch.room.db.entry.findFirst({ where: { chain: eventId, name: "agreement.signed" } })).toMatchObject({ facts: { agreementId: row.id, version: 1 } });
  });

  test("takes no other name, no older text, no other language, and no step before the code", async () => {
    await save({ en: english });
    const { visitor, prove } = await comesIn();
    for (const name of ["Marc Vidal", "Inès", "Arnaud Inès d", "…"]) expect(await signs(prove, { name })).toEqual({ ok: false, reason: "name" });
    await save({ en: `${english} Always.` });
    expect(await signs(prove, { version: 1 })).toEqual({ ok: false, reason: "changed" });
    expect(await signs(prove, { version: 2, language: "it" })).toEqual({ ok: false, reason: "changed" });
    expect(await why(visitor)).toBe("stepsLeft");
    await launch.room.db.sessionIdentity.updateMany({ where: { sessionId: visitor.sessionId ?? "" }, data: { codeAt: null } });
    expect(await signs(prove, { version: 2 })).toEqual({ ok: false, reason: "notNow" });
    expect(await entrance.agreements.read(await prove(), "en")).toBeNull();
  });

  test("ten presses at once sign once and send one receipt", async () => {
    await save({ en: english });
    const { guestId, prove } = await comesIn();
    const pass = await prove();
    const all = await Promise.all(Array.from({ length: 10 }, () => entrance.agreements.sign(pass, form(), "Safari, iPhone")));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await launch.room.db.agreement.count({ where: { guestId } })).toBe(1);
    expect(await launch.room.db.letter.count({ where: { eventId, kind: "receipt" } })).toBe(1);
    launch.letters.length = 0;
  });

  test("is asked again when the text changes, and seats end for it", async () => {
    await save({ en: english });
    const { guestId, visitor, prove } = await comesIn();
    await signs(prove);
    expect(await why(visitor)).toBe("notYet");
    const said: string[] = [];
    const stop = launch.room.signals.hear("standing.changed", ({ personId }) => void said.push(personId));
    seated.push(guestId);
    await save({ en: `${english} Always.` });
    stop();
    expect(said).toEqual([guestId]);
    expect(await why(visitor)).toBe("stepsLeft");
    expect(await signs(prove, { version: 2 })).toMatchObject({ ok: true });
    expect(await why(visitor)).toBe("notYet");
    expect(await launch.room.db.agreement.count({ where: { guestId, kind: "signed" } })).toBe(2);
  });

  test("refusing leaves a trace, once, and opens nothing; one may still sign", async () => {
    await save({ en: english });
    const { guestId, visitor, prove } = await comesIn();
    for (let at = 0; at < 3; at++) await entrance.agreements.refuse(await prove(), "Safari, iPhone");
    expect(await launch.room.db.agreement.findMany({ where: { guestId } })).toMatchObject([{ kind: "refused", version: 1 }]);
    expect((await launch.door.look(visitor, eventId))?.decision).toMatchObject({ why: "stepsLeft", lens: "nothing" });
    expect(await launch.room.db.letter.count({ where: { eventId, kind: "receipt" } })).toBe(0);
    expect(await signs(prove)).toMatchObject({ ok: true });
  });

  test("speakers sign unless the event says otherwise, staff where it says so", async () => {
    await save({ en: english });
    const speaker = await comesIn("Kaori Ishida", { kind: "speaker" });
    expect(await why(speaker.visitor)).toBe("stepsLeft");
    await launch.room.db.event.update({ where: { id: eventId }, data: { wishes: { speakersSign: false } } });
    expect(await why(speaker.visitor)).toBe("notYet");

    await launch.room.db.event.update({ where: { id: eventId }, data: { wishes: { staffSign: true } } });
    const luca = await strong("Luca Benedetti", "moderator");
    expect((await launch.door.look(luca, eventId, "staff"))?.decision.why).toBe("stepsLeft");
    await expect(launch.as(luca, eventId, "desk.see")).rejects.toThrow();
    const pass = await launch.as(luca, eventId, "door.prove");
    expect(await entrance.nextStep(pass)).toBe("nda");
    expect(await entrance.agreements.sign(pass, form({ name: "Luca Benedetti" }), "Chrome, Mac")).toMatchObject({ ok: true });
    await launch.as(luca, eventId, "desk.see");
    const receipts = await launch.room.db.letter.findMany({ where: { eventId, kind: "receipt" } });
    expect(receipts).toHaveLength(1); // theirs; the speaker signed nothing
    await launch.sendQueued();
    const read = await launch.mail.read(await launch.readerAt(eventId), receipts[0]?.id ?? "");
    expect(read?.to).toMatch(/^Luca .*@maison\.example>$/);
    expect(read?.text).toMatch(/receipt of an agreement, 1\nrecord: agr_[\w-]{22}\nname: Luca [^\n]+\nversion: 1\n/); // staff have no seat's number
  });
});

describe("the receipt", () => {
  test("carries version, hash and time under the house's hand, and tells the code name only", async () => {
    await save({ en: english });
    const { guestId, prove } = await comesIn();
    await signs(prove);
    await launch.sendQueued();
    const letter = await launch.room.db.letter.findFirstOrThrow({ where: { eventId, kind: "receipt" } });
    expect(letter).toMatchObject({ state: "sent" });
    const read = await launch.mail.read(await launch.readerAt(eventId), letter.id);
    if (!read) throw new Error("no receipt is kept");
    expect(read.subject).toBe("Your receipt");
    expect(read.calendar).toBeNull();
    const row = await launch.room.db.agreement.findFirstOrThrow({ where: { guestId } });
    const sha256 = createHash("sha256").update(english).digest("hex");
    const signed = [
      "receipt of an agreement, 1", `record: ${row.id}`, "name: Inès d’Arnaud", "seat: 0001", "version: 1", "language: en",
      `sha256: ${sha256}`, `accepted: ${row.at.toISOString()}`,
    ].join("\n");
    expect(read.text).toContain(signed);
    const signature = /Our signature \(Ed25519\):\n([A-Za-z0-9_-]+)/.exec(read.text)?.[1] ?? "";
    expect(launch.room.signing.verify(signed, signature)).toBe(true);
    expect(launch.room.signing.verify(signed.replace("version: 1", "version: 2"), signature)).toBe(false);
    expect(read.html).toContain(sha256);

    // What the guest brings: the text, the page, and the letter as mail programs save it.
    const found = (text: string) => {
      const { receipt, signatures } = readReceipt(Buffer.from(text)) ?? { receipt: "", signatures: [] };
      return receipt === signed && signatures.some((one) => launch.room.signing.verify(receipt, one));
    };
    const quoted = read.html.replaceAll("=", "=3D").replaceAll(/[^ -~\s]/g, (sign) => [...Buffer.from(sign)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join("")).replaceAll(/(.{60})/g, "$1=\r\n");
    const packed = (Buffer.from(read.text).toString("base64").match(/.{1,76}/g) ?? []).join("\r\n");
    for (const brought of [read.text, read.text.replaceAll(/^/gm, "> "), read.text.replaceAll("\n", "\r\n"), read.html, `Content-Transfer-Encoding: quoted-printable\r\n\r\n${quoted}`, `Content-Transfer-Encoding: base64\r\n\r\n${packed}\r\n`])
      expect(found(brought), brought.slice(0, 200)).toBe(true);
    for (const other of [read.text.replaceAll("version: 1", "version: 2"), read.text.replaceAll("name: Inès", "name: Ines"), read.text.replaceAll("accepted: ", "accepted: 1"), "nothing of the kind", ""]) expect(found(other)).toBe(false);
    const file = path.join(launch.dataDir, "brought.txt");
    const verify = (args: string[] = []) => {
      const told: string[] = [];
      return { code: verifyAgreement([file, ...args], { ownKey: () => launch.room.signing.publicKey(), say: (line) => void told.push(line) }), told: told.join("\n") };
    };
    writeFileSync(file, read.text);
    expect(verify()).toMatchObject({ code: 0, told: expect.stringContaining("name: Inès d’Arnaud") });
    expect(verify(["--key", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"]).code).toBe(1);
    writeFileSync(file, "a letter of somebody else's");
    expect(verify().code).toBe(2);
    for (const word of [titleOf, "Palazzo", "/door/", eventId, "http"]) expect(`${read.subject}${read.html}${read.text}`).not.toContain(word);
    expect(read.text).toContain(codeNameOf);
  });

  test("with a mail server the house keeps no copy", async () => {
    await save({ en: english });
    const { prove } = await comesIn();
    await signs(prove);
    const sent: { subject: string; text: string }[] = [];
    const mail = openMail(launch.room, { mailer: { send: async (one) => void sent.push(one), close() {} } });
    for (const letterId of launch.letters.splice(0)) await mail.tasks["letter.send"].run({ letterId });
    expect(sent.map(({ subject }) => subject)).toEqual(["Your receipt"]);
    expect(await launch.room.db.letter.findFirstOrThrow({ where: { eventId, kind: "receipt" } })).toMatchObject({ state: "sent", content: null });
  });
});

test("the list is the owner's after proving themselves anew, outlives the event's key, and its reading is recorded", async () => {
  await save({ en: english });
  const [ines, marc] = [await comesIn(), await comesIn("Marc Vidal")];
  await signs(ines.prove);
  await entrance.agreements.refuse(await marc.prove(), "Firefox, Linux");
  await expect(as("agreement.list")).rejects.toThrow();
  await expect(as("agreement.list", { ...owner, staff: owner.staff && { ...owner.staff, isSteppedUp: false } })).rejects.toThrow();
  const pass = await as("agreement.list", owner);
  const list = await entrance.agreements.list(pass);
  expect(list.lines.map(({ kind, name, number, who, isCurrent }) => ({ kind, name, number, who, isCurrent }))).toEqual([
    { kind: "refused", name: "Marc Vidal", number: 2, who: "guest", isCurrent: true },
    { kind: "signed", name: "Inès d’Arnaud", number: 1, who: "guest", isCurrent: true },
  ]);
  expect(list.left).toBe(1);
  expect(await launch.room.db.entry.count({ where: { chain: eventId, name: "agreement.listed" } })).toBe(1);
  launch.room.sealed.forget(eventId);
  expect((await entrance.agreements.list(pass)).lines.map(({ name }) => name)).toEqual(["", "Inès d’Arnaud"]);
  expect(() => launch.room.sealed.event(eventId)).toThrow();
});

test("a name is one's own without case, accents, hyphens and spaces, and nobody else's", () => {
  for (const typed of ["jean luc o'brien", "JEAN-LUC O’BRIEN", " Jean‐Luc  O´Brien "]) expect(isOwnName(typed, "Jean-Luc O'Brien"), typed).toBe(true);
  expect(isOwnName("Soren Grosse", "Søren Große")).toBe(true);
  expect(isOwnName("佐藤 遥", "佐藤 遥")).toBe(true);
  for (const typed of ["", " ", "Jean Luc", "Jean-Luc Brien O", "Luc Jean O'Brien", "?"]) expect(isOwnName(typed, "Jean-Luc O'Brien"), typed).toBe(false);
});
