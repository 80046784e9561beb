import { assert, describe, it } from "@effect/vitest"
import { RetryLayer } from "@genesys-presence/client"
import { Duration, Effect, Fiber, Layer, Metric } from "effect"
import { Headers } from "effect/http"
import { RateLimiter } from "effect/persistence"
import { TestClock } from "effect/testing"
import { inAnHour, read } from "./support/runs.ts"
import { ok, ScriptedTransport } from "./support/scriptedTransport.ts"
import { StorePath } from "./support/storePath.ts"

type TokenBucket = RateLimiter.RateLimiterStore["Service"]["tokenBucket"]

const storeError = Effect.fail(
  new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "down" }) })
)

/** A throttle whose store counts as told. */
const countedBy = (tokenBucket: TokenBucket, options?: RetryLayer.ThrottleOptions) =>
  RetryLayer.throttleShared(options).pipe(
    Layer.provide(RateLimiter.layer),
    Layer.provide(
      Layer.succeed(RateLimiter.RateLimiterStore, {
        fixedWindow: () => storeError,
        tokenBucket,
        adaptiveConsume: () => storeError,
        adaptiveFeedback: () => storeError
      })
    )
  )

const calls = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.exit(read), { concurrency: "unbounded" })

/** How many requests each of two processes sent in a minute, when both have more to send than the limit allows. */
const shares = (path: StorePath) =>
  Effect.gen(function* () {
    const store = yield* RateLimiter.RateLimiterStore
    const sent = yield* Effect.forEach([store, path.to(store)], (seen) => {
      const transport = new ScriptedTransport(() => ok)
      const policy = countedBy((options) => seen.tokenBucket(options), { maxWait: "5 minutes" })
      return Effect.as(
        Effect.forkChild(Effect.provide(calls(400), transport.client(policy), { local: true })),
        transport.sentAt
      )
    })
    yield* TestClock.adjust("1 minute")
    return sent.map(({ length }) => length)
  }).pipe(Effect.provide(RateLimiter.layerStoreMemory))

