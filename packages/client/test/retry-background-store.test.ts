import { assert, describe, it } from "@effect/vitest"
import { RetryLayer } from "@genesys-presence/client"
import { Clock, Effect, Layer } from "effect"
import { RateLimiter, Redis } from "effect/persistence"
import { TestClock } from "effect/testing"
import { read } from "./support/runs.ts"
import { ok, ScriptedTransport } from "./support/scriptedTransport.ts"

const calls = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.exit(read), { concurrency: "unbounded" })

describe("a store that is reached in the background", () => {
  // A store that is there from the third attempt on.
  const flaky = (attempts: Array<number>) =>
    Layer.effectContext(
      Effect.gen(function* () {
        attempts.push(yield* Clock.currentTimeMillis)
        if (attempts.length < 3) return yield* new Redis.RedisError({ cause: new Error("refused") })
        return yield* Layer.build(RateLimiter.layerStoreMemory)
      })
    )

  it.effect("holds nobody up, and counts once it is there", () => {
    const attempts: Array<number> = []
    const transport = new ScriptedTransport(() => ok)
    const policy = RetryLayer.throttleShared({ limit: 1, maxWait: 0 }).pipe(
      Layer.provide(RateLimiter.layer),
      Layer.provide(RetryLayer.storeInBackground(flaky(attempts), { retryEvery: "5 seconds" }))
    )
    return Effect.gen(function* () {
      yield* calls(10)
      assert.lengthOf(transport.sentAt, 10)
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(attempts, [0, 5000, 10_000])
      yield* calls(10)
      assert.lengthOf(transport.sentAt, 11)
    }).pipe(Effect.provide(transport.client(policy)))
  })
})
