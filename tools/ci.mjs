// What a clean clone must pass: the whole test command, then the demo as a launch without a person. Closing line: N passed, N failed.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

function counted(words) {
  return new Promise((resolve) => {
    let out = "";
    const child = spawn("npm", words, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.on("data", (data) => {
      out += data;
      process.stdout.write(data.toString().replace(/^(\d+ passed, \d+ failed.*)$/gm, "  $1")); // one closing line only
    });
    child.on("close", (code) => {
      const lines = [...out.matchAll(/^(\d+) passed, (\d+) failed/gm)];
      const [, passed = "0", failed = "0"] = lines.at(-1) ?? [];
      resolve({ passed: Number(passed), failed: Number(failed) || (code === 0 ? 0 : 1) });
    });
  });
}

const tests = await counted(["test", "--silent"]);
const demo = await counted(["run", "--silent", "demo", "--", "--check"]);
const failed = tests.failed + demo.failed;
process.stdout.write(`${tests.passed + demo.passed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
