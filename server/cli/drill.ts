import { setTimeout as sleep } from "node:timers/promises";
import type { DrillDoor, DrillReport } from "#contracts/drill.ts";
import { drillDoors, DrillReport as Report } from "#contracts/drill.ts";
import { openSteward } from "#server/access/steward.ts";
import type { Env } from "#server/infra/env.ts";
import { newId } from "#server/infra/ids.ts";
import { openLog } from "#server/infra/log.ts";
import type { Room } from "#server/room.ts";

type Say = (text: string) => void;

/** How long the command line waits for the running house to begin, and then to end, in milliseconds. */
const beginMs = 30_000;
const endMs = 300_000;
const why = "command line: drill";

const doorWords: Record<DrillDoor, string> = {
  ...{ pages: "pages", data: "data", heads: "HEAD", forms: "forms", foreign: "foreign forms", files: "files" },
  ...{ wire: "wire", commands: "commands", call: "call" },
};

/** A report as text. It claims no more than what was tried. */
export function drillText(report: DrillReport): string[] {
  const { people, found, foundCount, tried, letters, routes, control, call, level, startedAt, endedAt } = report;
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  const blind = [...control.missed, ...control.lost];
  const callWords = { both: "the call at the gateway and at the media server's port", gateway: "the call at the gateway; the media server's own port was not in reach", none: "no call: this house has no media server" };
  return [
    `Leak drill of an event that is ${level}: ${foundCount} found by these ${tried} tries.`,
    `${routes} addresses, ${letters} letters, ${callWords[call]}; ${seconds} seconds.`,
    "",
    ...people.map(({ who, applies, tried: by }) =>
      `  ${who.padEnd(16)}${applies ? drillDoors.flatMap((door) => (by[door] ? [`${doorWords[door]} ${by[door]}`] : [])).join(", ") : "nobody of this kind at this event"}`),
    "",
    ...(blind.length > 0 ? [`It could not see: ${blind.join(", ")}. About these it proves nothing.`] : [`Staff who may read saw ${control.seen.length} kinds of hidden words, as they should.`]),
    ...(report.failed > 0 ? [`${report.failed} answers were failures of the house: no leak, and no refusal either. Its log says what failed.`] : []),
    ...found.map(({ who, door, where, what }) => `  FOUND ${what}: as ${who}, by ${door}, ${where}`),
    ...(foundCount > found.length ? [`  and ${foundCount - found.length} more`] : []),
  ];
}

/** The event somebody means: by its id, or by its code name where only one has it. */
async function eventMeant({ db, sealed }: Room, word: string | undefined, say: Say): Promise<string | null> {
  const rows = await db.event.findMany({ where: { drillOf: null, phase: { in: ["draft", "announced"] }, quarantinedAt: null }, select: { id: true, codeName: true } });
  const named = rows.map(({ id, codeName }) => ({ id, name: sealed.event(id).open(`Event.codeName:${id}`, codeName) }));
  const meant = named.filter(({ id, name }) => id === word || name.toLowerCase() === word?.toLowerCase());
  if (meant.length === 1) return meant[0]?.id ?? null;
  say(word ? "No event before its doors is called that, or more than one is." : "Which event? A drill belongs before the doors open.");
  for (const { id, name } of named) say(`  ${id}  ${name}`);
  return null;
}

function tell(report: DrillReport, say: Say): number {
  for (const line of drillText(report)) say(line);
  return report.foundCount === 0 && report.control.missed.length + report.control.lost.length === 0 ? 0 : 1;
}

/**
 * Asks the house that has this data folder for a drill, by its queue, and waits for the report. The exit code: 0 when
 * nothing was found, 1 when something was or the drill could not see, 2 when there was none.
 */
export async function askForDrill(room: Room, word: string | undefined, say: Say): Promise<number> {
  const { db, clock, sealed } = room;
  const eventId = await eventMeant(room, word, say);
  if (!eventId) return 2;
  const id = newId("drill");
  await db.$transaction(async (tx) => {
    await tx.drill.create({ data: { id, eventId, startedAt: clock.now() } });
    await tx.$queryRaw`SELECT 1 FROM graphile_worker.add_job('drill.run', json_build_object('drillId', ${id}::text), max_attempts => 1)`;
  });
  const begun = clock.now().getTime();
  let isBegun = false;
  for (;;) {
    await sleep(500);
    const row = await db.drill.findUnique({ where: { id } });
    const waited = clock.now().getTime() - begun;
    if (!row) {
      say("The house refused: a drill is running, or an event is at its doors or live.");
      return 2;
    }
    if (!isBegun && (await db.event.count({ where: { drillOf: eventId } })) > 0) {
      isBegun = true;
      say("The running house has begun the drill.");
    }
    if (row.endedAt) {
      if (row.report) return tell(Report.parse(JSON.parse(sealed.event(eventId).open(`Drill.report:${id}`, row.report))), say);
      say("The drill was broken off; the house's log says why.");
      return 2;
    }
    if (waited > (isBegun ? endMs : beginMs)) {
      await db.drill.updateMany({ where: { id, endedAt: null }, data: { endedAt: clock.now() } });
      say("The house did not answer in time.");
      return 2;
    }
  }
}

/** Opens the house for the length of a drill, on this machine's loopback address alone, and runs it there. */
export async function drillAlone(env: Env, word: string | undefined, say: Say): Promise<number> {
  const { openSipario } = await import("#server/open.ts");
  const { house, room, drill, close } = await openSipario({ env: { ...env, HOST: "127.0.0.1" }, log: openLog("warn") });
  try {
    const eventId = await eventMeant(room, word, say);
    if (!eventId) return 2;
    say("The house is open for this drill alone, on the loopback address.");
    const pass = await openSteward(room.db).pass(eventId, "drill.run", why);
    const begun = await house.drills.start(pass);
    if (!begun.ok) {
      say(begun.reason === "live" ? "Refused: an event of the house is at its doors or live." : `Refused: ${begun.reason}.`);
      return 2;
    }
    await drill.ended();
    const shown = await house.drills.report(pass, begun.value.drillId);
    if (shown) return tell(shown.report, say);
    say("The drill was broken off.");
    return 2;
  } finally {
    await close();
  }
}
