// Outlives the house by a moment: hears on stdin which processes to watch, and stops them when the pipe closes,
// however the house died. A line is { watch, steps } or { release: pid }.
import { createInterface } from "node:readline";
import { stopProcess } from "./processes.mjs";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {}); // it ends with the pipe, not before

const watched = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const { watch, steps, release } = JSON.parse(line);
  if (watch) watched.set(watch.pid, { watch, steps });
  else watched.delete(release);
}
await Promise.all([...watched.values()].map(({ watch, steps }) => stopProcess(watch, steps)));
process.exit(0);
