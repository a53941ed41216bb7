import { defineConfig } from "vitest/config";

const inCi = process.env.CI === "true";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    globalSetup: ["test/build-once.ts"],
    // Stories start real processes; a loaded machine must not make them lie.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time of a story is spent waiting for processes, so two files at a time suit two cores.
    maxWorkers: 2,
    reporters: inCi ? ["dot", ["json", { outputFile: ".vitest-report.json" }]] : ["default"],
  },
});
