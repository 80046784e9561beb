import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Some start programs, on machines that do other work meanwhile.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A test looks at what calls keep in memory.
    pool: "forks",
    poolOptions: { forks: { execArgv: ["--expose-gc"] } }
  }
})
