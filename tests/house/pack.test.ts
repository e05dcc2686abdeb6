import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clients, staff as cast } from "#prisma/cast.ts";
import { Refusal } from "#server/access/refusal.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { readExport } from "#server/audit/export.ts";
import { verifyPack } from "#server/cli/verify-pack.ts";
import { signerOf } from "#server/pack/signature.ts";
import type { PackFacts } from "#server/pack/facts.ts";
import { packTar, readTar } from "#server/pack/tar.ts";
import type { Played } from "#tests/house/a-confidential.ts";
import { piece, plan, playThrough } from "#tests/house/a-confidential.ts";
import { dumpDatabase, findSecrets } from "#tests/house/dump.ts";
import { openTestHouse } from "#tests/house/open-house.ts";
import { makeStrong } from "#tests/house/strong.ts";

const passphrase = "candle meadow quince ember";
let house: Awaited<ReturnType<typeof openTestHouse>>;
let played: Played;
let owner: Visitor;
let ownerToken: string;
let folder: string;
let identity: string;
let recipient: string;
let files: Map<string, Buffer>;
let sealedFile: Buffer;

const passOf = () => house.house.door.admit(owner, played.eventId, "proof.read", "staff");
const opened = async (bytes: Buffer): Promise<Map<string, Buffer>> => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return readTar(Buffer.from(await decrypter.decrypt(new Uint8Array(bytes)))) ?? new Map();
};
const factsOf = (all: Map<string, Buffer>): PackFacts => JSON.parse(all.get("pack.json")?.toString() ?? "");
const seatsOf = (facts: PackFacts) => new Map(facts.guests.map(({ name, went }) => [name, went]));
/** Runs the command line's verification on a file; answers its exit code and what it said. */
async function verify(file: string, args: string[] = [], env: { PACK_KEY?: string; PACK_PASSPHRASE?: string } = { PACK_KEY: identity }) {
  const told: string[] = [];
  const code = await verifyPack([file, ...args], { keys: env.PACK_KEY, passphrase: env.PACK_PASSPHRASE, ownKey: () => house.room.signing.publicKey(), say: (line) => void told.push(line) });
  return { code, told: told.join("\n") };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "sipario-pack-"));
  house = await openTestHouse();
  played = await playThrough(house, { end: false });
  const { house: subjects, steward, room } = house;
  const { eventId, guestIds } = played;
  await subjects.guests.remove(await steward.pass(eventId, "guest.remove", "test"), guestIds.get("adrien") ?? "");
  await subjects.guests.withdraw(await steward.pass(eventId, "guest.invite", "test"), guestIds.get("sofia") ?? "");
  await room.db.drill.create({ data: { id: "drl_0123456789012345678901", eventId, startedAt: new Date(Date.now() - 60_000), endedAt: new Date(), tried: 4211, found: 0 } });
  const end = await subjects.events.end(await steward.pass(eventId, "event.end", "test"));
  expect(end.ok).toBe(true);
  const made = await makeStrong({ staff: subjects.staff, sessions: subjects.sessions, clock: { now: () => new Date() } }, await subjects.sessions.visitorOf(played.ownerCookie));
  owner = made.visitor;
  ownerToken = made.token;
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  const pack = await subjects.pack.make(await passOf(), { key: recipient }, "it");
  if (!pack.ok) throw new Error(pack.reason);
  sealedFile = pack.value.bytes;
  files = await opened(sealedFile);
  writeFileSync(path.join(folder, "made.age"), sealedFile);
}, 120_000);
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the proof pack", () => {
  test("names everybody by how it went with them, and the rules the event was held to", () => {
    const facts = factsOf(files);
    const went = seatsOf(facts);
    expect(facts.guests).toHaveLength(played.guestIds.size);
    expect([clients.ines, clients.camille, clients.adrien, clients.sofia, clients.haruka].map(({ name }) => went.get(name))).toEqual(["admitted", "admitted", "removed", "withdrawn", "absent"]);
    const held = new Map(facts.rules.map(({ rule, heldTo, told }) => [rule, { heldTo, told }]));
    expect(held.get("entry")).toMatchObject({ heldTo: ["link", "code", "nda"], told: { "door.entered": 3 } });
    expect(held.get("code")).toMatchObject({ heldTo: "asked", told: { "code.given": 3, "code.accepted": 3 } });
    expect(held.get("browsers")?.heldTo).toBe(1);
    expect(held.get("removal")?.told).toMatchObject({ "guest.removed": 1, "invitation.withdrawn": 1 });
    expect(held.get("encryption")?.heldTo).toBe("transport"); // no more is said than is true
    expect(facts.drill).toMatchObject({ tried: 4211, found: 0 });
    expect(facts.madeBy).toBe(cast.elena.name);
    expect(facts.event).toMatchObject({ title: plan.title, codeName: plan.codeName, level: "confidential", phase: "ended" });
  });

  test("holds each signature with a receipt that the house's public key verifies, and the text it was given for", () => {
    const { agreements, texts, publicKey } = factsOf(files);
    expect(agreements.filter(({ kind }) => kind === "signed")).toHaveLength(3);
    for (const { receipt, signature, version } of agreements) {
      expect(house.room.signing.verify(receipt ?? "", signature ?? "")).toBe(true);
      expect(texts.some((text) => text.version === version && receipt?.includes(`sha256: ${text.sha256}`) && createHash("sha256").update(text.body).digest("hex") === text.sha256)).toBe(true);
    }
    expect(publicKey).toBe(house.room.signing.publicKey());
  });

  test("its record is the whole chain, protected by a checkpoint up to the moment before the pack", () => {
    const record = readExport(files.get("audit.jsonl")?.toString() ?? "", [house.room.signing.publicKey()]);
    const facts = factsOf(files);
    expect(record).toMatchObject({ chain: played.eventId, isSigned: true });
    expect(facts.record).toMatchObject({ broken: null, entries: record?.entries.length, protectedUpTo: record?.entries.length, place: "beside" });
  });

  test("its page is in the owner's language, with names as they are, and fetches nothing", () => {
    const page = files.get("pack.html")?.toString() ?? "";
    expect(page).toContain('<html lang="it">');
    expect(page).toContain("Fascicolo di prova");
    expect(page).toContain(clients.ines.name.replaceAll("&", "&amp;"));
    expect(page).toContain("default-src &#x27;none&#x27;");
    expect(page).not.toMatch(/<script|<img|<link|https?:|\{\{|undefined|NaN/);
  });

  test.each(["en", "fr", "de"] as const)("its page is written out in %s", async (lang) => {
    const pack = await house.house.pack.make(await passOf(), { key: recipient }, lang);
    const page = pack.ok ? ((await opened(pack.value.bytes)).get("pack.html")?.toString() ?? "") : "";
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).not.toMatch(/\{\{|undefined|NaN/);
  });

  test("verifies by the house's command, unpacks, and every change is noticed", async () => {
    const out = path.join(folder, "out");
    const whole = await verify(path.join(folder, "made.age"), ["--to", out]);
    expect(whole.told).toContain("Signed by the house, file by file");
    expect(whole.told).toContain("Receipts: 3, each signed by the house");
    expect(whole.code).toBe(0);
    expect(readFileSync(path.join(out, "pack.html"))).toEqual(files.get("pack.html"));

    const { encryptFor } = await import("#server/pack/seal.ts");
    const changed = async (name: string, from: string, to: string) => {
      const all = [...files].map(([one, bytes]) => ({ name: one, bytes: one === name ? Buffer.from(bytes.toString().replace(from, to)) : bytes }));
      expect(all.find((one) => one.name === name)?.bytes.equals(files.get(name) ?? Buffer.alloc(0))).toBe(false);
      const file = path.join(folder, "changed.age");
      writeFileSync(file, (await encryptFor({ key: recipient }, packTar(all, new Date()))) ?? "");
      return verify(file);
    };
    expect((await changed("pack.json", '"removed"', '"absent"')).told).toContain("NOT SIGNED");
    expect((await changed("pack.html", "Fascicolo", "Fascicola")).code).toBe(1);
    expect((await changed("audit.jsonl", '"name":"guest.removed"', '"name":"guest.joined"')).told).toContain("BROKEN");
    expect((await changed("pack.json", "name: ", "name: Not ")).told).toContain("1 of them NOT signed");
    const foreign = await verify(path.join(folder, "made.age"), ["--key", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"]);
    expect([foreign.code, foreign.told.includes("NOT SIGNED")]).toEqual([1, true]);
  });

  test("is closed to every other key, and to whoever cuts or changes it", async () => {
    const other = await generateX25519Identity();
    expect((await verify(path.join(folder, "made.age"), [], { PACK_KEY: other })).code).toBe(2);
    expect((await verify(path.join(folder, "made.age"), [], { PACK_PASSPHRASE: passphrase })).code).toBe(2);
    expect((await verify(path.join(folder, "made.age"), [], {})).told).toContain("--key-file");
    const torn = path.join(folder, "torn.age");
    writeFileSync(torn, sealedFile.subarray(0, -40));
    expect((await verify(torn)).code).toBe(2);
    expect(findSecrets(new Map([["the file", sealedFile.toString("latin1")]]), played.secrets)).toEqual([]);
  });

  test("by passphrase it opens with age's own reading of one, and does not hold the house up", async () => {
    let longestMs = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const { encryptFor } = await import("#server/pack/seal.ts");
    const file = await encryptFor({ passphrase }, Buffer.from("a pack"));
    clearInterval(beat);
    expect(longestMs).toBeLessThan(1000); // here in one piece it takes several seconds
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    expect(Buffer.from(await decrypter.decrypt(new Uint8Array(file ?? Buffer.alloc(0)))).toString()).toBe("a pack");
    const pack = await house.house.pack.make(await passOf(), { passphrase }, "en");
    writeFileSync(path.join(folder, "by-passphrase.age"), pack.ok ? pack.value.bytes : "");
    writeFileSync(path.join(folder, "passphrase.txt"), `${passphrase}\n`);
    expect((await verify(path.join(folder, "by-passphrase.age"), ["--passphrase-file", path.join(folder, "passphrase.txt")], {})).code).toBe(0);
    expect((await verify(path.join(folder, "by-passphrase.age"), [], { PACK_PASSPHRASE: `${passphrase}.` })).code).toBe(2);
  }, 60_000);

  test("can be verified without the house: tar, sha256sum and openssl alone", () => {
    const out = path.join(folder, "by-hand");
    execFileSync("mkdir", ["-p", out]);
    writeFileSync(path.join(folder, "pack.tar"), packTar([...files].map(([name, bytes]) => ({ name, bytes })), new Date()));
    execFileSync("tar", ["-xf", path.join(folder, "pack.tar"), "-C", out]);
    const { signed, signature, publicKey } = JSON.parse(readFileSync(path.join(out, "signature.json"), "utf8"));
    const lines = String(signed).split("\n");
    expect(lines[0]).toBe("sipario proof pack 1");
    writeFileSync(path.join(out, "sums"), lines.slice(1).join("\n"));
    expect(execFileSync("sha256sum", ["-c", "sums"], { cwd: out }).toString().trim().split("\n")).toHaveLength(4);
    writeFileSync(path.join(out, "signed"), signed);
    writeFileSync(path.join(out, "key.der"), Buffer.from(publicKey, "base64url"));
    writeFileSync(path.join(out, "signature"), Buffer.from(signature, "base64url"));
    const by = ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-rawin", "-in", "signed", "-sigfile", "signature"];
    expect(execFileSync("openssl", by, { cwd: out }).toString()).toContain("Verified Successfully");
    expect(signerOf(files, [publicKey])).toBe(publicKey);
  });
});

describe("making one", () => {
  test("is recorded with the pack's id, which is the beginning of the file's digest; neither file nor passphrase is kept", async () => {
    const pass = await passOf();
    const pack = await house.house.pack.make(pass, { passphrase }, "en");
    if (!pack.ok) throw new Error(pack.reason);
    const digest = createHash("sha256").update(pack.value.bytes).digest();
    const [newest] = await house.house.pack.list(pass);
    expect(newest).toMatchObject({ id: `pack_${digest.subarray(0, 16).toString("base64url")}`, digest: digest.toString("hex"), madeBy: cast.elena.name });
    const entry = await house.room.db.entry.findFirst({ where: { chain: played.eventId, name: "pack.made" }, orderBy: { seq: "desc" } });
    expect(entry?.facts).toEqual({ packId: newest?.id, for: "passphrase" });
    expect(findSecrets(await dumpDatabase(house.databaseUrl), [passphrase, recipient, identity])).toEqual([]);
    expect(existsSync(path.join(house.dataDir, "packs"))).toBe(false);
  });

  test("a key that age does not know makes none, and leaves nothing", async () => {
    const before = await house.room.db.proofPack.count();
    const mistyped = `${recipient.slice(0, -1)}${recipient.endsWith("q") ? "p" : "q"}`;
    expect(await house.house.pack.make(await passOf(), { key: mistyped }, "en")).toEqual({ ok: false, reason: "key" });
    expect(await house.room.db.proofPack.count()).toBe(before);
  });

  test("C8: where it cannot be recorded, nothing is given and no row stands", async () => {
    const pass = await passOf();
    const before = await house.room.db.proofPack.count();
    await house.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT test_no_packs CHECK (name <> 'pack.made') NOT VALID`);
    await expect(house.house.pack.make(pass, { key: recipient }, "en")).rejects.toThrow();
    await house.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT test_no_packs`);
    expect(await house.room.db.proofPack.count()).toBe(before);
  });

  test("is an owner's who proved themselves a moment ago, when the event is over; nobody else's", async () => {
    const as = (visitor: Visitor) => house.house.door.admit(visitor, played.eventId, "proof.read", "staff");
    const why = (visitor: Visitor) => as(visitor).then(() => "in", (fault: unknown) => (fault instanceof Refusal ? fault.why : "?"));
    expect(await why(owner)).toBe("in");
    if (!owner.staff) throw new Error("no owner");
    expect(await why({ ...owner, staff: { ...owner.staff, isSteppedUp: false } })).toBe("stepUp");
    expect(await why({ ...owner, staff: { ...owner.staff, roles: ["producer"] } })).toBe("lacking");
    await house.room.db.event.update({ where: { id: played.eventId }, data: { phase: "live" } });
    house.room.signals.say("standing.changed", { eventId: played.eventId, personId: owner.staff.id });
    expect(await why(owner)).toBe("lacking");
    await house.room.db.event.update({ where: { id: played.eventId }, data: { phase: "ended" } });
  });

  test("over HTTP it is one answer that no cache keeps; a faulty form goes back to its page without what was typed", async () => {
    const browser = house.browser(ownerToken);
    const at = `/studio/events/${played.eventId}/pack`;
    expect((await browser.get(at)).status).toBe(200);
    const given = await browser.post(`${at}/file`, { by: "key", key: recipient });
    expect([given.status, given.headers.get("content-type"), given.headers.get("cache-control")?.split(", ")[0], given.headers.get("content-disposition")]).toEqual([
      200, "application/octet-stream", "no-store", 'attachment; filename="proof-pack.age"',
    ]);
    expect(factsOf(await opened(Buffer.from(await given.arrayBuffer()))).event.id).toBe(played.eventId);
    const wrong = async (form: Record<string, string>) => (await browser.post(`${at}/file`, form)).headers.get("location");
    expect(await wrong({ by: "key", key: identity })).toBe(`${at}?said=packKey`);
    expect(await wrong({ by: "passphrase", passphrase: "too short", again: "too short" })).toBe(`${at}?said=packShort`);
    expect(await wrong({ by: "passphrase", passphrase, again: `${passphrase} not` })).toBe(`${at}?said=packDiffers`);
    expect((await house.browser().post(`${at}/file`, { by: "key", key: recipient })).status).toBe(404);
  });

  test("C9: of a forgotten event it holds ids, the record and the agreements, and no name of the list", async () => {
    const purged = await house.house.rest.purge(await house.steward.pass(played.eventId, "event.purge", "test"));
    expect(purged.ok).toBe(true);
    const pack = await house.house.pack.make(await passOf(), { key: recipient }, "en");
    const all = pack.ok ? await opened(pack.value.bytes) : new Map<string, Buffer>();
    const facts = factsOf(all);
    expect(facts.guests.length).toBe(played.guestIds.size);
    expect(facts.guests.every(({ name }) => name === null)).toBe(true);
    expect(facts.guests.find(({ id }) => id === played.guestIds.get("adrien"))?.went).toBe("removed");
    expect(facts.agreements).toHaveLength(3);
    expect(facts.event.title).toBeNull();
    const words = [plan.title, plan.place, ...Object.values(piece), clients.haruka.name, clients.sofia.name];
    expect(findSecrets(new Map([...all].map(([name, bytes]) => [name, bytes.toString()])), words)).toEqual([]);
    expect(all.get("pack.html")?.toString()).not.toMatch(/\{\{|undefined|NaN/);
  });
});
