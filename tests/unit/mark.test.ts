import { createHmac } from "node:crypto";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { linePlaces, packCells, reliefOf, side, tilePixels, unpackCells } from "#contracts/mark-drawing.ts";
import type { MarkOf } from "#server/mark/carriers.ts";
import { cellsOf, openCarriers } from "#server/mark/carriers.ts";
import { agreement } from "#server/mark/fold.ts";
import { nameFrom } from "#server/mark/name.ts";
import { markStill } from "#server/mark/still.ts";
import { lookAt } from "#server/mark/trace.ts";
import { laidOver, opened, stills } from "#tests/bench/marked.ts";

const keyed = (key: string) => openCarriers({ mac: (purpose, words) => createHmac("sha256", key).update(`${purpose}\0${words}`).digest("base64url") });
const carriers = keyed("this house");
const markOf = (i: number): MarkOf => ({ eventId: "ev_1", seatId: `seat_${i}`, code: 1000 + i });
const marks = Array.from({ length: 200 }, (_, i) => markOf(i));
const pictures = await stills();

async function seatIn(bytes: Uint8Array, of = carriers, among = marks): Promise<string | null> {
  const looked = await lookAt(bytes, of);
  return looked && (nameFrom([looked.whole], among, of)?.mark.seatId ?? null);
}
const png = (frame: Buffer) => opened(frame).png({ compressionLevel: 1 }).toBuffer();

describe("the tile", () => {
  test("carries its cells over the wire and back", () => {
    const cells = cellsOf(carriers, markOf(3));
    expect(cells.length).toBe(side * side);
    expect(packCells(cells)).toMatch(/^[0-9a-f]{64}$/);
    expect([...unpackCells(packCells(cells))]).toEqual([...cells]);
  });
  test("every cell says something, and two seats differ in the cells of their codes alone", () => {
    const [one, other] = [cellsOf(carriers, markOf(1)), cellsOf(carriers, markOf(2))];
    expect([...one].every((sign) => sign === 1 || sign === -1)).toBe(true);
    const differing = [...one.keys()].filter((at) => one[at] !== other[at]);
    expect(differing.length).toBeGreaterThan(40);
    expect(differing.filter((at) => carriers.place.at.includes(at))).toEqual([]);
  });
  test("another house lays and signs its cells otherwise", () => {
    expect([...keyed("another house").place.at]).not.toEqual([...carriers.place.at]);
    expect([...cellsOf(keyed("another house"), markOf(1))]).not.toEqual([...cellsOf(carriers, markOf(1))]);
  });
  test("its relief is soft, between -1 and 1, and repeats without a seam", () => {
    const relief = reliefOf(cellsOf(carriers, markOf(1)));
    const steps = [...relief.keys()].map((i) => {
      const [x, y] = [i % tilePixels, Math.floor(i / tilePixels)];
      return Math.abs((relief[i] ?? 0) - (relief[y * tilePixels + ((x + 1) % tilePixels)] ?? 0));
    });
    expect(Math.max(...relief.map(Math.abs))).toBeLessThanOrEqual(1.0001);
    expect(Math.max(...steps)).toBeLessThan(0.5);
  });
});

