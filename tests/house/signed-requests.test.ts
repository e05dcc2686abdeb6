import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { createReadableStreamFromReadable } from "@remix-run/node";
import express from "express";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import routes from "#app/routes.ts";
import { emptyBody, proofHeader, requestWords, seatAsked } from "#contracts/signed.ts";
import { bodyWord, signedBody } from "#server/http/signed-body.ts";
import { openOnce } from "#server/keys/once.ts";
import { addressesOf } from "#tests/access/crawl.ts";
import { openTestHouse } from "#tests/house/open-house.ts";
import type { SealedGuest, TestHouse } from "#tests/house/sealed-guest.ts";
import { bodyHash, keyedGuest, keyHolder, newPair, sealedEvent, secretName, secretTitle, signText } from "#tests/house/sealed-guest.ts";

let house: TestHouse;
let eventId = "";
let guest: SealedGuest;
let speaker: SealedGuest;
beforeAll(async () => {
  house = await openTestHouse();
  eventId = await sealedEvent(house);
  [guest, speaker] = [await keyedGuest(house, eventId), await keyedGuest(house, eventId, { kind: "speaker" })];
});
afterAll(() => house?.close());

const openAt = (id = eventId) => ({ method: "POST", target: `/room/${id}/open`, body: emptyBody });
const send = async (proof: string, { path = `/room/${eventId}/open`, body = undefined as string | undefined, by = guest } = {}) => {
  const response = await by.post(path, body, { [proofHeader]: proof });
  return { status: response.status, body: await response.text() };
};
const secrets = () => [secretTitle, secretName, "Segreta", "Nascosta", guest.guestId, speaker.guestId];
const tellsNothing = (text: string) => {
  for (const one of secrets()) expect(text).not.toContain(one);
};

