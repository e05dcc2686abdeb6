import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import * as z from "#contracts/zod.ts";
import { verifyEntries } from "#server/audit/chain.ts";
import { readCheckpoints } from "#server/audit/checkpoint.ts";
import { readExport } from "#server/audit/export.ts";
import { isSignedWith } from "#server/audit/signing.ts";
import { decryptWith } from "#server/pack/seal.ts";
import { signerOf } from "#server/pack/signature.ts";
import { readTar } from "#server/pack/tar.ts";

type Say = (line: string) => void;
interface Surroundings {
  /** What opens a pack, from the environment: it never stands among the words of a command, where every process of the machine can read it. */
  keys: string | undefined;
  passphrase: string | undefined;
  /** The public key of the house at hand; null where there is none. */
  ownKey(): string | null;
  say: Say;
}

const Receipts = z.object({
  madeAt: z.string(),
  event: z.object({ id: z.string() }),
  agreements: z.array(z.object({ id: z.string(), kind: z.string(), receipt: z.string().nullable(), signature: z.string().nullable() })),
});

const usage = `Which pack? npm run house -- pack verify FILE
  --key-file FILE          your secret key of age, as age-keygen wrote it; or PACK_KEY in the environment
  --passphrase-file FILE   the passphrase, in its first line; or PACK_PASSPHRASE in the environment
  --key KEY                another public key of the house than that of this folder
  --to FOLDER              also unpacks it there`;

const keysIn = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line.startsWith("AGE-SECRET-KEY-"));

function unpack(files: ReadonlyMap<string, Buffer>, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes, { mode: 0o600, flag: "wx" });
}

/** Tells, line by line, what in an opened pack is as the house signed it; answers whether all of it is. */
function check(files: ReadonlyMap<string, Buffer>, keys: readonly string[], say: Say): boolean {
  const signer = signerOf(files, keys);
  say(signer ? "Signed by the house, file by file, as it stands." : "NOT SIGNED by this key as it stands.");
  const facts = Receipts.safeParse(JSON.parse(files.get("pack.json")?.toString() ?? "null")).data;
  const record = readExport(files.get("audit.jsonl")?.toString() ?? "", keys);
  if (!facts || !record) {
    say("This pack lacks pack.json or the record.");
    return false;
  }
  const { checkpoints } = readCheckpoints(files.get("checkpoints.jsonl")?.toString() ?? "", keys);
  const verdict = verifyEntries(record.chain, record.entries, checkpoints);
  const isOfEvent = record.chain === facts.event.id && record.isSigned;
  say(
    verdict.broken
      ? `The record is BROKEN at entry ${verdict.broken.at}; entries up to ${verdict.broken.after} are as they were.`
      : `The record: ${verdict.entries} entries, each follows from the one before; ${verdict.protectedUpTo > 0 ? `protected up to ${verdict.protectedUpTo} (${verdict.protectedAt})` : "unanchored"}.`,
  );
  if (!isOfEvent) say("The record is NOT this event's, or not signed.");
  const receipts = facts.agreements.filter(({ kind }) => kind === "signed");
  const untrue = receipts.filter(({ receipt, signature }) => !keys.some((key) => isSignedWith(key, receipt ?? "", signature ?? "")));
  say(`Receipts: ${receipts.length}, ${untrue.length === 0 ? "each signed by the house" : `${untrue.length} of them NOT signed by this key: ${untrue.map(({ id }) => id).join(", ")}`}.`);
  return signer !== null && verdict.broken === null && isOfEvent && untrue.length === 0;
}

/** Opens a proof pack and verifies all of it, with no database. 0 when everything holds, 1 when something does not, 2 when it could not be opened. */
export async function verifyPack(args: string[], surroundings: Surroundings): Promise<number> {
  const { ownKey, say } = surroundings;
  const options = { "key-file": { type: "string" }, "passphrase-file": { type: "string" }, key: { type: "string", multiple: true }, to: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  const firstLine = (name: string): string => readFileSync(name, "utf8").split(/\r?\n/)[0] ?? "";
  const keys = keysIn(values["key-file"] ? readFileSync(values["key-file"], "utf8") : (surroundings.keys ?? ""));
  const passphrase = values["passphrase-file"] ? firstLine(values["passphrase-file"]) : (surroundings.passphrase ?? null);
  if (!file || (keys.length === 0 && passphrase === null)) {
    say(usage);
    return 2;
  }
  const publicKeys = values.key ?? [ownKey()].flatMap((one) => one ?? []);
  if (publicKeys.length === 0) throw new Error("Which house? Its public key is needed: --key KEY (npm run house -- audit key tells it there).");
  const opened = await decryptWith({ keys, passphrase }, readFileSync(file));
  const files = opened && readTar(opened);
  if (!files) {
    say(opened ? "This opens, and is no proof pack." : "This does not open: it is no age file, was changed, or belongs to another key.");
    return 2;
  }
  const isTrue = check(files, publicKeys, say);
  if (values.to) {
    unpack(files, values.to);
    say(`Unpacked to ${values.to}: ${[...files.keys()].join(", ")}.`);
  }
  return isTrue ? 0 : 1;
}
