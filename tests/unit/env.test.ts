import { expect, test } from "vitest";
import { describeEnvErrors, originOf, readEnv } from "#server/infra/env.ts";
import { openLog, scrub } from "#server/infra/log.ts";

const complaints = (source: Record<string, string>) => {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    return describeEnvErrors(error) ?? [];
  }
};

const media = { LIVEKIT_URL: "https://media.example", LIVEKIT_API_KEY: "house", LIVEKIT_API_SECRET: "s".repeat(32) };

test("nothing set is one machine in production", () => {
  const env = readEnv({});
  expect(env).toEqual({
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    DATA_DIR: ".sipario",
    MEDIA_ADDRESS: "127.0.0.1",
    TRUSTED_PROXIES: [],
    FAILURES_PER_MINUTE: 240,
    LOG_LEVEL: "info",
    SIPARIO_VIDEO: "auto",
    SIPARIO_KIT: "off",
  });
  expect(originOf(env, 3000)).toBe("http://localhost:3000");
});

test("an empty variable counts as left out", () => {
  expect(readEnv({ PORT: "", DATABASE_URL: " ", SIPARIO_VIDEO: "" })).toEqual(readEnv({}));
});

test("everything set is taken over", () => {
  const env = readEnv({
    ...media,
    PORT: "8443",
    PUBLIC_ORIGIN: "https://launch.example",
    DATABASE_URL: "postgresql://a:b@db/house",
    SMTP_URL: "smtps://mail.example",
    MAIL_FROM: "Maison Aurelle <hello@maison.example>",
    TRUSTED_PROXIES: "10.0.0.1, 10.1.0.0/16,loopback,::1/128",
    SIPARIO_VIDEO: "off",
  });
  expect(env.PORT).toBe(8443);
  expect(env.TRUSTED_PROXIES).toEqual(["10.0.0.1", "10.1.0.0/16", "loopback", "::1/128"]);
  expect(originOf(env, 8443)).toBe("https://launch.example");
});

test.each([
  ["PORT", "high"],
  ["PORT", "70000"],
  ["PORT", "0"],
  ["NODE_ENV", "staging"],
  ["PUBLIC_ORIGIN", "http://launch.example"],
  ["PUBLIC_ORIGIN", "https://launch.example/path"],
  ["PUBLIC_ORIGIN", "https://name:word@launch.example"],
  ["PUBLIC_ORIGIN", "launch.example"],
  ["DATABASE_URL", "mysql://a:hush@db/house"],
  ["LIVEKIT_URL", "media.example"],
  ["LIVEKIT_API_SECRET", "hush"],
  ["MEDIA_ADDRESS", "media.example"],
  ["SMTP_URL", "mail.example"],
  ["MAIL_FROM", "Maison"],
  ["MAIL_FROM", "a@b.example\r\nBcc: c@d.example"],
  ["TRUSTED_PROXIES", "10.0.0.0/40"],
  ["TRUSTED_PROXIES", "everyone"],
  ["LOG_LEVEL", "loud"],
  ["SIPARIO_VIDEO", "no"],
  ["HOST", "a b"],
])("%s=%s is refused by name, without the value", (name, value) => {
  const told = complaints({ ...media, MAIL_FROM: "a@b.example", [name]: value });
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(new RegExp(`^${name} should be `));
  expect(told[0]).not.toContain("hush");
});

test("every wrong variable is named at once", () => {
  expect(complaints({ PORT: "x", LOG_LEVEL: "x" }).map((line) => line.split(" ")[0])).toEqual(["PORT", "LOG_LEVEL"]);
});

test("a media server is given with key and secret, or not at all", () => {
  expect(complaints({ LIVEKIT_URL: media.LIVEKIT_URL })).toEqual([
    "LIVEKIT_API_KEY should be set, because LIVEKIT_URL is",
    "LIVEKIT_API_SECRET should be set, because LIVEKIT_URL is",
  ]);
  expect(complaints({ LIVEKIT_API_SECRET: media.LIVEKIT_API_SECRET })).toHaveLength(2);
  expect(complaints(media)).toEqual([]);
});

test("letters sent by SMTP need a sender", () => {
  expect(complaints({ SMTP_URL: "smtp://mail.example" })).toEqual(["MAIL_FROM should be set, because SMTP_URL is"]);
});

test("another error is not described as a setting's", () => {
  expect(describeEnvErrors(new Error("the roof leaks"))).toBeUndefined();
});

test("the log keeps host and message, never paths, queries, tokens or secrets", () => {
  const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";
  expect(scrub("to https://launch.example/door/abc?x=1 and wss://h:9/media/s?access_token=1 now")).toBe(
    "to https://launch.example and wss://h:9 now",
  );
  expect(scrub("postgresql://app:hush@127.0.0.1:5/house")).toBe("postgresql://127.0.0.1:5");
  expect(scrub(`Authorization: Bearer ${jwt}, ${jwt}, access_token=${jwt}&b=1`)).not.toMatch(/eyJ/);

  const lines: string[] = [];
  const log = openLog("info", (text) => lines.push(text), false);
  log.info(
    { token: "hush", req: { method: "GET", url: "/door/hush", headers: { cookie: "hush" } }, guest: { link: "hush" } },
    "seen",
  );
  log.error({ err: new Error(`refused ${jwt} at http://127.0.0.1:7880/twirp?token=hush`) }, "media");
  expect(lines).toHaveLength(2);
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["seen", "media"]);
  expect(lines.join("")).not.toMatch(/hush|eyJ|twirp/);
});

test("on a terminal the log is one readable line", () => {
  const lines: string[] = [];
  openLog("info", (text) => lines.push(text), true).warn({ port: 3000 }, "the door is open");
  expect(lines.join("")).toMatch(/^\d\d:\d\d:\d\d .*warn.* the door is open port=3000\n$/);
});
