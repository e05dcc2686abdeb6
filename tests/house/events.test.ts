import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ability } from "#contracts/abilities.ts";
import { EventPlan, levels, phases } from "#contracts/event.ts";
import { openBoutiques } from "#server/boutiques/boutiques.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openEvents } from "#server/events/events.ts";
import type { TestRoom } from "#tests/access/people.ts";
import { openPeople } from "#tests/access/people.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let house: TestRoom;
let people: ReturnType<typeof openPeople>;
let events: ReturnType<typeof openEvents>;
let owner: Awaited<ReturnType<typeof people.staff>>;
const heard: { audience: string; body: unknown; eventId: string }[] = [];
beforeAll(async () => {
  house = await openTestRoom();
  people = openPeople(house);
  events = openEvents(house.room, openConsents(house.room));
  const found = await people.staff(["owner"]);
  owner = { ...found, staff: { ...found.staff, isStrong: true, isSteppedUp: true } };
  house.room.announcer.carriedBy((eventId, audience, name, body) => name === "phase.changed" && heard.push({ eventId, audience, body }));
});
afterAll(() => house.close());

const plan = (more: Partial<EventPlan> = {}): EventPlan =>
  EventPlan.parse({ title: "Aurelle, the new piece", codeName: "Blue hour", localStart: "2037-03-11T11:30", zone: "Europe/Rome", mode: "inviteOnly", level: "invited", format: "hybrid", place: "Via della Spiga 1", ...more });
const open = (more: Partial<EventPlan> = {}) => plan({ level: "open", mode: "public", ...more });
const mayCreate = () => house.door.admitHouse(owner, "event.create");
const at = <A extends Ability>(eventId: string, ability: A) => house.door.admit(owner, eventId, ability, "staff");
const rowOf = (id: string) => house.room.db.event.findUniqueOrThrow({ where: { id } });
const entriesOf = async (chain: string) => (await house.room.db.entry.findMany({ where: { chain }, orderBy: { seq: "asc" } })).map(({ name }) => name);
const keys = () => readdirSync(path.join(house.dataDir, "keys"));

async function make(more: Partial<EventPlan> = {}): Promise<string> {
  const made = await events.create(mayCreate(), plan(more));
  if (!made.ok) throw new Error(made.reason);
  return made.value.eventId;
}
async function boutique(name: string): Promise<string> {
  const pass = house.door.admitHouse(owner, "boutique.edit");
  return (await openBoutiques(house.room).create(pass, { name, city: name, zone: "Europe/Rome" })).id;
}

