import { type Limits, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Random } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"

/** How long each of some requests takes by the virtual clock, all of them sent at once. */
const times = Effect.fnUntraced(function* (requests: number) {
  const { baseUrl } = yield* Sandbox
  const timed = Effect.gen(function* () {
    const before = yield* Clock.currentTimeMillis
    yield* HttpClient.get(`${baseUrl}/api/v2/systempresences`)
    return (yield* Clock.currentTimeMillis) - before
  })
  const all = yield* Effect.forkChild(
    Effect.all(
      Array.from({ length: requests }, () => timed),
      { concurrency: "unbounded" }
    )
  )
  yield* Effect.yieldNow
  while (all.pollUnsafe() === undefined) yield* TestClock.adjust(1)
  return yield* Fiber.join(all)
})

const withLatency = (latency: Limits.Latency) => Sandbox.layerInProcess({ latency })

describe("latency", () => {
  it.effect("is none by default", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* times(2), [0, 0])
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )

  it.effect("is fixed", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* times(2), [250, 250])
    }).pipe(Effect.provide(withLatency({ kind: "fixed", millis: 250 })))
  )

  it.effect("is anything between two limits", () =>
    Effect.gen(function* () {
      const all = yield* times(100)
      assert.isTrue(all.every((millis) => millis >= 10 && millis <= 20))
      assert.isAbove(new Set(all).size, 3)
    }).pipe(Effect.provide(withLatency({ kind: "uniform", minimum: 10, maximum: 20 })), Random.withSeed("uniform"))
  )

  it.effect("has an exponential distribution with a mean", () =>
    Effect.gen(function* () {
      const all = yield* times(500)
      const mean = all.reduce((sum, millis) => sum + millis, 0) / all.length
      assert.approximately(mean, 50, 10)
      // Of an exponential distribution, 37% are above the mean.
      assert.approximately(all.filter((millis) => millis > 50).length, 184, 50)
    }).pipe(Effect.provide(withLatency({ kind: "exponential", mean: 50 })), Random.withSeed("exponential"))
  )

  it.effect("can change while the sandbox runs, and adds to that of a fault", () =>
    Effect.gen(function* () {
      const { faults, limits } = yield* Sandbox
      yield* limits.set({ latency: { kind: "fixed", millis: 30 } })
      yield* faults.add({ operation: "*", fault: { kind: "delay", millis: 100 } })
      assert.deepStrictEqual(yield* times(1), [130])
      yield* limits.set({ latency: null })
      assert.deepStrictEqual(yield* times(1), [0])
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )

  it.effect("delays the answer only: what was asked for is done, although the client did not wait", () =>
    Effect.gen(function* () {
      const { baseUrl, ledger, requests, users } = yield* Sandbox
      const issued = yield* Effect.forkChild(
        HttpClientRequest.post(`${baseUrl}/oauth/token`).pipe(
          HttpClientRequest.basicAuth("00000006-0000-4000-8000-000000000001", "sandbox-secret"),
          HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
          HttpClient.execute,
          Effect.flatMap((response) => response.json)
        )
      )
      yield* Effect.yieldNow
      yield* TestClock.adjust(1000)
      const token = yield* Fiber.join(issued)
      const call = yield* Effect.forkChild(
        HttpClientRequest.patch(`${baseUrl}/api/v2/users/${users[0]?.id}/presences/purecloud`).pipe(
          HttpClientRequest.bearerToken(Object(token).access_token),
          HttpClientRequest.bodyJsonUnsafe({ message: "done" }),
          HttpClient.execute
        )
      )
      while ((yield* requests).length < 2) yield* Effect.yieldNow
      yield* Fiber.interrupt(call)
      assert.containsSubset(yield* ledger, [{ operation: "patchUserPresencesPurecloud", applied: 1 }])
    }).pipe(Effect.provide(withLatency({ kind: "fixed", millis: 1000 })))
  )
})
