import { readFileSync } from "node:fs";
import { openSteward } from "#server/access/steward.ts";
import { openCarriers } from "#server/mark/carriers.ts";
import { lineOf } from "#server/mark/line.ts";
import type { Traced } from "#server/mark/trace.ts";
import { lookAt, traceAt } from "#server/mark/trace.ts";
import type { Room } from "#server/room.ts";

type Say = (line: string) => void;

const strengths = {
  strong: "strong: chance alone would do this less than once in a million million pictures",
  clear: "clear: chance alone would do this less than once in a million pictures",
} as const;

function told(traced: Extract<Traced, { isCertain: true }>, eventId: string): string[] {
  const who = traced.who ? lineOf(traced.who, "en") : "a seat whose person is no longer on record";
  return [
    `This picture indicates a seat: ${who}`,
    `  event ${eventId}, ${traced.seatId}, from ${traced.seatedAt} ${traced.endedAt ? `until ${traced.endedAt}` : "on"}`,
    `  ${strengths[traced.strength]}`,
  ];
}

const honest = "What is found indicates a seat. It does not prove who held the camera, and a modified browser can remove or forge the pattern.";

/**
 * Looks for the seat that a picture was taken from, among the seats of every event that is not purged, and says so. Each
 * event asked records it. 0 when a seat was named, 1 when it is not certain, 2 without a picture.
 */
export async function tracePicture(room: Room, file: string | undefined, say: Say): Promise<number> {
  if (!file) {
    say("Which picture? npm run house -- trace IMAGE");
    return 2;
  }
  const carriers = openCarriers(room.secrets);
  const looked = await lookAt(readFileSync(file), carriers);
  if (!looked) {
    say("This is no picture that can be read.");
    return 2;
  }
  const events = await room.db.event.findMany({ where: { phase: { not: "purged" } }, orderBy: { startsAt: "desc" }, select: { id: true } });
  for (const { id } of events) {
    const traced = await traceAt(room, await openSteward(room.db).pass(id, "leak.trace", "command line: trace"), looked, carriers);
    if (!traced.isCertain) continue;
    for (const line of told(traced, id)) say(line);
    say(honest);
    return 0;
  }
  say(`Not certain: of ${events.length} events, no seat agrees beyond doubt.`);
  return 1;
}
