import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pastedLinesMax } from "#contracts/guests.ts";
import { Refusal } from "#server/access/refusal.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let producer: Visitor;
let advisor: Visitor;
let roma: string;
let paris: string;
let eventId: string;
let nth = 0;

beforeAll(async () => {
  launch = await openLaunch();
  producer = await launch.staff("Bruna Conti", "producer");
  advisor = await launch.staff("Mei Lin Koh", "advisor");
  roma = await launch.boutique("Via Condotti", "Roma");
  paris = await launch.boutique("Rue Saint-Honoré", "Paris");
});
afterAll(() => launch.close());
beforeEach(async () => {
  eventId = await launch.event({ boutiqueIds: [roma] });
  nth += 1;
});

const mail = (name: string) => `${name}${nth}@example.com`;
const inviting = (who = producer) => launch.as(who, eventId, "guest.invite");
const add = async (who: Visitor, ...guest: Parameters<typeof launch.form>) => launch.guests.add(await inviting(who), launch.form(...guest));
const rows = async (who = producer) => launch.guests.list(await launch.as(who, eventId, "guest.list"));
const names = async (who = producer) => (await rows(who)).map(({ name }) => name);
const added = async (who: Visitor, name: string) => {
  const outcome = await add(who, name, mail(name.toLowerCase()));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value.guestId;
};

test("a guest stands on the list with a number, a place and no invitation", async () => {
  await add(producer, "Inès Arnaud", mail("ines"), { language: "fr", place: roma });
  await add(producer, "Théo Marchal", mail("theo"), { kind: "speaker", expectedAt: "2027-03-11T18:50" });
  expect(await rows()).toMatchObject([
    { name: "Inès Arnaud", email: mail("ines"), number: 1, kind: "guest", language: "fr", place: roma, boutiqueName: "Via Condotti", invitation: "none", isHere: false, removedAt: null },
    { name: "Théo Marchal", number: 2, kind: "speaker", place: "online", boutiqueName: null, expectedAt: "2027-03-11T17:50:00.000Z" },
  ]);
  expect(await launch.room.audit.verify(eventId)).toEqual({ entries: 2, brokenAt: null });
});

test("refuses who is on the list, a boutique that is not the event's, and a time that is none", async () => {
  await add(producer, "Inès", mail("ines"));
  expect(await add(producer, "Inès A.", mail("ines").toUpperCase())).toEqual({ ok: false, reason: "already" });
  expect(await add(producer, "Marc", mail("marc"), { place: paris })).toEqual({ ok: false, reason: "placeUnknown" });
  expect(await add(producer, "Marc", mail("marc"), { place: "btq_nobody" })).toEqual({ ok: false, reason: "placeUnknown" });
  expect(await add(producer, "Marc", mail("marc"), { expectedAt: "soon" })).toEqual({ ok: false, reason: "timeUnknown" });
  expect(await names()).toEqual(["Inès"]);
});

test("a known client keeps the name the maison knows; the event keeps its own", async () => {
  await add(producer, "Inès Arnaud", mail("ines"), { language: "fr" });
  const first = eventId;
  eventId = await launch.event();
  await add(producer, "I. Arnaud", mail("ines"));
  expect(await names()).toEqual(["I. Arnaud"]);
  const clients = await launch.room.db.client.findMany({ where: { emailHash: launch.room.secrets.search("email", mail("ines")) }, include: { guests: true } });
  expect(clients).toHaveLength(1);
  expect(clients[0]?.guests.map((guest) => guest.eventId).sort()).toEqual([first, eventId].sort());
  expect(clients.map((one) => launch.room.sealed.house.open(`Client.name:${one.id}`, one.name))).toEqual(["Inès Arnaud"]);
});

test("the same address added many times at once, at two events, is one client and one guest each", async () => {
  const other = await launch.event();
  const passes = [await inviting(), await launch.as(producer, other, "guest.invite")];
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => passes[n % 2]).flatMap((pass) => (pass ? [launch.guests.add(pass, launch.form("Inès", mail("ines")))] : [])),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
  expect(await launch.room.db.client.count({ where: { emailHash: launch.room.secrets.search("email", mail("ines")) } })).toBe(1);
});

