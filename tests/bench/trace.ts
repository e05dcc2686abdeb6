import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { someone } from "#prisma/cast.ts";
import { openSecrets } from "#server/infra/secrets.ts";
import type { MarkOf } from "#server/mark/carriers.ts";
import { cellsOf, openCarriers } from "#server/mark/carriers.ts";
import { nameFrom } from "#server/mark/name.ts";
import { lookAt } from "#server/mark/trace.ts";
import { conclude, quantile, round } from "#tests/bench/figures.ts";
import type { Frame } from "#tests/bench/marked.ts";
import { height, laidOver, likeness, lineOver, opened, stills, width } from "#tests/bench/marked.ts";

const seats = 200;
/** Of every so many seats, pictures are also cut, photographed small, or taken with a page around them. */
const beyondEvery = 100;

const asked = {
  full: (frame: Frame) => opened(frame).png({ compressionLevel: 1 }).toBuffer(),
  half: (frame: Frame) => opened(frame).resize(width / 2).png({ compressionLevel: 1 }).toBuffer(),
  jpeg50: (frame: Frame) => opened(frame).jpeg({ quality: 50 }).toBuffer(),
} as const;
const beyond = {
  halfJpeg50: (frame: Frame) => opened(frame).resize(width / 2).jpeg({ quality: 50 }).toBuffer(),
  quarterOf: (frame: Frame) => opened(frame).extract({ left: 333, top: 111, width: width / 2, height: height / 2 }).jpeg({ quality: 75 }).toBuffer(),
  withPage: (frame: Frame) => opened(frame).resize(900).extend({ left: 40, top: 90, right: 500, bottom: 250, background: "#faf6ee" }).jpeg({ quality: 75 }).toBuffer(),
} as const;

/** What one part of the work came to; added up at the end. */
interface Part {
  tally: Record<string, { named: number; of: number }>;
  wrongNames: number;
  took: number[];
  likenesses: { psnr: number; ssim: number }[];
}

const eventId = "ev_0000000000000000000000";
const markOf = (i: number): MarkOf => ({ eventId, seatId: `seat_${i}`, code: (i * 10_368_889 + 77) % 2 ** 31 });

/** Every n-th seat's pictures, from the one given on; the first part asks nobody's pictures, too. */
async function measure(keyFile: string, from: number, every: number): Promise<Part> {
  const carriers = openCarriers(openSecrets(keyFile));
  const marks = Array.from({ length: seats }, (_, i) => markOf(i));
  const pictures = await stills();
  const part: Part = { tally: {}, wrongNames: 0, took: [], likenesses: [] };

  /** Asks whose a picture is; `mine` is whose it should be, null for nobody's. */
  async function ask(kinds: readonly string[], bytes: Buffer, mine: string | null): Promise<void> {
    const begun = performance.now();
    const looked = await lookAt(bytes, carriers);
    const named = looked && (nameFrom([looked.whole], marks, carriers) ?? nameFrom(await looked.others(), marks, carriers));
    part.took.push(performance.now() - begun);
    for (const kind of kinds) {
      const counted = part.tally[kind] ?? { named: 0, of: 0 };
      part.tally[kind] = { named: counted.named + (named ? 1 : 0), of: counted.of + 1 };
    }
    if (named && named.mark.seatId !== mine) part.wrongNames += 1;
  }

  for (let i = from; i < seats; i += every) {
    const mark = markOf(i);
    const cells = cellsOf(carriers, mark);
    const line = await lineOver(`${someone(i).name} · seat ${String(i).padStart(4, "0")} · 18:42`);
    for (const [name, still] of Object.entries(pictures)) {
      const patterned = laidOver(still, cells);
      if (i < 4) part.likenesses.push(likeness(still, patterned));
      const frame = await opened(patterned).composite([{ input: line }]).removeAlpha().raw().toBuffer();
      for (const [way, make] of Object.entries(asked)) await ask([way, name], await make(frame), mark.seatId);
      if (i % beyondEvery === 0) for (const [way, make] of Object.entries(beyond)) await ask([way], await make(frame), mark.seatId);
    }
  }
  // Nobody's pictures: the stills as they are, with the mark of a seat not on the list, with a copied code and a forged proof.
  if (from === 0)
    for (const still of Object.values(pictures))
      for (const frame of [still, laidOver(still, cellsOf(carriers, markOf(seats + 1))), laidOver(still, cellsOf(carriers, { ...markOf(0), seatId: "seat_forged" }))])
        await ask(["nobodys"], await asked.jpeg50(frame), null);
  return part;
}

/** Two hundred seats, four stills, three ways a picture comes back; and who is named without any mark, or with one of no seat. */
export async function run(): Promise<void> {
  const [slice, keyGiven] = [process.env.SIPARIO_BENCH_SLICE, process.env.SIPARIO_BENCH_KEY];
  if (slice && keyGiven) {
    const [from = 0, every = 1] = slice.split("/").map(Number);
    const part = await measure(keyGiven, from, every);
    await new Promise((resolve) => process.send?.(part, resolve));
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "sipario-bench-"));
  const key = path.join(folder, "house.key");
  openSecrets(key);
  const every = Math.max(1, Math.min(8, availableParallelism()));
  const parts = await Promise.all(
    Array.from({ length: every }, (_, from) => {
      const env = { ...process.env, SIPARIO_BENCH_SLICE: `${from}/${every}`, SIPARIO_BENCH_KEY: key };
      const child = fork(process.argv[1] ?? "", ["trace"], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
      return new Promise<Part>((resolve, reject) => {
        child.once("message", (part) => resolve(part as Part));
        child.once("exit", () => reject(new Error("a part of the bench ended without its figures")));
      });
    }),
  );
  rmSync(folder, { recursive: true, force: true });

  const counted = (what: string) =>
    parts.reduce((sum, { tally }) => ({ named: sum.named + (tally[what]?.named ?? 0), of: sum.of + (tally[what]?.of ?? 0) }), { named: 0, of: 0 });
  const wrongNames = parts.reduce((sum, part) => sum + part.wrongNames, 0);
  const ways = Object.keys(asked).map(counted);
  const [named, of] = [ways.reduce((sum, way) => sum + way.named, 0), ways.reduce((sum, way) => sum + way.of, 0)];
  const share = (what: string): number => round(counted(what).named / Math.max(1, counted(what).of), 4);
  const took = parts.flatMap((part) => part.took);
  const likenesses = parts.flatMap((part) => part.likenesses);
  conclude(
    "trace",
    {
      pictures: of,
      namedShare: round((named - wrongNames) / of, 4),
      wrongNames,
      ...Object.fromEntries([...Object.keys(asked), "dark", "white", "face", "moving", ...Object.keys(beyond)].map((what) => [`${what}Share`, share(what)])),
      nobodysPictures: counted("nobodys").of,
      lookP50Ms: round(quantile(took, 0.5)),
      lookMaxMs: round(Math.max(...took)),
      psnrMinDb: round(Math.min(...likenesses.map(({ psnr }) => psnr))),
      ssimMin: round(Math.min(...likenesses.map(({ ssim }) => ssim)), 4),
    },
    [
      { figure: "namedShare", atLeast: 0.95 },
      { figure: "wrongNames", atMost: 0 },
    ],
  );
}
