import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DrillReport } from "#contracts/drill.ts";
import { commands } from "#contracts/commands.ts";
import type { Level } from "#contracts/event.ts";
import { EventPlan } from "#contracts/event.ts";
import { localTimeIn, must, seedMaison, seedStaffMember } from "#prisma/seed.ts";
import { drillText } from "#server/cli/drill.ts";
import { newCanaries } from "#server/drill/canaries.ts";
import { leaked } from "#server/drill/leaked.ts";
import { maySee } from "#server/drill/may-see.ts";
import { makeShadow } from "#server/drill/shadow.ts";
import { openFingerprint } from "#tests/access/crawl.ts";
import { openTestHouse, until } from "#tests/house/open-house.ts";
import { copyDatabase } from "#tests/house/open-room.ts";

type House = Awaited<ReturnType<typeof openTestHouse>>;
const why = "test";

/** A mail server that nobody answers at: a letter that would leave the house is never sent. */
const settings = { SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "Maison Aurelle <maison@aurelle.example>" };
let house: House;
let boutiqueIds: Record<"milano" | "paris", string>;
let elena = "";
let marc = "";

beforeAll(async () => {
  house = await openTestHouse({ settings });
  boutiqueIds = await seedMaison(house, null);
  elena = await seedStaffMember(house, "elena");
  marc = await seedStaffMember(house, "marc");
}, 60_000);
afterAll(() => house.close());

const wishes = { veil: false, code: false, agreement: false, namesShown: true };

async function plan(of: House, level: Level): Promise<string> {
  const form = {
    ...{ title: "The Hand That Winds the Night", codeName: "Notturno", place: "Le Sentier", zone: "Europe/Rome", mode: level === "open" ? "public" : "inviteOnly" },
    ...{ level, format: "inStore", localStart: localTimeIn("Europe/Rome", 60), boutiqueIds: Object.values(boutiqueIds) },
    ...(level === "sealed" ? { purgeOn: localTimeIn("Europe/Rome", 60 * 24 * 30).slice(0, 10) } : {}),
  };
  return must(await of.house.events.create(of.steward.housePass("event.create", why), EventPlan.parse(form))).eventId;
}
const passOf = (eventId: string) => house.steward.pass(eventId, "drill.run", why);

/** A drill from its beginning to the moment when its shadow is gone. */
async function drill(eventId: string): Promise<DrillReport> {
  const { drills } = house.house;
  const { drillId } = must(await drills.start(await passOf(eventId)));
  await house.drill.ended();
  const shown = await drills.report(await passOf(eventId), drillId);
  if (!shown) throw new Error("the drill was broken off");
  return shown.report;
}

/** What a house knows that a drill may not add to, but for its own row and record, and what one browser was last seen. */
async function standsOf(of: House) {
  const { Drill: _drill, Entry: _entry, Maison: _generation, ...tables } = await openFingerprint(of.databaseUrl);
  const files = (folder: string) => {
    try {
      return readdirSync(path.join(of.dataDir, folder)).sort();
    } catch {
      return [];
    }
  };
  return { tables, keys: files("keys"), files: files("files") };
}

/** Everything staff of the house can list. */
async function listed(of: House): Promise<string> {
  const visitor = await of.house.sessions.visitorOf(elena);
  const { events, mail, staff, boutiques } = of.house;
  const all = [
    await events.listForStaff(visitor),
    await events.listOpen(),
    await mail.outbox(of.steward.housePass("outbox.read", why)),
    await staff.list(of.steward.housePass("staff.invite", why)),
    await boutiques.list(of.steward.housePass("studio.enter", why)),
  ];
  return JSON.stringify(all);
}

