import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fontBytesMax } from "#contracts/maison.ts";
import { lackingOf } from "#server/maison/coverage.ts";
import type { Font } from "#server/maison/font.ts";
import { readFont } from "#server/maison/font.ts";
import { shapeOfName } from "#server/maison/picture.ts";

const file = (name: string): Buffer => readFileSync(`node_modules/${name}.woff2`);
const italiana = file("@fontsource/italiana/files/italiana-latin-400-normal");
const jost = file("@fontsource-variable/jost/files/jost-latin-wght-normal");
const ext = file("@fontsource-variable/jost/files/jost-latin-ext-wght-normal");
const read = (bytes: Uint8Array): Font => {
  const found = readFont(bytes);
  if (!found.ok) throw new Error(found.reason);
  return found.value;
};
/** The file with some bytes of its head changed. */
const changed = (bytes: Buffer, ...writes: [at: number, value: number, size: number][]): Buffer => {
  const made = Buffer.from(bytes);
  for (const [at, value, size] of writes) made.writeUIntBE(value, at, size);
  return made;
};
const longer = (bytes: Buffer, more: Buffer): Buffer => {
  const made = Buffer.concat([bytes, more]);
  made.writeUInt32BE(made.length, 8);
  return made;
};

describe("a font of the maison's own", () => {
  test("its weights, its lines and its letters are read, and nothing it says of itself", () => {
    expect(read(jost)).toMatchObject({ weights: "100 900" });
    expect(read(italiana)).toMatchObject({ weights: "1 1000", hasFigures: false });
    const { before } = read(italiana);
    expect(before.size).toBeGreaterThan(95);
    expect(before.size).toBeLessThan(125);
    expect((before.ascent * before.size) / 100).toBeCloseTo(92.8, 0); // of the em, whatever the size that stands in for it
    expect(Object.keys(read(italiana)).sort()).toEqual(["before", "bytes", "has", "hasFigures", "weights"]);
  });

  test("what it lacks is told by language, in the name and in titles; a sign twice is told once, a space and an accent apart never", () => {
    const lacking = lackingOf(read(italiana), "Aurelle & Łódź", ["Ora Serena", "Ő Ő und e\u0301"]);
    expect(lacking).toEqual({ en: [], it: [], fr: ["Ÿ", "œ"], de: [], name: ["Ł", "ź", "Ź"], titles: ["Ő"] });
    expect(lackingOf(read(ext), "Aé", []).en.length).toBeGreaterThan(50);
  });

  test.each<[string, Uint8Array, string]>([
    ["HTML renamed", Buffer.from("<!doctype html><script>alert(1)</script>"), "notWoff2"],
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "notWoff2"],
    ["nothing", new Uint8Array(0), "notWoff2"],
    ["a TrueType file", Buffer.from([0, 1, 0, 0, 0, 12, 0, 128]), "notWoff2"],
    ["WOFF of the first kind", Buffer.from("wOFF\0\x01\0\0"), "notWoff2"],
    ["gzip", gzipSync(italiana), "notWoff2"],
    ["HTML behind the sign", Buffer.concat([Buffer.from("wOF2"), Buffer.from("<!doctype html>".repeat(20))]), "broken"],
    ["the sign alone", Buffer.from("wOF2"), "broken"],
    ["the head alone", changed(italiana.subarray(0, 48), [8, 48, 4]), "broken"],
    ["cut in half", italiana.subarray(0, italiana.length / 2), "broken"],
    ["cut in half and saying so", changed(italiana.subarray(0, italiana.length / 2), [8, italiana.length / 2, 4]), "broken"],
    ["cut by a byte of what is packed", changed(italiana, [20, italiana.readUInt32BE(20) - 9, 4]), "broken"],
    ["a collection", changed(italiana, [4, 0x74746366, 4]), "broken"],
    ["no tables", changed(italiana, [12, 0, 2]), "broken"],
    ["more tables than there are", changed(italiana, [12, italiana.readUInt16BE(12) + 1, 2]), "broken"],
    ["ten thousand tables", changed(italiana, [12, 10_000, 2]), "broken"],
    ["a table twice", changed(italiana, [48, italiana.readUInt8(50), 1]), "broken"],
    ["more than five megabytes", Buffer.concat([italiana, Buffer.alloc(5 * 1024 * 1024)]), "tooLarge"],
    ["a byte too many", Buffer.alloc(fontBytesMax + 1), "tooLarge"],
  ])("%s is refused", (_what, bytes, reason) => {
    expect(readFont(bytes)).toEqual({ ok: false, reason });
  });

  test("no file with a byte changed anywhere in its head is more than refused or read", () => {
    for (let at = 0; at < 140; at += 1)
      for (const value of [0, 0x7f, 0x80, 0xff]) {
        const found = readFont(changed(italiana, [at, value, 1]));
        if (found.ok) expect(found.value.bytes.length).toBeLessThanOrEqual(italiana.length);
        else expect(found.reason).toMatch(/^(broken|notWoff2)$/);
      }
  });

  test("what lies behind the font is left behind, and so is where it was said to lie", () => {
    const hidden = longer(changed(italiana, [28, italiana.length, 4], [32, 60, 4], [36, 60, 4]), Buffer.from("licensed to Inès Arnaud <script>alert(1)</script>".padEnd(60)));
    const { bytes } = read(hidden);
    expect(bytes.includes("Arnaud")).toBe(false);
    expect(bytes.equals(read(italiana).bytes)).toBe(true);
    expect(bytes.subarray(28, 48).every((byte) => byte === 0)).toBe(true);
  });
});

describe("a name as a browser set it", () => {
  test.each([
    ["no picture", "aGVsbG8="],
    ["nothing", ""],
    ["a picture's beginning", Buffer.from("\x89PNG\r\n\x1a\n", "latin1").toString("base64")],
    ["SVG", Buffer.from("<svg/>").toString("base64")],
  ])("%s is none", async (_what, base64) => {
    expect(await shapeOfName(base64)).toBeNull();
  });
});
