import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { root } from "#server/infra/embedded/root.ts";
import type { Order, Told } from "#tests/demo/orders.ts";

export interface Crowd {
  order(order: Order): void;
  /** Hears what the crowd tells; answers how to stop hearing. */
  hear(listener: (told: Told) => void): () => void;
  /** Resolves with the first thing told that fits; throws when it does not come in time. */
  until(fits: (told: Told) => boolean, withinMs: number): Promise<Told>;
  /** The process, for whoever measures it. */
  readonly pid: number;
  end(): Promise<void>;
}

const patienceMs = 1500;

/** Starts the crowd as a process of its own; it ends with the pipe to it, so that nothing is left when this one is killed. */
export function startCrowd(onEnd: (code: number | null) => void): Crowd {
  // The media client's native part speaks of addresses: it stays silent.
  const env = { ...process.env, RUST_LOG: "off", NODE_ENV: "production" as const };
  const child = spawn(process.execPath, ["--enable-source-maps", path.join(root, "build/crowd.js")], {
    cwd: root,
    env,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true, // Ctrl-C is for the demo, which ends it in order
  });
  const listeners = new Set<(told: Told) => void>();
  let isEnding = false;
  child.stdin.on("error", () => {});
  child.stderr.resume();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const told: Told = JSON.parse(line);
    for (const listener of listeners) listener(told);
  });
  child.once("exit", (code) => {
    if (!isEnding) onEnd(code);
  });
  const hear = (listener: (told: Told) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    order: (order) => void child.stdin.write(`${JSON.stringify(order)}\n`),
    hear,
    until: (fits, withinMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`the crowd did not get so far within ${withinMs / 1000} s`));
        }, withinMs);
        const stop = hear((told) => {
          if (!fits(told)) return;
          clearTimeout(timer);
          stop();
          resolve(told);
        });
      }),
    pid: child.pid ?? 0,
    async end() {
      isEnding = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      const soon = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      child.stdin.end();
      await gone;
      clearTimeout(soon);
    },
  };
}
