// Plain JavaScript: the guard runs it without a build.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {{ pid: number, program: string, since: string }} Known a process told apart from any later one with its number */
/** @typedef {[signal: NodeJS.Signals, afterMs: number][]} Steps signals and when they are due, in milliseconds from the first */

const bootId = (() => {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
})();

/** @param {number} pid */
function identifyOnLinux(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const end = stat.lastIndexOf(")"); // a program's name may hold spaces and brackets
  const fields = stat.slice(end + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return undefined;
  return { pid, program: stat.slice(stat.indexOf("(") + 1, end), since: `${bootId} ${fields[19]}` };
}

/** @param {number} pid */
function identifyByPs(pid) {
  const said = execFileSync("ps", ["-o", "stat=,lstart=,comm=", "-p", String(pid)], {
    encoding: "utf8",
    stdio: "pipe",
  });
  const found = /^\s*(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.+?)\s*$/.exec(said);
  if (!found?.[2] || !found[3] || found[1]?.startsWith("Z")) return undefined;
  return { pid, program: found[3].split("/").at(-1) ?? "", since: found[2] };
}

/**
 * Tells which process has this number now; undefined when none has, or only the remains of one.
 * @param {number} pid
 * @returns {Known | undefined}
 */
export function identify(pid) {
  try {
    return bootId ? identifyOnLinux(pid) : identifyByPs(pid);
  } catch {
    return undefined;
  }
}

/**
 * True while the very process that was known still runs.
 * @param {Known} known
 */
export const isAlive = (known) => identify(known.pid)?.since === known.since;

/**
 * Sends each signal when it is due, until that very process is gone; false when it outlived them all by two seconds.
 * @param {Known} known
 * @param {Steps} steps
 */
export async function stopProcess(known, steps) {
  const begun = Date.now();
  const due = [...steps];
  const giveUpMs = (steps.at(-1)?.[1] ?? 0) + 2000;
  while (isAlive(known)) {
    const passedMs = Date.now() - begun;
    if (passedMs > giveUpMs) return false;
    const next = due[0];
    if (next && passedMs >= next[1]) {
      due.shift();
      try {
        process.kill(known.pid, next[0]);
      } catch {} // it went in between
    }
    await sleep(10);
  }
  return true;
}

/** @type {Steps} a fast shutdown, then an immediate one, then none */
export const postgresSteps = [
  ["SIGINT", 0],
  ["SIGQUIT", 5000],
  ["SIGKILL", 8000],
];

/** @type {Steps} the first SIGTERM waits for the participants, the second does not */
export const mediaSteps = [
  ["SIGTERM", 0],
  ["SIGTERM", 100],
  ["SIGKILL", 2000],
];
