import path from "node:path";
import type { Plugin } from "vite";

const room = (name: string) => path.resolve(name) + path.sep;
const outside = ["app", "contracts", "words"].map(room);
const inside = ["server", "prisma", "tests", "tools"].map(room);

/** Refuses, in the build and in development, an import by value that leads from the app or the contracts into the house. */
export function wall(): Plugin {
  return {
    name: "wall",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (!importer || !outside.some((folder) => importer.startsWith(folder))) return null;
      const hit = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (hit && inside.some((folder) => hit.id.startsWith(folder))) {
        this.error(`the wall: ${path.relative(".", importer)} imports ${source} by value`);
      }
      return null;
    },
  };
}
