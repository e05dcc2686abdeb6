import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openMaison } from "#server/maison/maison.ts";
import type { TestRoom } from "#tests/access/people.ts";
import { openPeople } from "#tests/access/people.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let house: TestRoom;
let owner: Awaited<ReturnType<ReturnType<typeof openPeople>["staff"]>>;
beforeAll(async () => {
  house = await openTestRoom();
  owner = await openPeople(house).staff(["owner"]);
});
afterAll(() => house.close());

const mayDress = () => house.door.admitHouse(owner, "settings.edit");
const entries = async () => (await house.room.db.entry.findMany({ where: { chain: "house" }, orderBy: { seq: "asc" } })).map(({ name }) => name);
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" onload="x()"/></svg>';

describe("the maison's dress", () => {
  test("what is worn is kept drawn anew, recorded, and read by everybody", async () => {
    const maison = openMaison(house.room);
    const bare = await maison.read();
    expect(bare).toMatchObject({ wordmark: null, accent: null, accentNight: null, displayFace: null, palette: null });
    expect(await maison.dress(mayDress(), { name: "Corvane", wordmark: svg, accent: "#6E2B1F", accentNight: "#EFC2A8", displayFace: "italiana" })).toEqual({ ok: true, value: null });
    const worn = await maison.read();
    expect(worn).toMatchObject({ name: "Corvane", accent: "#6E2B1F", accentNight: "#EFC2A8", displayFace: "italiana" });
    expect(worn.wordmark).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>');
    expect(worn.palette).toMatchObject({ paper: { accent: "#6E2B1F" }, night: { accent: "#EFC2A8" }, isNeutralAtDesk: false });
    expect(await openMaison(house.room).read()).toEqual(worn);
    expect(await entries()).toContain("maison.dressed");
  });

  test.each([
    [{ accent: "#C98F7A" }, "accent.tooFaint"],
    [{ accentNight: "#6E2B1F" }, "accentNight.tooFaint"],
    [{ wordmark: "<svg viewBox='0 0 1 1'><text>A</text></svg>" }, "wordmark.notOutlines"],
  ])("%o is refused as %s, and nothing of it is kept", async (more, reason) => {
    const maison = openMaison(house.room);
    const [before, count] = [await maison.read(), (await entries()).length];
    expect(await maison.dress(mayDress(), { name: "Another name", ...more })).toEqual({ ok: false, reason });
    expect(await maison.read()).toEqual(before);
    expect((await entries()).length).toBe(count);
  });

  test("tried on, a colour that fails is answered with the nearest, and the nearest is worn", async () => {
    const maison = openMaison(house.room);
    const { accent, palette } = maison.tryOn(mayDress(), { accent: "#C98F7A" });
    expect(accent).toMatchObject({ asked: "#C98F7A", isTaken: false });
    expect(palette?.paper?.accent).toBe(accent?.nearest);
    expect(await maison.dress(mayDress(), { name: "Corvane", accent: accent?.nearest })).toMatchObject({ ok: true });
    expect(await maison.read()).toMatchObject({ wordmark: null, accentNight: null, displayFace: null });
  });

  test("left to the house again, its own colours stand; a colour that is none in the database counts as none", async () => {
    const maison = openMaison(house.room);
    await maison.dress(mayDress(), { name: "Corvane" });
    expect((await maison.read()).palette).toBeNull();
    await house.room.db.maison.updateMany({ data: { accent: "red;}body{display:none", displayFace: "comic" } });
    expect(await openMaison(house.room).read()).toMatchObject({ accent: null, displayFace: null, palette: null });
  });
});
