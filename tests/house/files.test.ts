import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileBytesMax, pictureBytesMax } from "#contracts/product.ts";
import type { Pass } from "#server/access/pass.ts";
import { eraseFiles, keepBytes, openBytes } from "#server/files/disk.ts";
import type { OpenFile } from "#server/files/open-file.ts";
import { openFiles } from "#server/files/files.ts";
import { fileNameOf } from "#server/files/reading.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

const canary = "CANARY Le Sentier";
const pdf = (words = canary): Uint8Array => Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.from(words), Buffer.alloc(150_000, "x")]);
const drawn = (format: "jpeg" | "png" = "jpeg") =>
  sharp({ create: { width: 320, height: 200, channels: 3, background: "#1F4740" } })
    .withExif({ IFD0: { Copyright: canary, Artist: canary }, IFD3: { GPSLatitudeRef: "N" } })
    [format]()
    .toBuffer();

let launch: Awaited<ReturnType<typeof openLaunch>>;
let isDown = false;
const marked: string[] = [];
beforeAll(async () => {
  launch = await openLaunch();
});
afterAll(() => launch.close());

async function all(file: OpenFile | null): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let piece = await file?.next(); piece; piece = await file?.next()) pieces.push(piece);
  await file?.close();
  return Buffer.concat(pieces);
}
const onDisk = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name));

async function open(plan: Parameters<typeof launch.event>[0] = {}) {
  const files = openFiles(launch.room, {
    markStill: async (_pass, bytes) => {
      marked.push("marked");
      return bytes;
    },
    isCurtainDown: () => isDown,
  });
  const eventId = await launch.event({ phase: "live", ...plan });
  const producer = await launch.staff("Marc", "producer");
  const host = await launch.staff("Beatrice", "host");
  const edit = await launch.as(producer, eventId, "product.edit");
  const see = (): Promise<Pass<"product.see">> => launch.as(host, eventId, "product.see");
  const add = async (more: Partial<{ name: string; isVeiled: boolean; bytes: Uint8Array }> = {}) => {
    const added = await files.add(edit, { name: "Dossier", isVeiled: true, bytes: pdf(), ...more });
    if (!added.ok) throw new Error(added.reason);
    return added.value.fileId;
  };
  return { files, eventId, edit, see, add, reveal: () => launch.room.db.event.update({ where: { id: eventId }, data: { revealedAt: new Date() } }) };
}

describe("on disk", () => {
  const eventId = "ev_0000000000000000000000";
  const fileId = "fil_0000000000000000000000";
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sip-files-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const seal = () => launch.room.sealed.newEvent(eventId);

  test.each([0, 1, 65_536, 65_537, 400_000])("%i bytes come back as they were, and never lie there in plain", async (length) => {
    const own = seal();
    const bytes = Buffer.alloc(length, canary);
    await keepBytes(folder, own, eventId, fileId, bytes);
    const kept = await openBytes(folder, own, eventId, fileId);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < (kept?.pieces ?? 0); at += 1) pieces.push((await kept?.read(at)) ?? new Uint8Array());
    await kept?.close();
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    for (const file of onDisk(folder)) expect(readFileSync(file).includes(canary)).toBe(false);
    await eraseFiles(folder, eventId);
    expect(onDisk(folder)).toEqual([]);
    expect(await openBytes(folder, own, eventId, fileId)).toBeNull();
  });

  test("a piece changed, moved, cut off or taken from another file or event does not open", async () => {
    const own = seal();
    await keepBytes(folder, own, eventId, fileId, Buffer.alloc(200_000, "a"));
    const [at = ""] = onDisk(folder);
    const whole = readFileSync(at);
    const piece = 65_536 + 29;
    const fails = async (bytes: Buffer, name = fileId) => {
      writeFileSync(path.join(path.dirname(at), name), bytes);
      const kept = await openBytes(folder, own, eventId, name);
      await expect(kept?.read(0)).rejects.toThrow();
      await kept?.close();
    };
    const changed = Buffer.from(whole);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await fails(changed);
    await fails(Buffer.concat([whole.subarray(piece, 2 * piece), whole.subarray(0, piece), whole.subarray(2 * piece)]));
    await fails(whole.subarray(0, 2 * piece));
    await fails(whole, "fil_1111111111111111111111");
    await expect(openBytes(folder, own, eventId, "../../house.key")).rejects.toThrow("not a file's id");
    await eraseFiles(folder, eventId);
  });
});

