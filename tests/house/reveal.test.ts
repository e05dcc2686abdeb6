import { request } from "node:http";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { events } from "#prisma/cast.ts";
import type { CastHouse, Wire } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";

const form = { en: "The Serene Hour", it: "Ora Serena", fr: "L'Heure sereine", de: "Die heitere Stunde", price: "48 000 EUR on request" };
const fileName = "Dossier Le Sentier";
/** The piece and, as long as it is veiled, the event's own title: before the reveal there is a code name. */
const canaries = [...Object.values(form), fileName, events.invited.title];

interface Listener {
  socket: Wire;
  cookie: string | null;
  said: { name: string; body: unknown }[];
}
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let cast: CastHouse;
let eventId = "";
let pictureId = "";
let fileId = "";
const ears = new Map<string, Listener>();
const ear = (key: string): Listener => {
  const found = ears.get(key);
  if (!found) throw new Error(`${key} is not here`);
  return found;
};

async function listen(key: string, cookie: string | null, auth: Parameters<CastHouse["wire"]>[1]): Promise<void> {
  const { socket } = await cast.wire(cookie, auth);
  const said: Listener["said"] = [];
  socket.onAny((name: string, body: unknown) => void said.push({ name, body }));
  ears.set(key, { socket, cookie, said });
}
const editing = () => cast.steward.pass(eventId, "product.edit", "test");
const heard = (key: string, name: string) => ear(key).said.filter((one) => one.name === name);
const get = async (key: string, address: string) => cast.browser(ear(key).cookie).get(address);
const leaks = (text: string): string[] =>
  canaries.filter((word) => [word, JSON.stringify(word).slice(1, -1), encodeURIComponent(word), word.replaceAll("'", "&#x27;")].some((one) => text.toLowerCase().includes(one.toLowerCase())));

beforeAll(async () => {
  cast = await openCastHouse();
  eventId = cast.eventIds.invited;
  const { room, house, steward, guestIds } = cast;
  const { wishes } = await room.db.event.findUniqueOrThrow({ where: { id: eventId } });
  await room.db.event.update({ where: { id: eventId }, data: { wishes: { ...(wishes as object), veil: true } } });
  await house.product.edit(await editing(), form);
  const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background: "#1F4740" } }).jpeg().toBuffer();
  const set = await house.files.setPicture(await editing(), picture);
  const added = await house.files.add(await editing(), { name: fileName, isVeiled: true, bytes: Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(20_000_000, "p")]) });
  pictureId = set.ok ? set.value.fileId : "";
  fileId = added.ok ? added.value.fileId : "";
  await house.guests.setEarly(await editing(), guestIds.get("camille") ?? "", true);
  await house.events.openDoors(await steward.pass(eventId, "event.open", "test"));
  await house.events.goLive(await steward.pass(eventId, "event.open", "test"));
  const tablet = await cast.pairTablet(eventId, cast.boutiqueIds.milano);
  for (const key of ["ines", "camille", "haruka", "kaori"]) await listen(key, (await cast.enter(key)).jar.cookie, { eventId });
  await listen("tablet", tablet.cookie, { eventId, proof: await tablet.prove() });
  for (const key of ["elena", "marc", "beatrice", "meiLin"] as const) await listen(key, cast.staffCookie(key), { eventId, as: "staff" });
});
afterAll(() => cast.close());

const everybody = ["ines", "camille", "haruka", "kaori", "tablet", "elena", "marc", "beatrice", "meiLin"];
const pages = (): [string, string][] => [
  ...["ines", "camille"].flatMap((key): [string, string][] => [[key, `/room/${eventId}`], [key, `/room/${eventId}.data`]]),
  ["kaori", `/greenroom/${eventId}`],
  ["tablet", "/tablet"],
  ...["elena", "marc", "beatrice"].flatMap((key): [string, string][] => [[key, `/studio/events/${eventId}/desk`], [key, `/studio/events/${eventId}`], [key, "/studio"]]),
];

