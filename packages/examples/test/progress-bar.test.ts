import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { progressBar } from "../src/progressBar.ts"

const progress = (done: number, total?: number) => ({ done, succeeded: done - 3, missing: 1, failed: 2, total })

const drawn = (isTTY: boolean, ...steps: ReadonlyArray<ReturnType<typeof progress>>) =>
  Effect.gen(function* () {
    const written: Array<string> = []
    const show = progressBar("Users", { isTTY, write: (text) => written.push(text) })
    for (const step of steps) yield* show(step)
    return written
  })

describe("the progress bar", () => {
  it.effect("is one line of a terminal, drawn again, and ended when all is done", () =>
    Effect.gen(function* () {
      const half = "█".repeat(15) + "░".repeat(15)
      assert.deepStrictEqual(yield* drawn(true, progress(5000, 10_000), progress(10_000, 10_000)), [
        `\rUsers ${half} 5,000 of 10,000, 1 unknown, 2 failed\u001B[K`,
        `\rUsers ${"█".repeat(30)} 10,000 of 10,000, 1 unknown, 2 failed\u001B[K\n`
      ])
    })
  )

  it.effect("is a line for each tenth elsewhere", () =>
    Effect.gen(function* () {
      const steps = Array.from({ length: 200 }, (_, index) => progress(50 * (index + 1), 10_000))
      const lines = yield* drawn(false, ...steps)
      assert.lengthOf(lines, 10)
      assert.strictEqual(lines[0], "Users 10 % (1,000 of 10,000, 1 unknown, 2 failed)\n")
      assert.strictEqual(lines.at(-1), "Users 100 % (10,000 of 10,000, 1 unknown, 2 failed)\n")
    })
  )

  it.effect("counts when nobody knows how many there are", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* drawn(true, progress(50)), ["\rUsers 50, 1 unknown, 2 failed\u001B[K"])
    })
  )
})