describe.each(["confidential", "sealed", "invited"] as const)("a drill of an event that is %s", (level) => {
  test("finds nothing by thousands of tries, is seen by nobody, writes to nobody, and leaves nothing behind", async () => {
    const eventId = await plan(house, level);
    const before = await standsOf(house);
    const isListed = await listed(house);
    const running = drill(eventId);
    const shadow = await until(() => house.room.db.event.findFirst({ where: { drillOf: eventId, level } }));
    await until(() => house.room.db.letter.count({ where: { eventId: shadow.id, state: "sent" } }), 30_000);
    expect(await listed(house)).toBe(isListed);
    // Not even an owner who knows its id.
    const owner = house.browser(elena);
    for (const at of [`/studio/events/${shadow.id}`, `/studio/events/${shadow.id}/guests`]) expect((await owner.get(at)).status).toBe(404);
    expect(await house.house.door.look(await house.house.sessions.visitorOf(elena), shadow.id, "staff")).toBeNull();
    expect(house.house.drills.progress(await passOf(eventId))).toMatchObject({ drillId: expect.stringMatching(/^drl_/) });
    expect(await house.house.drills.start(await passOf(eventId))).toEqual({ ok: false, reason: "running" });

    const report = await running;
    expect(report.found).toEqual([]);
    expect(report.control).toMatchObject({ missed: [], lost: [] });
    expect(report.control.seen).toEqual(expect.arrayContaining(["title", "product", "price", "fileName", "file", "surname", "chat"]));
    expect(report.tried).toBeGreaterThan(4000);
    expect(report.letters).toBeGreaterThan(10);
    for (const { applies, tried } of report.people.filter(({ who }) => who !== "beforeAgreement" || level !== "invited")) {
      expect(applies).toBe(true);
      expect(tried.commands).toBe(2 * Object.keys(commands).length);
      for (const door of ["pages", "data", "heads", "forms", "foreign", "files", "wire"] as const) expect(tried[door]).toBeGreaterThan(0);
    }
    const text = drillText(report).join("\n");
    expect(text).toContain(`0 found by these ${report.tried} tries`);
    console.info(text);

    const after = await standsOf(house);
    expect(after).toEqual(before);
    expect(await house.room.db.drill.findMany({ where: { eventId } })).toMatchObject([{ tried: report.tried, found: 0, endedAt: expect.any(Date) }]);
    const acts = await house.room.db.entry.findMany({ where: { chain: eventId, name: { startsWith: "drill." } }, orderBy: { seq: "asc" } });
    expect(acts.map(({ name }) => name)).toEqual(["drill.started", "drill.ended"]);
    expect(await house.room.db.entry.count({ where: { chain: "house", name: { in: ["event.created", "event.purged"] }, facts: { path: ["eventId"], equals: shadow.id } } })).toBe(0);
    expect((await house.browser().get("/studio/sign-in")).status).toBe(200); // nobody was locked out
  }, 240_000);
});

describe("it can see", () => {
  const spoiled: (() => void)[] = [];
  afterEach(() => {
    for (const mend of spoiled.splice(0)) mend();
  });
  /** Puts something else in the place of one of the house's own functions until the test ends. */
  function spoil<S extends object, K extends keyof S>(subject: S, name: K, make: (real: S[K]) => S[K]): void {
    const real = subject[name];
    subject[name] = make(real);
    spoiled.push(() => {
      subject[name] = real;
    });
  }

  test("pages that tell the title and the piece, and a file that is poured too early, are found where they are", async () => {
    const eventId = await plan(house, "confidential");
    const { events, product, files } = house.house;
    spoil(events, "read", (real) => async (pass) => {
      const row = await house.room.db.event.findUniqueOrThrow({ where: { id: pass.eventId } });
      return { ...(await real(pass)), title: house.room.sealed.event(row.id).open(`Event.title:${row.id}`, row.title) };
    });
    spoil(product, "read", (real) => (pass) => real({ ...pass, lens: "full" }));
    spoil(files, "open", (real) => (pass, fileId) => real({ ...pass, lens: "full" }, fileId));
    const { found, foundCount, control } = await drill(eventId);
    expect(control).toMatchObject({ missed: [], lost: [] });
    expect(foundCount).toBeGreaterThan(5);
    const seen = (who: string, what: string, where: string) => found.some((one) => one.who === who && one.what === what && one.where.includes(where));
    expect(seen("analyst", "title", "/studio/events/:eventId")).toBe(true);
    expect(seen("analyst", "title", ".data")).toBe(true);
    expect(seen("beforeReveal", "title", "/room/:eventId")).toBe(true);
    expect(seen("beforeReveal", "product", "/room/:eventId")).toBe(true);
    expect(seen("beforeReveal", "file", "/room/:eventId/file/:fileId")).toBe(true);
    expect(seen("beforeReveal", "picture", "/room/:eventId/file/:fileId")).toBe(true);
    // Those whom the door does not let in have nothing of it, whatever stands behind.
    expect(found.filter(({ who }) => who !== "analyst" && who !== "beforeReveal")).toEqual([]);
    expect(await house.room.db.event.count({ where: { NOT: { drillOf: null } } })).toBe(0);
  }, 240_000);

  test("a word is found however it is written", () => {
    const word = "Vexulimarotano";
    const said = (body: string, headers = {}) => leaked({ headers, body }, [word]);
    for (const written of [word, word.toUpperCase(), `<p>${word}</p>`, encodeURIComponent(word), ...["", "a", "ab"].map((before) => Buffer.from(`${before}${word} and more`).toString("base64"))])
      expect(said(written), written).toEqual([word]);
    expect(said("", { location: `/door?next=${word}` })).toEqual([word]);
    expect(said("Vexulimarotan")).toEqual([]);
  });

  test("every hidden word is one of its own, and each is secret to somebody", () => {
    const { all } = newCanaries();
    expect(new Set(all.map(({ word }) => word.toLowerCase())).size).toBe(all.length);
    for (const canary of all) expect(maySee("stranger", null, canary, { level: "confidential", wishes })).toBe(false);
  });

  test.each([
    // who, what, whose, level, may
    ["beforeCode", "name", "beforeCode", "invited", true],
    ["beforeCode", "name", "beforeCode", "confidential", false],
    ["beforeCode", "product", undefined, "invited", false],
    ["beforeAgreement", "agreement", undefined, "confidential", true],
    ["beforeAgreement", "title", undefined, "confidential", false],
    ["beforeReveal", "codeName", undefined, "sealed", true],
    ["beforeReveal", "title", undefined, "sealed", false],
    ["beforeReveal", "title", undefined, "invited", true],
    ["beforeReveal", "name", "extra", "invited", true],
    ["beforeReveal", "surname", "extra", "invited", false],
    ["beforeReveal", "name", "extra", "confidential", false],
    ["beforeReveal", "link", "extra", "open", false],
    ["removed", "chat", undefined, "invited", false],
    ["analyst", "surname", "extra", "open", false],
    ["letter", "place", undefined, "confidential", true],
    ["letter", "place", undefined, "sealed", false],
    ["letter", "product", undefined, "confidential", false],
    ["letter", "link", "removed", "confidential", false],
    ["stranger", "title", undefined, "open", true],
    ["tablet", "title", undefined, "invited", false],
  ] as const)("%s and %s of %s at %s: %s", (who, kind, of, level, may) => {
    const me = who === "beforeCode" ? who : null;
    expect(maySee(who, me, { kind, word: "", ...(of ? { of } : {}) }, { level, wishes })).toBe(may);
  });
});

