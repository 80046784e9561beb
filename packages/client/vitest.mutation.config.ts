import { defineConfig } from "vitest/config"

/** Names of test files, such as `ends,executed`: they alone are run then, those that are left out by default too. */
const chosen = process.env["TESTS"]?.split(",")

/** What is run for each mutant: all but the tests of types, of generated calls, of other processes, of real stores and of sockets. */
export default defineConfig({
  test: {
    include: chosen?.map((name) => `test/${name}.test.ts`) ?? ["test/**/*.test.ts"],
    // A mutant that waits for ever is noticed by the time that its tests take.
    testTimeout: Number(process.env["TEST_TIMEOUT"] ?? 5000),
    exclude:
      chosen !== undefined
        ? []
        : [
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
