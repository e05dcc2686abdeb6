// Builds what `npm start`, the demo and the benches run, and the media server beside it. Does nothing when nothing changed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
const stampFile = at("build/.stamp");
const say = (text) => process.stderr.write(`${text}\n`);

/** What is bundled: the name in build/, and where it begins. Those that are not there are left out. */
const entries = {
  house: "server/main.ts",
  cli: "server/cli.ts",
  demo: "tests/demo/demo.ts",
  crowd: "tests/demo/crowd.ts",
  bench: "tests/bench/bench.ts",
  gallery: "tests/gallery/gallery.ts",
};

const sources = [
  ...["app", "contracts", "server", "prisma", "words", "public", "tests/demo", "tests/bench", "tests/gallery"],
  ...[
    "package.json",
    "package-lock.json",
    "prisma.config.ts",
    "remix.config.js",
    "tools/build.mjs",
    "tsconfig.json",
    "vite.config.ts",
  ],
];
const generated = at("prisma/generated");

function* filesUnder(place) {
  if (place === generated || !existsSync(place)) return;
  if (!statSync(place).isDirectory()) yield place;
  else for (const name of readdirSync(place).sort()) yield* filesUnder(path.join(place, name));
}

/** `extra` are files outside the sources that the last bundle took in. */
function hashOf(extra) {
  const hash = createHash("sha256");
  const files = new Set([...sources, ...extra].flatMap((place) => [...filesUnder(at(place))]));
  for (const file of files)
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

const isThere = (entry) => existsSync(at(entry));
const outputs = () => [
  "build/server/index.js",
  ...Object.entries(entries)
    .filter(([, entry]) => isThere(entry))
    .map(([name]) => `build/${name}.js`),
];

/** True when everything is built from exactly the sources that lie there now. */
export function isFresh() {
  try {
    const { hash, extra } = JSON.parse(readFileSync(stampFile, "utf8"));
    return outputs().every(isThere) && existsSync(generated) && hash === hashOf(extra);
  } catch {
    return false; // never built, or a build cut short
  }
}

/** Runs a program of node_modules; what it says is shown only when it fails. */
function run(title, name, ...words) {
  const begun = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(at("node_modules/.bin", name), words, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: "production" },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== 0) return reject(new Error(`${title} failed.\n${said}`));
      say(`${title}: done in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
      resolve();
    });
  });
}

async function bundle() {
  const { build } = await import("esbuild");
  const entryPoints = Object.fromEntries(
    Object.entries(entries)
      .filter(([, entry]) => isThere(entry))
      .map(([name, entry]) => [name, at(entry)]),
  );
  const { metafile } = await build({
    ...{ absWorkingDir: root, entryPoints, outdir: at("build"), metafile: true, logLevel: "warning" },
    ...{ bundle: true, platform: "node", format: "esm", target: "node20", packages: "external", sourcemap: true },
  });
  say(`Server: done (${Object.keys(entryPoints).join(", ")})`);
  return Object.keys(metafile.inputs).filter(
    (file) => !sources.some((place) => file === place || file.startsWith(`${place}/`)),
  );
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Beside every text that browsers fetch, the same packed as tightly as can be, so that no request waits for packing. */
async function pack() {
  const folder = at("build/client");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(js|css|svg|json|txt|webmanifest)$/.test(one.name))
    .map((one) => path.join(one.parentPath ?? one.path, one.name));
  const packed = async (file) => {
    const text = readFileSync(file);
    if (text.length < 1000) return;
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
    const [br, gz] = await Promise.all([brotli(text, { params: { ...size, [constants.BROTLI_PARAM_QUALITY]: 11 } }), zip(text, { level: 9 })]);
    writeFileSync(`${file}.br`, br);
    writeFileSync(`${file}.gz`, gz);
  };
  await Promise.all(files.map(packed));
  say(`Packed: done (${files.length} files)`);
}

async function buildApp() {
  rmSync(stampFile, { force: true });
  const before = hashOf([]);
  // Pages first: the page build empties build/.
  const [pages, client] = await Promise.allSettled([
    run("Pages", "remix", "vite:build"),
    run("Database client", "prisma", "generate"),
  ]);
  for (const step of [pages, client]) if (step.status === "rejected") throw step.reason;
  const [extra] = await Promise.all([bundle(), pack()]);
  if (before !== hashOf([])) return say("The sources changed meanwhile; the next start builds again.");
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ hash: hashOf(extra), extra }));
}

async function buildMedia(ensureMediaBuilt) {
  if (process.env.SIPARIO_VIDEO === "off" || process.env.LIVEKIT_URL) return;
  const found = await ensureMediaBuilt({ log: { info: say, warn: say, error: say, debug() {} } });
  say("missing" in found ? found.missing : "Media server: ready");
}

/** Two builds at once would write over each other: the second waits, and mostly finds nothing left to do. */
async function build() {
  const { register } = await import("tsx/esm/api");
  register();
  const { takeLock } = await import("../server/infra/embedded/lock.ts");
  const { ensureMediaBuilt } = await import("../server/infra/embedded/media-program.ts");
  mkdirSync(at(".cache"), { recursive: true });
  for (let hasSaid = false; ; hasSaid = true) {
    const lock = takeLock(at(".cache/build.lock"));
    if (typeof lock !== "number") {
      try {
        const media = buildMedia(ensureMediaBuilt);
        if (!isFresh()) {
          say("Building Sipario");
          await buildApp();
        }
        return await media;
      } finally {
        lock.release();
      }
    }
    if (!hasSaid) say(`Process ${lock} is building; waiting for it.`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  process.exit(0);
}