describe("who may, and when", () => {
  test("an owner alone; at confidential and sealed after another proof", async () => {
    const { door, sessions } = house.house;
    const [confidential, invited] = [await plan(house, "confidential"), await plan(house, "invited")];
    const admit = async (cookie: string, eventId: string) => door.admit(await sessions.visitorOf(cookie), eventId, "drill.run", "staff");
    await expect(admit(marc, invited)).rejects.toThrow();
    await expect(admit(elena, confidential)).rejects.toThrow();
    expect((await admit(elena, invited)).eventId).toBe(invited);
    expect((await house.browser(marc).get(`/studio/events/${invited}/drill`)).status).toBe(404);
    expect((await house.browser(marc).post(`/studio/events/${invited}/drill/start`)).status).toBe(404);
    expect(await house.room.db.drill.count({ where: { eventId: invited } })).toBe(0);
  });

  test("never while anybody is at the doors or on air in the house, and not when it is too late", async () => {
    const { events, drills } = house.house;
    const [other, mine] = [await plan(house, "invited"), await plan(house, "invited")];
    const open = () => house.steward.pass(other, "event.open", why);
    must(await events.announce(await open()));
    must(await events.openDoors(await open()));
    for (const eventId of [other, mine]) expect(await drills.start(await passOf(eventId))).toEqual({ ok: false, reason: "live" });
    must(await events.goLive(await open()));
    expect(await drills.against(await passOf(mine))).toBe("live");
    must(await events.end(await house.steward.pass(other, "event.end", why)));
    expect(await drills.against(await passOf(mine))).toBeNull();
    expect(await drills.against(await passOf(other))).toBe("over");
  });
});

describe("a house that is stopped in the midst of a drill", () => {
  test("forgets the shadow when it opens again, keys, rows and files", async () => {
    const base = mkdtempSync(path.join(tmpdir(), "sipario-drill-"));
    chmodSync(base, 0o711);
    const database = await copyDatabase();
    const open = () => openTestHouse({ left: { dataDir: path.join(base, "data"), databaseUrl: database.url } });
    const first = await open();
    boutiqueIds = await seedMaison(first, null);
    const eventId = await plan(first, "confidential");
    const before = await standsOf(first);
    const shadow = await makeShadow({ room: first.room, house: first.house, steward: first.steward }, await first.room.db.event.findUniqueOrThrow({ where: { id: eventId } }));
    await first.room.db.drill.create({ data: { id: "drl_0000000000000000000000", eventId, startedById: "stf_nobodys" } });
    await until(() => first.room.db.letter.count({ where: { eventId: shadow.eventId, state: "sent" } }));
    expect((await standsOf(first)).keys.length).toBeGreaterThan(before.keys.length);
    await first.close();

    const second = await open();
    expect(await standsOf(second)).toEqual(before);
    expect(second.room.sealed.has(shadow.eventId)).toBe(false);
    expect(second.room.sealed.has(eventId)).toBe(true);
    expect(await second.house.drills.list(await second.steward.pass(eventId, "drill.run", why))).toMatchObject([{ state: "stopped", found: 0 }]);
    await second.close();
    await database.drop();
    rmSync(base, { recursive: true, force: true });
  }, 60_000);
});
