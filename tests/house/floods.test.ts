import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openTestHouse } from "#tests/house/open-house.ts";

/** One stranger, one connection: what it can make the house carry. */
let house: Awaited<ReturnType<typeof openTestHouse>>;
const lines: string[] = [];
beforeAll(async () => {
  house = await openTestHouse({ hears: (line) => void lines.push(line) });
}, 60_000);
afterAll(() => house.close());

const megabyte = 1024 * 1024;

/** Writes bytes to the house until it hangs up or they are all gone; answers what was taken and what came back. */
async function pourIn(head: string, count: number): Promise<{ taken: number; said: string }> {
  const { hostname, port } = new URL(house.origin);
  const socket = connect(Number(port), hostname);
  let said = "";
  let isOver = false;
  socket.on("data", (bytes) => {
        said += bytes.toString("latin1");
      });
  const over = () => {
    isOver = true;
  };
  socket.on("error", over);
  socket.on("close", over);
  socket.write(head);
  const piece = Buffer.alloc(megabyte, "a");
  let taken = 0;
  for (; taken < count && !isOver && said === ""; taken += 1) {
    const isChunked = /chunked/i.test(head);
    const bytes = isChunked ? Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]) : piece;
    if (!socket.write(bytes)) await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), sleep(300)]);
  }
  for (let waited = 0; waited < 2000 && said === "" && !isOver; waited += 50) await sleep(50);
  socket.destroy();
  return { taken, said };
}
const headOf = (path: string, more: string) =>
  `POST ${path} HTTP/1.1\r\nHost: ${new URL(house.origin).host}\r\nOrigin: ${house.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\n${more}\r\n\r\n`;

test("a form of a stranger that is larger than any form is refused before it is read, whatever it says of its length", async () => {
  for (const path of ["/lost", "/language", "/studio/sign-in", "/door/0000000000000000000000000000000000000000000"]) {
    const said = await pourIn(headOf(path, `Content-Length: ${64 * megabyte}`), 64);
    expect(said.taken, path).toBeLessThan(16);
    expect(said.said.split("\r\n")[0], path).toContain("413");
    const unsaid = await pourIn(headOf(path, "Transfer-Encoding: chunked"), 64);
    expect(unsaid.taken, path).toBeLessThan(16);
    expect(unsaid.said.split("\r\n")[0], path).toContain("413");
  }
  const { status } = await house.browser().post("/lost", { email: "ines@example.com" });
  expect(status).toBe(303);
}, 60_000);

test("one connection knocks at the live wire a few times, and then no more", async () => {
  const socket = new WebSocket(`${house.origin.replace("http", "ws")}/live/?EIO=4&transport=websocket`, { headers: { Origin: house.origin } });
  let [refused, isClosed] = [0, false];
  socket.on("message", (bytes) => {
    if (bytes.toString().startsWith("44")) refused += 1;
  });
  socket.on("close", () => {
    isClosed = true;
  });
  await new Promise((resolve) => socket.once("open", resolve));
  for (let knock = 0; knock < 300; knock += 1) socket.send(`40${JSON.stringify({ eventId: "ev_0000000000000000000000", as: "event" })}`);
  await expect.poll(() => isClosed, { timeout: 3000 }).toBe(true);
  expect(refused).toBeLessThan(10);
});

test("an address or a host that is none is not found, and nothing of it stands in the log", async () => {
  const { hostname, port } = new URL(house.origin);
  const ask = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname);
      let said = "";
      socket.on("data", (bytes) => {
        said += bytes.toString("latin1");
      });
      socket.on("close", () => resolve(said));
      socket.on("error", () => resolve(said));
      socket.write(text);
    });
  lines.length = 0;
  for (const target of ["//[", "//[/door/SECRETWORD", "http://[", "//", "/%", "/door/%E0%A4%A"])
    expect((await ask(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).split("\r\n")[0], target).toMatch(/ 40[04] /);
  for (const host of ["[", "a b", "a/b?SECRETWORD", ""])
    expect((await ask(`GET /lost HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).split("\r\n")[0], host).toMatch(/ (200|400|404) /);
  expect(lines.join("\n")).not.toContain("SECRETWORD");
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test("how the house is tells anybody whether there is a picture, and not why there is none", async () => {
  const said = await (await fetch(`${house.origin}/health`)).json();
  expect(said).toEqual({ house: "open", database: "up", picture: "none", waitingActs: 0 });
});
