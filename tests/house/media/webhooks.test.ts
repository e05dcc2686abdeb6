import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { AccessToken } from "livekit-server-sdk";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mediaWebhooks } from "#server/http/webhooks.ts";
import { openMedia } from "#server/infra/livekit.ts";
import type { MediaHint } from "#server/infra/livekit.ts";

const secret = "s".repeat(40);
const media = openMedia({ url: "http://127.0.0.1:9", apiKey: "house", apiSecret: secret });
const heard: MediaHint[] = [];
const counts: string[] = [];
const start = 1_800_000_000_000;
let now = start;
let isAway = false;

const app = express();
app.post(
  "/webhooks/livekit",
  mediaWebhooks({
    media: () => (isAway ? null : media),
    heard: (hint) => void heard.push(hint),
    now: () => now,
    count: (what) => void counts.push(what),
  }),
);
const server = createServer(app);

const bodyOf = (id: string, at = now): string =>
  JSON.stringify({ event: "participant_joined", id, createdAt: String(Math.floor(at / 1000)), room: { name: "call_x" }, participant: { identity: "p_x" } });

async function signed(body: string, key = secret, issuer = "house"): Promise<string> {
  const token = new AccessToken(issuer, key, { ttl: 300 });
  token.sha256 = createHash("sha256").update(body).digest("base64");
  return token.toJwt();
}

async function post(body: string, authorization?: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/webhooks/livekit`, {
    method: "POST",
    body,
    headers: { "content-type": "application/webhook+json", ...(authorization && { authorization }) },
  });
  return JSON.stringify([response.status, await response.text(), [...response.headers.keys()].filter((name) => name !== "date")]);
}

describe("the media server's webhooks", () => {
  let refused = "";
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    refused = await post("{}");
  });
  afterAll(() => server.close());
  beforeEach(() => {
    heard.length = 0;
    counts.length = 0;
    isAway = false;
    now = start;
  });

  it("hears a true one once, with what it names", async () => {
    const body = bodyOf("EV_1");
    const authorization = await signed(body);
    expect(JSON.parse(await post(body, authorization))[0]).toBe(200);
    expect(heard).toEqual([{ id: "EV_1", kind: "participant_joined", call: "call_x", identity: "p_x", at: start }]);
    expect(await post(body, authorization)).toBe(refused);
    expect(await post(body, await signed(body))).toBe(refused); // signed anew, the same event
    expect(heard).toHaveLength(1);
    expect(counts).toEqual(["webhook_replayed", "webhook_replayed"]);
  });

  it("refuses what is not signed, signed by another, or signed for another body", async () => {
    const body = bodyOf("EV_2");
    expect(await post(body)).toBe(refused);
    expect(await post(body, "nonsense")).toBe(refused);
    expect(await post(body, await signed(body, "t".repeat(40)))).toBe(refused);
    expect(await post(body, await signed(body, secret, "other"))).toBe(refused);
    expect(await post(`${body} `, await signed(body))).toBe(refused);
    expect(await post(body, await new AccessToken("house", secret, { ttl: 300 }).toJwt())).toBe(refused);
    expect(await post("[", await signed("["))).toBe(refused);
    expect(heard).toEqual([]);
  });

  it("refuses what is older than a minute or from the future, so that its memory can be short", async () => {
    const old = bodyOf("EV_3", start - 61_000);
    expect(await post(old, await signed(old))).toBe(refused);
    const coming = bodyOf("EV_4", start + 30_000);
    expect(await post(coming, await signed(coming))).toBe(refused);
    const fine = bodyOf("EV_5");
    const authorization = await signed(fine);
    expect(JSON.parse(await post(fine, authorization))[0]).toBe(200);
    for (now = start; now < start + 200_000; now += 10_000) expect(await post(fine, authorization)).toBe(refused);
    expect(heard).toHaveLength(1);
  });

  it("refuses everything without a media server, and bodies without end", async () => {
    const body = bodyOf("EV_6");
    isAway = true;
    expect(await post(body, await signed(body))).toBe(refused);
    isAway = false;
    await post("x".repeat(300_000), await signed(body)).catch(() => "cut");
    expect(heard).toEqual([]);
  });
});
