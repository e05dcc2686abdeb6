import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "#server/infra/embedded/root.ts";
import { completeLock, findMissing } from "../../tools/complete-lockfile.mjs";

type Entry = {
  version?: string;
  resolved?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
};
type Lock = { packages: Record<string, Entry> };
const lock: Lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sipario-lock-"));
  for (const name of ["package.json", ".npmrc"]) copyFileSync(path.join(root, name), path.join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Only compares the lock with package.json: nothing is fetched or installed. */
function npmCiAccepts(content: Lock): boolean {
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify(content));
  try {
    execFileSync("npm", ["ci", "--dry-run", "--offline", "--ignore-scripts"], { cwd: folder, stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

test("npm ci accepts the lock", () => {
  expect(findMissing(lock.packages)).toEqual([]);
  expect(npmCiAccepts(lock)).toBe(true);
}, 30_000);

test("a lock without another platform's packages is refused, and completed", () => {
  const ours = Object.entries(lock.packages).filter(([name]) => !name.includes("@biomejs/cli-"));
  const partial = { ...lock, packages: Object.fromEntries(ours) };
  expect(npmCiAccepts(partial)).toBe(false);
  const complete: Lock = completeLock(partial);
  expect(npmCiAccepts(complete)).toBe(true);
  expect(complete.packages["node_modules/@biomejs/cli-linux-arm64-musl"]).toMatchObject({
    optional: true,
    os: ["linux"],
    cpu: ["arm64"],
    libc: ["musl"],
  });
}, 30_000);

test("the lock names no registry's address, and completing takes such addresses out", () => {
  const addressed = (of: Lock) => Object.entries(of.packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(addressed(lock)).toEqual([]);
  const packages = {
    ...lock.packages,
    "node_modules/zod": { version: "4.6.0", resolved: "https://registry.example/zod.tgz" },
  };
  expect(addressed(completeLock({ ...lock, packages }))).toEqual([]);
});

const numbers = (version: string) => version.split("-")[0]?.split(".").map(Number) ?? [];
const isAtLeast = (version: string, least: string) => {
  const [a, b] = [numbers(version), numbers(least)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 || (a[at] ?? 0) > (b[at] ?? 0);
};

/** Below these, a packet from outside can bring a house down. ws 7 serves Remix's development server alone. */
const safe = [
  { name: "engine.io", least: "6.6.9" },
  { name: "socket.io-parser", least: "4.2.6" },
  { name: "ws", least: "8.21.0", but: { under: "node_modules/@remix-run/dev/", least: "7.5.10" } },
];

test.each(safe)("every $name in the lock is at least $least", ({ name, least, but }) => {
  const found = Object.entries(lock.packages).filter(([place]) => place.endsWith(`node_modules/${name}`));
  expect(found.length).toBeGreaterThan(0);
  for (const [place, { version = "" }] of found) {
    const limit = but && place.startsWith(but.under) ? but.least : least;
    expect(isAtLeast(version, limit), `${place} ${version}`).toBe(true);
  }
});
