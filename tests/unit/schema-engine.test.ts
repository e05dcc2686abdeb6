import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "#server/infra/embedded/root.ts";

const require = createRequire(path.join(root, "package.json"));
const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));

/** Prisma's own pin, as the CLI that is installed sees it. */
const pinned = () => {
  const engines = createRequire(require.resolve("prisma/package.json")).resolve("@prisma/engines");
  const version = createRequire(engines).resolve("@prisma/engines-version");
  return read(path.join(path.dirname(version), "package.json"));
};

test("the WebAssembly engine is the one that Prisma pins", () => {
  const { version, prisma } = pinned();
  expect(read(path.join(root, "package.json")).dependencies["@prisma/schema-engine-wasm"]).toBe(version);
  const said = execFileSync(
    process.execPath,
    [path.join(root, "server/infra/embedded/schema-engine.mjs"), "--version"],
    { encoding: "utf8" },
  );
  expect(said.trim()).toBe(`schema-engine-cli ${prisma.enginesVersion}`);
});

test("Prisma's packages all have the same exact version", () => {
  const { dependencies } = read(path.join(root, "package.json"));
  const versions = ["prisma", "@prisma/client", "@prisma/adapter-pg", "@prisma/driver-adapter-utils"].map(
    (name) => dependencies[name],
  );
  expect(new Set(versions).size).toBe(1);
  expect(versions[0]).toMatch(/^\d+\.\d+\.\d+$/);
});
