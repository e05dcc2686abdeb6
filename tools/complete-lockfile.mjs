// Makes package-lock.json one that `npm ci` accepts anywhere: it names the packages of every platform, also those that the registry
// at hand did not serve, and no address of a registry. Run it after every change of dependencies.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const systems = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
  "windows",
  "aix",
];
const processors = ["x64", "arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

/** Where Node finds a package from a place of the tree: beside it, or in any folder above. */
function findInstalled(packages, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("node_modules/") - 1))) {
    const key = `${place ? `${place}/` : ""}node_modules/${name}`;
    if (packages[key]) return key;
    if (!place) return undefined;
  }
}

/** The optional packages of exact version that nothing in the tree stands for, each with the place that asks for it. */
export function findMissing(packages) {
  return Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(
        ([name, version]) =>
          /^\d+\.\d+\.\d+/.test(version) && packages[findInstalled(packages, from, name)]?.version !== version,
      )
      .map(([name, version]) => ({ from, name, version, isDev: entry.dev === true })),
  );
}

/** What a platform's package would say of itself, as its name tells. */
function stubOf({ name, version, isDev }) {
  const short = name.split("/").at(-1);
  const system = systems.find((one) => short.includes(one));
  const processor = processors.find((one) => short.includes(one));
  const libc = short.includes("musl") ? "musl" : system === "linux" && short.includes("gnu") ? "glibc" : undefined;
  return {
    version,
    ...(processor && { cpu: [processor] }),
    ...(isDev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(system && { os: [system === "windows" ? "win32" : system] }),
  };
}

/** The lock with a stub for every platform's package and without addresses; the one it is given stays as it is. */
export function completeLock(lock) {
  const packages = structuredClone(lock.packages);
  for (const entry of Object.values(packages)) if (/^https?:/.test(entry.resolved ?? "")) delete entry.resolved;
  for (const wanted of findMissing(packages)) {
    const shared = `node_modules/${wanted.name}`;
    const key = packages[shared] && packages[shared].version !== wanted.version ? `${wanted.from}/${shared}` : shared;
    packages[key] = stubOf(wanted);
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), "../package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const complete = completeLock(lock);
  writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`);
  console.log(`${Object.keys(complete.packages).length - Object.keys(lock.packages).length} platform packages added.`);
}
