import { defineConfig } from "vitest/config"

/** The tests that are run for each mutant: not those of types, of generated calls, of other processes and of real stores. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [
      "test/{against-the-sandbox,bad-input,conformance,editor,full-answers,redirects,types,watch}.test.ts",
      "test/retry-{conformance,fleet,laws,redis}.test.ts"
    ],
    // One process loads Effect once, not once for each file.
    isolate: false,
    env: { FEW_RUNS: "true" }
  }
})
