import type { GuestKind } from "#contracts/guests.ts";
import { pastedLinesMax } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";
import { Email, PersonName } from "#contracts/staff.ts";
import type { Column } from "#server/guests/columns.ts";
import { columnsOf, kindCalled, languageCalled } from "#server/guests/columns.ts";

/** One guest as a line gives them; `place` is what the line calls a boutique, still to be found. */
export interface ReadLine {
  line: number;
  text: string;
  name: string;
  email: string;
  language: Language | null;
  kind: GuestKind;
  place: string | null;
}
export interface LineFault {
  line: number;
  text: string;
  fault: "email" | "name" | "place" | "tooLong";
}

const lineLengthMax = 1000;
const nameLengthMax = 120;
const emailLengthMax = 254;

/** Fields of one line. A quoted field ends with its line at the latest: an unmatched quote never swallows the lines below. */
function split(text: string, separator: string): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(text.slice(at));
    const after = at + (quoted?.[0].length ?? 0);
    if (quoted && (after === text.length || text[after] === separator)) {
      fields.push((quoted[1] ?? "").replaceAll('""', '"').trim());
      at = after + 1;
      continue;
    }
    // `"Rossi, Anna" <anna@…>`: the quotes belong to the name, and a separator between them does not separate.
    const next = text.indexOf(separator, quoted ? after : at);
    const end = next === -1 ? text.length : next;
    fields.push(text.slice(at, end).trim());
    at = end + 1;
  }
  return fields;
}

const separatorOf = (text: string): string => {
  const bare = text.replaceAll(/"(?:[^"]|"")*"/g, "");
  return bare.includes("\t") ? "\t" : bare.includes(";") ? ";" : ",";
};

/** `Anna Rossi <anna@…>` as name and address; null for a field of another form. */
function angled(field: string): { name: string; email: string } | null {
  const found = /^(.*)<\s*(?:mailto:)?([^<>]*@[^<>]*)>$/.exec(field);
  if (!found) return null;
  return { name: (found[1] ?? "").trim().replace(/^"(.*)"$/, "$1").replaceAll('""', '"').trim(), email: found[2] ?? "" };
}

type Parts = Partial<Record<Column, string>>;

function byHeading(fields: readonly string[], columns: readonly (Column | null)[]): Parts {
  const parts: Parts = {};
  fields.forEach((field, index) => {
    const column = columns[index];
    if (column && field) parts[column] = parts[column] ? `${parts[column]} ${field}` : field;
  });
  const whole = [parts.firstName, parts.lastName].filter(Boolean).join(" ");
  return { ...parts, name: parts.name ?? whole };
}

/** Without a heading each field says what it is: an address, a language, a kind; names stand before the address. */
function bySense(fields: readonly string[]): Parts {
  const parts: Parts = {};
  const names: string[] = [];
  for (const field of fields.filter(Boolean)) {
    const both = angled(field);
    if (both || field.includes("@")) {
      parts.email = [parts.email, both?.email ?? field].filter(Boolean).join(" ");
      if (both?.name) names.push(both.name);
    } else if (parts.email && parts.language === undefined && languageCalled(field)) parts.language = field;
    else if (parts.email && parts.kind === undefined && kindCalled(field)) parts.kind = field;
    else if (!parts.email || names.length === 0) names.push(field);
    else parts.place = parts.place ? `${parts.place} ${field}` : field;
  }
  return { ...parts, name: names.join(" ") };
}

function judge(line: number, text: string, parts: Parts): ReadLine | LineFault {
  const called = (parts.name ?? "").replaceAll(/\s+/g, " ").trim();
  const address = parts.email ?? "";
  if (called.length > nameLengthMax || address.length > emailLengthMax) return { line, text, fault: "tooLong" };
  const email = Email.safeParse(angled(address)?.email ?? address);
  if (!email.success) return { line, text, fault: "email" };
  const { data: name } = PersonName.safeParse(called);
  if (name === undefined) return { line, text, fault: "name" };
  const language = parts.language ? languageCalled(parts.language) : null;
  const kind = parts.kind ? kindCalled(parts.kind) : "guest";
  return { line, text, name, email: email.data, language, kind: kind ?? "guest", place: parts.place ?? null };
}

/**
 * Reads pasted guests, one a line: `Name <mail>`, or fields by semicolon, tab or comma, with or without a heading.
 * Lines count from 1 as pasted, empty ones too. What cannot be read comes back with its text; whatever lies beyond
 * the limit comes back as one fault. `repeated` are lines whose address stood in the paste before.
 */
export function readLines(pasted: string): { rows: ReadLine[]; repeated: ReadLine[]; faults: LineFault[] } {
  const rows: ReadLine[] = [];
  const repeated: ReadLine[] = [];
  const faults: LineFault[] = [];
  const seen = new Set<string>();
  const lines = pasted.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  let columns: (Column | null)[] | null | undefined;
  let separator: string | undefined;
  let filled = 0;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    if (text.trim() === "") continue;
    if (text.length > lineLengthMax) {
      faults.push({ line, text, fault: "tooLong" });
      continue;
    }
    const fields = split(text, separator ?? separatorOf(text));
    if (columns === undefined) {
      columns = columnsOf(fields);
      if (columns) {
        separator = separatorOf(text);
        continue;
      }
    }
    if (++filled > pastedLinesMax) {
      faults.push({ line, text: lines.slice(index).join("\n").trimEnd(), fault: "tooLong" });
      break;
    }
    const read = judge(line, text, columns ? byHeading(fields, columns) : bySense(fields));
    if ("fault" in read) faults.push(read);
    else if (seen.has(read.email)) repeated.push(read);
    else {
      seen.add(read.email);
      rows.push(read);
    }
  }
  return { rows, repeated, faults };
}
