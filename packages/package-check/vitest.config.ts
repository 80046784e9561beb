import { defineProject } from "vitest/config"

export default defineProject({
  test: {
    name: "package-check",
    include: ["test/**/*.test.ts"]
  }
})
