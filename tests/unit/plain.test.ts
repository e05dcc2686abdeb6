import { expect, test } from "vitest";
import { ChatBody } from "#contracts/chat.ts";
import { CompanionForm, GuestForm, PublicJoin } from "#contracts/guests.ts";
import { Joining, PersonName } from "#contracts/staff.ts";
import { readLines } from "#server/guests/read-lines.ts";

const override = "Anna \u202Eenilno\u202C Rossi";
const isPlain = (text: string) => !/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF\p{Cc}\u2028\u2029]/u.test(text);

test("a name keeps nothing that turns or hides what stands beside it, by whichever form it comes", () => {
  const names = [
    PersonName.parse(override),
    GuestForm.parse({ name: override, email: "a@example.com" }).name,
    CompanionForm.parse({ name: override, email: "a@example.com" }).name,
    Joining.parse({ name: override, email: "a@example.com", password: "long and memorable" }).name,
    PublicJoin.parse({ name: override }).name,
    readLines(`${override};a@example.com`).rows[0]?.name ?? "",
    ChatBody.parse(override),
  ];
  expect(new Set(names)).toEqual(new Set(["Anna enilno Rossi"]));
  expect(PersonName.parse("Anna\r\nBcc: all@example.com\u0000\u0007\u2028Rossi")).toBe("Anna Bcc: all@example.com Rossi");
  expect(PersonName.parse("An\u200Bna\u2060 \uFEFFRossi")).toBe("Anna Rossi");
});

test("a name that cannot be seen is none", () => {
  for (const nothing of ["\u200B", "\u3164\u3164", "\u200D\u200C", "\u0301", " \u2060 ", "\u{E0001}"]) {
    expect(PersonName.safeParse(nothing).success, JSON.stringify(nothing)).toBe(false);
    expect(ChatBody.safeParse(nothing).success, JSON.stringify(nothing)).toBe(false);
    expect(readLines(`${nothing};a@example.com`).rows, JSON.stringify(nothing)).toEqual([]);
  }
  expect(PublicJoin.parse({ name: "\u200B" }).name).toBe("");
});

test("names of every script stay as they are written, in one form", () => {
  for (const name of ["Zoë Müller-Lüdenscheidt", "Siân O’Brien", "小林 晴香", "محمد علی", "می\u200Cخواهم", "שרה כהן", "क्\u200Dष", "Nguyễn Thị Ánh"]) {
    expect(PersonName.parse(name.normalize("NFD")), name).toBe(name.normalize("NFC"));
    expect(isPlain(PersonName.parse(name)), name).toBe(true);
  }
  expect(ChatBody.parse("👩‍🎨 bravissima 🏳️‍🌈")).toBe("👩‍🎨 bravissima 🏳️‍🌈");
});