describe("making an event", () => {
  test("it is a draft under its own key, its words sealed, its maker in the audit", async () => {
    const [milano, paris] = [await boutique("Milano"), await boutique("Paris")];
    const eventId = await make({ boutiqueIds: [milano, paris, milano], veil: true });
    const row = await rowOf(eventId);
    expect(row).toMatchObject({ phase: "draft", level: "invited", startsAt: new Date("2037-03-11T10:30:00Z"), createdById: owner.staff.id, slug: null, slugHash: null });
    const none = { mark: false, code: false, agreement: false, speakersSign: false, staffSign: false, oneBrowser: false, softwareKey: false, companions: false, recording: false, restream: false };
    expect(row.wishes).toEqual({ ...none, veil: true, namesShown: true, retentionMonths: 12 });
    const stored = (await house.room.db.$queryRaw<{ line: string }[]>`SELECT e::text AS line FROM "Event" e WHERE id = ${eventId}`)[0]?.line ?? "";
    for (const word of ["Aurelle", "Blue hour", "Spiga"]) {
      expect(stored).not.toContain(word);
      expect(stored).not.toContain(Buffer.from(word).toString("hex"));
    }
    expect(keys()).toContain(`${eventId}.key`);
    const view = await events.read(await at(eventId, "event.know"));
    expect(view).toMatchObject({ title: "Blue hour", codeName: "Blue hour", place: "Via della Spiga 1", localStart: "2037-03-11T11:30", zone: "Europe/Rome", version: 1, liveAt: null });
    expect(view.boutiques.map(({ name }) => name)).toEqual(["Milano", "Paris"]);
    expect(await entriesOf(eventId)).toEqual(["event.created"]);
    expect(await house.room.db.entry.count({ where: { chain: "house", name: "event.created", facts: { path: ["eventId"], equals: eventId } } })).toBe(1);
  });

  test.each([
    [{ localStart: "2037-03-29T02:30" }, "time.doesNotExist"],
    [{ localStart: "2037-02-30T02:30" }, "time.doesNotExist"],
    [{ localStart: "2037-10-25T02:30" }, "time.existsTwice"],
    [{ localStart: "2020-01-01T10:00" }, "time.past"],
    [{ zone: "Mars/Olympus" }, "zone.unknown"],
    [{ mode: "public" }, "mode.personalLinksOnly"],
    [{ restream: true }, "restream.openOnly"],
    [{ level: "sealed" }, "format.sealedIsInStore"],
    [{ boutiqueIds: ["btq_nowhere"] }, "boutique.unknown"],
  ] as [Partial<EventPlan>, string][])("%o is refused as %s, and leaves nothing", async (more, reason) => {
    const before = [keys().length, await house.room.db.event.count()];
    expect(await events.create(mayCreate(), plan(more))).toEqual({ ok: false, reason });
    expect([keys().length, await house.room.db.event.count()]).toEqual(before);
  });

  test("the planner's preview says the same, with what is offered", () => {
    const check = events.check(house.door.admitHouse(owner, "studio.enter"), plan({ localStart: "2037-10-25T02:30", restream: true }));
    expect(check).toMatchObject({ faults: ["time.existsTwice", "restream.openOnly"], offers: ["2037-10-25T02:30+02:00", "2037-10-25T02:30+01:00"] });
  });

  test("a transaction that fails takes the key along", async () => {
    const before = keys();
    await house.room.db.$executeRawUnsafe(`ALTER TABLE "Event" ADD CONSTRAINT no_more CHECK (zone <> 'Asia/Tokyo')`);
    await expect(events.create(mayCreate(), plan({ zone: "Asia/Tokyo" }))).rejects.toThrow();
    await house.room.db.$executeRawUnsafe(`ALTER TABLE "Event" DROP CONSTRAINT no_more`);
    expect(keys()).toEqual(before);
  });

  test("a sealed event keeps at most three months, and the steward's are nobody's", async () => {
    const made = await events.create(house.steward.housePass("event.create", "the demo's seed"), plan({ level: "sealed", format: "inStore", purgeOn: "2037-04-01" }));
    if (!made.ok) throw new Error(made.reason);
    expect(await rowOf(made.value.eventId)).toMatchObject({ createdById: null, wishes: { retentionMonths: 3 } });
  });
});

