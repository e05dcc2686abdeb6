import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

function findRoot(from: string): string {
  try {
    if (JSON.parse(readFileSync(path.join(from, "package.json"), "utf8")).name === "sipario") return from;
  } catch {} // no package.json here: look further up
  const parent = path.dirname(from);
  if (parent === from)
    throw new Error("The house does not stand in its repository: no package.json named sipario above it.");
  return findRoot(parent);
}

/** The repository's root, found from where this code lies, in source or bundle, whatever the working directory is. */
export const root = findRoot(path.dirname(fileURLToPath(import.meta.url)));
