// node tools/check.mjs [types|lint|layers|unused]…: what can be said of the code without running it. All of them unless named.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const layered = ["app", "contracts", "server", "words", "prisma"];
const checks = {
  types: ["tsc", "--noEmit", "-p", "."],
  unused: ["knip", "--no-progress"],
  layers: ["depcruise", ...layered, "--config", ".dependency-cruiser.mjs"],
  lint: ["biome", "lint", "--error-on-warnings", "."],
};

/** Runs a program of node_modules and returns how it went, all it said, and how long it took in seconds. */
function run([program, ...words]) {
  const begun = Date.now();
  return new Promise((resolve) => {
    const child = spawn(path.join(root, "node_modules/.bin", program), words, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const end = (isOk) => resolve({ isOk, said: said.trim(), seconds: ((Date.now() - begun) / 1000).toFixed(1) });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    child.once("error", (error) => {
      said += error.message;
      end(false);
    });
    child.once("close", (code) => end(code === 0));
  });
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(", ")}; there are ${Object.keys(checks).join(", ")}.`);
  process.exit(2);
}

if (!existsSync(path.join(root, "prisma/generated"))) {
  const { isOk, said } = await run(["prisma", "generate"]);
  if (!isOk) console.error(said);
}

const waiting = named.length > 0 ? named : Object.keys(checks);
const count = { passed: 0, failed: 0 };
async function work() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const { isOk, said, seconds } = await run(checks[name]);
    count[isOk ? "passed" : "failed"]++;
    console.log(`${isOk ? "passed" : "FAILED"} ${name} (${seconds} s)`);
    if (!isOk) console.log(`${said}\n`);
  }
}
await Promise.all([work(), work()]);
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 ? 1 : 0);
