import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { HouseAbility } from "#contracts/abilities.ts";
import type { HousePass } from "#server/access/pass.ts";
import { openAnchor } from "#server/audit/anchor.ts";
import { openAudit } from "#server/audit/audit.ts";
import { readCheckpoints } from "#server/audit/checkpoint.ts";
import { readExport } from "#server/audit/export.ts";
import type { CheckpointPlace } from "#server/audit/place.ts";
import { besideOf, openPlace } from "#server/audit/place.ts";
import { openRecord } from "#server/audit/record.ts";
import { verifyAudit, verifyExport } from "#server/cli/verify-audit.ts";
import { newId } from "#server/infra/ids.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let at: Awaited<ReturnType<typeof openTestRoom>>;
let chain: string;
let files = 0;
const faults: unknown[] = [];
beforeAll(async () => {
  at = await openTestRoom();
  // The database itself refuses to change an entry; whoever owns it can make it do so.
  await expect(at.room.db.$transaction((tx) => at.room.audit.write(tx, "house", "maison.renamed", {}, {}).then(() => tx.entry.deleteMany()))).rejects.toThrow("never changed");
  await at.room.db.$executeRaw`ALTER TABLE "Entry" DISABLE TRIGGER USER`;
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.room.db.entry.deleteMany();
  faults.length = 0;
  chain = newId("event");
});

const outside = () => path.join(at.dataDir, "..", `${path.basename(at.dataDir)}-${++files}.jsonl`);
let ownCopies = 0;
const open = (place: CheckpointPlace) => {
  const { db, clock, signing } = at.room;
  return openAnchor({ db, clock, signing, place, ownCopy: path.join(at.dataDir, `own-${ownCopies}.jsonl`), onFault: (fault) => void faults.push(fault) });
};
async function write(count: number, audit = at.room.audit, name = chain): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await at.room.db.$transaction((tx) => audit.write(tx, name, "guest.added", { kind: "steward", why: "test" }, { count: index }));
}
async function verify(place: CheckpointPlace, args: string[] = []): Promise<{ code: number; told: string }> {
  const lines: string[] = [];
  const code = await verifyAudit(at.room, place, besideOf(at.dataDir), args, (line) => void lines.push(line));
  return { code, told: lines.join("\n") };
}
const pass = <A extends HouseAbility>(ability: A): HousePass<A> => at.steward.housePass(ability, "test");

