import { expect, test } from "vitest";
import { asTable } from "#app/studio/csv.ts";

/** Cells as a spreadsheet of a language that separates by something else finds them: quotes count at a cell's beginning alone. */
function cellsBy(separator: string, line: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(line.slice(at));
    const from = at + (quoted?.[0].length ?? 0);
    const next = line.indexOf(separator, from);
    const end = next < 0 ? line.length : next;
    cells.push((quoted?.[1]?.replaceAll('""', '"') ?? "") + line.slice(from, end));
    at = end + 1;
  }
  return cells;
}

test("no cell of a table is worked out, whichever sign a spreadsheet separates by", async () => {
  const evil = ['=1+1', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'Anna;=HYPERLINK("http://x")', "Anna; =1", "Anna|=1", "Anna\t=1", "Anna\n=1", 'Anna";=1', "Anna;+1;@a;-1", "；=1", "Anna,=1", "\u00A0=1"];
  for (const name of evil) {
    const text = await asTable("a.csv", ["seat", "name"], [[1, name]]).text();
    const line = text.replace("\uFEFF", "").split("\r\n")[1] ?? "";
    expect(text.split("\r\n"), JSON.stringify(name)).toHaveLength(3);
    for (const separator of [",", ";", "\t", "|"])
      for (const cell of cellsBy(separator, line)) expect(cell, `${JSON.stringify(name)} by ${JSON.stringify(separator)}`).not.toMatch(/^\s*[=+\-@]/);
  }
});

test("plain names and words stay as they are", async () => {
  const names = ["Jean-Luc d'Orsay", "Müller, Anna", 'The "Duchess"', "a+b@example.com", "2027-03-11T18:30:00.000Z"];
  const text = await asTable("a.csv", ["name"], names.map((name) => [name])).text();
  expect(text.replace("\uFEFF", "").trim().split("\r\n").slice(1)).toEqual(names.map((name) => `"${name.replaceAll('"', '""')}"`));
});
