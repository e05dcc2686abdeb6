import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openAudit } from "#server/audit/audit.ts";
import { openKeys } from "#server/infra/keys.ts";
import { newId } from "#server/infra/ids.ts";
import { openSealed } from "#server/infra/sealed.ts";
import { nextKeyFile, openSecrets } from "#server/infra/secrets.ts";
import { rotateHouseKey } from "#server/rest/rotate.ts";
import { openLaunch, titleOf } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let houseKey: string;
let keysFolder: string;
beforeEach(async () => {
  launch = await openLaunch();
  houseKey = path.join(launch.dataDir, "house.key");
  keysFolder = path.join(launch.dataDir, "keys");
});
afterEach(() => launch.close());

const rotate = (reached?: Parameters<typeof rotateHouseKey>[1]) => {
  const { db, clock } = launch.room;
  return rotateHouseKey({ db, clock, audit: openAudit(db, clock), houseKey, keysFolder }, reached);
};
/** The house as it opens with the key that is there now. */
function anew() {
  const secrets = openSecrets(houseKey);
  return { secrets, sealed: openSealed(secrets, openKeys(keysFolder, secrets.wrapping)) };
}

/** A maison with an open event, staff, a client, an agreement, a code: everything that stands under the house's key. */
async function furnish() {
  const { db, sealed, secrets } = launch.room;
  const eventId = await launch.event({ level: "open" });
  const slug = "an-hour-at-the-bench-x7k2";
  await db.event.update({ where: { id: eventId }, data: { slug: sealed.event(eventId).seal(`Event.slug:${eventId}`, slug), slugHash: secrets.search("slug", slug) } });
  const { staff } = await launch.staff("Elena Sforza", "owner");
  const clientId = newId("client");
  const email = "ines@mail.example";
  await db.client.create({ data: { id: clientId, name: sealed.house.seal(`Client.name:${clientId}`, "Inès"), email: sealed.house.seal(`Client.email:${clientId}`, email), emailHash: secrets.search("email", email) } });
  await db.doorCode.create({ data: { id: newId("code"), eventId, guestId: newId("guest"), codeHash: new Uint8Array(32), expiresAt: new Date(Date.now() + 86_400_000) } });
  const staffLetter = newId("letter");
  await db.letter.create({ data: { id: staffLetter, kind: "staffInvite", recipient: sealed.house.seal(`Letter.recipient:${staffLetter}`, "elena@aurelle.example") } });
  const eventLetter = newId("letter");
  const seal = sealed.event(eventId);
  await db.letter.create({ data: { id: eventLetter, kind: "invitation", eventId, recipient: seal.seal(`Letter.recipient:${eventLetter}`, email) } });
  return { eventId, slug, staffId: staff.id, clientId, email, staffLetter, eventLetter };
}
type Furnished = Awaited<ReturnType<typeof furnish>>;

/** Everything reads, and is found, under the key that is there now. */
async function expectWhole({ eventId, slug, staffId, clientId, email, staffLetter, eventLetter }: Furnished) {
  const { secrets, sealed } = anew();
  const { db } = launch.room;
  const event = await db.event.findUniqueOrThrow({ where: { slugHash: secrets.search("slug", slug) } });
  expect(sealed.event(eventId).open(`Event.title:${event.id}`, event.title)).toBe(titleOf);
  const staff = await db.staff.findUniqueOrThrow({ where: { id: staffId } });
  expect(sealed.house.open(`Staff.name:${staffId}`, staff.name)).toBe("Elena Sforza");
  expect((await db.staff.findUniqueOrThrow({ where: { emailHash: secrets.search("email", `${staffId}@maison.example`) } })).id).toBe(staffId);
  expect((await db.client.findUniqueOrThrow({ where: { emailHash: secrets.search("email", email) } })).id).toBe(clientId);
  const letters = await db.letter.findMany({ where: { id: { in: [staffLetter, eventLetter] } } });
  const [toStaff, toGuest] = [letters.find(({ id }) => id === staffLetter), letters.find(({ id }) => id === eventLetter)];
  expect(sealed.house.open(`Letter.recipient:${staffLetter}`, toStaff?.recipient ?? new Uint8Array())).toBe("elena@aurelle.example");
  expect(sealed.event(eventId).open(`Letter.recipient:${eventLetter}`, toGuest?.recipient ?? new Uint8Array())).toBe(email);
  const maison = await db.maison.findFirstOrThrow();
  expect(sealed.house.open(`Maison.name:${maison.id}`, maison.name)).toBe("Maison Aurelle");
}

