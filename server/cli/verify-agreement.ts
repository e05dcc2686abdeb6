import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isSignedWith } from "#server/audit/signing.ts";

type Say = (line: string) => void;
interface Surroundings {
  /** The public key of the house at hand; null where there is none. */
  ownKey(): string | null;
  say: Say;
}

const first = "receipt of an agreement, 1";
const names = ["record", "name", "seat", "version", "language", "sha256", "accepted"] as const;
const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const unquoted = (text: string): string => {
  const bytes = text.replaceAll(/=\r?\n/g, "").replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
};
const unpacked = (text: string): string =>
  [...text.matchAll(/(?:^[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/=]{1,76}/gm)].map(([part]) => Buffer.from(part, "base64").toString("utf8")).join("\n");
const untagged = (text: string): string =>
  text
    .replaceAll(/<br\s*\/?>|<\/(?:p|td|div|pre)>/gi, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d{1,7});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&([a-z]+);/g, (all, name: string) => entities[name] ?? all);

/** The lines of a receipt and the signatures that stand in a text; null where there is none. */
function receiptIn(text: string): { receipt: string; signatures: string[] } | null {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^[>\s]+/, "").trimEnd());
  const at = lines.indexOf(first);
  if (at < 0) return null;
  const told = [first];
  for (const line of lines.slice(at + 1)) {
    if (line === "") continue;
    if (!names.some((name) => line.startsWith(`${name}: `))) break;
    told.push(line);
  }
  return { receipt: told.join("\n"), signatures: text.match(/(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{86}(?![A-Za-z0-9_-])/g) ?? [] };
}

/** Reads a receipt out of what somebody brings: the letter's text, a page, or the letter as a mail program saved it. */
export function readReceipt(file: Buffer): { receipt: string; signatures: string[] } | null {
  const raw = file.toString("utf8");
  const readings = [raw, unquoted(file.toString("latin1")), unpacked(raw)];
  for (const reading of readings) {
    const found = receiptIn(reading) ?? receiptIn(untagged(reading));
    if (found && found.signatures.length > 0) return found;
  }
  return null;
}

/** Verifies the receipt of an agreement that somebody brings, with no database. 0 when this house signed it, 1 when not, 2 without one. */
export function verifyAgreement(args: string[], { ownKey, say }: Surroundings): number {
  const { values, positionals } = parseArgs({ args, options: { key: { type: "string", multiple: true } }, allowPositionals: true });
  const [file] = positionals;
  if (!file) {
    say("Which receipt? npm run house -- agreement verify FILE: the letter's text, or the letter as a mail program saved it. --key KEY takes another public key.");
    return 2;
  }
  const keys = values.key ?? [ownKey()].flatMap((one) => one ?? []);
  if (keys.length === 0) throw new Error("Which house? Its public key is needed: --key KEY (npm run house -- audit key tells it there).");
  const found = readReceipt(readFileSync(file));
  if (!found) {
    say("There is no receipt in this file.");
    return 2;
  }
  const isTrue = found.signatures.some((signature) => keys.some((key) => isSignedWith(key, found.receipt, signature)));
  say(isTrue ? "The house signed this receipt:" : "NOT SIGNED by this house as it stands:");
  for (const line of found.receipt.split("\n").slice(1)) say(`  ${line}`);
  return isTrue ? 0 : 1;
}
