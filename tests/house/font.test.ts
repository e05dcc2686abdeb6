import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastHouse } from "#tests/house/open-house.ts";
import { openCastHouse } from "#tests/house/open-house.ts";

const italiana = readFileSync("node_modules/@fontsource/italiana/files/italiana-latin-400-normal.woff2");
const jost = readFileSync("node_modules/@fontsource-variable/jost/files/jost-latin-wght-normal.woff2");

let cast: CastHouse;
beforeAll(async () => {
  cast = await openCastHouse();
}, 60_000);
afterAll(() => cast.close());

const elena = () => ({ Cookie: `sipario=${cast.staffCookie("elena")}` });
const get = (path: string, headers: Record<string, string> = {}) => fetch(cast.origin + path, { headers });
/** Sends a file the way a page's script does. */
async function send(path: string, bytes: Uint8Array, fields: Record<string, string> = {}, headers: Record<string, string> = elena()): Promise<Response> {
  const body = new FormData();
  body.set("file", new File([Buffer.from(bytes)], "Didone-Licensed-To-Somebody.woff2", { type: "font/woff2" }));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return fetch(cast.origin + path, { method: "POST", body, headers: { ...headers, Origin: cast.origin }, redirect: "manual" });
}
const keep = (bytes: Uint8Array, fields: Record<string, string> = { licence: "on" }) => send("/studio/maison/font.data", bytes, fields);
const worn = async () => (await cast.house.maison.read()).ownFace;
const acts = async () => (await cast.room.db.entry.findMany({ where: { chain: "house", name: { startsWith: "maison.font" } }, orderBy: { seq: "asc" } })).map(({ name, facts }) => ({ name, facts }));

/** The name set by a browser: dark signs on nothing. */
const setName = async () => (await sharp({ create: { width: 300, height: 80, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).composite([{ input: { create: { width: 200, height: 40, channels: 4, background: "#000000" } }, left: 50, top: 20 }]).png().toBuffer()).toString("base64");

describe("a maison's own font", () => {
  test("is tried first: what it lacks is told, and nothing is kept", async () => {
    const answer = await send("/studio/maison/font/try", italiana);
    expect(await answer.json()).toMatchObject({ hasFigures: false, lacking: { en: [], de: [], it: [], fr: ["Ÿ", "œ"] } });
    expect(await cast.room.db.maisonFont.count()).toBe(0);
    expect(await acts()).toEqual([]);
  });

  test("is not kept before somebody said that it may be used, nor for anybody but who may dress the maison", async () => {
    expect((await keep(italiana, {})).status).toBe(409);
    for (const key of ["marc", "beatrice", "grace"] as const)
      expect((await send("/studio/maison/font", italiana, { licence: "on" }, { Cookie: `sipario=${cast.staffCookie(key)}` })).status, key).toBe(404);
    expect((await send("/studio/maison/font", italiana, { licence: "on" }, {})).headers.get("location")).toMatch(/\/studio\/sign-in$/);
    expect(await cast.room.db.maisonFont.count()).toBe(0);
  });

  test.each([
    ["HTML renamed", Buffer.from("<!doctype html><script>alert(1)</script>"), "fontNotWoff2"],
    ["SVG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "fontNotWoff2"],
    ["half a font", italiana.subarray(0, 5000), "fontBroken"],
    ["five megabytes", Buffer.concat([italiana, Buffer.alloc(5 * 1024 * 1024)]), "fontLarge"],
  ])("%s is refused in words, tried and sent, and nothing is kept", async (_what, bytes, said) => {
    expect(await (await send("/studio/maison/font/try", bytes)).json()).toEqual({ fault: said });
    const answer = await keep(bytes);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(said);
    expect(await cast.room.db.maisonFont.count()).toBe(0);
  });

  test("kept, it is worn on every page, at an address nobody can guess, for good and by anybody; the record says so", async () => {
    expect((await keep(italiana, { licence: "on", setName: await setName() })).status).toBe(200);
    const face = await worn();
    expect(face?.path).toMatch(/^\/dress\/[A-Za-z0-9_-]{43}\.woff2$/);
    expect(await acts()).toEqual([{ name: "maison.fontKept", facts: { bytes: italiana.length, isLicensed: true } }]);
    for (const page of ["/", "/studio/sign-in", "/door/nothing-here"]) {
      const html = await (await get(page)).text();
      expect(html, page).toContain(`url("${face?.path}") format("woff2")`);
      expect(html, page).toContain(`href="${face?.path}"`);
      expect(html).toContain("font-display:swap");
      expect(html).toContain(`size-adjust:${face?.before.size}%`);
      expect(html).not.toContain("Didone");
    }
    const answer = await get(face?.path ?? "");
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(italiana)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ "content-type": "font/woff2", "cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" },
    });
    expect(answer.headers.get("content-security-policy")).toContain("font-src 'self';");
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("whoever has the font at hand cannot ask whether it is worn: a wrong address is the one not found", async () => {
    const hash = (await import("node:crypto")).createHash("sha256").update(italiana).digest();
    for (const name of [hash.toString("hex"), hash.toString("base64url"), "font", "own"]) {
      const answer = await get(`/dress/${name}.woff2`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(Object.keys(Object.fromEntries(answer.headers)).sort()).toEqual(Object.keys(Object.fromEntries((await get("/e/nothing-here/card.png")).headers)).sort());
    }
  });

  test("the name, as the browser set it, stands in letters; dressed without it, the name is type again", async () => {
    await cast.room.db.maison.updateMany({ data: { wordmark: null } });
    const picture = await cast.house.maison.picture();
    expect(picture).toMatchObject({ width: expect.any(Number), height: 40 });
    const pass = cast.steward.housePass("settings.edit", "test");
    await cast.house.maison.dress(pass, { name: "Aurelle", displayFace: "own" });
    expect(await cast.house.maison.picture()).toBeNull();
    expect((await worn())?.path).toBeDefined();
  });

  test("another one takes its place, and the address of the one before is gone", async () => {
    const before = (await worn())?.path ?? "";
    expect((await keep(jost)).status).toBe(200);
    const after = (await worn())?.path ?? "";
    expect(after).not.toBe(before);
    expect((await get(before)).status).toBe(404);
    expect((await get(after)).status).toBe(200);
    expect(await cast.room.db.maisonFont.count()).toBe(1);
  });

  test("taken off, the house's face stands, the file is gone, and taking off once more is nothing", async () => {
    const { path = "" } = (await worn()) ?? {};
    const off = () => fetch(`${cast.origin}/studio/maison/font/off.data`, { method: "POST", headers: { ...elena(), Origin: cast.origin } });
    expect((await off()).status).toBe(200);
    await off();
    expect(await cast.house.maison.read()).toMatchObject({ displayFace: null, ownFace: null });
    expect((await get(path)).status).toBe(404);
    expect(await cast.room.db.maisonFont.count()).toBe(0);
    expect(await (await get("/")).text()).not.toContain("/dress/");
    expect((await acts()).map(({ name }) => name)).toEqual(["maison.fontKept", "maison.fontKept", "maison.fontTakenOff"]);
  });

  test("a row that is no font any more is worn by nobody", async () => {
    await keep(italiana);
    await cast.room.db.maisonFont.updateMany({ data: { id: "fnt_0123456789012345678901", bytes: new Uint8Array([1, 2, 3]) } });
    await cast.house.maison.rename(cast.steward.housePass("settings.edit", "test"), { name: "Aurelle", wordmark: null });
    expect(await cast.house.maison.read()).toMatchObject({ displayFace: null, ownFace: null });
    expect((await get("/")).status).toBe(200);
  });
});
