import { describe, expect, test } from "vitest";
import type { Draft, Talk } from "#app/room/talk.ts";
import { withLines, withLoaded } from "#app/room/talk.ts";
import type { ReadLine } from "#contracts/chat.ts";

const line = (seq: number, body: string, isMine = false): ReadLine => ({
  ...{ id: `line_${seq}`, seq, body, isMine, who: "Inès", place: null, isStaff: false, at: "2027-03-11T10:30:00.000Z" },
});
const draft = (id: number, body: string, failed: Draft["failed"] = null): Draft => ({ id, body, failed });
const talk = (lines: ReadLine[], ...drafts: Draft[]): Talk => ({ lines, drafts });
const shown = ({ lines, drafts }: Talk) => [...lines.map((one) => `${one.body}${one.isMine ? ", mine" : ""}`), ...drafts.map((one) => `${one.body}?`)];

describe("the conversation in the room", () => {
  test("an own line heard before its answer takes its draft's place; the answer adds nothing", () => {
    const heard = withLines(talk([line(1, "Hello")], draft(7, "Bravo")), [line(2, "Bravo", true)]);
    expect(shown(heard)).toEqual(["Hello", "Bravo, mine"]);
    expect(shown(withLines(heard, [line(2, "Bravo", true)], 7))).toEqual(["Hello", "Bravo, mine"]);
  });

  test("answered before it is heard, or heard from elsewhere without a word of whose: once, and mine", () => {
    const answered = withLines(talk([], draft(7, "Bravo")), [line(2, "Bravo", true)], 7);
    expect(shown(withLines(answered, [line(2, "Bravo")]))).toEqual(["Bravo, mine"]);
  });

  test("somebody else who says the same leaves the draft alone", () => {
    expect(shown(withLines(talk([], draft(7, "Bravo")), [line(2, "Bravo")]))).toEqual(["Bravo", "Bravo?"]);
  });

  test("said twice: each line ends one draft, whichever answer comes first; one that failed before waits on", () => {
    const heard = withLines(talk([], draft(7, "Bravo"), draft(8, "Bravo")), [line(1, "Bravo", true)]);
    expect(shown(heard)).toEqual(["Bravo, mine", "Bravo?"]);
    expect(shown(withLines(withLines(heard, [line(2, "Bravo", true)]), [line(1, "Bravo", true)], 8))).toEqual(["Bravo, mine", "Bravo, mine"]);
    const one = withLines(talk([], draft(7, "Bravo", "tooMany"), draft(8, "Bravo")), [line(1, "Bravo", true)]);
    expect(one.drafts.map(({ id }) => id)).toEqual([7]);
  });

  test("loaded anew: what was heard later stays, what was hidden meanwhile goes, and a draft that had arrived is its line", () => {
    const was = talk([line(1, "One", true), line(2, "Two"), line(4, "Four")], draft(7, "Three", "houseBusy"), draft(8, "One"));
    const now = withLoaded(was, [line(1, "One", true), line(3, "Three", true)]);
    expect(shown(now)).toEqual(["One, mine", "Three, mine", "Four", "One?"]);
  });
});