describe("a throttle that several processes share", () => {
  it.effect("gives each the same share, however far it is from the store", () =>
    Effect.gen(function* () {
      for (const latency of [0, 20, 80]) {
        const [near = 0, far = 0] = yield* shares(new StorePath({ latency }))
        assert.approximately(near + far, 300, 3)
        // The near one has the first burst of 15.
        assert.isAtLeast(far, 140)
      }
    })
  )

  it.effect("starves none whose clock is wrong, and allows a burst more at most", () =>
    Effect.gen(function* () {
      for (const skew of [-10_000, -100, 100, 10_000]) {
        const sent = yield* shares(new StorePath({ skew }))
        assert.isAtLeast(Math.min(...sent), 75)
        assert.isAtMost((sent[0] ?? 0) + (sent[1] ?? 0), 315 + 2)
      }
    })
  )

  it.effect("does not take a slow store for a lack of tokens", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = countedBy(() => Effect.delay(Effect.succeed([10, 0] as const), "10 millis"))
    return Effect.gen(function* () {
      yield* inAnHour(calls(100))
      assert.lengthOf(transport.sentAt, 100)
    }).pipe(Effect.provide(transport.client(RetryLayer.timeout({ total: "2 seconds" }), policy)))
  })

  it.effect("fails at once when others took the tokens in between, up to a turn that is too late", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = countedBy(({ allowOverflow }) => Effect.succeed([allowOverflow ? -10 : -1, 0] as const), {
      maxWait: "1 second"
    })
    return Effect.gen(function* () {
      for (const _ of [1, 2]) {
        const error = yield* Effect.flip(read)
        assert.isTrue(error._tag === "PresenceThrottled" && error.reason === "MaxWait")
      }
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("foresees that turns come at longer intervals when others have theirs between", () => {
    const transport = new ScriptedTransport(() => ok)
    // Five seconds a turn, of which a process alone would have 25.
    const policy = countedBy(({ allowOverflow }) => Effect.succeed([allowOverflow ? -24 : -1, 0] as const), {
      maxWait: "12 seconds"
    })
    return Effect.gen(function* () {
      const waiting = yield* Effect.forkChild(calls(2))
      yield* Effect.yieldNow
      const error = yield* Effect.flip(read)
      assert.isTrue(error._tag === "PresenceThrottled" && Duration.toSeconds(error.retryAfter ?? 0) > 15)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(waiting)
      assert.lengthOf(transport.sentAt, 2)
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("sends when the store fails, or fails itself, as told", () =>
    Effect.gen(function* () {
      const open = new ScriptedTransport(() => ok)
      yield* read.pipe(Effect.provide(open.client(countedBy(() => storeError))))
      assert.lengthOf(open.sentAt, 1)
      const closed = new ScriptedTransport(() => ok)
      const error = yield* Effect.flip(read).pipe(
        Effect.provide(closed.client(countedBy(() => storeError, { onStoreFailure: "closed" })))
      )
      assert.isTrue(error._tag === "PresenceThrottled" && error.reason === "StoreUnavailable")
      assert.lengthOf(closed.sentAt, 0)
    })
  )

  it.effect("waits for a store that does not answer once, not once a call", () => {
    const transport = new ScriptedTransport(() => ok)
    let answers = false
    const store = () => (answers ? Effect.succeed([10, 0] as const) : Effect.never)
    return Effect.gen(function* () {
      const all = yield* Effect.forkChild(calls(100))
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(all)
      assert.deepStrictEqual(transport.sentAt, Array<number>(100).fill(1000))
      yield* calls(100)
      yield* TestClock.adjust("1 second")
      answers = true
      yield* read
      const failures = (yield* Metric.snapshot).find(({ id }) => id.includes("store_failures"))
      assert.deepInclude(failures?.state, { count: 200 })
    }).pipe(Effect.provide(transport.client(countedBy(store))), Effect.provideService(Metric.MetricRegistry, new Map()))
  })

  it.effect("asks the store once a turn while its tokens are used up, under the name of its own", () => {
    const transport = new ScriptedTransport(() => ok)
    const asked: Array<string> = []
    let left = 1
    const policy = countedBy(
      ({ allowOverflow, key }) =>
        Effect.sync(() => {
          asked.push(`${key}: ${allowOverflow ? "in advance" : "now"}`)
          if (!allowOverflow && left <= 0) return [-1, 0] as const
          left -= 1
          return [left, 0] as const
        }),
      { limit: 60, burst: 0, window: "1 minute" }
    )
    return Effect.gen(function* () {
      yield* inAnHour(calls(4))
      assert.lengthOf(transport.sentAt, 4)
      assert.deepStrictEqual(asked, [
        "presence: now",
        "presence: now",
        "presence: in advance",
        "presence: in advance",
        "presence: in advance"
      ])
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("takes no token for a call that may not wait for it", () => {
    const transport = new ScriptedTransport(() => ok)
    let inAdvance = 0
    const policy = countedBy(
      ({ allowOverflow }) =>
        Effect.sync(() => {
          if (allowOverflow) inAdvance += 1
          return [-10, 0] as const
        }),
      { limit: 60, burst: 0, window: "1 minute", maxWait: "5 seconds" }
    )
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read)
      assert.isTrue(error._tag === "PresenceThrottled" && error.reason === "MaxWait")
      assert.strictEqual(inAdvance, 0)
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("sends when the store fails between the question whether there is a token and the one for it", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = countedBy(({ allowOverflow }) => (allowOverflow ? storeError : Effect.succeed([-1, 0] as const)))
    return Effect.gen(function* () {
      yield* read
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(policy)))
  })

  for (const [what, remaining, elapsed] of [
    ["a wait of 27 hours", -1_000_000, 0],
    ["an endless wait", Number.NEGATIVE_INFINITY, 0]
  ] as const) {
    it.effect(`takes ${what} for a failure of the store, and asks it again for the next call`, () => {
      const transport = new ScriptedTransport(() => ok)
      let isAbsurd = true
      const store = () => Effect.sync(() => (isAbsurd ? ([remaining, elapsed] as const) : ([10, 0] as const)))
      return Effect.gen(function* () {
        yield* read
        isAbsurd = false
        yield* read
        assert.deepStrictEqual(transport.sentAt, [0, 0])
        const failures = (yield* Metric.snapshot).find(({ id }) => id.includes("store_failures"))
        assert.deepInclude(failures?.state, { count: 1 })
      }).pipe(
        Effect.provide(transport.client(countedBy(store))),
        Effect.provideService(Metric.MetricRegistry, new Map())
      )
    })
  }

  it.effect("takes a store that never refills for one that fails, until it refills again", () => {
    const transport = new ScriptedTransport(() => ok)
    let remaining = 2
    let refills = false
    const store = ({ allowOverflow }: { readonly allowOverflow: boolean }) =>
      Effect.sync(() => {
        if (refills) return [1, 0] as const
        if (!allowOverflow && remaining <= 0) return [-1, 0] as const
        remaining -= 1
        return [remaining, 0] as const
      })
    // One token a second.
    const policy = countedBy(store, { limit: 61, burst: 0, maxWait: "1 minute" })
    return Effect.gen(function* () {
      yield* inAnHour(calls(20))
      // Two tokens that are there, four that come later and later, and then the store counts no more.
      assert.deepStrictEqual(transport.sentAt.slice(0, 7), [0, 0, 1000, 3000, 6000, 10_000, 10_000])
      assert.lengthOf(transport.sentAt, 20)
      refills = true
      yield* read
      const failures = (yield* Metric.snapshot).find(({ id }) => id.includes("store_failures"))
      assert.deepInclude(failures?.state, { count: 14 })
    }).pipe(Effect.provide(transport.client(policy)), Effect.provideService(Metric.MetricRegistry, new Map()))
  })

  it.effect("fails a call when the store answers nonsense, where it fails closed", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = countedBy(() => Effect.die(new Error("nonsense")), { onStoreFailure: "closed" })
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read)
      assert.isTrue(error._tag === "PresenceThrottled" && error.reason === "StoreUnavailable")
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("counts a smaller limit apart, so that what is left of the larger one is not used", () => {
    const keys = new Set<string>()
    const transport = new ScriptedTransport(() =>
      Effect.map(ok, (response) => ({ ...response, headers: Headers.fromInput({ "inin-ratelimit-allowed": "60" }) }))
    )
    const policy = countedBy(({ key, limit }) =>
      Effect.sync(() => {
        keys.add(`${key} holds ${limit}`)
        return [10, 0] as const
      })
    )
    return Effect.gen(function* () {
      yield* read
      yield* read
      assert.deepStrictEqual(Array.from(keys), ["presence holds 15", "presence:60 holds 3"])
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("names no wait when it is the store that is away", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read)
      assert.isFalse("retryAfter" in error)
    }).pipe(Effect.provide(transport.client(countedBy(() => storeError, { onStoreFailure: "closed" }))))
  })
})
