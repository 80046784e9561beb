import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { TestClock } from "effect/testing"
import { type Answer, logIn, send } from "./api.ts"

const limits = ({ headers }: Answer) =>
  ["allowed", "count", "reset"].map((name) => headers.get(`inin-ratelimit-${name}`))

const path = "/api/v2/systempresences"

describe("the rate limit headers", () => {
  it.effect("count the requests of each token in the minute that began with its first one", () =>
    Effect.gen(function* () {
      const [api, other] = [yield* logIn(), yield* logIn()]
      assert.deepStrictEqual(limits(yield* api.get(path)), ["300", "1", "60"])
      yield* TestClock.adjust(Duration.millis(20_500))
      assert.deepStrictEqual(limits(yield* api.get("/api/v2/presence/definitions/nothing")), ["300", "2", "40"])
      assert.deepStrictEqual(limits(yield* other.get(path)), ["300", "1", "60"])
      yield* TestClock.adjust(Duration.millis(39_499))
      assert.deepStrictEqual(limits(yield* api.get(path)), ["300", "3", "1"])
      yield* TestClock.adjust(Duration.millis(1))
      assert.deepStrictEqual(limits(yield* api.get(path)), ["300", "1", "60"])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("say that nothing is used where there is no valid token to count for, or nothing to ask for", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(limits(yield* send("GET", path)), ["300", "0", "60"])
      assert.deepStrictEqual(limits(yield* send("GET", "/api/v2/nothing")), ["300", "0", "60"])
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