describe("taking a file", () => {
  test("a picture is drawn anew: nothing its camera wrote is left, and it has no name", async () => {
    const { files, edit, see, reveal, eventId } = await open({ isVeiled: true });
    const bytes = await drawn();
    expect(bytes.includes(canary)).toBe(true);
    const set = await files.setPicture(edit, bytes);
    await reveal();
    const file = await files.open(await see(), set.ok ? set.value.fileId : "");
    expect(file).toMatchObject({ mime: "image/jpeg", name: null });
    const out = await all(file);
    expect(out.includes(canary)).toBe(false);
    expect(out.includes("Exif")).toBe(false);
    expect(await sharp(out).metadata()).toMatchObject({ width: 320, height: 200 });
    expect(marked.length).toBeGreaterThan(0);
    for (const one of onDisk(path.join(launch.dataDir, "files", eventId))) expect(readFileSync(one).subarray(0, 3)).not.toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  test("a new picture takes the place of the one before, whose bytes go", async () => {
    const { files, edit, eventId } = await open();
    const first = await files.setPicture(edit, await drawn());
    const second = await files.setPicture(edit, await drawn("png"));
    expect(onDisk(path.join(launch.dataDir, "files", eventId)).map((one) => path.basename(one))).toEqual([second.ok && second.value.fileId]);
    expect(await files.preview(edit, first.ok ? first.value.fileId : "")).toBeNull();
  });

  test("what is too large, of another kind, or only says it is a picture, is refused and leaves nothing", async () => {
    const { files, edit, eventId } = await open();
    const fake = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(2000, 1)]);
    expect(await files.setPicture(edit, fake)).toEqual({ ok: false, reason: "noPicture" });
    expect(await files.setPicture(edit, Buffer.alloc(pictureBytesMax + 1))).toEqual({ ok: false, reason: "tooLarge" });
    const add = (bytes: Uint8Array) => files.add(edit, { name: "x", isVeiled: true, bytes });
    expect(await add(Buffer.alloc(fileBytesMax + 1))).toEqual({ ok: false, reason: "tooLarge" });
    expect(await add(Buffer.from("<html><script>alert(1)</script>"))).toEqual({ ok: false, reason: "fileUnknown" });
    expect(await add(fake)).toEqual({ ok: false, reason: "fileUnknown" });
    expect(await files.forEdit(edit)).toEqual([]);
    expect(await launch.room.db.eventFile.count({ where: { eventId } })).toBe(0);
  });

  test("two files and no more, also of two at once; one that was removed makes place", async () => {
    const { files, edit, add, eventId } = await open();
    const first = await add();
    const both = await Promise.all([1, 2].map(() => files.add(edit, { name: "y", isVeiled: true, bytes: pdf() })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual({ ok: false, reason: "tooMany" });
    expect(onDisk(path.join(launch.dataDir, "files", eventId))).toHaveLength(2);
    expect(await files.remove(edit, first)).toMatchObject({ ok: true });
    expect(await files.remove(edit, first)).toEqual({ ok: false, reason: "gone" });
    expect(onDisk(path.join(launch.dataDir, "files", eventId))).toHaveLength(1);
    await add();
  });

  test("names lose what means something to a disk, and get the ending of their bytes", () => {
    expect(fileNameOf("../../etc/passwd", "application/pdf")).toBe(".. .. etc passwd.pdf");
    expect(fileNameOf("Prezzi\u202egpj.exe", "image/png")).toBe("Prezzi gpj.exe.png");
    expect(fileNameOf("Dossier.PDF", "application/pdf")).toBe("Dossier.pdf");
    expect(fileNameOf("///", "image/jpeg")).toBe("file.jpg");
  });
});

describe("C4: a veiled file is not there", () => {
  test("before the reveal neither in the list nor by its id; after it, both; the studio sees it always", async () => {
    const { files, edit, see, add, reveal } = await open({ isVeiled: true });
    const fileId = await add();
    expect(await files.list(await see())).toEqual([]);
    expect(await files.open(await see(), fileId)).toBeNull();
    expect(await files.open(await see(), "fil_0000000000000000000000")).toBeNull();
    expect((await all(await files.preview(edit, fileId))).includes(canary)).toBe(true);
    await reveal();
    expect(await files.list(await see())).toEqual([{ id: fileId, name: "Dossier.pdf", mime: "application/pdf" }]);
    expect((await all(await files.open(await see(), fileId))).includes(canary)).toBe(true);
  });

  test("a file nobody veiled is given before the reveal, but never at confidential and sealed", async () => {
    const { files, see, add, edit } = await open({ isVeiled: true });
    const fileId = await add({ isVeiled: false });
    expect(await files.list(await see())).toHaveLength(1);
    expect(await files.open(await see(), fileId)).not.toBeNull();
    const pass = await see();
    for (const level of ["confidential", "sealed"] as const) {
      const strict = { ...pass, event: { ...pass.event, level } } as Pass<"product.see">;
      expect(await files.list(strict)).toEqual([]);
      expect(await files.open(strict, fileId)).toBeNull();
    }
    expect(await files.veil(edit, fileId, true)).toMatchObject({ ok: true });
    expect(await files.list(await see())).toEqual([]);
  });

  test("a file of another event is not there", async () => {
    const one = await open();
    const other = await open();
    const fileId = await one.add();
    expect(await other.files.open(await other.see(), fileId)).toBeNull();
    expect(await other.files.preview(other.edit, fileId)).toBeNull();
    expect(await other.files.remove(other.edit, fileId)).toEqual({ ok: false, reason: "gone" });
  });

  test("behind the curtain nothing is there", async () => {
    const { files, see, add } = await open();
    const fileId = await add();
    const file = await files.open(await see(), fileId);
    isDown = true;
    expect(file?.isStill()).toBe(false);
    expect(await files.open(await see(), fileId)).toBeNull();
    expect(await files.list(await see())).toEqual([]);
    isDown = false;
    await file?.close();
  });
});

test("C9: with the event's key gone no byte of a file opens again; at the purge the bytes go, too", async () => {
  const { files, eventId, add, see } = await open();
  const fileId = await add();
  const pass = await see();
  await eraseFiles(path.join(launch.dataDir, "files"), eventId);
  expect(onDisk(path.join(launch.dataDir, "files")).filter((one) => one.includes(eventId))).toEqual([]);
  expect(await files.open(pass, fileId)).toBeNull();
  const again = await add();
  launch.room.sealed.forget(eventId);
  await expect(files.open(pass, again)).rejects.toThrow("the event's key is gone");
});

test("C11: no file name stands in the database", async () => {
  const { add } = await open({ isVeiled: true });
  await add({ name: canary });
  expect(await launch.wordsInDatabase([canary])).toEqual([]);
});
