import { Format, Level } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";

/** As whom the drill knocks, in the order it does; each has words under `drill.who.`. */
export const drillPeople = ["stranger", "uninvited", "beforeCode", "beforeAgreement", "beforeReveal", "removed", "tablet", "analyst"] as const;
export const DrillPerson = z.enum(drillPeople);
export type DrillPerson = z.infer<typeof DrillPerson>;

/** By which door: each has words under `drill.door.`. */
export const drillDoors = ["pages", "data", "heads", "forms", "foreign", "files", "wire", "commands", "call"] as const;
export const DrillDoor = z.enum(drillDoors);
export type DrillDoor = z.infer<typeof DrillDoor>;

/** What was hidden to be found: each has words under `drill.kind.`. */
export const drillKinds = [
  "title", "codeName", "place", "welcome", "product", "price", "picture", "fileName", "file",
  "name", "surname", "address", "link", "agreement", "chat", "call",
] as const;
export const DrillKind = z.enum(drillKinds);
export type DrillKind = z.infer<typeof DrillKind>;

/** One thing that somebody got who may not have it. `where` is a pattern of an address, a command, or a letter's part; never a word of the event. */
export const DrillFound = z.object({
  who: z.union([DrillPerson, z.literal("letter")]),
  door: z.union([DrillDoor, z.literal("letters")]),
  where: z.string().max(200),
  what: DrillKind,
});
export type DrillFound = z.infer<typeof DrillFound>;

const Count = z.number().int().min(0);

/** What a drill tried, as whom, by which door, and what it found. Times are ISO 8601 in UTC. */
export const DrillReport = z.object({
  level: Level,
  format: Format,
  startedAt: z.string(),
  endedAt: z.string(),
  /** `applies` is false for whoever this event has none of, such as a guest before a code that nobody asks for. */
  people: z.array(z.object({ who: DrillPerson, applies: z.boolean(), tried: z.partialRecord(DrillDoor, Count) })),
  letters: Count,
  /** How many routes the house has, all of which were knocked at. */
  routes: Count,
  /** Whoever may read was looked at in the same way, and so many of the hidden words had to be seen there. */
  control: z.object({
    asked: Count,
    seen: z.array(DrillKind),
    missed: z.array(DrillKind),
    /** Who turned out not to stand where they were meant to, so that what they tried proves nothing. */
    lost: z.array(DrillPerson),
  }),
  /** `both`: by the house's gateway and at the media server's own port. */
  call: z.enum(["both", "gateway", "none"]),
  /** So many answers were a failure of the house: no leak, and no refusal either. */
  failed: Count,
  found: z.array(DrillFound).max(200),
  /** All that was found, beyond what is listed. */
  foundCount: Count,
  tried: Count,
});
export type DrillReport = z.infer<typeof DrillReport>;

/** Why a drill was not run: somebody is on air or at the doors, one runs already, or it is too late for this event. */
export const drillReasons = ["live", "running", "over"] as const;
export type DrillReason = (typeof drillReasons)[number];

/** A drill in the list of an event's drills. `stopped`: the house ended in the midst of it. */
export interface DrillCard {
  id: string;
  startedAt: string;
  endedAt: string | null;
  state: "running" | "done" | "stopped";
  tried: number;
  found: number;
}

/** How far the drill that runs now has come. */
export interface DrillProgress {
  drillId: string;
  tried: number;
  /** Whose turn it is; null while the shadow is being made or forgotten. */
  who: DrillPerson | null;
  /** How many of them are through, of how many. */
  done: number;
  of: number;
}