describe("before the reveal (C4)", () => {
  test("no page of anybody holds a name, a price, a file's name or its id", async () => {
    for (const [key, address] of pages()) {
      const answer = await get(key, address);
      const body = await answer.text();
      expect(answer.status, `${key} ${address}`).toBe(200);
      expect([...leaks(body), ...[pictureId, fileId].filter((id) => body.includes(id))], `${key} ${address}`).toEqual([]);
      expect(leaks(JSON.stringify([...answer.headers]))).toEqual([]);
    }
  });

  test("the piece's page is for who may edit it; a host finds nothing there", async () => {
    const answer = await get("marc", `/studio/events/${eventId}/product`);
    expect(leaks(await answer.text())).toEqual(expect.arrayContaining([form.en, fileName]));
    expect((await get("beatrice", `/studio/events/${eventId}/product`)).status).toBe(404);
    expect((await get("beatrice", `/studio/events/${eventId}/product/file/${fileId}`)).status).toBe(404);
  });

  test("a veiled file is the same not found as a made-up one: status, headers, body", async () => {
    for (const key of ["ines", "camille", "kaori", "tablet"]) {
      const plain = async (id: string) => {
        const answer = await get(key, `/room/${eventId}/file/${id}`);
        const headers = [...answer.headers].filter(([name]) => name !== "date" && name !== "content-security-policy");
        return { status: answer.status, headers, body: await answer.text() };
      };
      const madeUp = await plain("fil_0000000000000000000000");
      expect(madeUp.status).toBe(404);
      for (const id of [pictureId, fileId]) expect(await plain(id)).toEqual(madeUp);
    }
  });

  test("nobody but who directs may reveal", async () => {
    for (const key of ["ines", "camille", "kaori", "tablet", "beatrice", "meiLin"])
      expect(await cast.command(ear(key).socket, "stage.reveal", { to: "everyone" }), key).toMatchObject({ ok: false, reason: "notAllowed" });
    expect(leaks(JSON.stringify([...ears.values()].map(({ said }) => said)))).toEqual([]);
  });
});

describe("to press and influencers", () => {
  test("they see it, they alone; the desk hears that it happened", async () => {
    for (const { said } of ears.values()) said.length = 0;
    const answer = await cast.command(ear("marc").socket, "stage.reveal", { to: "early" });
    expect(answer).toMatchObject({ ok: true, value: { at: null } });
    await until(() => heard("camille", "stage.shownEarly").length === 1);
    await sleep(200);
    expect(heard("camille", "stage.shownEarly")[0]?.body).toMatchObject({ product: { names: { en: form.en }, price: form.price, pictureId, files: [{ id: fileId }] } });
    for (const key of everybody.filter((one) => one !== "camille")) expect(leaks(JSON.stringify(ear(key).said)), key).toEqual([]);
    for (const key of ["elena", "marc", "beatrice"]) expect(heard(key, "reveal.changed"), key).toHaveLength(1);
    for (const key of ["ines", "kaori", "tablet", "meiLin"]) expect(heard(key, "reveal.changed"), key).toEqual([]);
  });

  test("their page and their files follow; everybody else's do not", async () => {
    expect(leaks(await (await get("camille", `/room/${eventId}`)).text())).toContain(form.en);
    expect((await get("camille", `/room/${eventId}/file/${pictureId}`)).status).toBe(200);
    for (const [key, address] of pages().filter(([one]) => one !== "camille")) expect(leaks(await (await get(key, address)).text()), `${key} ${address}`).toEqual([]);
    expect((await get("ines", `/room/${eventId}/file/${pictureId}`)).status).toBe(404);
  });

  test("somebody made press later sees it at once, and no more when they are not", async () => {
    const { house, guestIds } = cast;
    await house.guests.setEarly(await editing(), guestIds.get("haruka") ?? "", true);
    expect((await get("haruka", `/room/${eventId}/file/${pictureId}`)).status).toBe(200);
    await house.guests.setEarly(await editing(), guestIds.get("haruka") ?? "", false);
    expect((await get("haruka", `/room/${eventId}/file/${pictureId}`)).status).toBe(404);
  });

  test("it happens once", async () => {
    await sleep(200);
    expect(await cast.command(ear("marc").socket, "stage.reveal", { to: "early" })).toEqual({ ok: false, reason: "notNow" });
  });
});

describe("C13: a committed transition, never the clock", () => {
  test("a time that has come reveals nothing by itself", async () => {
    await cast.room.db.event.update({ where: { id: eventId }, data: { startsAt: new Date(Date.now() - 3_600_000) } });
    expect(leaks(await (await get("ines", `/room/${eventId}`)).text())).toEqual([]);
  });

  test("when the entry cannot be written, nothing is shown (C8)", async () => {
    const { room } = cast;
    await room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT "none" CHECK (name <> 'stage.revealed') NOT VALID`);
    for (const { said } of ears.values()) said.length = 0;
    expect(await cast.command(ear("elena").socket, "stage.reveal", { to: "everyone" })).toEqual({ ok: false, reason: "houseBusy" });
    await room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT "none"`);
    expect((await room.db.event.findUniqueOrThrow({ where: { id: eventId } })).revealedAt).toBeNull();
    expect(leaks(JSON.stringify([...ears.values()].map(({ said }) => said)))).toEqual([]);
    expect((await get("ines", `/room/${eventId}/file/${pictureId}`)).status).toBe(404);
  });
});

