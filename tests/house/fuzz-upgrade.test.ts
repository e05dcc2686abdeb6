import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routeUpgrade } from "#server/http/upgrade.ts";

const seat = `seat_${"a1B-_".repeat(5)}`;
const reached: string[] = [];
const server = createServer((_request, response) => void response.writeHead(404).end());
const accept =
  (name: string) =>
  (_request: unknown, socket: { end(bytes: string): unknown }): void => {
    reached.push(name);
    socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n");
  };
const refused = "HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/** Sends the bytes as they are; resolves with everything answered until the server closes the connection. */
async function sendRaw(bytes: string | Buffer): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString("latin1");
  });
  socket.on("error", () => {});
  socket.setTimeout(2_000, () => {
    answer += "[left open]";
    socket.destroy();
  });
  socket.write(bytes);
  await once(socket, "close");
  return answer;
}

const upgradeOf = (target: string, method = "GET"): string =>
  `${method} ${target} HTTP/1.1\r\nHost: house\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;

describe("G8: the one upgrade router, on the raw path", () => {
  beforeAll(async () => {
    server.on(
      "upgrade",
      routeUpgrade({
        live: accept("live"),
        media: (_request, socket, _head, seatId, query) => {
          reached.push(`media ${seatId} ${query}`);
          socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n");
        },
        extra: { "/__hmr": accept("hmr"), "/throws": () => Promise.reject(new Error("boom")) },
      }),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it("lets the exact forms through, and gives the seat and the query as they are", async () => {
    reached.length = 0;
    expect(await sendRaw(upgradeOf("/live/?EIO=4&transport=websocket"))).toContain("101");
    expect(await sendRaw(upgradeOf(`/media/${seat}/rtc/v1?join_request=abc%3D`))).toContain("101");
    expect(await sendRaw(upgradeOf("/__hmr"))).toContain("101");
    expect(reached).toEqual(["live", `media ${seat} join_request=abc%3D`, "hmr"]);
  });

  it.each([
    "/",
    "//",
    "//[",
    "//house/live/",
    "/live",
    "/live/x",
    "/LIVE/",
    "/live/../live/",
    "/live/%2e%2e/",
    "/rtc",
    "/rtc/v1",
    "/rtc?publish=ghost",
    `/media/${seat}/rtc`,
    `/media/${seat}/rtc?publish=ghost`,
    `/media/${seat}/rtc/`,
    `/media/${seat}/rtc/v0`,
    `/media/${seat}/rtc/v1/`,
    `/media/${seat}/rtc/v1/validate`,
    `/media/${seat}/rtc/v1/../../rtc`,
    `/media//${seat}/rtc/v1`,
    `//media/${seat}/rtc/v1`,
    `/media/${seat}%2Frtc/v1`,
    `/media/${seat}/rtc/v1#x`,
    `/media/${seat}/rtc/v1?x#y`,
    `/media/${seat}\\rtc\\v1`,
    "/media/x/rtc?publish=ghost",
    "/media/seat_short/rtc/v1",
    `/media/seat_${"a".repeat(41)}/rtc/v1`,
    `http://house/media/${seat}/rtc/v1`,
    "http://house/live/",
    "*",
    "/constructor",
    "/__proto__",
    "/twirp/livekit.RoomService/ListRooms",
    `/live/?${"x".repeat(14_400)}`,
  ])("answers %s like any unknown address, and closes", async (target) => {
    reached.length = 0;
    expect(await sendRaw(upgradeOf(target))).toBe(refused);
    expect(reached).toEqual([]);
  });

  it("takes no other method, and ends a connection whose handler fails", async () => {
    expect(await sendRaw(upgradeOf("/live/", "POST"))).toBe(refused);
    expect(await sendRaw(upgradeOf("/throws"))).toBe("");
  });

  it("whatever bytes come as a target reach nothing but the exact forms, and no connection stays open", async () => {
    const part = fc.constantFrom("/", "//", "..", ".", "%2f", "media", "live", seat, "rtc", "v1", "?", "#", "[", "@", ":", "http:", "\\", "\u00e9");
    const target = fc.oneof(fc.array(part, { maxLength: 9 }).map((parts) => parts.join("")), fc.string({ maxLength: 60 }));
    await fc.assert(
      fc.asyncProperty(target, async (bytes) => {
        reached.length = 0;
        const answer = await sendRaw(Buffer.from(upgradeOf(bytes.replaceAll(/[\r\n]/g, "") || "/"), "latin1"));
        const isExact = /^(\/live\/|\/__hmr|\/media\/seat_[\w-]{20,40}\/rtc\/v1)(\?|$)/.test(bytes);
        expect(answer).not.toContain("[left open]");
        if (reached.length > 0) expect(isExact).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("survives broken handshakes and connections cut in the middle", async () => {
    expect(await sendRaw("GET /live/ HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: \r\n\u0000\r\n\r\n")).toContain("400");
    const { port } = server.address() as AddressInfo;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write(upgradeOf("/media/x/rtc"), () => socket.destroy());
      await once(socket, "close");
    }
    expect(await sendRaw(upgradeOf("/nowhere"))).toBe(refused);
  });
});
