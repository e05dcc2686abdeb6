import fc from "fast-check";
import { expect, test } from "vitest";
import { pastedLinesMax } from "#contracts/guests.ts";
import { readLines } from "#server/guests/read-lines.ts";

const short = (pasted: string) =>
  readLines(pasted).rows.map(({ name, email, language, kind, place }) =>
    [name, email, language, kind === "speaker" ? kind : null, place].filter(Boolean).join("|"),
  );

test.each([
  ["Anna Rossi <anna@example.it>", "Anna Rossi|anna@example.it"],
  ['"Rossi, Anna" <anna@example.it>', "Rossi, Anna|anna@example.it"],
  ["Anna Rossi; anna@example.it", "Anna Rossi|anna@example.it"],
  ["Anna Rossi, anna@example.it", "Anna Rossi|anna@example.it"],
  ["Anna Rossi\tanna@example.it", "Anna Rossi|anna@example.it"],
  ["anna@example.it; Anna Rossi", "Anna Rossi|anna@example.it"],
  ["Anna; Rossi; ANNA@Example.it", "Anna Rossi|anna@example.it"],
  ['"Rossi, Anna","anna@example.it","it"', "Rossi, Anna|anna@example.it|it"],
  ['"Anna ""Nina"" Rossi";anna@example.it', 'Anna "Nina" Rossi|anna@example.it'],
  ["Anna Rossi <anna@example.it>; italiano; relatrice", "Anna Rossi|anna@example.it|it|speaker"],
  ["Théo Marchal; theo@example.fr; speaker; français", "Théo Marchal|theo@example.fr|fr|speaker"],
  ["Anna Rossi; anna@example.it; ; Milano", "Anna Rossi|anna@example.it|Milano"],
  ['Anna "Nina Rossi; anna@example.it', 'Anna "Nina Rossi|anna@example.it'],
  ["De Gast; gast@example.de", "De Gast|gast@example.de"],
])("reads %s", (line, read) => {
  expect(short(line)).toEqual([read]);
  expect(short(`\uFEFF${line}\r\n`)).toEqual([read]);
});

test.each([
  ["Name;Email;Language\nAnna Rossi;a@example.it;it"],
  ["Nome,Cognome,Indirizzo e-mail,Lingua\nAnna,Rossi,a@example.it,italiano"],
  ["Prénom\tNom\tCourriel\tLangue\nAnna\tRossi\ta@example.it\titalien"],
  ["E-Mail-Adresse;Name;Vorname;Sprache\na@example.it;Rossi;Anna;it"],
  ['"E-mail","Telephone","First name","Last name","Language"\n"a@example.it","+39 02","Anna","Rossi","it"'],
])("takes a heading for a heading: %s", (pasted) => {
  const read = readLines(pasted);
  expect(read.faults).toEqual([]);
  expect(read.rows).toHaveLength(1);
  const name = read.rows[0]?.name.split(" ").sort().join(" ");
  expect({ ...read.rows[0], name }).toMatchObject({ line: 2, name: "Anna Rossi", email: "a@example.it", language: "it" });
});

test("names the first heading's order: given name before family name", () => {
  expect(short("Nachname;Vorname;E-Mail\nRossi;Anna;a@example.it")).toEqual(["Anna Rossi|a@example.it"]);
});

test("gives faults by line, text kept, and counts empty lines", () => {
  const long = `${"x".repeat(130)}; long@example.it`;
  const read = readLines(["Anna; a@example.it", "", "Bea; not an address", "nobody@example.it", long, "A <a@x.it>; B <b@x.it>", "only words"].join("\n"));
  expect(read.rows.map((row) => row.line)).toEqual([1]);
  expect(read.faults).toEqual([
    { line: 3, text: "Bea; not an address", fault: "email" },
    { line: 4, text: "nobody@example.it", fault: "name" },
    { line: 5, text: long, fault: "tooLong" },
    { line: 6, text: "A <a@x.it>; B <b@x.it>", fault: "email" },
    { line: 7, text: "only words", fault: "email" },
  ]);
});

test("names who stands twice, whatever the case", () => {
  const read = readLines("Anna; a@example.it\nAnna R.; A@EXAMPLE.IT\nBea; b@example.it");
  expect(read.rows.map((row) => row.name)).toEqual(["Anna", "Bea"]);
  expect(read.repeated).toMatchObject([{ line: 2, name: "Anna R." }]);
});

test("takes as many lines as it says and gives the rest back whole", () => {
  const all = Array.from({ length: pastedLinesMax + 2 }, (_, n) => `G ${n}; g${n}@example.it`);
  const read = readLines(`Name;Mail\n${all.join("\n")}\n`);
  expect(read.rows).toHaveLength(pastedLinesMax);
  expect(read.faults).toEqual([{ line: pastedLinesMax + 2, text: all.slice(pastedLinesMax).join("\n"), fault: "tooLong" }]);
});

test("never throws, and every filled line comes back once", () => {
  const sign = fc.constantFrom(..."ab@.;,\t\"<>é \n\r:1".split(""));
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 200 }), (pasted) => {
      const read = readLines(pasted);
      const filled = pasted.split(/\r\n|\r|\n/).filter((text) => text.trim() !== "").length;
      expect(read.rows.length + read.repeated.length + read.faults.length).toBe(filled);
    }),
  );
});