describe("to everyone", () => {
  test("of two who press at once one shows it, and everyone hears it once, with the piece", async () => {
    for (const { said } of ears.values()) said.length = 0;
    const answers = await Promise.all(["marc", "elena"].map((key) => cast.command(ear(key).socket, "stage.reveal", { to: "everyone" })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    await sleep(300);
    for (const key of everybody) {
      expect(heard(key, "stage.revealed"), key).toHaveLength(1);
      expect(heard(key, "stage.revealed")[0]?.body, key).toMatchObject({ product: { names: { it: form.it }, pictureId } });
      expect(heard(key, "stage.shownEarly"), key).toEqual([]);
    }
    expect(await cast.room.db.entry.count({ where: { chain: eventId, name: "stage.revealed" } })).toBe(2);
  });

  test("a seat's place moved with its lens: who comes now, and what is said now, is unveiled", async () => {
    const { house } = cast;
    for (const { look, audiences } of house.seating.seats({ eventId })) {
      expect(look.decision.lens).toBe("full");
      expect(audiences.has("room.veiled")).toBe(false);
    }
    expect(leaks(await (await get("ines", `/room/${eventId}`)).text())).toContain(form.en);
    expect((await get("tablet", `/room/${eventId}/file/${pictureId}`)).status).toBe(200);
  });

  test("files are given without length, age or tag, by their real name, and are never kept", async () => {
    const picture = await get("ines", `/room/${eventId}/file/${pictureId}`);
    const document = await get("ines", `/room/${eventId}/file/${fileId}`);
    for (const { headers } of [picture, document]) {
      for (const name of ["content-length", "etag", "last-modified"]) expect(headers.get(name), name).toBeNull();
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect(picture.headers.get("content-disposition")).toBe("inline");
    expect(document.headers.get("content-disposition")).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(`${fileName}.pdf`)}`);
    expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({ width: 640, format: "jpeg" });
    expect((await document.arrayBuffer()).byteLength).toBe(20_000_009);
  });
});

describe("C5: an open download is cut", () => {
  /** Reads a little and stops reading, as a slow line does; says when it was cut and how much came at all. */
  function download(cookie: string | null) {
    const got = { bytes: 0, cutAt: 0, isWhole: false };
    const asked = request(new URL(`/room/${eventId}/file/${fileId}`, cast.origin), { headers: { Cookie: `sipario=${cookie}` } }, (response) => {
      response.on("data", (piece: Buffer) => {
        got.bytes += piece.length;
        response.pause();
        setTimeout(() => response.resume(), 20);
      });
      response.on("end", () => {
        got.isWhole = true;
      });
      response.on("close", () => {
        got.cutAt = performance.now();
      });
    });
    asked.on("error", () => {
      got.cutAt ||= performance.now();
    });
    asked.end();
    return got;
  }

  test("the house does not run ahead of a slow reader", async () => {
    const got = download(ear("haruka").cookie);
    await until(() => got.bytes > 200_000);
    expect(got.bytes).toBeLessThan(10_000_000);
    await cast.house.guests.remove(await cast.steward.pass(eventId, "guest.remove", "test"), cast.guestIds.get("haruka") ?? "");
    await until(() => got.cutAt > 0);
  });

  test("who is removed loses the rest within a second, also what lay on the line", async () => {
    const got = download(ear("ines").cookie);
    await until(() => got.bytes > 100_000);
    const at = performance.now();
    await cast.house.guests.remove(await cast.steward.pass(eventId, "guest.remove", "test"), cast.guestIds.get("ines") ?? "");
    await until(() => got.cutAt > 0);
    const ms = Math.round(got.cutAt - at);
    process.stderr.write(`download cut ${ms} ms after the removal, ${got.bytes} of 20000009 bytes had come\n`);
    expect(ms).toBeLessThan(1000);
    expect(got.isWhole).toBe(false);
    expect(got.bytes).toBeLessThan(20_000_009);
  });

  test("a curtain cuts it, too; a mute does not", async () => {
    const got = download(ear("camille").cookie);
    await until(() => got.bytes > 100_000);
    await cast.house.guests.mute(await cast.steward.pass(eventId, "guest.mute", "test"), cast.guestIds.get("camille") ?? "", true);
    const before = got.bytes;
    await sleep(700);
    expect(got.cutAt).toBe(0);
    expect(got.bytes).toBeGreaterThan(before);
    const at = performance.now();
    expect(await cast.command(ear("marc").socket, "stage.curtain", { isDown: true })).toMatchObject({ ok: true });
    await until(() => got.cutAt > 0);
    expect(got.cutAt - at).toBeLessThan(1000);
    expect(got.isWhole).toBe(false);
  });
});
