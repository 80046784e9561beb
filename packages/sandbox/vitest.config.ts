import { defineProject } from "vitest/config"

export default defineProject({
  test: {
    name: "sandbox",
    setupFiles: ["test/support/documentedAnswers.setup.ts"],
    include: ["test/**/*.test.ts"]
  }
})