describe("C8: checkpoints at a second place", () => {
  test("a chain is protected up to its last checkpoint; what came after it is unanchored", async () => {
    const file = outside();
    const place = openPlace(file, at.dataDir);
    const anchor = open(place);
    await write(7);
    expect((await verify(place)).told).toContain(`${chain}: 7 entries, each follows from the one before; unanchored`);
    await anchor.run();
    await write(2);
    const { code, told } = await verify(place);
    expect(code).toBe(0);
    expect(told).toContain(`${chain}: 9 entries, protected up to 7 (`);
    expect(told).toContain("; the 2 after it are unanchored");
    expect(told).not.toContain("beside the house");
    expect(await anchor.of(chain)).toMatchObject({ upTo: 7, place: "file" });
    await anchor.run();
    await anchor.run(); // nothing grew: nothing is added
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
    await anchor.close();
    rmSync(file);
  });

  test("an entry that was rewritten, hashes and all, is found between two checkpoints, and the chain is signed no more", async () => {
    const place = openPlace(outside(), at.dataDir);
    const anchor = open(place);
    await write(5);
    await anchor.run();
    await write(5);
    await anchor.run();
    // Somebody with the database writes the sixth anew, and every hash after it.
    const rows = await at.room.db.entry.findMany({ where: { chain }, orderBy: { seq: "asc" } });
    await at.room.db.entry.deleteMany({ where: { chain, seq: { gt: 5 } } });
    const audit = openAudit(at.room.db, { now: () => rows[5]?.at ?? new Date() });
    await write(6, audit);
    const { code, told } = await verify(place);
    expect(code).toBe(1);
    expect(told).toContain(`${chain}: BROKEN. Entry 10 is not the one a checkpoint saw; entries up to 5 are as they were`);
    await anchor.run();
    expect(String(faults)).toContain(`the audit of ${chain} does not follow from its checkpoint at 10`);
    expect((await anchor.of(chain)).upTo).toBe(10);
    await anchor.close();
  });

  test("an end that was cut off is found, and a whole chain that is gone", async () => {
    const place = openPlace(outside(), at.dataDir);
    const anchor = open(place);
    const other = newId("event");
    await write(6);
    await write(3, at.room.audit, other);
    await anchor.run();
    await at.room.db.entry.deleteMany({ where: { OR: [{ chain, seq: { gt: 4 } }, { chain: other }] } });
    const { code, told } = await verify(place);
    expect(code).toBe(1);
    expect(told).toContain(`${chain}: BROKEN. Entry 5 is gone, and a checkpoint saw it`);
    expect(told).toContain(`${other}: BROKEN. Entry 1 is gone, and a checkpoint saw it`);
    await anchor.run();
    expect(faults).toHaveLength(2);
    await anchor.close();
  });

  test("one entry edited and nothing else is named exactly, without any checkpoint", async () => {
    await write(8);
    await at.room.db.entry.updateMany({ where: { chain, seq: 4 }, data: { facts: { count: 99 } } });
    const { code, told } = await verify(openPlace(outside(), at.dataDir));
    expect(code).toBe(1);
    expect(told).toContain(`${chain}: BROKEN. Entry 4 does not follow from the one before`);
  });

  test("every hundred entries make one by themselves", async () => {
    const place = openPlace(outside(), at.dataDir);
    const anchor = open(place);
    const audit = openAudit(at.room.db, at.clock);
    audit.heardBy(anchor.wrote);
    await write(100, audit);
    await vi.waitFor(async () => expect((await anchor.of(chain)).upTo).toBe(100), 5000);
    await anchor.close();
  });

  test("beside the house they hold, and it is said that they lie there", async () => {
    rmSync(besideOf(at.dataDir), { force: true });
    const place = openPlace(undefined, at.dataDir);
    const anchor = open(place);
    await write(3);
    await anchor.run();
    const { told } = await verify(place);
    expect(told).toContain("protected up to 3");
    expect(told).toContain("lie beside the house");
    expect((await anchor.of(chain)).place).toBe("beside");
    expect(openPlace(path.join(at.dataDir, "elsewhere", "points.jsonl"), at.dataDir).kind).toBe("beside");
    await anchor.close();
  });

  test("a full disk is told, and the next minute catches up", async () => {
    const file = outside();
    mkdirSync(file);
    const anchor = open(openPlace(file, at.dataDir));
    await write(3);
    await anchor.run();
    expect(faults.length).toBeGreaterThan(0);
    expect((await anchor.of(chain)).upTo).toBe(0);
    rmSync(file, { recursive: true });
    await anchor.run();
    expect((await anchor.of(chain)).upTo).toBe(3);
    await anchor.close();
  });

  test("a torn last line is left standing and nothing is lost after it", async () => {
    const file = outside();
    writeFileSync(file, '{"kind":"checkpoint","chain":"ev_');
    const anchor = open(openPlace(file, at.dataDir));
    await write(2);
    await anchor.run();
    expect(readCheckpoints(readFileSync(file, "utf8"), [at.room.signing.publicKey()])).toMatchObject({ refused: 1, checkpoints: [{ chain, seq: 2 }] });
    await anchor.close();
  });
});

