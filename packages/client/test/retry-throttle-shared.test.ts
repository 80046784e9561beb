import { assert, describe, it } from "@effect/vitest"
import { PresenceTransport, RetryLayer } from "@genesys-presence/client"
import { Clock, Deferred, Duration, Effect, Fiber, Layer, Metric } from "effect"
import { Headers } from "effect/http"
import { RateLimiter } from "effect/persistence"
import { TestClock } from "effect/testing"
import { inAnHour, read, withEarlyTimers } from "./support/runs.ts"
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

/** A throttle with a limiter of the program's own, which may answer anything where no type checker runs. */
const limitedBy = (consume: (options: { readonly onExceeded?: string | undefined }) => unknown) =>
  RetryLayer.throttleShared().pipe(
    Layer.provide(
      Layer.succeed(RateLimiter.RateLimiter, {
        [RateLimiter.TypeId]: RateLimiter.TypeId,
        // The wrong type is what the tests are about.
        consume: consume as RateLimiter.RateLimiter["consume"],
        adaptiveConsume: () => storeError,
        adaptiveFeedback: () => storeError
      })
    )
  )

/** What becomes of a call. */
const outcome = Effect.match(read, {
  onSuccess: () => "sent",
  onFailure: (error) => (error._tag === "PresenceThrottled" ? error.reason : error._tag)
})

const outcomes = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => outcome, { concurrency: "unbounded" })