test("numbers are never given twice", async () => {
  const pass = await inviting();
  await Promise.all(Array.from({ length: 20 }, (_, n) => launch.guests.add(pass, launch.form(`G ${n}`, mail(`g${n}`)))));
  expect((await rows()).map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
});

test("an advisor sees and reaches own clients only", async () => {
  const ines = await added(producer, "Ines");
  const marc = await added(advisor, "Marc");
  expect(await names(advisor)).toEqual(["Marc"]);
  expect(await names()).toEqual(["Ines", "Marc"]);
  expect(await launch.guests.send(await inviting(advisor), [ines, marc])).toEqual({ ok: true, value: { queued: 1 } });
  await launch.sendQueued();
  expect((await rows()).map(({ invitation }) => invitation)).toEqual(["none", "sent"]);
  await launch.guests.send(await inviting(), [ines]);
  await launch.sendQueued();
  await launch.guests.withdraw(await inviting(advisor), ines);
  expect((await rows()).map(({ invitation }) => invitation)).toEqual(["sent", "sent"]);
  await launch.guests.withdraw(await inviting(advisor), marc);
  expect((await rows()).map(({ invitation }) => invitation)).toEqual(["sent", "withdrawn"]);
});

test("an advisor hears the same of somebody else's client, invited here or not", async () => {
  await added(producer, "Ines");
  const here = await add(advisor, "Ines", mail("ines"));
  eventId = await launch.event();
  expect(await add(advisor, "Ines", mail("ines"))).toEqual(here);
  expect(here).toEqual({ ok: false, reason: "already" });
  expect(await names()).toEqual([]);
});

test("whoever lacks the ability, or the event, is refused", async () => {
  const analyst = await launch.staff("Ada", "analyst");
  const host = await launch.staff("Hugo", "host");
  for (const who of [analyst, host]) {
    await expect(launch.as(who, eventId, "guest.list")).rejects.toBeInstanceOf(Refusal);
    await expect(launch.as(who, eventId, "guest.invite")).rejects.toBeInstanceOf(Refusal);
  }
  const partner: Visitor = { sessionId: producer.sessionId, staff: producer.staff && { ...producer.staff, isNarrowed: true, onlyEvents: ["ev_other"] } };
  await expect(launch.as(partner, eventId, "guest.list")).rejects.toMatchObject({ why: "unknown" });
});

test("a guest of another event is out of reach", async () => {
  const ines = await added(producer, "Ines");
  const first = eventId;
  eventId = await launch.event();
  expect(await launch.guests.send(await inviting(), [ines])).toEqual({ ok: true, value: { queued: 0 } });
  await launch.guests.withdraw(await inviting(), ines);
  eventId = first;
  expect((await rows())[0]).toMatchObject({ invitation: "none" });
});

test("nobody is written to before the event is announced", async () => {
  eventId = await launch.event({ phase: "draft" });
  const ines = await added(producer, "Ines");
  expect(await launch.guests.send(await inviting(), [ines])).toEqual({ ok: false, reason: "announceFirst" });
  expect(await launch.room.db.invitation.count({ where: { eventId } })).toBe(0);
});

test("asking twice while a letter waits is asking once; removed guests are not written to", async () => {
  const [ines, marc] = [await added(producer, "Ines"), await added(producer, "Marc")];
  await launch.guests.remove(await launch.as(producer, eventId, "guest.remove"), marc);
  const pass = await inviting();
  const sent = await Promise.all([1, 2, 3].map(() => launch.guests.send(pass, [ines, ines, marc, "gst_nobody"])));
  expect(sent.map((one) => (one.ok ? one.value.queued : -1)).sort()).toEqual([0, 0, 1]);
  expect((await rows())[0]).toMatchObject({ invitation: "waiting" });
  await launch.sendQueued();
  expect(await launch.guests.send(pass, [ines])).toEqual({ ok: true, value: { queued: 1 } });
  await launch.sendQueued();
});

test("a guest who entered stays entered when a new letter goes out, and can be invited anew after it was withdrawn", async () => {
  const { guestId, token } = await launch.invite(producer, eventId, "Ines", mail("ines"));
  await launch.enter(token);
  launch.clock.move(1000);
  await launch.guests.send(await inviting(), [guestId]);
  await launch.sendQueued();
  expect((await rows())[0]).toMatchObject({ invitation: "entered" });
  await launch.guests.withdraw(await inviting(), guestId);
  expect((await rows())[0]).toMatchObject({ invitation: "withdrawn" });
  launch.clock.move(1000);
  await launch.guests.send(await inviting(), [guestId]);
  await launch.sendQueued();
  expect((await rows())[0]).toMatchObject({ invitation: "sent" });
  launch.clock.move(-2000);
});

const pasted = () =>
  [
    "\uFEFFNome;E-mail;Lingua;Ruolo;Boutique",
    `Inès Arnaud;${mail("ines")};fr;;`,
    `"Rossi; Anna";${mail("anna")};it;;roma`,
    `Théo Marchal;${mail("theo")};;relatore;online`,
    `Inès again;${mail("ines").toUpperCase()};;;`,
    "No address;nowhere;;;",
    `Lost;${mail("lost")};;;Parigi`,
    `Marc;${mail("marc")};;;`,
  ].join("\r\n");

const expected = () => ({
  added: [
    { line: 2, name: "Inès Arnaud" },
    { line: 3, name: "Rossi; Anna" },
    { line: 4, name: "Théo Marchal" },
  ],
  already: [
    { line: 5, name: "Inès again" },
    { line: 8, name: "Marc" },
  ],
  faults: [
    { line: 6, text: "No address;nowhere;;;", fault: "email" },
    { line: 7, text: `Lost;${mail("lost")};;;Parigi`, fault: "place" },
  ],
});

test("a dry run says what a paste would do and writes nothing", async () => {
  await added(producer, "Marc");
  const counts = async () => [await launch.room.db.client.count(), await launch.room.db.guest.count(), await launch.room.db.entry.count()];
  const before = await counts();
  const { seatSeq } = await launch.room.db.event.findUniqueOrThrow({ where: { id: eventId } });
  expect(await launch.guests.paste(await inviting(), pasted(), "online", true)).toEqual(expected());
  expect(await counts()).toEqual(before);
  expect((await launch.room.db.event.findUniqueOrThrow({ where: { id: eventId } })).seatSeq).toBe(seatSeq);
});

test("a paste puts every readable line on the list", async () => {
  await added(producer, "Marc");
  expect(await launch.guests.paste(await inviting(), pasted(), "online", false)).toEqual(expected());
  expect(await rows()).toMatchObject([
    { name: "Marc", number: 1 },
    { name: "Inès Arnaud", number: 2, language: "fr", kind: "guest", place: "online" },
    { name: "Rossi; Anna", number: 3, language: "it", place: roma },
    { name: "Théo Marchal", number: 4, kind: "speaker" },
  ]);
  expect((await launch.guests.paste(await inviting(), pasted(), "online", false)).added).toEqual([]);
});

test("an unknown place faults every line that names none itself", async () => {
  const read = await launch.guests.paste(await inviting(), `A; ${mail("a")}\nB; ${mail("b")}; ; Roma`, paris, false);
  expect(read).toMatchObject({ added: [{ line: 2 }], faults: [{ line: 1, fault: "place" }] });
});

test("a whole paste goes in within a transaction's time", async () => {
  const lines = Array.from({ length: pastedLinesMax }, (_, n) => `Guest ${n}; ${mail(`many${n}`)}`).join("\n");
  const began = performance.now();
  const read = await launch.guests.paste(await inviting(), lines, "online", false);
  expect(performance.now() - began).toBeLessThan(8000);
  expect(read.added).toHaveLength(pastedLinesMax);
  expect(await launch.room.db.guest.count({ where: { eventId } })).toBe(pastedLinesMax);
  const ids = (await rows()).map(({ id }) => id);
  expect(await launch.guests.send(await inviting(), ids)).toEqual({ ok: true, value: { queued: pastedLinesMax } });
  expect(new Set(launch.letters.splice(0)).size).toBe(pastedLinesMax);
});

test("nothing of a guest stands in plain anywhere in the database", async () => {
  await launch.guests.paste(await inviting(), `Wilhelmina Querbach; ${mail("querbach")}`, roma, false);
  const [guest] = await rows();
  await launch.guests.send(await inviting(), [guest?.id ?? ""]);
  await launch.sendQueued();
  const token = launch.tokenIn((await launch.letterTo(guest?.id ?? "")).text);
  await launch.enter(token);
  expect(await launch.wordsInDatabase(["Wilhelmina", "Querbach", mail("querbach"), token, "Ora Serena", "Notturno", "Via Condotti"])).toEqual([]);
  // The search itself finds what does stand there.
  expect(await launch.wordsInDatabase([eventId])).toContain(`public."Event": ${eventId}`);
});