describe("a request that this browser's key has signed", () => {
  test("opens the room and the green room, each to whom it belongs", async () => {
    const opened = await (await guest.open()).json();
    expect(opened).toMatchObject({ screen: "room", eventId, isKeyed: true, phase: "live" });
    expect(opened.may).toContain("chat.post");
    const target = `/greenroom/${eventId}/open`;
    const own = await send(await speaker.proof({ method: "POST", target, body: emptyBody }), { path: target, by: speaker });
    expect(own.status).toBe(200);
    expect(JSON.parse(own.body)).toMatchObject({ screen: "greenroom", isKeyed: true });
    expect((await send(await guest.proof({ method: "POST", target, body: emptyBody }), { path: target })).status).toBe(404);
    expect((await send(await speaker.proof(openAt()), { by: speaker })).status).toBe(404);
  });

  test("is good once", async () => {
    const proof = await guest.proof(openAt());
    expect((await send(proof)).status).toBe(200);
    expect(await send(proof)).toEqual({ status: 403, body: '{"why":"stepsLeft"}' });
    const twice = await guest.proof(openAt());
    const both = await Promise.all([send(twice), send(twice)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  test("is good for thirty seconds", async () => {
    const [early, late] = [await guest.proof(openAt()), await guest.proof(openAt())];
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 29_000 });
    expect((await send(early)).status).toBe(200);
    vi.setSystemTime(Date.now() + 2_000);
    expect((await send(late)).status).toBe(403);
    vi.useRealTimers();
  });

  test.each([
    ["another method", { asked: { method: "GET" } }],
    ["another path", { asked: { target: "/greenroom/{event}/open" } }],
    ["the same path with a search", { asked: { target: "/room/{event}/open?" } }],
    ["another event", { asked: { target: "/room/ev_0000000000000000000000/open" } }],
    ["another body", { asked: { body: bodyHash("x") } }],
    ["another house", { origin: "https://elsewhere.example" }],
    ["another session", { session: Buffer.alloc(32, 1).toString("base64url") }],
    ["a socket's handshake", { asked: seatAsked("{event}") }],
    ["a nonce nobody gave", { nonce: Buffer.alloc(32, 2).toString("base64url") }],
  ])("is refused when it was signed for %s", async (_what, forged) => {
    const filled: typeof forged = JSON.parse(JSON.stringify(forged).replaceAll("{event}", eventId));
    expect((await guest.open(filled)).status).toBe(403);
  });

  test("is refused by a key that is not this browser's, and in a form that is none", async () => {
    expect((await guest.open({ pair: await newPair() })).status).toBe(403);
    expect((await guest.open({ pair: speaker.held.request ?? undefined })).status).toBe(403);
    const good = await guest.proof(openAt());
    for (const bad of ["", "x", good.replace(".", ""), `${good}.`, `${good}x`, good.slice(0, -1), ` ${good}x`, `${good}, ${good}`, "a".repeat(5000)]) expect((await send(bad)).status, bad.slice(0, 60)).toBe(403);
  });

  test("is refused with a nonce of another browser, of another event, and at another event", async () => {
    const theirs = await speaker.nonce();
    const words = requestWords(theirs, house.origin, openAt());
    expect((await send(`${theirs.nonce}.${await signText(guest.held.request ?? (await newPair()), words)}`)).status).toBe(403);
    const otherId = await sealedEvent(house);
    const there = await keyedGuest(house, otherId);
    const proof = await guest.proof(openAt(otherId));
    expect((await send(proof, { path: `/room/${otherId}/open`, by: there })).status, "by the right browser's cookie there").toBe(403);
    expect((await send(await guest.proof(openAt(otherId)), { path: `/room/${otherId}/open` })).status, "an event this browser is nobody at").toBe(404);
    expect((await send(await guest.proof(openAt(`${otherId.slice(0, -2)}zz`)), { path: `/room/${otherId.slice(0, -2)}zz/open` })).status, "made up").toBe(404);
  });

  test("covers its body byte by byte, up to 64 KiB, and never one of unsaid length", async () => {
    const [text, other] = ['{"a":"é"}', '{"a":"e"}'];
    const signed = (body: string) => guest.proof({ ...openAt(), body: bodyHash(body) });
    expect((await send(await signed(text), { body: text })).status).toBe(200);
    expect((await send(await signed(text), { body: other })).status).toBe(403);
    expect((await send(await signed(text))).status).toBe(403);
    expect((await send(await guest.proof(openAt()), { body: text })).status).toBe(403);
    const [fits, over] = ["x".repeat(65_536), "x".repeat(65_537)];
    expect((await send(await signed(fits), { body: fits })).status).toBe(200);
    expect((await send(await signed(over), { body: over })).status).toBe(403);
    const chunked = await new Promise<number>((resolve, reject) => {
      signed(text).then((proof) => {
        const headers = { Cookie: `sipario=${guest.cookie()}`, Origin: house.origin, "Content-Type": "application/json", "Transfer-Encoding": "chunked", [proofHeader]: proof };
        const going = httpRequest(new URL(`/room/${eventId}/open`, house.origin), { method: "POST", headers }, (answer: IncomingMessage) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        going.on("error", reject).end(text);
      }, reject);
    });
    expect(chunked).toBe(413); // refused before it is read, signed or not
  });

  test("hands its body on whole to whoever reads it, in whatever pieces it came", async () => {
    const app = express();
    app.post("*", signedBody, async (request, response) => {
      const text = await new Response(createReadableStreamFromReadable(request)).text();
      response.json({ hash: bodyWord(response), text });
    });
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const said = "é".repeat(20_000);
    const sendIn = (pieces: number, headers: string[] = [`${proofHeader}: x`]) =>
      new Promise<{ hash: string | null; text: string }>((resolve, reject) => {
        const bytes = Buffer.from(said);
        const socket = connect(port, "127.0.0.1");
        let answer = "";
        const hear = (part: Buffer) => {
          answer += part;
        };
        socket.on("data", hear).on("end", () => resolve(JSON.parse(answer.split("\r\n\r\n")[1] ?? "{}"))).on("error", reject);
        socket.write([`POST /x HTTP/1.1`, "Host: x", ...headers, `Content-Length: ${bytes.length}`, "Connection: close", "", ""].join("\r\n"));
        const size = Math.ceil(bytes.length / pieces);
        const next = (at: number) => {
          socket.write(bytes.subarray(at, at + size));
          if (at + size < bytes.length) setTimeout(next, 5, at + size);
        };
        next(0);
      });
    for (const pieces of [1, 2, 7]) expect(await sendIn(pieces)).toEqual({ hash: bodyHash(said), text: said });
    expect(await sendIn(3, []), "unsigned, it passes untouched").toEqual({ hash: null, text: said });
    server.close();
  });
});

describe("a cookie alone", () => {
  const asCookie = (method: "GET" | "POST", path: string, headers: Record<string, string> = {}) =>
    method === "GET" ? guest.browser.get(path, headers) : guest.post(path, {}, headers);

  test("opens an empty shell: document, data, each part of it, HEAD", async () => {
    const branch = addressesOf(await routes).find(({ id }) => id === "routes/room.$eventId")?.branch ?? [];
    for (const [place, by] of [["room", guest], ["greenroom", speaker]] as const) {
      const path = `/${place}/${eventId}`;
      const shapes = [path, `${path}.data`, ...branch.map((id) => `${path}.data?_routes=${encodeURIComponent(id.replace("room", place))}`)];
      for (const shape of shapes) {
        const answer = await by.browser.get(shape);
        const text = await answer.text();
        expect(answer.status, shape).toBe(200);
        expect(answer.headers.get("cache-control"), shape).toBe("no-store");
        tellsNothing(text.replaceAll(eventId, ""));
      }
      expect(await (await by.browser.get(`${path}.data`)).text()).toContain("shell");
      expect(await (await by.browser.get(path)).text()).toContain("Opening with your own key");
    }
    expect((await fetch(new URL(`/room/${eventId}`, house.origin), { method: "HEAD", headers: { Cookie: `sipario=${guest.cookie()}` } })).status).toBe(200);
    const made = `${eventId.slice(0, -3)}xyz`;
    expect((await guest.browser.get(`/room/${made}`)).status).toBe(404);
    expect((await house.browser().get(`/room/${eventId}`)).status).toBe(404);
  });

  test("says as little of an event that has ended or was called off", async () => {
    const over = await sealedEvent(house);
    const one = await keyedGuest(house, over);
    for (const phase of ["ended", "cancelled"] as const) {
      await house.room.db.event.update({ where: { id: over }, data: { phase } });
      for (const shape of [`/room/${over}`, `/room/${over}.data`]) tellsNothing((await (await one.browser.get(shape)).text()).replaceAll(over, ""));
      expect((await one.post(`/room/${over}/open`, undefined)).status).toBe(403);
    }
  });

  test("acts nowhere: every goal and page of the house, by cookie, tells nothing of the event and leaves it as it was", async () => {
    const before = JSON.stringify(await house.room.db.sessionIdentity.findMany({ where: { eventId }, orderBy: { id: "asc" } }));
    for (const { id, pattern, isLayout } of addressesOf(await routes)) {
      if (isLayout || !pattern.includes(":eventId") || pattern.startsWith("/studio")) continue;
      const path = pattern.replace(":eventId", eventId).replaceAll(/:\w+/g, "fil_0000000000000000000000");
      for (const method of ["GET", "POST"] as const)
        for (const at of [path, `${path}.data`]) tellsNothing((await (await asCookie(method, at)).text()).replaceAll(eventId, ""));
      expect(id).not.toBe("");
    }
    expect(JSON.stringify(await house.room.db.sessionIdentity.findMany({ where: { eventId }, orderBy: { id: "asc" } }))).toBe(before);
    expect((await asCookie("POST", `/room/${eventId}/open`)).status).toBe(403);
  });

  test("takes no seat, and a proof of a request is none of a seat", async () => {
    await expect(house.wire(guest.cookie() ?? "", { eventId })).rejects.toThrow("refused");
    await expect(guest.seat(await guest.proof(openAt()))).rejects.toThrow("refused");
    await expect(guest.seat(await guest.proof(seatAsked(`${eventId.slice(0, -2)}zz`)))).rejects.toThrow("refused");
    await expect(guest.seat(await guest.proof(seatAsked(eventId), { pair: await newPair() }))).rejects.toThrow("refused");
    const proof = await guest.proof(seatAsked(eventId));
    const seat = await guest.seat(proof);
    expect(seat.may).toContain("chat.post");
    await expect(guest.seat(proof), "a second time").rejects.toThrow("refused");
    expect(await house.command(seat.socket, "chat.post", { body: "Good evening" })).toMatchObject({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, 600)); // the door is asked again, with what the handshake showed
    expect(await house.command(seat.socket, "chat.post", { body: "Still here" })).toMatchObject({ ok: true });
    await expect(house.wire(guest.cookie() ?? "", { eventId, seatId: seat.seatId }), "the seat of another tab, by cookie").rejects.toThrow("refused");
    expect(await upgrade(`/media/${seat.seatId}/rtc/v1`, speaker.cookie()), "another guest at this seat's picture").toBe(404);
    seat.socket.disconnect();
  });

  test("opens no picture without a seat", async () => {
    for (const path of ["/media/seat_0000000000000000000000/rtc/v1", `/media/${guest.guestId}/rtc/v1`]) expect(await upgrade(path, guest.cookie())).toBe(404);
  });

  test("stolen, with a key of the thief's own, opens no more than that", async () => {
    const thief = keyHolder(house, eventId, guest.cookie() ?? "");
    thief.held.request = await newPair();
    expect((await thief.open()).status).toBe(403);
    await expect(thief.seat()).rejects.toThrow("refused");
    expect(await thief.make()).toEqual({ status: 409, reason: "hasKey" });
    expect((await thief.show()).status).toBe(409);
    expect((await guest.open()).status, "and the guest goes on").toBe(200);
  });
});

/** The status an upgrade is answered with; 101 when it is taken. */
const upgrade = (path: string, cookie: string | null): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": Buffer.alloc(16).toString("base64"), Origin: house.origin, Cookie: `sipario=${cookie}` };
    const going = httpRequest(new URL(path, house.origin), { headers });
    going.on("response", ({ statusCode = 0 }) => resolve(statusCode)).on("upgrade", (_answer, socket) => {
      socket.destroy();
      resolve(101);
    });
    going.on("error", reject).end();
  });

describe("nonces", () => {
  test("go to whoever knows of an event that asks for keys, and to nobody else", async () => {
    expect(await guest.nonce()).toMatchObject({ nonce: expect.stringMatching(/^[\w-]{43}$/), session: expect.stringMatching(/^[\w-]{43}$/) });
    const [real, madeUp] = await Promise.all([eventId, `${eventId.slice(0, -3)}xyz`].map((id) => house.browser().post(`/entry/${id}/nonce`)));
    expect([real?.status, await real?.text()]).toEqual([madeUp?.status, await madeUp?.text()]);
    expect(real?.status).toBe(404);
    expect((await guest.browser.get(`/entry/${eventId}/nonce`)).status).toBe(404);
  });

  test("are kept shortly and in bounds: an owner's oldest makes way, a full store gives nothing, what is old is swept", () => {
    let now = 0;
    const store = openOnce<number>({ clock: { now: () => new Date(now) }, lifeMs: 100, perOwner: 3, most: 5 });
    const mine = [1, 2, 3, 4].map((value) => store.give("me", value) ?? "");
    expect(mine.map((token) => store.take("me", token))).toEqual([null, 2, 3, 4]);
    expect(store.size()).toBe(0);
    const [a] = ["a", "b", "c", "d", "e"].map((owner, value) => store.give(owner, value) ?? "");
    expect(store.give("f", 6)).toBeNull();
    expect(store.take("b", a ?? "")).toBeNull();
    expect(store.take("a", a ?? "")).toBe(0);
    expect(store.take("a", a ?? "")).toBeNull();
    now = 100;
    const late = store.give("f", 6);
    expect(store.size()).toBe(1);
    now = 200;
    expect(store.take("f", late ?? "")).toBeNull();
  });
});
