import { assert, describe, it } from "@effect/vitest"
import { type PresenceClient, type PresenceError, Retry, RetryLayer } from "@genesys-presence/client"
import { Effect, Exit, Fiber, Layer, Metric, Tracer } from "effect"
import { Headers } from "effect/http"
import { TestClock } from "effect/testing"
import { RateLimiter } from "effect/persistence"
import { drawing, inAnHour, read, write } from "./support/runs.ts"
import { noAnswer, ok, type Reply, type Request, ScriptedTransport, status } from "./support/scriptedTransport.ts"

/** Calls through a policy, with what was counted and what was noted on spans. */
const observe = Effect.fnUntraced(function* (
  policy: RetryLayer.PolicyLayer,
  reply: (request: Request, index: number) => Reply,
  call: Effect.Effect<unknown, PresenceError.PresenceError, PresenceClient> = read,
  calls = 1
) {
  const spans: Array<Tracer.NativeSpan> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  return yield* Effect.gen(function* () {
    const fibers = Effect.forEach(Array.from({ length: calls }), () => Effect.exit(call), { concurrency: "unbounded" })
    yield* inAnHour(fibers).pipe(
      Effect.provideService(Tracer.Tracer, tracer),
      drawing(0),
      Effect.provide(new ScriptedTransport(reply).client(policy))
    )
    const counts = (yield* Metric.snapshot).flatMap(({ attributes, id, state }) =>
      id.endsWith("_total") && "count" in state
        ? [`${id} ${attributes?.["policy"]} ${attributes?.["operation"]} ${state.count}`]
        : []
    )
    const events = spans.flatMap((span) => span.events.map(([name, , attributes]) => [name, attributes] as const))
    return { counts, events }
  }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()))
})

describe("metrics and span events", () => {
  it.effect("are none before the first failure", () =>
    Effect.gen(function* () {
      const { counts, events } = yield* observe(RetryLayer.recommended(), () => ok)
      assert.deepStrictEqual([counts, events], [[], []])
    })
  )

  it.effect("of a retry", () =>
    Effect.gen(function* () {
      const { counts, events } = yield* observe(RetryLayer.transient(), (request, index) =>
        index === 0 ? Effect.delay(status(request, 503, "2 seconds"), "1 second") : ok
      )
      assert.deepStrictEqual(counts, ["genesys_presence_retries_total transient getSystempresences 1"])
      assert.deepStrictEqual(events, [
        ["genesys_presence_retry", { policy: "transient", reason: "PresenceServiceUnavailable", wait_ms: 2000 }]
      ])
    })
  )

  it.effect("of a wait", () =>
    Effect.gen(function* () {
      const { counts, events } = yield* observe(RetryLayer.rateLimited(), (request, index) =>
        index === 0 ? Effect.delay(status(request, 429, "7 seconds"), "1 second") : ok
      )
      assert.deepStrictEqual(counts, ["genesys_presence_waits_total rateLimited getSystempresences 1"])
      assert.deepStrictEqual(events, [
        ["genesys_presence_wait", { policy: "rateLimited", reason: "429", wait_ms: 7000 }]
      ])
    })
  )

  it.effect("of the wait of a call that was not refused itself", () =>
    Effect.gen(function* () {
      const { counts, events } = yield* observe(
        RetryLayer.rateLimited(),
        (request, index) => (index === 0 ? status(request, 429, "7 seconds") : ok),
        read,
        2
      )
      assert.deepStrictEqual(counts, ["genesys_presence_waits_total rateLimited getSystempresences 2"])
      assert.deepStrictEqual(events, [
        ["genesys_presence_wait", { policy: "rateLimited", reason: "429", wait_ms: 7000 }],
        ["genesys_presence_wait", { policy: "rateLimited", reason: "gate", wait_ms: 7000 }]
      ])
    })
  )

  it.effect("of a wait for a turn", () =>
    Effect.gen(function* () {
      const { counts, events } = yield* observe(RetryLayer.throttle({ limit: 1 }), () => ok, read, 3)
      assert.deepStrictEqual(counts, ["genesys_presence_waits_total throttle getSystempresences 2"])
      assert.deepStrictEqual(events, [
        ["genesys_presence_wait", { policy: "throttle", reason: "limit", wait_ms: 60_000 }],
        ["genesys_presence_wait", { policy: "throttle", reason: "limit", wait_ms: 120_000 }]
      ])
    })
  )

  it.effect("of a wait for a turn that several processes share", () =>
    Effect.gen(function* () {
      const policy = RetryLayer.throttleShared({ limit: 1 }).pipe(
        Layer.provide(RateLimiter.layer),
        Layer.provide(Layer.fresh(RateLimiter.layerStoreMemory))
      )
      const { events } = yield* observe(
        policy,
        () => ok,
        Effect.andThen(read, Effect.all([read, read], { concurrency: 2 }))
      )
      assert.deepStrictEqual(events, [
        ["genesys_presence_wait", { policy: "throttle", reason: "limit", wait_ms: 60_000 }],
        ["genesys_presence_wait", { policy: "throttle", reason: "limit", wait_ms: 120_000 }]
      ])
    })
  )

  it.effect("of options that cannot be used", () =>
    Effect.gen(function* () {
      const { events } = yield* observe(RetryLayer.compose(), () => ok, Retry.transient({ times: -1 })(read))
      assert.deepStrictEqual(events, [["genesys_presence_rejection", { policy: "transient", reason: "options" }]])
    })
  )

  it.effect("of a wait that becomes shorter while it lasts, once", () =>
    Effect.gen(function* () {
      const larger = Effect.map(ok, (response) => ({
        ...response,
        headers: Headers.fromInput({ "inin-ratelimit-allowed": "121" })
      }))
      const { counts } = yield* observe(
        RetryLayer.throttle({ limit: 61, burst: 0 }),
        (_request, index) => (index === 0 ? Effect.delay(larger, "500 millis") : ok),
        read,
        2
      )
      assert.deepStrictEqual(counts, ["genesys_presence_waits_total throttle getSystempresences 1"])
    })
  )

  it.effect("of a wait for a place", () =>
    Effect.gen(function* () {
      const { counts, events } = yield* observe(
        RetryLayer.bulkhead({ limit: 1 }),
        () => Effect.delay(ok, "1 second"),
        read,
        2
      )
      assert.deepStrictEqual(counts, ["genesys_presence_waits_total bulkhead getSystempresences 1"])
      assert.deepStrictEqual(events, [["genesys_presence_wait", { policy: "bulkhead", reason: "limit" }]])
    })
  )

  const rejections: ReadonlyArray<
    readonly [reason: string, policy: RetryLayer.PolicyLayer, reply: (request: Request) => Reply, calls?: number]
  > = [
    ["transient times", RetryLayer.transient({ times: 0 }), (request) => status(request, 500)],
    ["transient wait", RetryLayer.transient(), (request) => status(request, 503, "1 hour")],
    ["transient budget", RetryLayer.transient({ budget: { capacity: 0 } }), (request) => noAnswer(request, "no")],
    ["rateLimited wait", RetryLayer.rateLimited(), (request) => status(request, 429, "1 hour")],
    ["timeout total", RetryLayer.timeout({ total: "1 second" }), () => Effect.never],
    ["bulkhead QueueFull", RetryLayer.bulkhead({ limit: 1, maxQueue: 0 }), () => Effect.delay(ok, "1 second"), 2],
    ["throttle MaxWait", RetryLayer.throttle({ limit: 1, maxWait: 0 }), () => ok, 2],
    [
      "circuitBreaker CircuitOpen",
      RetryLayer.circuitBreaker({ trip: { consecutive: 1 } }),
      (request) => status(request, 500),
      2
    ]
  ]
  for (const [what, policy, reply, calls] of rejections) {
    it.effect(`of a rejection: ${what}`, () =>
      Effect.gen(function* () {
        const { counts, events } = yield* observe(policy, reply, read, calls)
        const [name, reason] = what.split(" ")
        assert.deepStrictEqual(counts, [`genesys_presence_rejections_total ${name} getSystempresences 1`])
        assert.deepStrictEqual(events, [["genesys_presence_rejection", { policy: name, reason }]])
      })
    )
  }

  it.effect("of a write that must not be repeated", () =>
    Effect.gen(function* () {
      const { events } = yield* observe(RetryLayer.transient(), (request) => status(request, 500), write)
      assert.deepStrictEqual(events, [["genesys_presence_rejection", { policy: "transient", reason: "unsafe" }]])
    })
  )

  it.effect("of a store that fails", () =>
    Effect.gen(function* () {
      const down = Effect.fail(
        new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "down" }) })
      )
      const policy = RetryLayer.throttleShared().pipe(
        Layer.provide(RateLimiter.layer),
        Layer.provide(
          Layer.succeed(RateLimiter.RateLimiterStore, {
            fixedWindow: () => down,
            tokenBucket: () => down,
            adaptiveConsume: () => down,
            adaptiveFeedback: () => down
          })
        )
      )
      const { counts, events } = yield* observe(policy, () => ok)
      assert.deepStrictEqual(counts, ["genesys_presence_throttle_store_failures_total throttle getSystempresences 1"])
      assert.deepStrictEqual(events, [
        ["genesys_presence_storeFailure", { policy: "throttle", reason: "StoreUnavailable" }]
      ])
    })
  )
})

