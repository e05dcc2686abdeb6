import { afterAll, beforeAll, expect, test } from "vitest";
import type { Level } from "#contracts/event.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let producer: Visitor;
let advisor: Visitor & { staff: { id: string } };
let nth = 0;

beforeAll(async () => {
  launch = await openLaunch();
  producer = await launch.staff("Bruna Conti", "producer");
  advisor = await launch.staff("Mei Lin Koh", "advisor");
});
afterAll(() => launch.close());

const mail = (name: string) => `${name}.${nth}@example.com`;

/** An event whose guests may bring somebody, and one of them in their browser. */
async function hosting({ companions = true, level = "invited" as Level, who = producer } = {}) {
  nth += 1;
  const eventId = await launch.event({ level });
  await launch.room.db.event.update({ where: { id: eventId }, data: { wishes: { companions } } });
  const { guestId, token } = await launch.invite(who, eventId, "Inès Arnaud", mail("ines"), { language: "fr" });
  const browser = await launch.browser();
  await launch.enter(token, browser);
  const bringer = () => launch.door.admit(browser, eventId, "companion.bring");
  const rows = async () => launch.guests.list(await launch.as(producer, eventId, "guest.list"));
  const row = async (name: string) => (await rows()).find((one) => one.name === name);
  return { eventId, guestId, browser, bringer, rows, row };
}

test("a guest brings one person, who gets a place, a letter and a link of their own; the studio sees at whose side", async () => {
  const { eventId, guestId, bringer, row } = await hosting();
  const pass = await bringer();
  expect(await launch.guests.bringing(pass)).toEqual({ name: null, mayName: true });
  expect(await launch.guests.bring(pass, { name: "Paul Arnaud", email: mail("paul") })).toEqual({ ok: true, value: null });
  expect(await launch.guests.bringing(pass)).toEqual({ name: "Paul Arnaud", mayName: false });
  await launch.sendQueued();
  const paul = await row("Paul Arnaud");
  expect(paul).toMatchObject({ email: mail("paul"), language: "fr", invitation: "sent", broughtBy: { id: guestId, name: "Inès Arnaud" } });
  const letter = await launch.letterTo(paul?.id ?? "");
  expect(letter.text).toContain("aux côtés de Inès Arnaud");
  const theirs = await launch.browser();
  expect(await launch.enter(launch.tokenIn(letter.text), theirs)).toMatchObject({ ok: true });
  // Who is brought brings nobody.
  const companion = await launch.door.admit(theirs, eventId, "companion.bring");
  expect(await launch.guests.bringing(companion)).toBeNull();
  expect(await launch.guests.bring(companion, { name: "Somebody", email: mail("somebody") })).toEqual({ ok: false, reason: "notYours" });
  expect(await launch.room.audit.verify(eventId)).toMatchObject({ brokenAt: null });
});

test("asked many times at once, one person is named; oneself is refused", async () => {
  const { bringer, rows } = await hosting();
  const pass = await bringer();
  expect(await launch.guests.bring(pass, { name: "Inès", email: mail("INES") })).toEqual({ ok: false, reason: "yourself" });
  const asked = await Promise.all([1, 2, 3, 4].map((at) => launch.guests.bring(pass, { name: `Paul ${at}`, email: mail(`paul${at}`) })));
  expect(asked.filter(({ ok }) => ok).length).toBe(1);
  expect(asked.filter((one) => !one.ok && one.reason === "named").length).toBe(3);
  expect((await rows()).length).toBe(2);
});

test("somebody who is on the list already: the answer, its time and what the guest sees are the same, and nothing changes for them", async () => {
  const { eventId, bringer, rows, row } = await hosting();
  await launch.invite(producer, eventId, "Marc Weber", mail("marc"));
  const before = await row("Marc Weber");
  const pass = await bringer();
  const begun = performance.now();
  expect(await launch.guests.bring(pass, { name: "M. Weber", email: mail("marc") })).toEqual({ ok: true, value: null });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(245);
  expect(await launch.guests.bringing(pass)).toEqual({ name: "M. Weber", mayName: false });
  expect(launch.letters).toEqual([]);
  expect(await row("Marc Weber")).toEqual(before);
  await launch.guests.bringNobody(pass);
  expect(await row("Marc Weber")).toEqual(before); // not theirs to take back
  expect((await rows()).length).toBe(2);
  const fresh = performance.now();
  expect(await launch.guests.bring(pass, { name: "Paul", email: mail("paul") })).toEqual({ ok: true, value: null });
  expect(performance.now() - fresh).toBeGreaterThanOrEqual(245);
});

