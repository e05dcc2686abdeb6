import { defineConfig } from "@playwright/test";

/** One worker, one house: real database, real media server, real browsers. `tests/e2e/fixtures.ts` opens them. */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results/e2e",
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "test-results/e2e.json" }]],
  forbidOnly: Boolean(process.env.CI),
  use: { locale: "en-GB", timezoneId: "Europe/Rome", actionTimeout: 10_000, navigationTimeout: 15_000 },
});