describe("changing its plan", () => {
  const edit = async (eventId: string, more: Partial<EventPlan>, version: number) => events.edit(await at(eventId, "event.edit"), plan(more), version);

  test("the plan is read unveiled by who may write it, with the answer about a time that exists twice", async () => {
    const eventId = await make({ veil: true, localStart: "2037-10-25T02:30", fold: "later", boutiqueIds: [await boutique("Roma")] });
    const { plan: read, version } = await events.plan(await at(eventId, "event.edit"));
    expect(read).toMatchObject({ title: "Aurelle, the new piece", codeName: "Blue hour", place: "Via della Spiga 1", fold: "later", veil: true });
    expect(await events.edit(await at(eventId, "event.edit"), read, version)).toEqual({ ok: true, value: { version: 2 } });
    expect((await rowOf(eventId)).startsAt).toEqual(new Date("2037-10-25T01:30:00Z"));
    const bare = await make({ place: undefined });
    expect((await events.plan(await at(bare, "event.edit"))).plan).toMatchObject({ place: undefined, fold: undefined, boutiqueIds: [] });
  });

  test("two at once: one is saved, the other hears that it changed meanwhile", async () => {
    const eventId = await make();
    const pass = await at(eventId, "event.edit");
    const both = await Promise.all(["One", "Two"].map((title) => events.edit(pass, plan({ title }), 1)));
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.filter((one) => !one.ok && one.reason === "changedMeanwhile")).toHaveLength(1);
    expect((await rowOf(eventId)).version).toBe(2);
    expect(await edit(eventId, {}, 1)).toEqual({ ok: false, reason: "changedMeanwhile" });
    expect(await entriesOf(eventId)).toEqual(["event.created", "event.edited"]);
  });

  test("a pass from before the doors changes nothing once they are open", async () => {
    const eventId = await make();
    const pass = await at(eventId, "event.edit");
    await house.room.db.event.update({ where: { id: eventId }, data: { phase: "doors" } });
    expect(await events.edit(pass, plan(), 1)).toEqual({ ok: false, reason: "changedMeanwhile" });
  });

  test.each(levels.flatMap((from) => levels.map((to) => ({ from, to }))))("C6: from $from to $to", async ({ from, to }) => {
    const fit = (level: (typeof levels)[number]) =>
      ({ level, mode: level === "open" ? "public" : "inviteOnly", format: "inStore", purgeOn: level === "sealed" ? "2037-04-01" : undefined }) as const;
    const isLower = levels.indexOf(to) < levels.indexOf(from);
    const draft = await make(fit(from));
    expect(await edit(draft, fit(to), 1)).toMatchObject({ ok: true });
    const announced = await make(fit(from));
    await house.room.db.event.update({ where: { id: announced }, data: { agreementVersion: 1 } });
    await events.announce(await at(announced, "event.open"));
    expect(await edit(announced, fit(to), 1)).toEqual(isLower ? { ok: false, reason: "level.loweringOnlyInDraft" } : { ok: true, value: { version: 2 } });
    const row = await rowOf(draft);
    expect(row.level).toBe(to);
    expect([row.slug !== null, row.slugHash !== null]).toEqual([to === "open", to === "open"]);
    expect(await entriesOf(draft)).toEqual(["event.created", "event.edited", ...(from === to ? [] : [isLower ? "level.lowered" : "level.raised"])]);
  });

  test("C6: a raised level applies at once to who came in without a personal link", async () => {
    const eventId = await make({ level: "open", mode: "public" });
    await events.announce(await at(eventId, "event.open"));
    const browser = await people.browser();
    await people.bind(browser, eventId, { guestId: await people.guest(eventId) });
    expect(await house.door.look(browser, eventId)).not.toBeNull();
    expect(await edit(eventId, {}, 1)).toMatchObject({ ok: true });
    expect(await house.door.look(browser, eventId)).toBeNull();
    expect((await house.room.audit.verify(eventId)).brokenAt).toBeNull();
  });

  test("a start that passed may stay, and not be moved to another past", async () => {
    const eventId = await make();
    await house.room.db.event.update({ where: { id: eventId }, data: { localStart: "2020-01-15T10:00", startsAt: new Date("2020-01-15T09:00:00Z") } });
    expect(await edit(eventId, { localStart: "2020-01-16T10:00" }, 1)).toEqual({ ok: false, reason: "time.past" });
    expect(await edit(eventId, { localStart: "2020-01-15T10:00", title: "Another name" }, 1)).toMatchObject({ ok: true });
    expect(await edit(eventId, { zone: "Nowhere" }, 2)).toEqual({ ok: false, reason: "zone.unknown" });
  });

  test("boutiques come and go, but not under a guest or a tablet", async () => {
    const [milano, paris] = [await boutique("Milano"), await boutique("Paris")];
    const eventId = await make({ boutiqueIds: [milano] });
    expect(await edit(eventId, { boutiqueIds: [paris] }, 1)).toMatchObject({ ok: true });
    expect((await events.read(await at(eventId, "event.know"))).boutiques.map(({ id }) => id)).toEqual([paris]);
    const guestId = await people.guest(eventId);
    expect(await edit(eventId, { boutiqueIds: [paris, milano] }, 2)).toMatchObject({ ok: true });
    await house.room.db.guest.update({ where: { id: guestId }, data: { boutiqueId: paris } });
    expect(await edit(eventId, { boutiqueIds: [milano] }, 3)).toEqual({ ok: false, reason: "boutique.inUse" });
    await house.room.db.guest.update({ where: { id: guestId }, data: { boutiqueId: null } });
    const { deviceId } = await people.device(eventId);
    expect(await edit(eventId, { boutiqueIds: [milano] }, 3)).toEqual({ ok: false, reason: "boutique.inUse" });
    await house.room.db.device.update({ where: { id: deviceId }, data: { revokedAt: new Date() } });
    expect(await edit(eventId, { boutiqueIds: [milano] }, 3)).toMatchObject({ ok: true });
    expect(await edit(eventId, { boutiqueIds: ["btq_nowhere"] }, 4)).toEqual({ ok: false, reason: "boutique.unknown" });
  });
});

