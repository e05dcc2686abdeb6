import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reactions } from "#contracts/reaction-signs.ts";
import { staff } from "#prisma/cast.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import type { Ready, Running } from "#tests/bench/demo-process.ts";
import { leftOf, openDemo, processesOf } from "#tests/bench/demo-process.ts";
import { conclude, median, round } from "#tests/bench/figures.ts";
import type { Ledger } from "#tests/bench/ledger.ts";
import { countLost, guestsByEmail, openLedger, tapsOf } from "#tests/bench/ledger.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";
import { sitDown } from "#tests/demo/seat.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { openVisitor, wayOf } from "#tests/demo/visitor.ts";

const kills = 10;
const orphansAfterMs = 3000;
/** Every third kill comes just after a minute is over, where a tally kept too long in memory would be lost. */
const afterTurnMs = 1200;
const turnsUntilMs = 330_000;
/** A life is not ended before it acknowledged so many lines, if it does so in time: on a slow machine it has just begun. */
const linesALife = 12;
const patienceMs = 15_000;
const password = "the bench winds the watch";
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** Those whom the bench plays, each in a browser that went in once and keeps its cookie. */
interface People {
  eventId: string;
  producer: Visitor;
  guests: Visitor[];
}

async function comeIn({ origin, events, people }: Ready): Promise<People> {
  const eventId = events.find(({ level }) => level === "invited")?.id ?? "";
  const marc = people.find(({ name }) => name === staff.marc.name);
  if (!marc) throw new Error("the demo has no producer's link");
  const producer = openVisitor(origin, "en", "the bench's producer");
  wayOf(await producer.post(marc.link, { name: staff.marc.name, email: staff.marc.email, password }), "the producer's link");
  const guests: Visitor[] = [];
  for (const { link } of people.filter(({ kind, event }) => kind === "guest" && event === eventId)) {
    const guest = openVisitor(origin, "en", "the bench's guest");
    wayOf(await guest.post(link), "the door");
    guests.push(guest);
  }
  if (guests.length === 0) throw new Error("the demo has no guest's link");
  return { eventId, producer, guests };
}

/** A guest writes and reacts until the house is gone; what is acknowledged goes into the ledger. */
async function chatter(seat: DemoSeat, ledger: Ledger, isOver: () => boolean): Promise<void> {
  const tap = setInterval(() => void seat.wire.volatile.emit("reaction.send", { reaction: reactions[Math.floor(Math.random() * 4)] ?? "rose" }), 220);
  while (!isOver()) {
    const posted = await Promise.race([seat.command("chat.post", { body: "The light falls from exactly the right side." }), sleep(2000).then(() => null)]);
    if (posted?.ok) ledger.lines.add(posted.value.id);
    await sleep(posted?.ok ? 120 : 700);
  }
  clearInterval(tap);
}

let added = 0;

/** The producer puts guests on the list and writes to them, by the studio's own forms. */
async function invite({ producer, eventId }: People, dataDir: string, ledger: Ledger, isOver: () => boolean): Promise<void> {
  const forms = `/studio/events/${eventId}/guests`;
  while (!isOver()) {
    added += 1;
    const email = `bench.${added}@mail.example`;
    const put = await producer.post(`${forms}/add`, { name: `Bench ${added}`, email, kind: "guest", language: "en", place: "online" });
    if (put.status !== 200) throw new Error(`adding a guest: answered ${put.status}`);
    ledger.guests.add(email);
    const guest = (await guestsByEmail(dataDir, eventId, [email])).get(email);
    const sent = await producer.post(`${forms}/send`, { guestId: guest?.id ?? "" });
    if (sent.status !== 200) throw new Error(`inviting a guest: answered ${sent.status}`);
    ledger.invited.add(email);
    await sleep(600);
  }
}

