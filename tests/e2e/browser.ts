import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "#server/infra/embedded/root.ts";

/** What Playwright's `chromium.launch` needs of a browser. */
export interface FoundBrowser {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

const run = promisify(execFile);
const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * Quiet, without a sandbox where it cannot have one, with cameras and a microphone of its own that nobody has to allow.
 * The second of three cameras gives depth pictures, which no browser sends: whoever wants another one takes the third.
 */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ...["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=device-count=3", "--autoplay-policy=no-user-gesture-required"],
];

const onPath = (): string | undefined =>
  (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file) && spawnSync(file, ["--version"]).status === 0);

const ownEnv = (): Record<string, string> => Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** Unpacks the browser that came by npm, once, into the cache; whole or not at all, also when two ask together. */
async function unpacked(): Promise<string> {
  const packed = path.dirname(path.dirname(path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"))));
  const { version } = JSON.parse(readFileSync(path.join(packed, "package.json"), "utf8"));
  const cache = path.join(root, ".cache");
  const folder = path.join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  const unpack = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  // It unpacks into the temporary folder, and its libraries only where it believes to be at its usual host.
  const env = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
  await run(process.execPath, ["--input-type=module", "--eval", unpack], { cwd: root, env });
  try {
    renameSync(draft, folder);
  } catch (fault) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw fault;
  }
  return folder;
}

/** The browser for tests, demo and benches: CHROMIUM_PATH, one that is installed, else the one that came by npm. */
export async function findBrowser(): Promise<FoundBrowser> {
  const own = process.env.CHROMIUM_PATH || onPath();
  if (own) return { executablePath: own, args, env: ownEnv() };
  const folder = await unpacked();
  const executablePath = path.join(folder, "chromium");
  const lacks = spawnSync("ldd", [executablePath], { encoding: "utf8" }).stdout?.includes("not found") ?? true;
  const libraries = { LD_LIBRARY_PATH: [path.join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":") };
  return { executablePath, args, env: { ...ownEnv(), FONTCONFIG_PATH: path.join(folder, "fonts"), ...(lacks ? libraries : {}) } };
}
