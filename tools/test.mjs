// Proves everything: types, lint, layers, unused code, unit, house, access, media, end to end. Closing line: N passed, N failed.
// `node tools/test.mjs access` (or unit, house, media, e2e, check) runs one part.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
const results = at("test-results");
const say = (text) => process.stderr.write(`${text}\n`);

function run(program, words, env = {}) {
  return new Promise((resolve) => {
    let out = "";
    const child = spawn(program, words, { cwd: root, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env } });
    child.stdout.on("data", (data) => {
      out += data;
      process.stderr.write(data);
    });
    child.on("close", (code) => resolve({ code: code ?? 1, out }));
  });
}

const read = (name) => (existsSync(path.join(results, name)) ? JSON.parse(readFileSync(path.join(results, name), "utf8")) : null);
/** A part that ended badly without a failing test (a crash, a missing bar) counts as one failure. */
const tally = (passed, failed, skipped, code) => ({ passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped });

async function vitest(name, more = []) {
  const file = `${name}.json`;
  const { code } = await run(at("node_modules/.bin/vitest"), ["run", "--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=test-results/${file}`, ...more]);
  const told = read(file);
  return tally(told?.numPassedTests ?? 0, told?.numFailedTests ?? 0, (told?.numPendingTests ?? 0) + (told?.numTodoTests ?? 0), code);
}

/** The door of the house is covered by branch, completely. */
async function access() {
  const counts = await vitest("access", ["--coverage"]);
  const total = existsSync(at("coverage/coverage-summary.json")) ? JSON.parse(readFileSync(at("coverage/coverage-summary.json"), "utf8")).total : null;
  const covered = total?.branches?.pct ?? 0;
  say(`server/access is covered by branch: ${covered} %`);
  return covered === 100 ? { ...counts, passed: counts.passed + 1 } : { ...counts, failed: counts.failed + 1 };
}

async function e2e() {
  const { code } = await run(at("node_modules/.bin/playwright"), ["test"], { PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(results, "e2e.json") });
  const stats = read("e2e.json")?.stats;
  return tally(stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0), stats?.skipped ?? 0, code);
}

async function check() {
  const { code, out } = await run(process.execPath, [at("tools/check.mjs")]);
  const [, passed = "0", failed = "1"] = /(\d+) passed, (\d+) failed\s*$/.exec(out) ?? [];
  return tally(Number(passed), Number(failed), 0, code);
}

async function build() {
  const { code } = await run(process.execPath, [at("tools/build.mjs")]);
  return tally(code === 0 ? 1 : 0, 0, 0, code);
}

const parts = { build, check, unit: () => vitest("unit"), house: () => vitest("house"), access, media: () => vitest("media"), e2e };
const needsBuild = new Set(["unit", "access", "media", "e2e", "house"]);

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const asked = process.argv[2];
if (asked && !(asked in parts)) {
  say(`There is no part ${asked}. Parts: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
const chosen = asked ? [...(needsBuild.has(asked) ? ["build"] : []), asked] : Object.keys(parts);
const sum = { passed: 0, failed: 0, skipped: 0 };
const rows = [];
for (const name of chosen) {
  const begun = Date.now();
  const counts = await parts[name]();
  rows.push(`  ${name.padEnd(8)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed ${String(counts.skipped).padStart(4)} skipped  ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  for (const key of Object.keys(sum)) sum[key] += counts[key];
  if (name === "build" && counts.failed > 0) break;
}
const skipsForbidden = Boolean(process.env.SIPARIO_NO_SKIPS) && sum.skipped > 0;
say(`\n${rows.join("\n")}`);
if (sum.skipped > 0) say(`\n${sum.skipped} SKIPPED. What was skipped is not proved on this machine; the lines above say why.`);
process.stdout.write(`${sum.passed} passed, ${sum.failed + (skipsForbidden ? sum.skipped : 0)} failed${sum.skipped > 0 && !skipsForbidden ? `, ${sum.skipped} skipped` : ""}\n`);
process.exit(sum.failed > 0 || skipsForbidden ? 1 : 0);
