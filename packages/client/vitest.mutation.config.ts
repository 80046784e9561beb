import { defineConfig } from "vitest/config"

/** The tests that are run for each mutant: not those of types, of generated calls, of other processes and of real stores. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [
      "test/{against-the-sandbox,bad-input,conformance,editor,full-answers,redirects,types,watch}.test.ts",
      "test/retry-{conformance,fleet,redis}.test.ts"
    ],
    env: { FEW_RUNS: "true" }
  }
})
