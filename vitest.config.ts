import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    projects: ["packages/*"],
    // By default one core is left free, which on a small machine is half of them.
    maxWorkers: "100%"
  }
})