describe("C9: the house gets a new key", () => {
  test("everything opens with the new key, nothing with the old one, and codes kept as digests are void", async () => {
    const furnished = await furnish();
    const kept = path.join(mkdtempSync(path.join(tmpdir(), "sipario-old-")), "house.key");
    copyFileSync(houseKey, kept);
    const told = await rotate();
    expect(told.keys).toBe(2);
    expect(told.values).toBeGreaterThan(6);
    expect(told.voided).toBe(1);
    expect(readFileSync(houseKey).equals(readFileSync(kept))).toBe(false);
    expect(existsSync(nextKeyFile(houseKey))).toBe(false);
    await expectWhole(furnished);
    const old = openSecrets(kept);
    const before = openSealed(old, openKeys(keysFolder, old.wrapping));
    expect(() => before.event(furnished.eventId)).toThrow();
    const client = await launch.room.db.client.findFirstOrThrow();
    expect(() => before.house.open(`Client.name:${client.id}`, client.name)).toThrow();
    expect(await launch.room.db.doorCode.count({ where: { endedAt: null } })).toBe(0);
    expect(await launch.room.db.entry.findFirstOrThrow({ where: { chain: "house", name: "house.keyRotated" } })).toMatchObject({ actor: { kind: "steward" }, facts: { keys: 2 } });
    rmSync(path.dirname(kept), { recursive: true });
  });

  test.each(["made", "wrapped", "sealed"] as const)("stopped after it was %s, the house does not open, and it goes on from there", async (where) => {
    const furnished = await furnish();
    const stop = rotate((step) => {
      if (step === where) throw new Error("stopped");
    });
    await expect(stop).rejects.toThrow("stopped");
    expect(() => openSecrets(houseKey)).toThrow("left halfway");
    await rotate();
    expect(existsSync(nextKeyFile(houseKey))).toBe(false);
    await expectWhole(furnished);
    expect(await launch.room.db.entry.count({ where: { name: "house.keyRotated" } })).toBe(1);
  });

  test("stopped in the midst of the database, nothing of it is half sealed", async () => {
    const furnished = await furnish();
    await launch.room.db.$executeRaw`ALTER TABLE "Entry" RENAME TO "EntryAway"`;
    await expect(rotate()).rejects.toThrow();
    await launch.room.db.$executeRaw`ALTER TABLE "EntryAway" RENAME TO "Entry"`;
    await rotate();
    await expectWhole(furnished);
  });

  test("it can be done again and again", async () => {
    const furnished = await furnish();
    await rotate();
    await rotate();
    await expectWhole(furnished);
    expect(await launch.room.db.entry.count({ where: { name: "house.keyRotated" } })).toBe(2);
  });

  test("a value that opens under neither key is named, and nothing is lost by it", async () => {
    const furnished = await furnish();
    const client = await launch.room.db.client.findFirstOrThrow();
    await launch.room.db.client.update({ where: { id: client.id }, data: { name: new Uint8Array([1, ...Array(60).fill(7)]) } });
    await expect(rotate()).rejects.toThrow(`Client.name:${client.id} opens under neither key`);
    await launch.room.db.client.update({ where: { id: client.id }, data: { name: client.name } });
    await rotate();
    await expectWhole(furnished);
  });
});
