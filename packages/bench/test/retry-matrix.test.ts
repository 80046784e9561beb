import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Client } from "../src/retry/client.ts"
import { genesys } from "../src/retry/clients/genesys.ts"
import { effect } from "../src/retry/clients/effect.ts"
import { ours } from "../src/retry/clients/ours.ts"
import { judgeTooLongWait, judgeWrite } from "../src/retry/judgement.ts"
import { observe } from "../src/retry/observe.ts"
import { failsWrites, refusesFor } from "../src/retry/scenario.ts"

const write = failsWrites({ status: 503 })

// The cells that take no waiting; `pnpm run bench:matrix` measures all of them.
describe("the retry matrix measures", () => {
  it.live("that this client sends a write once, and fails at once when it would have to wait too long", () =>
    Effect.gen(function* () {
      for (const scenario of [write, failsWrites("reset")]) {
        assert.deepStrictEqual(judgeWrite(yield* observe(ours, scenario)), { text: "sent once" })
      }
      const refused = yield* observe(ours, refusesFor(3600, 10_000))
      assert.deepStrictEqual(judgeTooLongWait(refused, 3600), { text: "fails at once" })
    })
  )

  it.live("that another client sends it again", () =>
    Effect.gen(function* () {
      const cell = judgeWrite(yield* observe(effect, write), effect.repeatable)
      assert.deepStrictEqual(cell, { fault: "replayed", text: "sent 4 times" })
    })
  )

  it.live("nothing when a client did not reach the service", () =>
    Effect.gen(function* () {
      const lost: Client = {
        ...genesys,
        connect: () => Effect.succeed({ get: Effect.void, post: Effect.fail("lost") })
      }
      const error = yield* Effect.flip(observe(lost, write))
      assert.containsSubset(error, { message: "Genesys Cloud SDK: 0 of 1 calls reached the service" })
    })
  )
})