/** One life of the house, under load, until it is killed. Answers how many of its processes are left three seconds later. */
async function liveAndDie(running: Running, people: People, ledger: Ledger, killAfterMs: number): Promise<number> {
  const { dataDir } = running.ready;
  const { eventId } = people;
  const desk = await sitDown(people.producer, { eventId, as: "staff" });
  if (desk.phase() === "doors") await desk.command("event.goLive", {});
  const seats = await Promise.all(people.guests.map((guest) => sitDown(guest, { eventId })));
  ledger.begins(await tapsOf(dataDir, eventId));
  seats[0]?.wire.on("tally.counted", ({ at, added }) => ledger.tally(at, added.bravo + added.love + added.wonder + added.rose));
  let isOver = false;
  const isDead = () => isOver;
  const dying = (fault: unknown) => {
    if (!isOver) throw fault;
  };
  const busy = Promise.all([...seats.map((seat) => chatter(seat, ledger, isDead)), invite(people, dataDir, ledger, isDead)].map((work) => work.catch(dying)));
  const linesBefore = ledger.lines.size;
  await Promise.race([sleep(killAfterMs), busy]);
  for (const end = Date.now() + patienceMs; Date.now() < end && ledger.lines.size < linesBefore + linesALife; ) await sleep(20);
  const family = running.family();
  const killedAt = Date.now();
  isOver = true;
  await running.kill();
  ledger.killed(killedAt);
  const dead = Date.now();
  for (const seat of [desk, ...seats]) seat.leave();
  await busy;
  await sleep(Math.max(0, orphansAfterMs - (Date.now() - dead)));
  const left = leftOf(family, dataDir);
  for (const { pid, program } of left) say(`  left: ${program} (${pid})`);
  return left.length;
}

/** Starts it; where it does not open at once, as on a machine that is too busy, once more, as whoever watches over it would. */
async function startAgain(start: () => Promise<Running>, onFailed: () => void): Promise<Running> {
  return start().catch((fault: unknown) => {
    say(`  it did not open: ${fault instanceof Error ? fault.message : String(fault)}`);
    onFailed();
    return start();
  });
}

/** The house is killed again and again while people use it: what it said it had must be there when it stands again. */
export async function run(): Promise<void> {
  const begun = performance.now();
  const base = mkdtempSync(path.join(tmpdir(), "sipario-bench-survive-"));
  chmodSync(base, 0o711);
  const dataDir = path.join(base, "data");
  const ledger = openLedger();
  const restarts: number[] = [];
  const figures: Record<string, number> = { failedStarts: 0 };
  let running: Running | null = null;
  try {
    const start = await openDemo(dataDir);
    running = await start();
    figures.firstStartMs = round(running.tookMs, 0);
    const people = await comeIn(running.ready);
    let orphans = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const turn = 60_000 - (Date.now() % 60_000) + afterTurnMs;
      const isAtTurn = kill % 3 === 0 && performance.now() - begun < turnsUntilMs;
      orphans += await liveAndDie(running, people, ledger, isAtTurn ? (turn < 8000 ? turn + 60_000 : turn) : 4000 + Math.random() * 4000);
      running = null;
      const killed = performance.now();
      running = await startAgain(start, () => (figures.failedStarts = (figures.failedStarts ?? 0) + 1));
      restarts.push(performance.now() - killed);
      const lost = await countLost(dataDir, people.eventId, ledger);
      say(`Kill ${kill}${isAtTurn ? ", as a minute turned" : ""}: ${ledger.lines.size} lines, ${ledger.guests.size} guests, ${ledger.invited.size} invitations acknowledged, ${lost.acknowledged} lost; ${lost.olderMinutes} taps of ${lost.minutes} older minutes lost; ${orphans} processes left; back after ${round((restarts.at(-1) ?? 0) / 1000)} s`);
      figures.acknowledgedLost = lost.acknowledged;
      figures.olderMinutesLost = lost.olderMinutes;
      figures.minutesCounted = lost.minutes;
      figures.kills = kill;
      figures.orphanProcesses = orphans;
      figures.acknowledgedLines = ledger.lines.size;
      figures.acknowledgedInvitations = ledger.guests.size + ledger.invited.size;
      figures.restartMs = round(median(restarts), 0);
    }
    const family = running.family();
    await running.stop();
    running = null;
    await sleep(orphansAfterMs);
    figures.leftAfterClose = leftOf(family, dataDir).length;
  } finally {
    await running?.kill();
    for (const end = Date.now() + 10_000; Date.now() < end && processesOf(dataDir).length > 0; ) await sleep(100);
    eraseFolder(dataDir);
    rmSync(base, { recursive: true, force: true });
    conclude("survive", figures, [
      { figure: "acknowledgedLost", atMost: 0 },
      { figure: "olderMinutesLost", atMost: 0 },
      { figure: "orphanProcesses", atMost: 0 },
      { figure: "kills", atLeast: kills },
      { figure: "acknowledgedLines", atLeast: 100 },
      { figure: "acknowledgedInvitations", atLeast: 40 },
      { figure: "minutesCounted", atLeast: 2 },
    ]);
  }
}
