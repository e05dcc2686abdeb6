const benches = {
  audit: () => import("#tests/bench/audit.ts"),
  door: () => import("#tests/bench/door.ts"),
  join: () => import("#tests/bench/join.ts"),
  revoke: () => import("#tests/bench/revoke.ts"),
  enumerate: () => import("#tests/bench/enumerate.ts"),
  trace: () => import("#tests/bench/trace.ts"),
  survive: () => import("#tests/bench/survive.ts"),
  soak: () => import("#tests/bench/soak.ts"),
  vitals: () => import("#tests/bench/vitals.ts"),
  waiting: () => import("#tests/bench/waiting.ts"),
};

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130)); // what a bench started ends with it

/** `npm run bench -- NAME`: measures, side by side in one run; the last line is JSON with figures and bars. */
const [asked = ""] = process.argv.slice(2);
if (asked in benches) {
  const { run } = await benches[asked as keyof typeof benches]();
  await run();
  process.exit(0);
}
process.stderr.write(`Benches: ${Object.keys(benches).join(", ")}\n`);
process.exit(2);

export {};
