import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import type { Plugin } from "vite";
import remixConfig from "./remix.config.js";
import { wall } from "./tools/wall.ts";

/** Each icon comes in six weights; the house draws in light, so the build leaves the other five out. */
const lightIcons: Plugin = {
  name: "light-icons",
  apply: "build",
  transform(code, id) {
    if (!id.includes("@phosphor-icons/react/dist/defs/")) return null;
    const light = /\[\s*"light",[\s\S]*?\n {2}\](?=,|\n)/.exec(code)?.[0];
    const [head] = code.split("new Map(");
    const name = /export \{\s*(\w+) as default/.exec(code)?.[1];
    if (!light || !head || !name) this.error(`no light weight in ${id}`);
    return { code: `${head}new Map([${light}]);\nexport { ${name} as default };`, map: null };
  },
};

export default defineConfig(({ command }) => ({
  plugins: [wall(), lightIcons, tailwindcss(), remix(remixConfig)],
  ssr:
    command === "build"
      ? { noExternal: [/^react-aria/, /^react-stately/, /^@react-/, /^@internationalized\//, /^zod/, /^@conform-to\//, /^@phosphor-icons\//, "uqr"] }
      : {},
  build: { target: "es2022", cssTarget: ["chrome111", "safari16.4", "firefox128"], assetsInlineLimit: 0, sourcemap: false },
}));
