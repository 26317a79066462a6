import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two suites at once: most of them start servers, and the machines that run this are small.
    maxWorkers: 2,
  },
});
