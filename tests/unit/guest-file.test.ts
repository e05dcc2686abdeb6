import fc from "fast-check";
import { expect, test } from "vitest";
import { readTable } from "#app/studio/guest-file.ts";
import { pastedLengthMax } from "#contracts/guests.ts";
import { readLines } from "#server/guests/read-lines.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBig: boolean) => new Uint8Array([...text].flatMap((sign) => ((code) => (isBig ? [code >> 8, code & 255] : [code & 255, code >> 8]))(sign.charCodeAt(0))));
const latin = (text: string) => new Uint8Array([...text].map((sign) => ({ "€": 0x80, "’": 0x92 })[sign] ?? sign.charCodeAt(0)));
const linesOf = (bytes: Uint8Array) => {
  const read = readTable(bytes);
  return read.ok ? read.value : read.reason;
};
const guestsIn = (text: string) => readLines(linesOf(utf8(text))).rows.map(({ line, name, email, language, place }) => [line, name, email, language, place]);

const written = "Nome;E-mail\r\nInès D’Été;ines@example.fr";
test.each([
  ["UTF-8", utf8(written)],
  ["UTF-8 with its mark", utf8(`\uFEFF${written}`)],
  ["UTF-16, little end first, with its mark", new Uint8Array([0xff, 0xfe, ...utf16(written, false)])],
  ["UTF-16, big end first, with its mark", new Uint8Array([0xfe, 0xff, ...utf16(written, true)])],
  ["UTF-16 without", utf16(written.replace("’", "'"), false)],
  ["UTF-16 without, big end first", utf16(written.replace("’", "'"), true)],
  ["Windows-1252", latin(written)],
])("reads %s", (_, bytes) => {
  expect(linesOf(bytes).replace("'", "’")).toBe("Nome;E-mail\nInès D’Été;ines@example.fr");
});

test.each([
  ["semicolons", "Name;Email;Language;Boutique\nAnna Rossi;a@x.it;it;Milano"],
  ["commas and quotes", '"Prénom","Nom","Courriel","Langue","Magasin"\r"Anna","Rossi","a@x.it","italien","Milano"\r'],
  ["tabs", "Nome completo\tIndirizzo mail *\tLingua preferita\tSede\nAnna Rossi\ta@x.it\titaliano\tMilano"],
  ["a German head", "Vorname;Nachname;E-Mail-Adresse;Bevorzugte Sprache;Filiale\nAnna;Rossi;a@x.it;Italienisch;Milano"],
  ["our own export", 'seat,name,email,as,joins,language,invitation\r\n"7","Anna Rossi","a@x.it","guest","Milano","Italiano","sent"\r\n'],
])("reads a table by %s", (_, text) => {
  expect(guestsIn(text)).toEqual([[2, "Anna Rossi", "a@x.it", "it", "Milano"]]);
});

test("a field of several lines is one; lines count as a spreadsheet counts its rows, empty ones too", () => {
  expect(guestsIn('Name;Email;Notes\n"Anna\nRossi";a@x.it;"first\r\n\r\nthen ""second"""\n;;\nBea;b@x.it;\n')).toEqual([
    [2, "Anna Rossi", "a@x.it", null, null],
    [4, "Bea", "b@x.it", null, null],
  ]);
  expect(readLines(linesOf(utf8("Anna;a@x.it\n;;;\n"))).faults).toEqual([]);
});

test("a quote that never closes swallows nothing below it", () => {
  expect(guestsIn('Name;Email\n"Anna;a@x.it\nBea;b@x.it\nCleo "C" Fox;c@x.it').map(([line]) => line)).toEqual([2, 3, 4]);
});

test("a spreadsheet's word about its separator is no guest, and no line is lost by it", () => {
  expect(guestsIn("sep=;\nName;Email\nAnna;a@x.it")).toEqual([[3, "Anna", "a@x.it", null, null]]);
});

test("a formula stays the text it is", () => {
  expect(guestsIn('Name;Email\n"=HYPERLINK(""http://elsewhere.example"")";a@x.it')).toEqual([[2, '=HYPERLINK("http://elsewhere.example")', "a@x.it", null, null]]);
});

test("what is no text, empty, or more than a paste holds is refused whole", () => {
  expect(readTable(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0])), "a workbook").toEqual({ ok: false, reason: "notATable" });
  expect(readTable(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])), "a picture").toEqual({ ok: false, reason: "notATable" });
  expect(readTable(utf8(" \n\n")), "nothing").toEqual({ ok: false, reason: "notATable" });
  expect(readTable(utf8("x".repeat(pastedLengthMax + 1)))).toEqual({ ok: false, reason: "tooLarge" });
  expect(readTable(utf8("x".repeat(pastedLengthMax))).ok).toBe(true);
});

test("never throws, whatever the bytes; a megabyte of quotes is read at once", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => ["string", "boolean"].includes(typeof readTable(bytes).ok)));
  const began = performance.now();
  for (const part of [',"', '"', ',"a', '""', '\n"']) readTable(utf8(part.repeat(500_000 / part.length)));
  expect(performance.now() - began).toBeLessThan(2000);
});
