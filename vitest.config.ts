import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    // `packages/effect3` has a vitest of its own, which its libraries need.
    projects: ["packages/*", "!packages/effect3"]
  }
})
