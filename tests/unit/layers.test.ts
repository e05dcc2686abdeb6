import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import rules from "../../.dependency-cruiser.mjs";

/** A small house with one file for each way to break a rule; the rule that must notice stands beside it. */
const planted: Record<string, [file: string, code: string]> = {
  wall: ["app/room/wall.ts", 'import { a } from "#server/chat/chat.ts"; export default a;'],
  "contracts-pure": ["contracts/impure.ts", 'import { a } from "#app/ui/a.ts"; export default a;'],
  "infra-knows-no-subject": ["server/infra/curious.ts", 'import { a } from "#server/chat/chat.ts"; export default a;'],
  "subjects-know-no-edge": ["server/guests/edge.ts", 'import { a } from "#server/http/app.ts"; export default a;'],
  "subjects-never-admit": ["server/guests/admits.ts", 'import { a } from "#server/access/admit.ts"; export default a;'],
  "passes-are-made-at-the-door": ["server/seats/forger.ts", 'import { makePass } from "#server/access/pass.ts"; export default makePass;'],
  "one-database-client": ["server/guests/client.ts", 'import { PrismaClient } from "#prisma/generated/client.ts"; export default PrismaClient;'],
  "one-holder-of-the-media-secret": ["server/video/secret.ts", 'import { AccessToken } from "livekit-server-sdk"; export default AccessToken;'],
  "zod-through-contracts": ["server/guests/zod.ts", 'import * as z from "zod"; export default z;'],
  "personas-apart": ["app/tablet/neighbour.ts", 'import { a } from "#app/room/a.ts"; export default a;'],
  "no-circular": ["server/chat/circle-back.ts", 'import { a } from "#server/chat/circle.ts"; export const b = a;'],
  unresolved: ["server/chat/lost.ts", 'import { a } from "#server/chat/nowhere.ts"; export default a;'],
};

/** What the planted files lean on: in itself it breaks nothing. */
const ground: Record<string, string> = {
  "app/ui/a.ts": "export const a = 1;",
  "app/room/a.ts": 'import type { Seen } from "#server/chat/chat.ts"; export const a: Seen = 1;',
  "contracts/zod.ts": 'export * from "zod";',
  "contracts/a.ts": 'import * as z from "#contracts/zod.ts"; export const A = z.string();',
  "server/chat/chat.ts": 'import type { Door } from "#server/access/admit.ts"; export type Seen = number; export const a: Door = 1;',
  "server/http/app.ts": 'import { a as b } from "#server/access/admit.ts"; export const a = b;',
  "server/access/admit.ts": 'import { makePass } from "#server/access/pass.ts"; export type Door = number; export const a = makePass;',
  "server/access/pass.ts": "export const makePass = 1;",
  "server/infra/db.ts": 'import { PrismaClient } from "#prisma/generated/client.ts"; export const db = PrismaClient;',
  "server/chat/circle-back.ts": "export const b = 1;",
  "server/chat/circle.ts": 'import { b } from "#server/chat/circle-back.ts"; export const a = b;',
  "prisma/generated/client.ts": "export const PrismaClient = 1;",
};

interface Found {
  from: string;
  rule: { name: string };
}
let house: string;

function cruise(): Promise<Found[]> {
  const words = ["app", "contracts", "server", "prisma", "--config", ".dependency-cruiser.mjs", "--output-type", "json"];
  return new Promise((resolve, reject) => {
    execFile(path.resolve("node_modules/.bin/depcruise"), words, { cwd: house, maxBuffer: 1 << 26 }, (_error, stdout, stderr) => {
      if (!stdout) return reject(new Error(stderr));
      resolve((JSON.parse(stdout) as { summary: { violations: Found[] } }).summary.violations);
    });
  });
}
const put = (file: string, code: string) => {
  const at = path.join(house, file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, code);
};

beforeAll(() => {
  house = mkdtempSync(path.join(tmpdir(), "sipario-layers-"));
  for (const file of ["package.json", "tsconfig.json", ".dependency-cruiser.mjs"]) copyFileSync(file, path.join(house, file));
  symlinkSync(path.resolve("node_modules"), path.join(house, "node_modules"));
  for (const [file, code] of Object.entries(ground)) put(file, code);
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe("the layer rules", () => {
  test("each rule of the configuration has a planted file that breaks it", () => {
    const named = (rules as { forbidden: { name: string }[] }).forbidden.map((rule) => rule.name);
    expect(Object.keys(planted).sort()).toEqual(named.sort());
  });

  test("say nothing of a house in order, and name each planted file by the rule it breaks", async () => {
    expect(await cruise()).toEqual([]);
    for (const [file, code] of Object.values(planted)) put(file, code);
    const found = await cruise();
    const caught = Object.entries(planted).filter(([rule, [file]]) => found.some((one) => one.rule.name === rule && one.from === file));
    expect(caught.map(([rule]) => rule)).toEqual(Object.keys(planted));
  });
});