test("taken back, the invitation ends; three names are all, whoever they were", async () => {
  const { eventId, bringer, row } = await hosting();
  const pass = await bringer();
  for (const name of ["Anna", "Bert", "Carla"]) {
    expect(await launch.guests.bring(pass, { name, email: mail(name.toLowerCase()) })).toMatchObject({ ok: true });
    await launch.sendQueued();
    const { text } = await launch.letterTo((await row(name))?.id ?? "");
    expect(await launch.knock(await launch.browser(), launch.tokenIn(text))).not.toBeNull();
    await launch.guests.bringNobody(pass);
    expect(await launch.knock(await launch.browser(), launch.tokenIn(text))).toBeNull();
    expect((await row(name))?.invitation).toBe("withdrawn");
  }
  expect(await launch.guests.bringing(pass)).toEqual({ name: null, mayName: false });
  expect(await launch.guests.bring(pass, { name: "Dora", email: mail("dora") })).toEqual({ ok: false, reason: "enough" });
  expect(await launch.room.audit.verify(eventId)).toMatchObject({ brokenAt: null });
});

test("when the host goes, whoever they bring goes with them", async () => {
  for (const how of ["withdraw", "remove"] as const) {
    const { eventId, guestId, row, theirs } = await hostingBoth("Paul");
    if (how === "withdraw") await launch.guests.withdraw(await launch.as(producer, eventId, "guest.invite"), guestId);
    else await launch.guests.remove(await launch.as(producer, eventId, "guest.remove"), guestId);
    await expect.poll(async () => (await row("Paul"))?.invitation).toBe("withdrawn");
    await expect(launch.door.admit(theirs, eventId, "companion.bring")).rejects.toThrow();
  }
});

test("nobody is brought where the event does not let them, nor at a sealed event; a companion is their host's advisor's client", async () => {
  const closed = await hosting({ companions: false });
  await expect(closed.bringer()).rejects.toThrow();
  const { bringer, eventId } = await hosting({ who: advisor });
  await launch.guests.bring(await bringer(), { name: "Paul Vautrin", email: mail("paul") });
  const theirs = await launch.guests.list(await launch.as(advisor, eventId, "guest.list"));
  expect(theirs.map(({ name }) => name)).toEqual(["Inès Arnaud", "Paul Vautrin"]);
  expect(await launch.wordsInDatabase(["Vautrin", "Paul Vautrin", mail("paul")])).toEqual([]);
  await launch.room.db.event.update({ where: { id: eventId }, data: { level: "sealed" } });
  await new Promise((resolve) => setTimeout(resolve, 600)); // a pass lives half a second
  await expect(bringer()).rejects.toThrow();
});

/** A guest whose companion has gone in by a link of their own; `companion` is the companion's id, `theirs` their browser. */
async function hostingBoth(name: string) {
  const hosted = await hosting();
  await launch.guests.bring(await hosted.bringer(), { name, email: mail(name.toLowerCase()) });
  await launch.sendQueued();
  const companion = (await hosted.row(name))?.id ?? "";
  const theirs = await launch.browser();
  await launch.enter(launch.tokenIn((await launch.letterTo(companion)).text), theirs);
  return { ...hosted, companion, theirs };
}

test("their going is part of the host's own act, wherever that is stored", async () => {
  const { eventId, guestId, row, companion: petra, theirs } = await hostingBoth("Petra");
  const pass = await launch.as(producer, eventId, "guest.remove");
  await launch.room.revoke.guest(pass.holder, eventId, guestId);
  await expect.poll(async () => (await row("Petra"))?.invitation).toBe("withdrawn");
  await expect(launch.door.admit(theirs, eventId, "companion.bring")).rejects.toThrow();
  const entries = await launch.room.db.entry.findMany({ where: { chain: eventId, name: "invitation.withdrawn" } });
  expect(entries.map(({ facts }) => facts)).toContainEqual({ personId: petra, companionOf: guestId });
});

test("a browser that is still open goes with the host, too, when the link it came by has ended", async () => {
  const { eventId, guestId, companion: pilar } = await hostingBoth("Pilar");
  await launch.room.db.invitation.updateMany({ where: { guestId: pilar }, data: { endedAt: launch.room.clock.now() } });
  const pass = await launch.as(producer, eventId, "guest.remove");
  await launch.room.revoke.guest(pass.holder, eventId, guestId);
  const open = () => launch.room.db.sessionIdentity.count({ where: { guestId: pilar, endedAt: null } });
  await expect.poll(open).toBe(0);
});