describe("C8: an address that takes them", () => {
  let receiver: Server;
  let held = "";
  let fails = 0;
  const asked: string[] = [];
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += String(part);
      });
      request.on("end", () => {
        asked.push(`${request.method} ${request.headers["content-type"] ?? ""}`.trim());
        if (request.method === "POST" && fails-- > 0) return void response.writeHead(503).end();
        if (request.method === "POST") held += body;
        response.end(request.method === "GET" ? held : "");
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => receiver.close(resolve)));
  beforeEach(() => {
    ownCopies += 1;
    held = "";
    asked.length = 0;
  });
  const place = () => openPlace(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/keep/secret-path`, at.dataDir);

  test("they arrive as JSON Lines, and are read back to verify", async () => {
    fails = 0;
    const anchor = open(place());
    await write(4);
    await anchor.run();
    expect(asked).toEqual(["POST application/x-ndjson"]);
    expect(readCheckpoints(held, [at.room.signing.publicKey()])).toMatchObject({ refused: 0, checkpoints: [{ chain, seq: 4 }] });
    const { code, told } = await verify(place());
    expect(code).toBe(0);
    expect(told).toContain("protected up to 4");
    expect(told).toContain("Checkpoints: 127.0.0.1:");
    expect(told).not.toContain("secret-path");
    await anchor.close();
  });

  test("a place that fails at first is asked again; one that goes on failing is told, and leaves the chain unanchored", async () => {
    fails = 1;
    const anchor = open(place());
    await write(3);
    await anchor.run();
    expect(asked).toHaveLength(2);
    expect((await anchor.of(chain)).upTo).toBe(3);
    await write(1);
    fails = 99;
    await anchor.run();
    expect(String(faults)).toContain("503");
    expect((await anchor.of(chain)).upTo).toBe(3);
    fails = 0;
    await anchor.close();
    expect((await anchor.of(chain)).upTo).toBe(4);
  }, 20_000);

  test("after a restart the house goes on from what was accepted, and signs no rewritten chain", async () => {
    fails = 0;
    const anchor = open(place());
    await write(4);
    await anchor.close();
    await at.room.db.entry.deleteMany({ where: { chain } });
    await write(5);
    const again = open(place());
    expect(await again.isBehind()).toEqual([chain]);
    await again.run();
    expect(String(faults)).toContain(`the audit of ${chain} does not follow`);
    await again.close();
  });
});

describe("the record taken out", () => {
  test("is signed, holds the whole chain, and is verified without database or house", async () => {
    const file = outside();
    const place = openPlace(file, at.dataDir);
    const anchor = open(place);
    await write(5, at.room.audit, "house");
    await anchor.run();
    const record = openRecord(at.room, anchor);
    const text = await record.exportHouse(pass("record.export"));
    const key = at.room.signing.publicKey();
    expect(readExport(text, [key])).toMatchObject({ chain: "house", isSigned: true });
    expect(readExport(text, [key])?.entries.at(-1)).toMatchObject({ seq: 6, name: "audit.exported" });
    const exported = outside();
    const check = (told: string, ...more: string[]) => {
      writeFileSync(exported, told);
      const lines: string[] = [];
      return { code: verifyExport(["--entries", exported, "--checkpoints", file, "--key", key, ...more], (line) => void lines.push(line)), told: lines.join("\n") };
    };
    expect(check(text)).toEqual({ code: 0, told: expect.stringContaining("house: 6 entries, protected up to 5") });
    const edited = check(text.replace('"count":3', '"count":33'));
    expect(edited.code).toBe(1);
    expect(edited.told).toContain("NOT SIGNED");
    expect(edited.told).toContain("house: BROKEN. Entry 4 does not follow from the one before");
    const cut = check(text.split("\n").slice(0, 4).join("\n"));
    expect(cut.told).toContain("Entry 4 is gone, and a checkpoint saw it");
    expect(() => verifyExport(["--entries", exported], () => {})).toThrow("public key");
    await anchor.close();
  });

  test("is read a page at a time, by act, with the state of its chain", async () => {
    const anchor = open(openPlace(outside(), at.dataDir));
    const record = openRecord(at.room, anchor);
    await write(230, at.room.audit, "house");
    await at.room.db.$transaction((tx) => at.room.audit.recordHouse(tx, pass("settings.edit"), "maison.renamed"));
    await anchor.run();
    const first = await record.house(pass("audit.read"));
    expect(first).toMatchObject({ next: 132, acts: ["guest.added", "maison.renamed"], chain: { entries: 231, brokenAt: null }, anchored: { upTo: 231 } });
    expect(first.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, index) => 231 - index));
    const last = await record.house(pass("audit.read"), { before: 32 });
    expect([last.entries.length, last.next]).toEqual([31, null]);
    expect((await record.house(pass("audit.read"), { act: "maison.renamed" })).entries.map(({ seq }) => seq)).toEqual([231]);
    await anchor.close();
  });
});

describe("C8: where the audit cannot be written", () => {
  test("what is given is refused, and nothing of it stands", async () => {
    const { db, sealed } = at.room;
    const { openGuests } = await import("#server/guests/guests.ts");
    const { openEvents } = await import("#server/events/events.ts");
    const { openConsents } = await import("#server/consents/consents.ts");
    const eventId = newId("event");
    const seal = sealed.newEvent(eventId);
    await db.event.create({
      data: {
        ...{ id: eventId, level: "invited", phase: "draft", mode: "inviteOnly", format: "online", wishes: {}, startsAt: new Date(Date.now() + 86_400_000), zone: "UTC", localStart: "2030-01-01T10:00" },
        ...{ title: seal.seal(`Event.title:${eventId}`, "T"), codeName: seal.seal(`Event.codeName:${eventId}`, "C") },
      },
    });
    const guests = openGuests(at.room, at.sessions);
    const events = openEvents(at.room, openConsents(at.room));
    const guest = { name: "Inès Arnaud", email: "ines@mail.example", language: "fr" as const, kind: "guest" as const, place: "online" };
    await db.$executeRaw`ALTER TABLE "Entry" RENAME TO "EntryAway"`;
    try {
      await expect(guests.add(await at.steward.pass(eventId, "guest.invite", "test"), guest)).rejects.toThrow();
      await expect(events.announce(await at.steward.pass(eventId, "event.open", "test"))).rejects.toThrow();
    } finally {
      await db.$executeRaw`ALTER TABLE "EntryAway" RENAME TO "Entry"`;
    }
    expect(await db.guest.count({ where: { eventId } })).toBe(0);
    expect(await db.client.count()).toBe(0);
    expect((await db.event.findUniqueOrThrow({ where: { id: eventId } })).phase).toBe("draft");
    const added = await guests.add(await at.steward.pass(eventId, "guest.invite", "test"), guest);
    expect(added.ok).toBe(true);
  });

  test("what is taken goes on: it holds at once, and is recorded when the audit is back", async () => {
    const { db, revoke, tombstones } = at.room;
    const eventId = newId("event");
    const seal = at.room.sealed.newEvent(eventId);
    await db.event.create({
      data: {
        ...{ id: eventId, level: "invited", phase: "live", mode: "inviteOnly", format: "online", wishes: {}, startsAt: new Date(), zone: "UTC", localStart: "2030-01-01T10:00" },
        ...{ title: seal.seal(`Event.title:${eventId}`, "T"), codeName: seal.seal(`Event.codeName:${eventId}`, "C") },
      },
    });
    const guestId = newId("guest");
    await db.guest.create({ data: { id: guestId, eventId, number: 1, name: seal.seal(`Guest.name:${guestId}`, "N") } });
    await db.$executeRaw`ALTER TABLE "Entry" RENAME TO "EntryAway"`;
    const { tookMs } = await revoke.guest({ kind: "steward", why: "test" }, eventId, guestId);
    expect(tookMs).toBeLessThan(1000);
    expect(tombstones.has(guestId)).toBe(true);
    expect(revoke.waiting()).toBe(1);
    expect((await db.guest.findUniqueOrThrow({ where: { id: guestId } })).removedAt).toBeNull(); // act and entry stand or fall together
    await db.$executeRaw`ALTER TABLE "EntryAway" RENAME TO "Entry"`;
    await vi.waitFor(() => expect(revoke.waiting()).toBe(0), 8000);
    expect((await db.guest.findUniqueOrThrow({ where: { id: guestId } })).removedAt).not.toBeNull();
    expect(await db.entry.count({ where: { chain: eventId, name: "guest.removed" } })).toBe(1);
  });
});
