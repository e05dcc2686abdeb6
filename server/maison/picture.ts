import sharp from "sharp";

/** The wordmark as a letter shows it: PNG at twice its size, in ink for paper and in ivory for the night. */
export interface MarkPicture {
  width: number;
  height: number;
  day: Buffer;
  night: Buffer;
}

/** A letter shows it at most so large, in pixels of its page. */
const [widthMax, heightMax] = [220, 40];
const ink = { day: "#1D1B18", night: "#F3EFE5" } as const;
/** The letter's paper. By day a breath of it lies around the ink: unseen on paper, and read where a mail program darkens the paper by itself. */
const paper = "#FBF9F3";
/** Room for that breath, in pixels of the picture. */
const around = 6;

const twice = { width: 2 * (widthMax - around), height: 2 * (heightMax - around) };
const fitted = { ...twice, fit: "inside" } as const;

/** The shape of a drawn wordmark, as one channel. */
async function shapeOfDrawing(svg: string): Promise<Buffer | null> {
  const box = /viewBox="([\d\s.,e-]+)"/i.exec(svg)?.[1]?.trim() ?? "";
  const [, , wide = 0, high = 0] = box.split(/[\s,]+/).map(Number);
  const paths = [...svg.matchAll(/<path\b([^>]*?)\sd="([\d\s.,a-zA-Z-]+)"/g)].map(([, before = "", d = ""]) => `<path d="${d}"${before.includes('fill-rule="evenodd"') ? ' fill-rule="evenodd"' : ""}/>`);
  if (!(wide > 0 && high > 0) || paths.length === 0) return null;
  const scale = Math.min(twice.width / wide, twice.height / high);
  const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box}" stroke="#000" stroke-width=".45">${paths.join("")}</svg>`;
  return sharp(Buffer.from(drawn)).ensureAlpha().extractChannel("alpha").toColourspace("b-w").png().toBuffer();
}

/** The shape of a name as a browser set it: of the picture only what covers something, cut to it; null for one that covers nothing, or is none. */
export async function shapeOfName(base64: string): Promise<Buffer | null> {
  const given = Buffer.from(base64, "base64");
  if (given.subarray(0, 4).toString("latin1") !== "\x89PNG") return null;
  try {
    const { data, info } = await sharp(given, { limitInputPixels: 4_000_000, failOn: "error" }).ensureAlpha().extractChannel("alpha").raw().toBuffer({ resolveWithObject: true });
    if (!data.some((value) => value > 127)) return null;
    return await sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } }).trim({ background: "#000000", threshold: 8 }).resize(fitted).toColourspace("b-w").png({ compressionLevel: 9 }).toBuffer();
  } catch {
    return null;
  }
}

async function coloured(shape: Buffer): Promise<MarkPicture> {
  const { width = 0, height = 0 } = await sharp(shape).metadata();
  const even = { right: around + (width % 2), bottom: around + (height % 2) }; // half a pixel of the page would blur it
  const { data, info } = await sharp(shape)
    .toColourspace("b-w")
    .extend({ top: around, left: around, ...even, background: "#000000" })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: 1 } as const;
  const layer = (colour: string, channel: Buffer) => sharp({ create: { ...raw, channels: 3, background: colour } }).joinChannel(channel, { raw }).png().toBuffer();
  const breath = await sharp(data, { raw }).blur(1.6).linear(5, 0).extractChannel(0).raw().toBuffer();
  const small = { palette: true, colours: 48, compressionLevel: 9, effort: 10 } as const;
  const [under, over, light] = await Promise.all([layer(paper, breath), layer(ink.day, data), layer(ink.night, data)]);
  const [day, night] = await Promise.all([sharp(under).composite([{ input: over }]).png(small).toBuffer(), sharp(light).png(small).toBuffer()]);
  return { width: info.width / 2, height: info.height / 2, day, night };
}

/** The picture of a maison's wordmark, drawn or set; null where there is neither, or it cannot be drawn, and its name stands as text. */
export async function drawMark({ wordmark, setName }: { wordmark: string | null; setName: Uint8Array | null }): Promise<MarkPicture | null> {
  try {
    const shape = (wordmark && (await shapeOfDrawing(wordmark))) || (setName && Buffer.from(setName));
    return shape ? await coloured(shape) : null;
  } catch {
    return null;
  }
}