describe("a picture", () => {
  test.each(Object.keys(pictures) as (keyof typeof pictures)[])("of the kind %s names its seat: whole, half as large, as JPEG 50", async (kind) => {
    const frame = laidOver(pictures[kind], cellsOf(carriers, markOf(17)));
    const ways = [await png(frame), await opened(frame).resize(640).png().toBuffer(), await opened(frame).jpeg({ quality: 50 }).toBuffer()];
    for (const bytes of ways) expect(await seatIn(bytes)).toBe("seat_17");
  });
  test("a part of it, and one with a page around it, are found, too", async () => {
    const frame = laidOver(pictures.face, cellsOf(carriers, markOf(42)));
    const parts = [
      await opened(frame).extract({ left: 301, top: 97, width: 700, height: 400 }).jpeg({ quality: 80 }).toBuffer(),
      await opened(frame).resize(800).extend({ left: 33, top: 71, right: 400, bottom: 200, background: "#f4efe6" }).png().toBuffer(),
    ];
    for (const bytes of parts) {
      const looked = await lookAt(bytes, carriers);
      expect(looked && nameFrom(await looked.others(), marks, carriers)?.mark.seatId).toBe("seat_42");
    }
  }, 60_000);
  test("without a mark it names nobody", async () => {
    for (const frame of Object.values(pictures)) expect(await seatIn(await png(frame))).toBeNull();
  });
  test("with the mark of a seat that is not asked about it names nobody", async () => {
    const bytes = await png(laidOver(pictures.white, cellsOf(carriers, markOf(777))));
    expect(await seatIn(bytes)).toBeNull();
    expect(await seatIn(bytes, carriers, [...marks, markOf(777)])).toBe("seat_777");
  });
  test("with a code that was copied and a proof that was not, it names nobody (the keyed check)", async () => {
    const forged = await png(laidOver(pictures.white, cellsOf(carriers, { ...markOf(17), seatId: "seat_of_a_forger" })));
    const looked = await lookAt(forged, carriers);
    const word = carriers.wordOf(markOf(17));
    expect(agreement(looked?.whole.code ?? new Float32Array(0), word.code)).toBeGreaterThan(7);
    expect(looked && nameFrom([looked.whole], marks, carriers)).toBeNull();
  });
  test("another house reads nothing in it", async () => {
    const bytes = await png(laidOver(pictures.white, cellsOf(carriers, markOf(17))));
    const looked = await lookAt(bytes, keyed("another house"));
    expect(looked?.whole.place).toBeLessThan(4);
    expect(looked && nameFrom([looked.whole], marks, keyed("another house"))).toBeNull();
  });
  test("what is no picture is not looked at", async () => {
    expect(await lookAt(Buffer.from("no picture at all"), carriers)).toBeNull();
    expect(await lookAt(await sharp({ create: { width: 20, height: 20, channels: 3, background: "#777" } }).png().toBuffer(), carriers)).toBeNull();
  });
});

describe("a still", () => {
  const product = () => opened(pictures.white).jpeg({ quality: 92 }).withExif({ IFD0: { Artist: "CANARY" } }).toBuffer();
  test("names its seat, keeps its format and loses what its camera wrote", async () => {
    const marked = await markStill(await product(), cellsOf(carriers, markOf(5)), "Inès Arnaud · seat 0217 · 18:42", 0);
    const { format, exif, width } = await sharp(marked).metadata();
    expect({ format, exif, width }).toEqual({ format: "jpeg", exif: undefined, width: 1280 });
    expect(await seatIn(marked)).toBe("seat_5");
    expect(await seatIn(await sharp(marked).resize(640).jpeg({ quality: 50 }).toBuffer())).toBe("seat_5");
  });
  test("shows its line, and another line is another picture", async () => {
    const [one, other, none] = await Promise.all(
      ["Inès Arnaud · seat 0217", "Adrien Roche · seat 0031", ""].map(async (line) => sharp(await markStill(await png(pictures.dark), cellsOf(carriers, markOf(5)), line, 0)).removeAlpha().raw().toBuffer()),
    );
    const apart = (a: Buffer | undefined, b: Buffer | undefined) => [...(a?.keys() ?? [])].filter((i) => Math.abs((a?.[i] ?? 0) - (b?.[i] ?? 0)) > 8).length;
    expect(apart(one, none)).toBeGreaterThan(5000);
    expect(apart(one, other)).toBeGreaterThan(2000);
  });
  test("a name with signs of markup is written, not obeyed", async () => {
    await expect(markStill(await product(), cellsOf(carriers, markOf(5)), `<script>&"'</svg>`, 0)).resolves.toBeInstanceOf(Buffer);
  });
});

test("a quarter of the picture holds the beginning of a line, wherever it has moved to", () => {
  for (const shift of [0, 1, 2])
    for (const [left, top] of [[0, 0], [640, 0], [0, 360], [640, 360]] as const) {
      const inside = linePlaces(1280, 720, 190, 13, shift).filter(({ x, y }) => x >= left && x + 190 <= left + 640 && y - 50 >= top && y <= top + 360);
      expect(inside.length, `${shift} ${left} ${top}`).toBeGreaterThan(0);
    }
});