describe("its phases", () => {
  const commands = ["announce", "openDoors", "goLive", "end", "cancel"] as const;
  const to = { announce: ["draft"], openDoors: ["announced"], goLive: ["doors"], end: ["doors", "live"], cancel: ["draft", "announced", "doors", "live"] };
  const results = { announce: "announced", openDoors: "doors", goLive: "live", end: "ended", cancel: "cancelled" } as const;
  const steward = (eventId: string, command: (typeof commands)[number]) =>
    command === "end" || command === "cancel"
      ? house.steward.pass(eventId, "event.end", "a test").then((pass) => events[command](pass))
      : house.steward.pass(eventId, "event.open", "a test").then((pass) => events[command](pass));

  test("announce, doors, live, end: each is stamped, recorded, signalled and told once", async () => {
    const eventId = await make();
    const said: unknown[] = [];
    const stop = house.room.signals.hear("phase.changed", (fact) => said.push(fact));
    heard.length = 0;
    expect(await events.announce(await at(eventId, "event.open"))).toEqual({ ok: true, value: { phase: "announced" } });
    expect(await events.openDoors(await at(eventId, "event.open"))).toEqual({ ok: true, value: { phase: "doors" } });
    expect(await events.goLive(await at(eventId, "event.open"))).toEqual({ ok: true, value: { phase: "live" } });
    const view = await events.read(await at(eventId, "event.know"));
    expect(view).toMatchObject({ phase: "live", announcedAt: expect.any(String), doorsAt: expect.any(String), liveAt: expect.any(String), endedAt: null });
    expect(await events.end(await at(eventId, "event.end"))).toEqual({ ok: true, value: { phase: "ended" } });
    stop();
    expect((await rowOf(eventId)).endedAt).not.toBeNull();
    expect(await entriesOf(eventId)).toEqual(["event.created", "event.announced", "event.doorsOpened", "event.wentLive", "event.ended"]);
    expect(said).toEqual(["announced", "doors", "live", "ended"].map((phase) => ({ eventId, phase })));
    expect(heard.filter(({ audience }) => audience === "room.veiled")).toEqual(["announced", "doors", "live", "ended"].map((phase) => ({ eventId, audience: "room.veiled", body: { phase, at: expect.any(String) } })));
  });

  test.each(phases.flatMap((phase) => commands.map((command) => ({ phase, command }))))("$command in $phase", async ({ phase, command }) => {
    const eventId = await people.event({ phase });
    const isPossible = to[command].some((one) => one === phase);
    expect(await steward(eventId, command)).toEqual(isPossible ? { ok: true, value: { phase: results[command] } } : { ok: false, reason: "notNow" });
    expect((await rowOf(eventId)).phase).toBe(isPossible ? results[command] : phase);
    expect(await entriesOf(eventId)).toHaveLength(isPossible ? 1 : 0);
  });

  test.each(["confidential", "sealed"] as const)("the doors of a %s event stay shut without a text to sign, and it says why", async (level) => {
    const eventId = await people.event({ level, phase: "announced" });
    expect(await steward(eventId, "openDoors")).toEqual({ ok: false, reason: "agreementMissing" });
    expect((await rowOf(eventId)).phase).toBe("announced");
    expect(await entriesOf(eventId)).toEqual([]);
    expect(await steward(await people.event({ level, phase: "draft" }), "openDoors")).toEqual({ ok: false, reason: "notNow" });
    await house.room.db.event.update({ where: { id: eventId }, data: { agreementVersion: 1 } });
    expect(await steward(eventId, "openDoors")).toMatchObject({ ok: true });
  });

  test.each(["open", "invited", "confidential", "sealed"] as const)("C10: a house that never had a media server, and the doors of a %s event", async (level) => {
    const blind = openEvents({ ...house.room, hasPicture: () => false }, openConsents(house.room));
    const open = async (format: "online" | "hybrid" | "inStore") => {
      const eventId = await people.event({ level, phase: "announced" });
      await house.room.db.event.update({ where: { id: eventId }, data: { format, agreementVersion: 1 } });
      const opened = await blind.openDoors(await house.steward.pass(eventId, "event.open", "test"));
      await house.room.db.event.update({ where: { id: eventId }, data: { phase: "cancelled" } }); // in nobody's list any more
      return opened.ok ? opened.value.phase : opened.reason;
    };
    const isStrict = level === "confidential" || level === "sealed";
    expect(await open("online")).toBe(isStrict ? "pictureMissing" : "doors");
    for (const format of ["hybrid", "inStore"] as const) expect(await open(format)).toBe("doors");
  });

  test("a level raised after the pass was given asks for its text all the same", async () => {
    const eventId = await people.event({ level: "invited", phase: "announced" });
    const pass = await at(eventId, "event.open");
    await house.room.db.event.update({ where: { id: eventId }, data: { level: "sealed" } });
    expect(await events.openDoors(pass)).toEqual({ ok: false, reason: "agreementMissing" });
  });

  test("ten producers at once: one wins, nine hear not now, the audit holds one", async () => {
    const eventId = await people.event({ phase: "doors" });
    const all = await Promise.all(Array.from({ length: 10 }, () => steward(eventId, "goLive")));
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.reason === "notNow")).toHaveLength(9);
    expect(await entriesOf(eventId)).toEqual(["event.wentLive"]);
  });

  test("where the audit cannot be written nothing moves and nobody is told", async () => {
    const eventId = await people.event({ phase: "doors" });
    await house.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT no_more CHECK (name <> 'event.wentLive') NOT VALID`);
    heard.length = 0;
    await expect(steward(eventId, "goLive")).rejects.toThrow();
    await house.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT no_more`);
    expect([(await rowOf(eventId)).phase, heard]).toEqual(["doors", []]);
  });
});

