import { assert, describe, it, vi } from "@effect/vitest"
import { Authentication, type PresenceError, type PresenceTransport, RetryLayer } from "@genesys-presence/client"
import { Duration, Effect, Exit, Layer, Redacted } from "effect"
import { RateLimiter } from "effect/persistence"
import { fakeClient, FakeService, issue, withCredentials } from "./support/fakeService.ts"
import { inAnHour, read, write } from "./support/runs.ts"
import { noAnswer, ok, ScriptedTransport, status } from "./support/scriptedTransport.ts"

const many = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.exit(read), { concurrency: "unbounded" })

describe("recommended", () => {
  it.effect("sends a call that succeeds once", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      yield* read
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.recommended())))
  })

  it.effect("gets through a bad moment and a rate limit, without using up retries for the limit", () => {
    const codes = [500, 429, 429, 502, 429, 503]
    const transport = new ScriptedTransport((request, index) =>
      index < codes.length ? status(request, codes[index] ?? 0, codes[index] === 429 ? "3 seconds" : undefined) : ok
    )
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.lengthOf(transport.sentAt, 7)
    }).pipe(Effect.provide(transport.client(RetryLayer.recommended())))
  })

  it.effect("fails at once with the answer of the service when it asks for an hour", () => {
    const transport = new ScriptedTransport((request) => status(request, 429, "1 hour"))
    return Effect.gen(function* () {
      const error = yield* Effect.flip(write)
      assert.isTrue(error._tag === "PresenceTooManyRequests" && error.attempts === 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.recommended())))
  })

  it.effect("meets an outage of 1,000 callers with at most a tenth more, and then hardly at all", () => {
    const transport = new ScriptedTransport((request) => status(request, 503))
    return Effect.gen(function* () {
      yield* inAnHour(many(1000))
      assert.isAtMost(transport.sentAt.length, 1100)
    }).pipe(Effect.provide(transport.client(RetryLayer.recommended())))
  })

  it.effect("takes the options of each policy", () => {
    const transport = new ScriptedTransport((request) => status(request, 500))
    return Effect.gen(function* () {
      yield* Effect.flip(inAnHour(read))
      assert.lengthOf(transport.sentAt, 2)
      const opened = yield* Effect.flip(inAnHour(Effect.andThen(Effect.ignore(read), read)))
      assert.strictEqual(opened._tag, "PresenceCircuitOpen")
      assert.isTrue(
        "retryAfter" in opened && opened.retryAfter !== undefined && Duration.toHours(opened.retryAfter) > 1
      )
    }).pipe(
      Effect.provide(
        transport.client(
          RetryLayer.recommended({
            transient: { times: 1 },
            circuitBreaker: { trip: { consecutive: 2 }, openFor: "2 hours", maxOpenFor: "1 day" }
          })
        )
      )
    )
  })
})

describe("the recommended policies", () => {
  const policies = RetryLayer.recommended({ throttle: { limit: 6000 } })

  for (const [name, client] of [
    ["a fixed token", fakeClient(Authentication.layerToken(Redacted.make("a-token")), {}, policies)],
    ["credentials", fakeClient(withCredentials, {}, policies)]
  ] as const) {
    it.live(`take one timer a call with ${name}, while nothing goes wrong`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onLogin(() => Effect.sync(() => issue("token-1")))
        yield* read
        const set = vi.spyOn(globalThis, "setTimeout")
        for (let call = 0; call < 20; call++) yield* read
        const limits = set.mock.calls.map(([, millis = 0]) => millis)
        set.mockRestore()
        // The longer one, of the call, needs none of its own.
        assert.lengthOf(
          // Less what had passed when the request was sent.
          limits.filter((millis) => millis > 9000 && millis <= 10_000),
          20
        )
        assert.lengthOf(
          limits.filter((millis) => millis > 150_000 && millis <= 180_000),
          0
        )
      }).pipe(Effect.provide(client))
    )
  }

  it.effect("leaves out a policy that is false", () => {
    const transport = new ScriptedTransport((request) => noAnswer(request, "no"))
    return Effect.gen(function* () {
      for (let count = 0; count < 30; count++) {
        const error = yield* Effect.flip(read)
        assert.strictEqual(error._tag, "PresenceTransportError")
      }
      assert.lengthOf(transport.sentAt, 30)
    }).pipe(
      Effect.provide(
        transport.client(RetryLayer.recommended({ circuitBreaker: false, transient: false, throttle: false }))
      )
    )
  })

  it.effect("takes a layer in the place of a policy, with what that needs", () => {
    const transport = new ScriptedTransport(() => ok)
    const replaced: Layer.Layer<
      PresenceTransport,
      PresenceError.PresenceConfigurationError,
      PresenceTransport | RateLimiter.RateLimiter
    > = RetryLayer.recommended({
      throttle: RetryLayer.throttleShared({ limit: 4, burst: 1, maxWait: 0 }),
      bulkhead: RetryLayer.compose(RetryLayer.bulkhead({ limit: 1 }))
    })
    const limiter = RateLimiter.layer.pipe(Layer.provide(RateLimiter.layerStoreMemory))
    return Effect.gen(function* () {
      const exits = yield* Effect.forEach(Array.from({ length: 10 }), () => Effect.exit(read), {
        concurrency: "unbounded"
      })
      assert.lengthOf(exits.filter(Exit.isSuccess), 4)
      assert.lengthOf(transport.sentAt, 4)
    }).pipe(Effect.provide(transport.client(replaced.pipe(Layer.provide(limiter)))))
  })

  it.effect("refuses a name that is no policy", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      // @ts-expect-error: the compiler refuses it too
      const replaced = RetryLayer.recommended({ throtle: { limit: 1 } })
      const error = yield* Effect.flip(Layer.build(transport.client(replaced as RetryLayer.PolicyLayer)))
      assert.strictEqual(
        error.message,
        "recommended.throtle: is no policy: there are timeout, circuitBreaker, transient, rateLimited, throttle, bulkhead"
      )
    })
  })
})
