import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { houseChain } from "#server/audit/audit.ts";
import type { Verdict } from "#server/audit/chain.ts";
import { verifyEntries } from "#server/audit/chain.ts";
import { readCheckpoints } from "#server/audit/checkpoint.ts";
import { readExport } from "#server/audit/export.ts";
import type { CheckpointPlace } from "#server/audit/place.ts";
import type { Room } from "#server/room.ts";

type Say = (line: string) => void;

/** What a verdict means, in a line for a person. */
function told(chain: string, { entries, broken, protectedUpTo, protectedAt, restored }: Verdict): string[] {
  const again = restored.map(({ at, to, lost }) => `${chain}: put back to entry ${to} on ${at}; ${lost} entries that a checkpoint had seen are lost`);
  const how = { unlinked: "does not follow from the one before", rewritten: "is not the one a checkpoint saw", cutOff: "is gone, and a checkpoint saw it" };
  if (broken) return [...again, `${chain}: BROKEN. Entry ${broken.at} ${how[broken.why]}; entries up to ${broken.after} are as they were`];
  if (protectedUpTo === 0) return [...again, `${chain}: ${entries} entries, each follows from the one before; unanchored, no checkpoint vouches for them`];
  const open = entries - protectedUpTo;
  return [...again, `${chain}: ${entries} entries, protected up to ${protectedUpTo} (${protectedAt})${open > 0 ? `; the ${open} after it are unanchored` : ""}`];
}

interface Given {
  entries: string | undefined;
  checkpoints: string | undefined;
  key: string[];
}

const read = (args: string[]): Given => {
  const { values } = parseArgs({ args, options: { entries: { type: "string" }, checkpoints: { type: "string" }, key: { type: "string", multiple: true } } });
  return { entries: values.entries, checkpoints: values.checkpoints, key: values.key ?? [] };
};

/**
 * Verifies an export of the audit by itself: its entries, the checkpoints of a file, the public keys given. No database and no
 * folder of a house is needed. Null when the words name no export.
 */
export function verifyExport(args: string[], say: Say): number | null {
  const { entries: file, checkpoints: from, key } = read(args);
  if (!file) return null;
  if (key.length === 0) throw new Error("An export is verified with the house's public key: --key KEY (npm run house -- audit key tells it).");
  const found = readExport(readFileSync(file, "utf8"), key);
  if (!found) throw new Error("This is no export of the audit.");
  const { checkpoints, refused } = readCheckpoints(from ? readFileSync(from, "utf8") : "", key);
  const verdict = verifyEntries(found.chain, found.entries, checkpoints);
  say(found.isSigned ? `Signed by the house on ${found.at}.` : "NOT SIGNED by this key as it stands.");
  for (const line of told(found.chain, verdict)) say(line);
  if (refused > 0) say(`${refused} lines of the checkpoints are not this house's and were left out.`);
  return verdict.broken || !found.isSigned ? 1 : 0;
}

/** Verifies every chain of the house against the place of its checkpoints, or a file of them. Answers the exit code: 1 when a chain is broken. */
export async function verifyAudit({ db, audit, signing }: Room, place: CheckpointPlace, ownCopy: string, args: string[], say: Say): Promise<number> {
  const { checkpoints: from, key } = read(args);
  const given = from ? readFileSync(from, "utf8") : await place.read();
  const text = given ?? (existsSync(ownCopy) ? readFileSync(ownCopy, "utf8") : "");
  const { checkpoints, refused } = readCheckpoints(text, key.length > 0 ? key : [signing.publicKey()]);
  const inDatabase = (await db.entry.findMany({ distinct: ["chain"], select: { chain: true } })).map((one) => one.chain);
  const chains = [...new Set([...inDatabase, ...checkpoints.map((one) => one.chain)])].sort((a, b) => Number(b === houseChain) - Number(a === houseChain) || (a < b ? -1 : 1));
  let broken = 0;
  for (const chain of chains) {
    const verdict = await audit.prove(chain, checkpoints);
    if (verdict.broken) broken += 1;
    for (const line of told(chain, verdict)) say(line);
  }
  if (refused > 0) say(`${refused} lines of the checkpoints are not this house's and were left out.`);
  if (from) say(`Checkpoints: ${from}.`);
  else if (place.kind === "beside" || given === null)
    say(
      given === null
        ? `${place.name} did not give its checkpoints back: those used lie beside the house, where whoever owns this machine could have rewritten them. Give a copy from there: --checkpoints FILE.`
        : "The checkpoints lie beside the house: they hold against a changed database, not against whoever owns this machine. AUDIT_CHECKPOINTS takes them elsewhere.",
    );
  else say(`Checkpoints: ${place.name}.`);
  return broken === 0 ? 0 : 1;
}