const exceeded = (retryAfter?: Duration.Duration) =>
  Effect.fail({ reason: { _tag: "RateLimitExceeded", ...(retryAfter && { retryAfter }) } })

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
      yield* TestClock.adjust("1 minute")
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
      yield* TestClock.adjust("1 minute")
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
    ["a wait that is longer than a call may wait", -3000, 0],
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

  it.effect("asks the store no longer for a call that is interrupted", () => {
    const transport = new ScriptedTransport(() => ok)
    let interrupted = 0
    const store = () =>
      Effect.onInterrupt(Effect.never, () =>
        Effect.sync(() => {
          interrupted += 1
        })
      )
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(read, { startImmediately: true })
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(interrupted, 1)
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client(countedBy(store))))
  })

  it.effect("names no wait when it is the store that is away", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read)
      assert.isFalse("retryAfter" in error)
    }).pipe(Effect.provide(transport.client(countedBy(() => storeError, { onStoreFailure: "closed" }))))
  })

  it.effect("refuses a call whose turn does not come within maxWait because the store is slow", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = countedBy(() => Effect.delay(Effect.succeed([10, 0] as const), "900 millis"), {
      maxWait: "10 seconds",
      storeTimeout: "1 second"
    })
    return Effect.gen(function* () {
      const all = yield* Effect.forkChild(outcomes(200))
      yield* TestClock.adjust("9 seconds")
      assert.lengthOf(transport.sentAt, 10)
      yield* TestClock.adjust("2 seconds")
      // The last one got its turn after 9.9 seconds.
      assert.strictEqual(transport.sentAt.at(-1), 10_800)
      yield* TestClock.adjust("1 hour")
      const ended = yield* Fiber.join(all)
      assert.lengthOf(transport.sentAt, 12)
      assert.deepStrictEqual(ended.slice(12), Array<string>(188).fill("MaxWait"))
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("names no wait when nobody knows when the slow store has tokens", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = countedBy(() => Effect.delay(Effect.succeed([10, 0] as const), "900 millis"), {
      maxWait: "2 seconds"
    })
    return Effect.gen(function* () {
      const [, , , error] = yield* inAnHour(
        Effect.all([read, read, read, Effect.flip(read)], { concurrency: "unbounded" })
      )
      assert.deepInclude(error, { _tag: "PresenceThrottled", reason: "MaxWait", elapsed: Duration.seconds(2) })
      assert.isFalse("retryAfter" in error)
    }).pipe(Effect.provide(transport.client(policy)))
  })

  for (const maxWait of [0, 500]) {
    it.effect(
      `lets calls that may wait ${maxWait} ms for a token wait for the store, twice as long as it may take`,
      () => {
        const transport = new ScriptedTransport(() => ok)
        const policy = countedBy(() => Effect.delay(Effect.succeed([10, 0] as const), "300 millis"), {
          maxWait,
          storeTimeout: "1 second"
        })
        return Effect.gen(function* () {
          const ended = yield* inAnHour(outcomes(9))
          assert.deepStrictEqual(ended, [...Array<string>(7).fill("sent"), "MaxWait", "MaxWait"])
          assert.deepStrictEqual(transport.sentAt, [300, 600, 900, 1200, 1500, 1800, 2100])
        }).pipe(Effect.provide(transport.client(policy)))
      }
    )
  }

  it.effect("gives a store that answers at the last moment its whole time, though timers are early", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = countedBy(() => Effect.delay(Effect.succeed([10, 0] as const), 1000.5), { onStoreFailure: "closed" })
    return Effect.gen(function* () {
      assert.strictEqual(yield* inAnHour(withEarlyTimers(outcome)), "sent")
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("asks the store once for a call that a transport of the program's own delays", () => {
    const transport = new ScriptedTransport(() => ok)
    let asked = 0
    const policy = countedBy(() =>
      Effect.sync(() => {
        asked += 1
        return [10, 0] as const
      })
    )
    const delaying = Layer.effect(
      PresenceTransport,
      Effect.map(PresenceTransport, ({ execute }) => ({
        execute: (request) => Effect.delay(execute(request), "1 second")
      }))
    )
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.strictEqual(asked, 1)
    }).pipe(Effect.provide(transport.client(policy, delaying, RetryLayer.bulkhead())))
  })

  it.effect("asks a limiter of the program's own for a token of a bucket that holds the burst", () => {
    const transport = new ScriptedTransport(() => ok)
    const asked: Array<unknown> = []
    const policy = limitedBy((options) => {
      asked.push(options)
      return Effect.succeed({ delay: Duration.zero })
    })
    return Effect.gen(function* () {
      yield* read
      assert.deepInclude(asked[0], { algorithm: "token-bucket", onExceeded: "fail", key: "presence", limit: 15 })
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("does not ask the store for a call whose turn comes too late, when timers are late too", () => {
    const transport = new ScriptedTransport(() => ok)
    let asked = 0
    return Effect.gen(function* () {
      const store = yield* Deferred.make<readonly [number, number]>()
      const policy = countedBy(
        () => {
          asked += 1
          return Deferred.await(store)
        },
        { maxWait: "10 seconds", storeTimeout: "20 seconds" }
      )
      let seconds = 0
      const clock = yield* Clock.Clock
      // A process that was suspended: the time has passed, but no timer has fired yet.
      const suspended: Clock.Clock = {
        ...clock,
        currentTimeMillisUnsafe: () => seconds * 1000,
        currentTimeMillis: Effect.sync(() => seconds * 1000),
        currentTimeNanosUnsafe: () => BigInt(seconds) * 1_000_000_000n,
        currentTimeNanos: Effect.sync(() => BigInt(seconds) * 1_000_000_000n),
        monotonicTimeNanosUnsafe: () => BigInt(seconds) * 1_000_000_000n,
        monotonicTimeNanos: Effect.sync(() => BigInt(seconds) * 1_000_000_000n),
        sleep: () => Effect.never
      }
      const both = yield* Effect.forkChild(
        outcomes(2).pipe(Effect.provide(transport.client(policy)), Effect.provideService(Clock.Clock, suspended))
      )
      yield* Effect.yieldNow
      seconds = 41
      yield* Deferred.succeed(store, [10, 0])
      assert.deepStrictEqual(yield* Fiber.join(both), ["sent", "MaxWait"])
      assert.strictEqual(asked, 1)
    })
  })

  it.effect("drops a token that came while nobody waited for it", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = RetryLayer.throttleShared({ limit: 1, window: "1 second" }).pipe(
      Layer.provide(RateLimiter.layer),
      Layer.provide(Layer.fresh(RateLimiter.layerStoreMemory))
    )
    return Effect.gen(function* () {
      yield* read
      const interrupted = yield* Effect.forkChild(read)
      yield* TestClock.adjust("500 millis")
      yield* Fiber.interrupt(interrupted)
      yield* TestClock.adjust("4500 millis")
      yield* inAnHour(calls(3))
      // Not two at once.
      assert.deepStrictEqual(transport.sentAt, [0, 5000, 6000, 7000])
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("passes a token that has not come yet on to the next call", () => {
    const transport = new ScriptedTransport(() => ok)
    const policy = RetryLayer.throttleShared({ limit: 1, window: "1 second" }).pipe(
      Layer.provide(RateLimiter.layer),
      Layer.provide(Layer.fresh(RateLimiter.layerStoreMemory))
    )
    return Effect.gen(function* () {
      yield* read
      const interrupted = yield* Effect.forkChild(read)
      yield* TestClock.adjust("500 millis")
      yield* Fiber.interrupt(interrupted)
      yield* inAnHour(read)
      assert.deepStrictEqual(transport.sentAt, [0, 1000])
    }).pipe(Effect.provide(transport.client(policy)))
  })

  it.effect("uses a token that a slow store named late, however short the interval is", () => {
    const transport = new ScriptedTransport(() => ok)
    // A token comes every 211 milliseconds, but each answer takes 900.
    const policy = countedBy(
      ({ allowOverflow }) => Effect.delay(Effect.succeed([allowOverflow ? 0 : -1, 0] as const), "900 millis"),
      { maxWait: "10 seconds" }
    )
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.deepStrictEqual(transport.sentAt, [1800])
    }).pipe(Effect.provide(transport.client(policy)))
  })

  for (const [what, consume] of [
    ["throws", () => assert.fail("consume")],
    ["answers with no effect", () => undefined],
    ["answers nothing", () => Effect.succeed(undefined)],
    ["answers without a delay", () => Effect.succeed({})],
    ["answers with a delay that is none", () => Effect.succeed({ delay: "soon" })],
    ["answers with a delay below zero", () => Effect.succeed({ delay: Duration.millis(-1) })],
    ["fails with nothing", () => Effect.fail(null)],
    ["fails for no reason", () => Effect.fail({})],
    ["names no wait when tokens are used up", () => exceeded()],
    [
      "has no token even in advance",
      ({ onExceeded }) => (onExceeded === "fail" ? exceeded(Duration.millis(1)) : exceeded(Duration.zero))
    ]
  ] satisfies ReadonlyArray<readonly [string, Parameters<typeof limitedBy>[0]]>) {
    for (const [when, latency] of [
      ["at once", 0],
      ["later", 5]
    ] as const) {
      it.effect(`takes a limiter that ${what}, ${when}, for a store that fails`, () => {
        const transport = new ScriptedTransport(() => ok)
        const policy = limitedBy((options) => {
          const answer = consume(options)
          return Effect.isEffect(answer) && latency > 0 ? Effect.delay(answer, latency) : answer
        })
        return Effect.gen(function* () {
          assert.deepStrictEqual(yield* inAnHour(outcomes(2)), ["sent", "sent"])
          const failures = (yield* Metric.snapshot).find(({ id }) => id.includes("store_failures"))
          assert.deepInclude(failures?.state, { count: 2 })
        }).pipe(Effect.provide(transport.client(policy)), Effect.provideService(Metric.MetricRegistry, new Map()))
      })
    }
  }

  for (const [key, shown] of [
    [Symbol("k"), "Symbol(k)"],
    [{}, "[object Object]"],
    [5, "5"]
  ] as const) {
    it.effect(`refuses the key ${shown} when the layer is built`, () =>
      Effect.gen(function* () {
        // As a program without a type checker may pass it.
        const options = { key } as object
        for (const policy of [RetryLayer.throttle(options), countedBy(() => storeError, options)]) {
          const layer = Layer.provide(policy, new ScriptedTransport(() => ok).layer)
          const error = yield* Effect.flip(Effect.scoped(Layer.build(layer)))
          assert.deepInclude(error, {
            _tag: "PresenceConfigurationError",
            setting: "throttle.key",
            issue: `must be a string, but is ${shown}`
          })
        }
      })
    )
  }
})
