import { assert, describe, it } from "@effect/vitest"
import { RetryLayer } from "@genesys-presence/client"
import { Clock, Config, ConfigProvider, Duration, Effect, Fiber, Layer } from "effect"
import { RateLimiter, Redis } from "effect/persistence"
import { TestClock } from "effect/testing"
import { read } from "./support/runs.ts"
import { ok, ScriptedTransport } from "./support/scriptedTransport.ts"

const calls = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.exit(read), { concurrency: "unbounded" })

/** As what runs without a type checker may pass it. */
const untyped = <A>(value: unknown): A => value as A

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
      Layer.provide(RetryLayer.rateLimiterInBackground(flaky(attempts), { retryEvery: "5 seconds" }))
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

  it.effect("tries again after a second, and leaves nothing behind of an attempt that failed", () => {
    const attempts: Array<number> = []
    let open = 0
    const refused = Layer.effectContext(
      Effect.gen(function* () {
        attempts.push(yield* Clock.currentTimeMillis)
        yield* Effect.acquireRelease(
          Effect.sync(() => {
            open += 1
          }),
          () =>
            Effect.sync(() => {
              open -= 1
            })
        )
        return yield* new Redis.RedisError({ cause: new Error("refused") })
      })
    )
    return Effect.gen(function* () {
      yield* Layer.build(RetryLayer.rateLimiterInBackground(refused))
      yield* TestClock.adjust("2500 millis")
      assert.deepStrictEqual(attempts, [0, 1000, 2000])
      assert.strictEqual(open, 0)
    })
  })

  it.effect("fails when it is built, without an attempt, with options that cannot be used", () =>
    Effect.gen(function* () {
      const attempts: Array<number> = []
      const duration = (shown: string) =>
        ["rateLimiterInBackground.retryEvery", `must be a duration of at least 1ms, but is ${shown}`] as const
      for (const [options, [setting, issue]] of [
        [{ retryEvery: Number.NaN }, duration("NaN")],
        [{ retryEvery: -1 }, duration("-1")],
        [{ retryEvery: 0 }, duration("0")],
        [{ retryEvery: {} }, duration("[object Object]")],
        [{ retryEvery: untyped<Duration.Input>("nonsense") }, duration('"nonsense"')],
        [
          untyped<RetryLayer.InBackgroundOptions>(null),
          ["rateLimiterInBackground", "must be an object of options, but is null"]
        ]
      ] as const) {
        const layer = RetryLayer.rateLimiterInBackground(flaky(attempts), options)
        const error = yield* Effect.flip(Effect.scoped(Layer.build(layer)))
        assert.deepInclude(error, { _tag: "PresenceConfigurationError", setting, issue })
      }
      assert.lengthOf(attempts, 0)
    })
  )

  it.effect("is the limiter on the store for every way of counting, once it is there", () =>
    Effect.gen(function* () {
      const limiter = yield* RateLimiter.RateLimiter
      for (const algorithm of ["fixed-window", "token-bucket"] as const) {
        const one = { algorithm, key: algorithm, limit: 2, window: "1 minute" } as const
        yield* limiter.consume(one)
        yield* limiter.consume(one)
        const error = yield* Effect.flip(limiter.consume(one))
        assert.strictEqual(error.reason._tag, "RateLimitExceeded")
      }
      const adaptive = limiter.adaptiveConsume({
        key: "a",
        tokens: 1,
        fallbackLimit: 5,
        fallbackWindow: Duration.seconds(1)
      })
      const consumed = yield* adaptive
      assert.strictEqual(consumed.phase, "inactive")
      const refused = { key: "a", epoch: consumed.epoch, tokens: 1, status: 429, retryAfter: Duration.seconds(7) }
      yield* limiter.adaptiveFeedback(refused)
      const after = yield* adaptive
      assert.notStrictEqual(after.phase, "inactive")
    }).pipe(Effect.provide(RetryLayer.rateLimiterInBackground(RateLimiter.layerStoreMemory)))
  )

  /** A store that takes its time to connect. */
  const slow = (millis: number) => Layer.effectContext(Effect.delay(Layer.build(RateLimiter.layerStoreMemory), millis))

  const strict = { limit: 2, burst: 1, maxWait: 0, onStoreFailure: "closed" } as const

  it.effect("is waited for at the start, so that a store that is well counts no failure", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = RetryLayer.throttleShared(strict).pipe(Layer.provide(RetryLayer.rateLimiterInBackground(slow(200))))
    return Effect.gen(function* () {
      const building = yield* Effect.forkScoped(Layer.build(transport.client(policy)))
      yield* TestClock.adjust("200 millis")
      yield* Effect.provideContext(calls(3), yield* Fiber.join(building))
      assert.lengthOf(transport.sentAt, 2)
    })
  })

  it.effect("is waited for no longer than startTimeout, and used once it is there", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = RetryLayer.throttleShared(strict).pipe(
      Layer.provide(RetryLayer.rateLimiterInBackground(slow(60_000), { startTimeout: "3 seconds" }))
    )
    return Effect.gen(function* () {
      const building = yield* Effect.forkScoped(Layer.build(transport.client(policy)))
      yield* TestClock.adjust("2 seconds")
      assert.isUndefined(building.pollUnsafe())
      yield* TestClock.adjust("1 second")
      const client = yield* Fiber.join(building)
      yield* Effect.provideContext(calls(3), client)
      assert.lengthOf(transport.sentAt, 0)
      yield* TestClock.adjust("1 minute")
      yield* Effect.provideContext(calls(3), client)
      assert.lengthOf(transport.sentAt, 2)
    })
  })

  it.effect("fails the program when a variable is missing, which no attempt mends", () =>
    Effect.gen(function* () {
      const store = Layer.unwrap(Effect.as(Config.String("REDIS_URL"), RateLimiter.layerStoreMemory))
      const error = yield* Effect.flip(Layer.build(RetryLayer.rateLimiterInBackground(store)))
      assert.strictEqual(error._tag, "ConfigError")
      assert.include(error.message, "REDIS_URL")
    }).pipe(Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({}))))
  )
})