describe("a tracer that interrupts the call which it is told about", () => {
  const down = Effect.delay(
    Effect.fail(new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "down" }) })),
    10
  )
  const withoutStore = RetryLayer.throttleShared().pipe(
    Layer.provide(RateLimiter.layer),
    Layer.provide(
      Layer.succeed(RateLimiter.RateLimiterStore, {
        fixedWindow: () => down,
        tokenBucket: () => down,
        adaptiveConsume: () => down,
        adaptiveFeedback: () => down
      })
    )
  )
  for (const [what, policy, before, sent] of [
    ["a store that fails", withoutStore, 0, 0],
    ["a wait", RetryLayer.throttle({ limit: 1, maxWait: "1 hour" }), 1, 1],
    ["a retry", RetryLayer.transient(), 0, 1],
    ["a retry that is due at once", RetryLayer.transient({ base: 0 }), 0, 1],
    ["a rejection", RetryLayer.throttle({ limit: 1, maxWait: 0 }), 1, 1]
  ] as const) {
    it.effect(`ends it at once, and nothing more is sent: ${what}`, () => {
      const transport = new ScriptedTransport((request) => (before === 0 ? Effect.delay(status(request, 503), 10) : ok))
      return Effect.gen(function* () {
        for (let count = 0; count < before; count++) yield* read
        let fiber: Fiber.Fiber<unknown, unknown> | undefined
        const tracer = Tracer.make({
          span: (options) => Object.assign(new Tracer.NativeSpan(options), { event: () => fiber?.interruptUnsafe() })
        })
        fiber = yield* Effect.forkChild(Effect.provideService(read, Tracer.Tracer, tracer))
        yield* TestClock.adjust("1 hour")
        assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(fiber)))
        assert.lengthOf(transport.sentAt, sent)
      }).pipe(drawing(0), Effect.provide(transport.client(policy)))
    })
  }
})
