import { expect, test } from "vitest";
import { arrange, isPlainAsk, readAsk } from "#app/studio/guest-ask.ts";
import { opensAt } from "#app/studio/step-up-at.ts";
import type { GuestRow } from "#server/guests/guests.ts";

const guest = (number: number, name: string, more: Partial<GuestRow> = {}): GuestRow => ({
  ...{ id: `gst_${number}`, number, name, email: `${number}@mail.example`, kind: "guest", language: "en", place: "online", boutiqueName: null },
  ...{ invitation: "sent", invitationAt: `2027-03-0${number}T10:00:00.000Z`, isHere: false, isEarly: false, mutedAt: null, removedAt: null, expectedAt: null, broughtBy: null },
  ...more,
});
const all = [
  guest(1, "Inès Arnaud", { language: "fr", mutedAt: "2027-03-01T10:00:00.000Z" }),
  guest(2, "Åsa Öberg", { isHere: true, invitation: "entered" }),
  guest(3, "Émile Zola", { place: "btq_1", boutiqueName: "Aurelle Paris", removedAt: "2027-03-02T10:00:00.000Z" }),
  guest(4, "zoe adams", { kind: "speaker", isEarly: true, invitation: "none" }),
];
const ask = (search: string, lang = "en") => arrange(all, readAsk(new URLSearchParams(search)), lang).map(({ number }) => number);

test("what an address asks for is what stands there, and nonsense in it is left out", () => {
  expect(ask("")).toEqual([1, 2, 3, 4]);
  expect(ask("state=removed")).toEqual([3]);
  expect(ask("state=sent")).toEqual([1]);
  expect(ask("only=muted")).toEqual([1]);
  expect(ask("only=here")).toEqual([2]);
  expect(ask("only=early&kind=speaker")).toEqual([4]);
  expect(ask("language=fr")).toEqual([1]);
  expect(ask("place=btq_1")).toEqual([3]);
  expect(ask("state=nonsense&kind=king&sort=shoe&page=minus")).toEqual([1, 2, 3, 4]);
});

test("every word counts, in name, address or place, without accents; digits alone are a seat or part of an address", () => {
  expect(ask("find=arnaud+INES")).toEqual([1]);
  expect(ask("find=emile")).toEqual([3]);
  expect(ask("find=paris")).toEqual([3]);
  expect(ask("find=0002")).toEqual([2]);
  expect(ask("find=ines+zola")).toEqual([]);
});

test("in the reader's own order of letters, and turned round; equals by seat", () => {
  expect(ask("sort=name")).toEqual([2, 3, 1, 4]);
  expect(ask("sort=name", "de")).toEqual([2, 3, 1, 4]);
  expect(ask("sort=name&down=yes")).toEqual([4, 1, 3, 2]);
  expect(ask("sort=kind")).toEqual([1, 2, 3, 4]);
  expect(ask("sort=invitation")).toEqual([4, 1, 2, 3]);
});

test("only the whole list in its own order can be read in parts", () => {
  const plain = (search: string) => isPlainAsk(readAsk(new URLSearchParams(search)));
  expect(plain("page=3&panel=add&edit=gst_1")).toBe(true);
  for (const one of ["state=sent", "only=here", "find=x", "sort=name", "down=yes", "place=online", "language=it", "kind=guest"]) expect(plain(one), one).toBe(false);
});

test("a step up says what it opens", () => {
  expect(opensAt("/studio/events/ev_1/owners?said=x")).toBe("owners");
  expect(opensAt("/studio/events/ev_1/guests?panel=export")).toBe("guests");
  expect(opensAt("/studio/people")).toBe("people");
  expect(opensAt("/studio/me/app")).toBe("own");
  expect(opensAt("/studio")).toBe("else");
});