describe("reading", () => {
  test("the studio lists what its visitor may know of, with guests counted and the veil kept", async () => {
    const [plain, veiled] = [await make(), await make({ veil: true })];
    await people.guest(plain);
    await people.guest(plain);
    await people.guest(plain, { removed: true });
    await people.guest(plain, { kind: "speaker" });
    await house.room.db.event.update({ where: { id: await make() }, data: { phase: "purged" } });
    const list = await events.listForStaff(owner);
    expect(list.find(({ id }) => id === plain)).toEqual({ id: plain, title: "Aurelle, the new piece", codeName: "Blue hour", level: "invited", format: "hybrid", phase: "draft", startsAt: "2037-03-11T10:30:00.000Z", zone: "Europe/Rome", guests: 2 });
    expect(list.find(({ id }) => id === veiled)).toMatchObject({ title: "Blue hour", guests: 0 });
    expect(list.some(({ phase }) => phase === "purged")).toBe(false);
    expect((await events.listForStaff(await people.staff(["producer"], [veiled]))).map(({ id }) => id)).toEqual([veiled]);
    expect(await events.listForStaff(await people.staff([]))).toEqual([]);
    expect(await events.listForStaff({ sessionId: null, staff: null })).toEqual([]);
  });

  test("a guest reads the title, or the code name under the veil, and never both", async () => {
    for (const veil of [false, true]) {
      const eventId = await make({ veil });
      await events.announce(await at(eventId, "event.open"));
      const browser = await people.browser();
      await people.bind(browser, eventId, { guestId: await people.guest(eventId) });
      const view = await events.read(await house.door.admit(browser, eventId, "event.know"));
      const name = veil ? "Blue hour" : "Aurelle, the new piece";
      expect([view.title, view.codeName]).toEqual([name, name]);
      expect(JSON.stringify(view)).not.toContain(veil ? "Aurelle" : "Blue hour");
    }
  });

  test("a purged event has no name left", async () => {
    const eventId = await make();
    await house.room.db.event.update({ where: { id: eventId }, data: { phase: "purged" } });
    house.room.sealed.forget(eventId);
    expect(() => house.room.sealed.event(eventId)).toThrow("the event's key is gone");
    expect(await events.read(await at(eventId, "event.know"))).toMatchObject({ title: "", codeName: "", place: null });
  });

  test("open events are listed and found by their address, announced and not before; nothing else is", async () => {
    const made = await events.create(mayCreate(), open());
    const hidden = await events.create(mayCreate(), open({ veil: true }));
    if (!made.ok || !hidden.ok) throw new Error("both fit");
    await house.room.db.event.updateMany({ where: { level: "open", phase: "announced" }, data: { phase: "ended" } });
    expect(await events.listOpen()).toEqual([]);
    for (const { eventId } of [made.value, hidden.value]) await events.announce(await at(eventId, "event.open"));
    const list = await events.listOpen();
    expect(list.map(({ title }) => title).sort()).toEqual(["Aurelle, the new piece", "Blue hour"]);
    const [plain, veiled] = [list.find(({ title }) => title.startsWith("Aurelle")), list.find(({ title }) => title === "Blue hour")];
    expect(plain?.slug).toMatch(/^aurelle-the-new-piece-[2-9a-hjkmnp-z]{6}$/);
    expect(veiled?.slug).toMatch(/^blue-hour-[2-9a-hjkmnp-z]{6}$/);
    expect(await events.open(plain?.slug ?? "")).toMatchObject({ eventId: made.value.eventId, title: "Aurelle, the new piece", phase: "announced", place: "Via della Spiga 1" });
    for (const slug of ["", "aurelle-the-new-piece", `${plain?.slug}x`, "x".repeat(200)]) expect(await events.open(slug)).toBeNull();
    const draft = await events.create(mayCreate(), open({ title: "Later" }));
    if (!draft.ok) throw new Error(draft.reason);
    const row = await rowOf(draft.value.eventId);
    const slug = row.slug ? house.room.sealed.event(row.id).open(`Event.slug:${row.id}`, row.slug) : "";
    expect(slug).toMatch(/^later-/);
    expect(await events.open(slug)).toBeNull();
  });

  test("an address stays when the title changes, and is made anew when a veil falls over it", async () => {
    const made = await events.create(mayCreate(), open());
    if (!made.ok) throw new Error(made.reason);
    const { eventId } = made.value;
    const before = (await rowOf(eventId)).slugHash;
    await events.edit(await at(eventId, "event.edit"), open({ title: "Renamed" }), 1);
    expect((await rowOf(eventId)).slugHash).toEqual(before);
    await events.edit(await at(eventId, "event.edit"), open({ title: "Renamed", veil: true }), 2);
    expect((await rowOf(eventId)).slugHash).not.toEqual(before);
    const veiled = (await rowOf(eventId)).slugHash;
    await events.edit(await at(eventId, "event.edit"), open({ title: "Again", veil: true }), 3);
    expect((await rowOf(eventId)).slugHash).toEqual(veiled);
  });
});
