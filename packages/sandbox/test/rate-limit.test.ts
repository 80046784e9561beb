import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { TestClock } from "effect/testing"
import { type Answer, logIn, send } from "./api.ts"

const path = "/api/v2/systempresences"

const headersOf = ({ headers }: Answer) =>
  ["inin-ratelimit-allowed", "inin-ratelimit-count", "inin-ratelimit-reset", "retry-after"].map((name) =>
    headers.get(name)
  )

describe("the rate limit", () => {
  it.effect("refuses a token's requests over it until its minute ends", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      assert.deepStrictEqual(headersOf(yield* api.get(path)), ["2", "1", "60", null])
      yield* TestClock.adjust(Duration.millis(17_500))
      assert.deepStrictEqual(headersOf(yield* api.get(path)), ["2", "2", "43", null])
      for (const _ of [1, 2]) {
        const refused = yield* api.get(path)
        assert.strictEqual(refused.status, 429)
        assert.deepStrictEqual(headersOf(refused), ["2", "2", "43", "43"])
        assert.containsSubset(refused.body, {
          status: 429,
          code: "too.many.requests.retry.after",
          message: "Rate limit exceeded the maximum. Retry the request in [43] seconds",
          contextId: refused.headers.get("inin-correlation-id"),
          details: [],
          errors: []
        })
      }
      yield* TestClock.adjust(Duration.seconds(43))
      assert.deepStrictEqual(headersOf(yield* api.get(path)), ["2", "1", "60", null])
    }).pipe(Effect.provide(Sandbox.layer({ rateLimit: 2 })))
  )

  it.effect("is each token's own, and does not concern the login", () =>
    Effect.gen(function* () {
      const [api, other] = [yield* logIn(), yield* logIn()]
      assert.strictEqual((yield* api.get(path)).status, 200)
      assert.strictEqual((yield* api.get(path)).status, 429)
      assert.strictEqual((yield* other.get(path)).status, 200)
      assert.strictEqual((yield* send("GET", path)).status, 401)
      yield* logIn()
    }).pipe(Effect.provide(Sandbox.layer({ rateLimit: 1 })))
  )

  it.effect("of a client counts the requests of all its tokens", () =>
    Effect.gen(function* () {
      const [, reader] = (yield* Sandbox).clients
      const [one, two, other] = [yield* logIn(), yield* logIn(), yield* logIn(reader)]
      for (const api of [one, two, one]) assert.strictEqual((yield* api.get(path)).status, 200)
      yield* TestClock.adjust(Duration.seconds(10))
      const refused = yield* two.get(path)
      assert.strictEqual(refused.status, 429)
      // The headers count for the token, and the wait is that of the limit which was hit.
      assert.deepStrictEqual(headersOf(refused), ["300", "1", "50", "50"])
      assert.strictEqual((yield* other.get(path)).status, 200)
      yield* TestClock.adjust(Duration.seconds(50))
      assert.strictEqual((yield* two.get(path)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer({ clientRateLimit: 3 })))
  )

  it.effect("is not enforced by default", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const answers = yield* Effect.all(
        Array.from({ length: 301 }, () => api.get(path)),
        { concurrency: 10 }
      )
      assert.isTrue(answers.every(({ status }) => status === 200))
      assert.deepStrictEqual(headersOf(yield* api.get(path)), ["300", "302", "60", null])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("changes while the sandbox runs", () =>
    Effect.gen(function* () {
      const { limits } = yield* Sandbox
      const api = yield* logIn()
      assert.deepStrictEqual(yield* limits.get, { rateLimit: null, clientRateLimit: null, latency: null })
      yield* api.get(path)
      assert.deepStrictEqual(yield* limits.set({ rateLimit: 1 }), {
        rateLimit: 1,
        clientRateLimit: null,
        latency: null
      })
      assert.strictEqual((yield* api.get(path)).status, 429)
      assert.deepStrictEqual(yield* limits.set({ latency: null }), {
        rateLimit: 1,
        clientRateLimit: null,
        latency: null
      })
      yield* limits.set({ rateLimit: null })
      assert.strictEqual((yield* api.get(path)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("shows in the headers of answers that a fault makes", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "*", fault: { kind: "emptyStatus", status: 503 } })
      const answer = yield* api.get(path)
      assert.strictEqual(answer.status, 503)
      assert.deepStrictEqual(headersOf(answer), ["300", "1", "60", null])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("leaves a refused write undone", () =>
    Effect.gen(function* () {
      const { ledger, limits } = yield* Sandbox
      const api = yield* logIn()
      yield* limits.set({ rateLimit: 0 })
      assert.strictEqual((yield* api.post("/api/v2/presence/sources", { name: "Zoom" })).status, 429)
      assert.containsSubset(yield* ledger, [{ operation: "postPresenceSources", applied: 0 }])
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
