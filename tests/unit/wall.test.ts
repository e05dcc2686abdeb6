import path from "node:path";
import type { Plugin } from "vite";
import { build, loadConfigFromFile } from "vite";
import { describe, expect, test } from "vitest";
import { wall } from "../../tools/wall.ts";

/** Builds one module as if it lay in the repository; nothing is written. Answers what the build said, null when it passed. */
async function buildPlanted(file: string, code: string, plugins: Plugin[] = [wall()]): Promise<string | null> {
  const planted = path.resolve(file);
  const plant: Plugin = {
    name: "plant",
    enforce: "pre",
    resolveId: (source) => (source === "planted" ? planted : null),
    load: (id) => (id === planted ? code : null),
  };
  try {
    await build({
      configFile: false,
      logLevel: "silent",
      plugins: [...plugins, plant],
      build: { write: false, minify: false, ssr: true, rollupOptions: { input: "planted", external: (id) => id !== "planted" && /^[a-z@]/.test(id) } },
    });
    return null;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

describe("the wall", () => {
  test.each([
    ["a page that takes a value", "app/routes/planted.tsx", 'import { decide } from "#server/access/policy.ts"; export default decide;'],
    ["a relative path", "app/room/planted.ts", 'export { decide } from "../../server/access/policy.ts";'],
    ["a dynamic import", "app/live/planted.ts", 'export const late = () => import("#server/access/profile.ts");'],
    ["an import for its effect", "app/ui/planted.ts", 'import "#server/access/profile.ts"; export default 1;'],
    ["a type imported as if it were a value", "app/ui/planted.ts", 'import { type Why } from "#server/access/policy.ts"; export const why: Why | null = null;'],
    ["the cast on a page", "app/routes/planted.ts", 'import { events } from "#prisma/cast.ts"; export default events;'],
    ["a test on a page", "app/routes/planted.ts", 'import { matrix } from "#tests/access/matrix.ts"; export default matrix;'],
    ["a contract that reaches into the house", "contracts/planted.ts", 'import { profiles } from "#server/access/profile.ts"; export default profiles;'],
  ])("fires at %s", async (_what, file, code) => {
    expect(await buildPlanted(file, code)).toContain(`the wall: ${file} imports`);
  });

  test.each([
    ["a type", "app/routes/planted.tsx", 'import type { Why } from "#server/access/policy.ts"; export const why: Why | null = null;'],
    ["a contract", "app/routes/planted.tsx", 'import { levels } from "#contracts/event.ts"; export default levels;'],
  ])("lets %s pass", async (_what, file, code) => {
    expect(await buildPlanted(file, code)).toBeNull();
  });

  test("without it the same page would carry the house into the browser", async () => {
    expect(await buildPlanted("app/routes/planted.tsx", 'import { decide } from "#server/access/policy.ts"; export default decide;', [])).toBeNull();
  });

  test("stands first in the build that ships", async () => {
    const found = await loadConfigFromFile({ command: "build", mode: "production" }, "vite.config.ts");
    const plugins = (found?.config.plugins ?? []).flat(4) as { name?: string }[];
    expect(plugins[0]?.name).toBe("wall");
  });
});
