import { brotliDecompressSync } from "node:zlib";

/** The tables of a font, as they lie unpacked; a table that WOFF2 had rewritten says so. */
export interface Tables {
  /** Outlines of TrueType or of PostScript. */
  flavor: "glyf" | "CFF ";
  get(tag: string): { bytes: Buffer; isRewritten: boolean } | null;
}

const signature = 0x774f4632; // wOF2
/** TrueType, and `OTTO`; a collection of fonts is neither. */
const flavors = new Map<number, Tables["flavor"]>([[0x00010000, "glyf"], [0x4f54544f, "CFF "]]);
const headerBytes = 48;
const tablesMax = 64;
/** A font unpacks to no more; one that says more is refused before it is unpacked. */
const unpackedMax = 8 * 1024 * 1024;

const known = [
  ...["cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cvt ", "fpgm", "glyf", "loca", "prep", "CFF ", "VORG", "EBDT", "EBLC", "gasp", "hdmx", "kern", "LTSH"],
  ...["PCLT", "VDMX", "vhea", "vmtx", "BASE", "GDEF", "GPOS", "GSUB", "EBSC", "JSTF", "MATH", "CBDT", "CBLC", "COLR", "CPAL", "SVG ", "sbix", "acnt", "avar", "bdat", "bloc", "bsln"],
  ...["cvar", "fdsc", "feat", "fmtx", "fvar", "gvar", "hsty", "just", "lcar", "mort", "morx", "opbd", "prop", "trak", "Zapf", "Silf", "Glat", "Gloc", "Feat", "Sill"],
] as const;

interface Entry {
  tag: string;
  length: number;
  isRewritten: boolean;
}

/** The directory, and where it ends; null for one that does not hold together. */
function readDirectory(bytes: Buffer, count: number): { entries: Entry[]; end: number } | null {
  let at = headerBytes;
  const take = (length: number): Buffer => {
    const part = bytes.subarray(at, at + length);
    if (part.length < length) throw new RangeError("cut off");
    at += length;
    return part;
  };
  /** Seven bits to a byte, at most five bytes, none of them in vain (UIntBase128). */
  const length = (): number => {
    let value = 0;
    for (let nth = 0; nth < 5; nth += 1) {
      const byte = take(1).readUInt8();
      if (nth === 0 && byte === 0x80) break;
      value = value * 128 + (byte & 0x7f);
      if (value > unpackedMax) break;
      if ((byte & 0x80) === 0) return value;
    }
    throw new RangeError("not a length");
  };
  const entries = Array.from({ length: count }, (): Entry => {
    const flags = take(1).readUInt8();
    const tag = known[flags & 0x3f] ?? take(4).toString("latin1");
    const version = flags >> 6;
    const isOutlines = tag === "glyf" || tag === "loca";
    const isRewritten = isOutlines ? version === 0 : version !== 0;
    if ((isOutlines && version !== 0 && version !== 3) || (!isOutlines && version !== 0 && !(tag === "hmtx" && version === 1))) throw new RangeError("not a rewriting");
    const plain = length();
    return { tag, isRewritten, length: isRewritten ? length() : plain };
  });
  return new Set(entries.map(({ tag }) => tag)).size === count ? { entries, end: at } : null;
}

/** A WOFF2 file without what its maker wrote beside the font, and its tables; null for whatever is no such file, whole and well-formed. */
export function unpackWoff2(bytes: Uint8Array): { clean: Buffer<ArrayBuffer>; tables: Tables } | null {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (given.length < headerBytes || given.readUInt32BE(0) !== signature || given.readUInt32BE(8) !== given.length) return null;
  const flavor = flavors.get(given.readUInt32BE(4));
  const count = given.readUInt16BE(12);
  if (!flavor || count === 0 || count > tablesMax || given.readUInt16BE(14) !== 0) return null;
  try {
    const directory = readDirectory(given, count);
    const packed = given.readUInt32BE(20);
    if (!directory || directory.end + packed > given.length) return null;
    const total = directory.entries.reduce((sum, { length }) => sum + length, 0);
    if (total > unpackedMax) return null;
    const end = directory.end + packed;
    const whole = brotliDecompressSync(given.subarray(directory.end, end), { maxOutputLength: Math.max(total, 1) });
    if (whole.length !== total) return null;
    const found = new Map<string, { bytes: Buffer; isRewritten: boolean }>();
    let at = 0;
    for (const { tag, length, isRewritten } of directory.entries) {
      found.set(tag, { bytes: whole.subarray(at, at + length), isRewritten });
      at += length;
    }
    // What may follow the font (a licensee's name, anything at all) is left behind.
    const clean = Buffer.alloc(Math.ceil(end / 4) * 4);
    given.copy(clean, 0, 0, end);
    clean.writeUInt32BE(clean.length, 8);
    clean.fill(0, 28, headerBytes);
    return { clean, tables: { flavor, get: (tag) => found.get(tag) ?? null } };
  } catch {
    return null; // cut off, or packed wrongly
  }
}
