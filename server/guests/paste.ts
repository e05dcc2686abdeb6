import type { Pass } from "#server/access/pass.ts";
import type { Newcomer } from "#server/guests/admission.ts";
import { admitNewcomers, sortNewcomers } from "#server/guests/admission.ts";
import { placesOf } from "#server/guests/places.ts";
import type { LineFault, ReadLine } from "#server/guests/read-lines.ts";
import { readLines } from "#server/guests/read-lines.ts";
import type { Room } from "#server/room.ts";

type Named = { line: number; name: string };
export interface Pasted {
  added: Named[];
  /** On the list before, or further up in the paste. */
  already: Named[];
  faults: LineFault[];
}

const named = ({ line, name }: ReadLine): Named => ({ line, name });
const byLine = <T extends { line: number }>(rows: T[]): T[] => rows.sort((a, b) => a.line - b.line);

/**
 * Puts pasted guests on the event's list: every line that can be read, or, in a dry run, none, with the same answer.
 * `place` holds for lines that name none.
 */
export async function paste(room: Room, pass: Pass<"guest.invite">, lines: string, place: string, isDryRun: boolean): Promise<Pasted> {
  const { rows, repeated, faults } = readLines(lines);
  return room.db.$transaction(async (tx) => {
    const find = await placesOf(room, tx, pass.eventId);
    const newcomers = new Map<Newcomer, ReadLine>();
    for (const row of rows) {
      const boutiqueId = find(row.place ?? place);
      if (boutiqueId === undefined) faults.push({ line: row.line, text: row.text, fault: "place" });
      else newcomers.set({ name: row.name, email: row.email, kind: row.kind, language: row.language, boutiqueId, expectedAt: null }, row);
    }
    const all = [...newcomers.keys()];
    const { taken } = isDryRun ? await sortNewcomers(room, tx, pass, all) : await admitNewcomers(room, tx, pass, all);
    const added: Named[] = [];
    const already = repeated.map(named);
    for (const [one, row] of newcomers) (taken.has(one) ? already : added).push(named(row));
    return { added, already: byLine(already), faults: byLine(faults) };
  });
}
