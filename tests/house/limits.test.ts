import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, test } from "vitest";
import { limitFailures } from "#server/http/limits.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A house of one page: 200 at /here, 404 elsewhere; `alive` are the tokens of living sessions. */
async function open(perMinute: number, alive: string[]) {
  const counted: string[] = [];
  const asked: string[] = [];
  const app = express();
  app.use(
    limitFailures({
      tokenOf: (request) => request.get("x-token") ?? null,
      async isLiving(token) {
        asked.push(token);
        return alive.includes(token);
      },
      isDrill: (request) => request.get("x-drill") === "yes",
      perMinute,
      count: (what) => void counted.push(what),
    }),
  );
  app.use((request, response) => {
    response.locals.isKnown = alive.includes(request.get("x-token") ?? "");
    response.sendStatus(request.path === "/here" ? 200 : 404);
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, token?: string, more: Record<string, string> = {}) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { ...(token ? { "x-token": token } : {}), ...more } })).status;
  return { ask, counted, asked };
}

test("strangers who keep failing shut their address out for strangers, never for a browser that is known", async () => {
  const { ask, counted } = await open(3, ["ines"]);
  for (let i = 0; i < 3; i++) expect(await ask("/nothing")).toBe(404);
  expect(await ask("/here")).toBe(429);
  expect(await ask("/here", "made up")).toBe(429);
  expect(await ask("/here", "ines")).toBe(200);
  expect(counted).toEqual(["http_too_many_failures", "http_too_many_failures"]);
});

test("a known browser's failures are its own: it waits, and the others at its address do not", async () => {
  const { ask } = await open(3, ["ines", "otto"]);
  for (let i = 0; i < 3; i++) expect(await ask("/nothing", "ines")).toBe(404);
  expect(await ask("/here", "ines")).toBe(429);
  expect(await ask("/here", "otto")).toBe(200);
  expect(await ask("/here")).toBe(200);
});

test("what succeeds counts for nothing, and nobody is looked up while the address is good", async () => {
  const { ask, asked } = await open(2, ["ines"]);
  for (let i = 0; i < 10; i++) expect(await ask("/here", "ines")).toBe(200);
  expect(await ask("/nothing", "made up")).toBe(404);
  expect(asked).toEqual([]);
  expect(await ask("/nothing", "another one")).toBe(404);
  expect(await ask("/here", "a third")).toBe(429); // made-up tokens count for the address
});

test("what the house's own drill fails at is counted to nobody, and nobody else's failures are forgotten for it", async () => {
  const { ask } = await open(3, ["ines"]);
  const drill = { "x-drill": "yes" };
  for (let i = 0; i < 10; i++) expect(await ask("/nothing", undefined, drill)).toBe(404);
  for (let i = 0; i < 10; i++) expect(await ask("/nothing", "ines", drill)).toBe(404);
  expect(await ask("/here")).toBe(200);
  expect(await ask("/here", "ines")).toBe(200);
  for (let i = 0; i < 3; i++) expect(await ask("/nothing")).toBe(404);
  expect(await ask("/here")).toBe(429);
  expect(await ask("/here", undefined, drill)).toBe(200);
});
