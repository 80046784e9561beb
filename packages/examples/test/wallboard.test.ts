import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { runProgram } from "./support/runProgram.ts"

describe("the wallboard", () => {
  it.live("shows everybody, and then who comes and goes", () =>
    Effect.gen(function* () {
      const { code, output } = yield* runProgram("wallboard.ts", {}, "--users", "3", "--changes", "1")
      assert.strictEqual(code, 0, output)
      const lines = output.trim().split("\n")
      assert.lengthOf(lines, 4)
      for (const name of ["Ada Abara", "Bruno Bergmann", "Chiara Castro"]) {
        assert.isTrue(lines.slice(0, 3).some((line) => line.startsWith(name)))
      }
    })
  )
})
