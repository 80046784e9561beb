import { assert, describe, it } from "@effect/vitest"
import { type PresenceError, RetryLayer } from "@genesys-presence/client"
import { Cause, Duration, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService, invalidClient, issue, withCredentials } from "./support/fakeService.ts"
import { inAnHour, read, write } from "./support/runs.ts"

const overloaded = () => new Response("", { status: 503 })

/** A login that fails as often as told. */
const failing = (times: number, failure: () => Response) =>
  Effect.gen(function* () {
    const service = yield* FakeService
    service.onLogin(() => Effect.sync(() => (service.tokenCalls() <= times ? failure() : issue("good"))))
    return service
  })

const Client = fakeClient(withCredentials, {}, RetryLayer.transient())

const reasonOf = (error: PresenceError.PresenceError) =>
  error._tag === "PresenceAuthenticationError" ? error.reason : error._tag

describe("a login that fails for a moment", () => {
  for (const [what, call, body] of [
    ["read", Effect.asVoid(read), []],
    ["write that must not be sent twice", Effect.asVoid(write), {}]
  ] as const) {
    it.effect(`does not fail a ${what}`, () =>
      Effect.gen(function* () {
        const service = yield* failing(3, overloaded)
        service.onApi(() => Effect.sync(() => Response.json(body)))
        yield* inAnHour(call)
        assert.strictEqual(service.tokenCalls(), 4)
        assert.deepStrictEqual(service.apiTokens(), ["good"])
      }).pipe(Effect.provide(Client))
    )
  }

  it.effect("is asked once for all who wait, and costs them nothing of their budget", () =>
    Effect.gen(function* () {
      const service = yield* failing(2, overloaded)
      yield* inAnHour(Effect.forEach(Array.from({ length: 1000 }), () => read, { concurrency: "unbounded" }))
      assert.strictEqual(service.tokenCalls(), 3)
      assert.lengthOf(service.apiTokens(), 1000)
    }).pipe(Effect.provide(Client))
  )

  for (const [status, retryAfter, seconds] of [
    [429, "20", 20],
    [429, "soon", 30],
    [503, "soon", 30]
  ] as const) {
    it.effect(`is not asked before it may be: ${status}, ${retryAfter}`, () =>
      Effect.gen(function* () {
        const answer = () => new Response("", { status, headers: { "retry-after": retryAfter } })
        const service = yield* failing(1, answer)
        const fiber = yield* Effect.forkChild(read)
        yield* TestClock.adjust(`${seconds - 1} seconds`)
        assert.strictEqual(service.tokenCalls(), 1)
        yield* TestClock.adjust("2 seconds")
        yield* Fiber.join(fiber)
        assert.strictEqual(service.tokenCalls(), 2)
      }).pipe(Effect.provide(Client))
    )
  }

  it.effect("can be given up on in the middle of a wait", () =>
    Effect.gen(function* () {
      yield* failing(10, overloaded)
      const fiber = yield* Effect.forkChild(read)
      yield* TestClock.adjust("500 millis")
      yield* Fiber.interrupt(fiber)
      const exit = yield* Fiber.await(fiber)
      assert.isTrue(Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause))
    }).pipe(Effect.provide(Client))
  )

  it.effect("says in its error what is left to wait", () =>
    Effect.gen(function* () {
      yield* failing(9, () => new Response("", { status: 429, headers: { "retry-after": "120" } }))
      const first = yield* Effect.flip(read)
      assert.deepStrictEqual("retryAfter" in first && first.retryAfter, Duration.seconds(120))
      yield* TestClock.adjust("50 seconds")
      const later = yield* Effect.flip(read)
      assert.deepStrictEqual("retryAfter" in later && later.retryAfter, Duration.seconds(70))
    }).pipe(Effect.provide(Client))
  )

  it.effect("fails the calls when it outlasts the retries", () =>
    Effect.gen(function* () {
      const service = yield* failing(99, overloaded)
      assert.strictEqual(reasonOf(yield* Effect.flip(inAnHour(read))), "Unavailable")
      assert.strictEqual(service.tokenCalls(), 4)
    }).pipe(Effect.provide(Client))
  )
})

describe("a login that refuses", () => {
  it.effect("is not asked again", () =>
    Effect.gen(function* () {
      const service = yield* failing(99, invalidClient)
      const error = yield* Effect.flip(read)
      assert.strictEqual(reasonOf(error), "InvalidClient")
      assert.isFalse("retryAfter" in error)
      assert.strictEqual(service.tokenCalls(), 1)
    }).pipe(Effect.provide(Client))
  )
})
