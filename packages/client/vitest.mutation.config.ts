import { defineConfig } from "vitest/config"

/** What is run for each mutant: all but the tests of types, of generated calls, of other processes, of real stores and of sockets. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [
      "test/{conformance,editor,types,watch}.test.ts",
      "test/retry-{conformance,fleet,redis}.test.ts",
      "test/{against-the-sandbox,transport-between}.test.ts",
      "test/hostile/{answers,bombs,load,page,requests,timing}.test.ts"
    ],
    // One process loads Effect once, not once for each file.
    isolate: false,
    env: { FEW_RUNS: "true" }
  }
})
