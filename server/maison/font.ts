import type { OwnFace } from "#contracts/maison.ts";
import { fontBytesMax } from "#contracts/maison.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Tables } from "#server/maison/woff2.ts";
import { unpackWoff2 } from "#server/maison/woff2.ts";

/** What keeps a file from being the maison's font: it is too large, no WOFF2, or a WOFF2 that does not hold together. */
export type FontFault = "tooLarge" | "notWoff2" | "broken";

/** A font of the maison's own, read as far as pages need it. Its name and whatever else it says of itself is not read. */
export interface Font extends Omit<OwnFace, "path"> {
  /** The file without what was written beside the font. */
  bytes: Buffer<ArrayBuffer>;
  /** Whether it draws a sign. */
  has(sign: string): boolean;
}

/** Times New Roman, and the faces made to its measure: ascent, descent, line gap and mean letter, as parts of an em. */
const times = { ascent: 1825 / 2048, descent: 443 / 2048, gap: 87 / 2048, mean: 854.395 / 2048 } as const;
/** Letters and spaces about as often as they stand in print. */
const sample = "aaabcdeeeefghiijklmnnoopqrrssttuvwxyz      ";
const digits = "0123456789";

/** The sign → glyph table, of the two kinds every browser reads (4 and 12); null without one. */
function readSigns(cmap: Buffer): ((sign: number) => number) | null {
  const count = cmap.readUInt16BE(2);
  const wide: Buffer[] = [];
  const narrow: Buffer[] = [];
  for (let nth = 0; nth < Math.min(count, 64); nth += 1) {
    const record = 4 + nth * 8;
    const platform = cmap.readUInt16BE(record);
    const table = cmap.subarray(cmap.readUInt32BE(record + 4));
    const format = table.readUInt16BE(0);
    if (platform !== 0 && platform !== 3) continue;
    if (format === 12) wide.push(table);
    if (format === 4) narrow.push(table);
  }
  const [best] = wide;
  if (best) return (sign) => inGroups(best, sign);
  const [other] = narrow;
  return other ? (sign) => inSegments(other, sign) : null;
}

function inGroups(table: Buffer, sign: number): number {
  const groups = Math.min(table.readUInt32BE(12), Math.floor((table.length - 16) / 12));
  for (let nth = 0; nth < groups; nth += 1) {
    const at = 16 + nth * 12;
    const first = table.readUInt32BE(at);
    if (sign >= first && sign <= table.readUInt32BE(at + 4)) return table.readUInt32BE(at + 8) + sign - first;
  }
  return 0;
}

function inSegments(table: Buffer, sign: number): number {
  const twice = table.readUInt16BE(6);
  for (let at = 0; at < twice; at += 2) {
    if (sign > table.readUInt16BE(14 + at)) continue;
    const first = table.readUInt16BE(16 + twice + at);
    if (sign < first) return 0;
    const delta = table.readUInt16BE(16 + 2 * twice + at);
    const where = 16 + 3 * twice + at;
    const range = table.readUInt16BE(where);
    const glyph = range === 0 ? sign : table.readUInt16BE(where + range + 2 * (sign - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

/** How wide a glyph is; WOFF2 may have taken apart the table it stands in. */
function readWidths({ bytes, isRewritten }: { bytes: Buffer; isRewritten: boolean }, count: number): (glyph: number) => number {
  return (glyph) => bytes.readUInt16BE(isRewritten ? 1 + 2 * Math.min(glyph, count - 1) : 4 * Math.min(glyph, count - 1));
}

/** The weights a font can be set in: its own axis, or any for a font that has one. */
function readWeights(fvar: Buffer | undefined): string {
  if (!fvar) return "1 1000";
  const [first, count, size] = [fvar.readUInt16BE(4), fvar.readUInt16BE(8), fvar.readUInt16BE(10)];
  for (let nth = 0; nth < Math.min(count, 16); nth += 1) {
    const axis = fvar.subarray(first + nth * size);
    if (axis.toString("latin1", 0, 4) !== "wght") continue;
    const inside = (value: number) => Math.min(1000, Math.max(1, Math.round(value / 65_536)));
    const [least, most] = [inside(axis.readInt32BE(4)), inside(axis.readInt32BE(12))];
    if (least < most) return `${least} ${most}`;
  }
  return "1 1000";
}

/** The lines a browser gives the font: its typographic ones where it asks for them, else those of its head. */
function readLines(hhea: Buffer, os2: Buffer): { ascent: number; descent: number; gap: number } {
  const isTypographic = (os2.readUInt16BE(62) & 0x80) !== 0;
  const [from, at] = isTypographic ? ([os2, 68] as const) : ([hhea, 4] as const);
  return { ascent: from.readInt16BE(at), descent: Math.abs(from.readInt16BE(at + 2)), gap: from.readInt16BE(at + 4) };
}

function readTables(tables: Tables): Omit<Font, "bytes"> | null {
  const need = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (!found || (found.isRewritten && tag !== "hmtx" && tag !== "glyf" && tag !== "loca")) throw new RangeError(`no ${tag}`);
    return found.bytes;
  };
  for (const tag of tables.flavor === "glyf" ? ["glyf", "loca"] : ["CFF "]) need(tag);
  const [head, hhea, os2] = [need("head"), need("hhea"), need("OS/2")];
  const glyphs = need("maxp").readUInt16BE(4);
  const em = head.readUInt16BE(18);
  const count = hhea.readUInt16BE(34);
  need("hmtx");
  const hmtx = tables.get("hmtx");
  const glyphOf = readSigns(need("cmap"));
  if (!glyphOf || !hmtx || em < 16 || em > 16_384 || count === 0 || count > glyphs) return null;
  const widthOf = readWidths(hmtx, count);
  const glyphIn = (sign: string): number => {
    const glyph = glyphOf(sign.codePointAt(0) ?? 0);
    return glyph < glyphs ? glyph : 0;
  };
  const has = (sign: string) => glyphIn(sign) !== 0;
  const of = (signs: string) => [...signs].filter(has).map((sign) => widthOf(glyphIn(sign)) / em);
  const letters = of(sample);
  const figures = of(digits);
  const mean = letters.reduce((sum, width) => sum + width, 0) / Math.max(1, letters.length);
  const size = mean > 0 ? Math.min(2, Math.max(0.5, mean / times.mean)) : 1;
  const lines = readLines(hhea, os2);
  const part = (units: number) => Math.min(300, Math.max(0, Math.round((units / em / size) * 1e4) / 100));
  return {
    has,
    hasFigures: figures.length === digits.length && new Set(figures).size === 1,
    weights: readWeights(tables.get("fvar")?.bytes),
    before: { size: Math.round(size * 1e4) / 100, ascent: part(lines.ascent), descent: part(lines.descent), gap: part(lines.gap) },
  };
}

/** A font out of what somebody gave, WOFF2 alone. The outlines are for browsers to judge, which sanitise them; what pages need is read here. */
export function readFont(given: Uint8Array): Outcome<Font, FontFault> {
  if (given.length > fontBytesMax) return failed("tooLarge");
  if (Buffer.from(given.subarray(0, 4)).toString("latin1") !== "wOF2") return failed("notWoff2");
  const unpacked = unpackWoff2(given);
  if (!unpacked) return failed("broken");
  try {
    const read = readTables(unpacked.tables);
    return read ? done({ ...read, bytes: unpacked.clean }) : failed("broken");
  } catch (fault) {
    if (fault instanceof RangeError) return failed("broken"); // a table that is missing, or ends too early
    throw fault;
  }
}
