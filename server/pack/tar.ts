export interface PackedFile {
  name: string;
  bytes: Buffer;
}

const block = 512;
const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;

function headerOf({ name, bytes }: PackedFile, at: Date): Buffer {
  const header = Buffer.alloc(block);
  const put = (text: string, from: number) => header.write(text, from, "latin1");
  put(name, 0);
  put(octal(0o600, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(bytes.length, 12), 124);
  put(octal(Math.floor(at.getTime() / 1000), 12), 136);
  put("        ", 148); // the sum is taken with spaces in its own place
  put("0", 156);
  put("ustar\x0000", 257);
  const sum = header.reduce((all, one) => all + one, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** Files as a tar (ustar), readable by everybody's `tar`; names are short and without folders. */
export function packTar(files: readonly PackedFile[], at: Date): Buffer {
  const parts = files.flatMap((file) => {
    if (!/^[a-z0-9.-]{1,99}$/.test(file.name)) throw new Error(`not a name for a packed file: ${file.name}`);
    return [headerOf(file, at), file.bytes, Buffer.alloc((block - (file.bytes.length % block)) % block)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** The files of such a tar, by name, in their order; null for bytes that are none, or hold anything but plain files. */
export function readTar(bytes: Buffer): Map<string, Buffer> | null {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + block <= bytes.length; ) {
    const header = Buffer.from(bytes.subarray(at, at + block));
    if (header.every((one) => one === 0)) return files;
    const sum = Number.parseInt(header.toString("latin1", 148, 154), 8);
    header.fill(" ", 148, 156);
    if (sum !== header.reduce((all, one) => all + one, 0) || header[156] !== 48) return null;
    const name = header.toString("latin1", 0, 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(header.toString("latin1", 124, 135), 8);
    const from = at + block;
    if (!/^[a-z0-9.-]{1,99}$/.test(name) || files.has(name) || !(size >= 0) || from + size > bytes.length) return null;
    files.set(name, bytes.subarray(from, from + size));
    at = from + Math.ceil(size / block) * block;
  }
  return null;
}
