import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { runProgram } from "./support/runProgram.ts"

describe("the sync", () => {
  it.live("sets everybody, shows how far it is, and makes up for the chunk that failed", () =>
    Effect.gen(function* () {
      const { code, output } = yield* runProgram("syncWithProgress.ts", {}, "--users", "600")
      assert.strictEqual(code, 0, output)
      assert.include(output, "Presences 100 % (601 of 601, 1 unknown)\n")
      assert.match(output, /\n\d+ users: putUsersPresencesBulk: 503 /)
      assert.include(output, "400 set, 200 as they should be, 1 unknown, 0 failed\n")
    })
  )
})
