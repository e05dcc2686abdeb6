// node tools/run-built.mjs NAME words…: builds when the sources changed, then becomes build/NAME.js, in this very process:
// signals, exit code and terminal are its own.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isFresh } from "./build.mjs";

const fileOf = { house: "cli" };
const [, , name = "", ...words] = process.argv;
const tools = path.dirname(fileURLToPath(import.meta.url));
const program = path.join(tools, "../build", `${fileOf[name] ?? name}.js`);

if (!isFresh()) {
  // stdout belongs to the program: `--json` prints one line there.
  const child = spawn(process.execPath, [path.join(tools, "build.mjs")], { stdio: ["inherit", 2, 2] });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) process.exit(code ?? 1);
}
if (!/^[a-z]+$/.test(name) || !existsSync(program)) {
  console.error("Usage: node tools/run-built.mjs house|demo|bench|gallery words…");
  process.exit(2);
}
process.setSourceMapsEnabled(true);
process.env.NODE_ENV = "production";
process.argv = [process.execPath, program, ...words];
await import(pathToFileURL(program).href);
