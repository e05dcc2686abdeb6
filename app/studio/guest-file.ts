import { pastedLengthMax } from "#contracts/guests.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";

const looked = 2000;
/** Beyond this a quote that opens a field is a slip, not a field of several lines. */
const brokenField = /(^|[;,\t\n])("(?:[^"]|""){0,1000}")(?=[ ]*(?:[;,\t\n]|$))/g;

/** Windows-1252 from 0x80 on; a blank where it has no sign. */
const beyondLatin = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** How UTF-16 without its mark gives itself away: every other byte of plain letters is nought. */
function wide(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const zeros = [0, 0];
  for (const [at, byte] of bytes.subarray(0, looked).entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = Math.min(bytes.length, looked) / 6;
  if (odd > many && even === 0) return "utf-16le";
  return even > many && odd === 0 ? "utf-16be" : null;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : wide(bytes);
  if (encoding) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // What spreadsheets of Western Europe write when asked for plain CSV. Node takes it for Latin-1, which has no letters here.
    return new TextDecoder("windows-1252").decode(bytes).replaceAll(/[\u0080-\u009f]/g, (sign) => beyondLatin[sign.charCodeAt(0) - 0x80]?.trim() || sign);
  }
}

/**
 * A table saved as text, as lines to be pasted: one record a line, counted as a spreadsheet counts its rows, so that a
 * field of several lines becomes one. UTF-8, UTF-16 or Windows-1252, with or without a mark. Nothing in it is worked out:
 * a formula stays the text it is. `notATable`: no text; `tooLarge`: more of it than one paste may hold.
 */
export function readTable(bytes: Uint8Array): Outcome<string, "notATable" | "tooLarge"> {
  const text = decode(bytes)
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\v\f\u2028\u2029]/g, " ");
  if (/[^\P{Cc}\n\t]|\uFFFD/u.test(text) || text.trim() === "") return failed("notATable");
  const lines = text
    .replace(/^sep=.(?=\n)/i, "") // a spreadsheet's own word about its separator, which is no guest
    .replaceAll(brokenField, (_, before: string, field: string) => before + field.replaceAll(/\s*\n\s*/g, " "))
    .replaceAll(/^[;,\t "]+$/gm, "") // rows with nothing in them
    .trimEnd();
  return lines.length > pastedLengthMax ? failed("tooLarge") : done(lines);
}
