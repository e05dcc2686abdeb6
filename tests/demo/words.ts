import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "#server/infra/embedded/root.ts";

/** A word of the catalogue, as the screens say it, by its dotted key. Throws for a key that is not there. */
export function wordOf(language: string, namespace: string, key: string): string {
  let found: unknown = JSON.parse(readFileSync(path.join(root, "words", language, `${namespace}.json`), "utf8"));
  for (const part of key.split(".")) found = typeof found === "object" && found !== null ? Reflect.get(found, part) : undefined;
  if (typeof found !== "string") throw new Error(`the catalogue has no ${key}`);
  return found;
}
