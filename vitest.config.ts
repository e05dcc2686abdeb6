import { defineConfig } from "vitest/config";

const shared = { environment: "node", testTimeout: 30_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    coverage: {
      provider: "v8",
      include: ["server/access/**/*.ts"],
      reporter: ["text", "json-summary"],
      reportsDirectory: "coverage",
    },
    projects: [
      { test: { ...shared, name: "unit", sequence: { groupOrder: 1 }, include: ["tests/unit/**/*.test.ts"] } },
      {
        test: {
          ...shared,
          name: "house",
          sequence: { groupOrder: 2 },
          include: ["tests/house/**/*.test.ts"],
          exclude: ["tests/house/media/**"],
          globalSetup: ["tests/house/database.ts"],
          maxWorkers: 2,
        },
      },
      { test: { ...shared, name: "access", sequence: { groupOrder: 3 }, include: ["tests/access/**/*.test.ts"], globalSetup: ["tests/house/database.ts"], maxWorkers: 2 } },
      { test: { ...shared, name: "media", sequence: { groupOrder: 4 }, include: ["tests/house/media/**/*.test.ts"], globalSetup: ["tests/house/database.ts"], maxWorkers: 1, testTimeout: 60_000 } },
    ],
  },
});
