import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  Modify,
  PresenceDefinitions,
  PresenceError,
  PresenceLookup,
  PresenceTransport,
  PresenceWatch,
  Retry,
  RetryLayer
} from "@genesys-presence/client"
import { Duration, Effect, Layer, Redacted, Stream } from "effect"
import { RateLimiter } from "effect/persistence"
import { read } from "./support/runs.ts"
import { ok, ScriptedTransport } from "./support/scriptedTransport.ts"

/** What `Number(process.env.LIMIT)` is without the variable. */
const missing = Number.NaN

const shared = (options: RetryLayer.ThrottleOptions) =>
  RetryLayer.throttleShared(options).pipe(Layer.provide(RateLimiter.layer), Layer.provide(RateLimiter.layerStoreMemory))

const client = new ScriptedTransport(() => ok)

/** As what runs without a type checker may pass it. */
const untyped = <A>(value: unknown): A => value as A

const trips = "an object with consecutive, or with rate, size or minimumCalls"
const withoutString = {
  toString() {
    throw new Error("no string")
  }
}
const date = new Date(0)
const circular: Record<string, unknown> = {}
circular["self"] = circular

/** An object that fails when one of its options is read. */
const unreadable = (name: string): object =>
  Object.defineProperty({}, name, {
    enumerable: true,
    get() {
      throw new Error("unreadable")
    }
  })
const proxy = new Proxy(
  {},
  {
    get() {
      throw new Error("unreadable")
    }
  }
)
const notRead = "an object of options, but reading it failed with Error: unreadable"

/** Layers with an option that cannot be used, and what the error says. */
const refused: ReadonlyArray<
  readonly [setting: string, issue: string, layer: Layer.Layer<never, unknown, PresenceTransport>]
> = [
  ["timeout.perAttempt", "a duration of at least 1ms, but is 0", RetryLayer.timeout({ perAttempt: 0 })],
  ["timeout.total", "a duration, but is NaN", RetryLayer.timeout({ total: missing })],
  ["timeout.total", 'a duration, but is "NaN seconds"', RetryLayer.timeout({ total: `${missing} seconds` })],
  ["timeout.total", "a duration, but is [object Object]", RetryLayer.timeout({ total: { seconds: missing } })],
  ["transient.times", "a whole number of at least 0, but is NaN", RetryLayer.transient({ times: missing })],
  ["transient.times", "a whole number of at least 0, but is 1.5", RetryLayer.transient({ times: 1.5 })],
  ["transient.times", "a whole number of at least 0, but is Infinity", RetryLayer.transient({ times: Infinity })],
  ["transient.base", "a finite duration, but is NaN", RetryLayer.transient({ base: missing })],
  ["transient.cap", "a duration, but is NaN", RetryLayer.transient({ cap: missing })],
  ["transient.maxWait", "a duration, but is NaN", RetryLayer.transient({ maxWait: missing })],
  [
    "transient.budget.capacity",
    "a number of at least 0, but is NaN",
    RetryLayer.transient({ budget: { capacity: missing } })
  ],
  [
    "transient.budget.perSuccess",
    "a number of at least 0, but is -1",
    RetryLayer.transient({ budget: { perSuccess: -1 } })
  ],
  ["rateLimited.base", "a finite duration of at least 1ms, but is 0", RetryLayer.rateLimited({ base: 0 })],
  ["rateLimited.base", "a finite duration of at least 1ms, but is NaN", RetryLayer.rateLimited({ base: missing })],
  ["rateLimited.cap", "a duration of at least 1ms, but is 0", RetryLayer.rateLimited({ cap: 0 })],
  ["rateLimited.probeEvery", "a duration of at least 1ms, but is 0", RetryLayer.rateLimited({ probeEvery: 0 })],
  ["rateLimited.spread", 'a finite duration, but is "Infinity"', RetryLayer.rateLimited({ spread: "Infinity" })],
  ["rateLimited.maxWait", "a duration, but is NaN", RetryLayer.rateLimited({ maxWait: missing })],
  ["throttle.limit", "a whole number of at least 1, but is NaN", RetryLayer.throttle({ limit: missing })],
  ["throttle.limit", "a whole number of at least 1, but is -1", RetryLayer.throttle({ limit: -1 })],
  ["throttle.limit", "a whole number of at least 1, but is 0", shared({ limit: 0 })],
  ["throttle.burst", "a number from 0 to 1, but is NaN", RetryLayer.throttle({ burst: missing })],
  ["throttle.burst", "a number from 0 to 1, but is 5", RetryLayer.throttle({ burst: 5 })],
  ["throttle.window", "a finite duration of at least 1ms, but is 0", RetryLayer.throttle({ window: 0 })],
  ["throttle.maxWait", "a duration, but is NaN", RetryLayer.throttle({ maxWait: missing })],
  ["throttle.learn", "one of true, false, but is 1", RetryLayer.throttle({ learn: untyped(1) })],
  ["throttle.storeTimeout", "a duration of at least 1ms, but is 0", shared({ storeTimeout: 0 })],
  [
    "circuitBreaker.trip.consecutive",
    "a whole number of at least 1, but is 0",
    RetryLayer.circuitBreaker({ trip: { consecutive: 0 } })
  ],
  ["circuitBreaker.trip.rate", "a number above 0, up to 1, but is 0", RetryLayer.circuitBreaker({ trip: { rate: 0 } })],
  [
    "circuitBreaker.trip.rate",
    "a number from 0 to 1, but is NaN",
    RetryLayer.circuitBreaker({ trip: { rate: missing } })
  ],
  [
    "circuitBreaker.trip.size",
    "a whole number of at least 1, but is 0",
    RetryLayer.circuitBreaker({ trip: { size: 0 } })
  ],
  [
    "circuitBreaker.trip.minimumCalls",
    "at most trip.size, which is 10, but is 20",
    RetryLayer.circuitBreaker({ trip: { size: 10, minimumCalls: 20 } })
  ],
  ["circuitBreaker.openFor", "a duration, but is NaN", RetryLayer.circuitBreaker({ openFor: missing })],
  ["circuitBreaker.maxOpenFor", "a duration, but is NaN", RetryLayer.circuitBreaker({ maxOpenFor: missing })],
  ["bulkhead.limit", "a whole number of at least 1, but is 0", RetryLayer.bulkhead({ limit: 0 })],
  ["bulkhead.limit", "a whole number of at least 1, but is NaN", RetryLayer.bulkhead({ limit: missing })],
  [
    "bulkhead.maxQueue",
    "a whole number of at least 0, or Infinity, but is NaN",
    RetryLayer.bulkhead({ maxQueue: missing })
  ],
  ["bulkhead.maxWait", "a duration, but is NaN", RetryLayer.bulkhead({ maxWait: missing })],
  [
    "throttle.limit",
    "a whole number of at least 1, but is NaN",
    RetryLayer.recommended({ throttle: { limit: missing } })
  ],
  ["circuitBreaker.trip", `${trips}, but is 5`, RetryLayer.circuitBreaker({ trip: untyped(5) })],
  ["circuitBreaker.trip", `${trips}, but is "x"`, RetryLayer.circuitBreaker({ trip: untyped("x") })],
  ["circuitBreaker.trip", `${trips}, but is true`, RetryLayer.circuitBreaker({ trip: untyped(true) })],
  ["circuitBreaker.trip", `${trips}, but is 5`, RetryLayer.circuitBreaker({ trip: untyped(5n) })],
  ["circuitBreaker.trip", `${trips}, but is Symbol(s)`, RetryLayer.circuitBreaker({ trip: untyped(Symbol("s")) })],
  ["circuitBreaker.trip", `${trips}, but is [object Object]`, RetryLayer.circuitBreaker({ trip: {} })],
  ["circuitBreaker.trip", `${trips}, but is 1`, RetryLayer.circuitBreaker({ trip: untyped([1]) })],
  ["timeout.total", "a duration, but is [object Object]", RetryLayer.timeout({ total: {} })],
  ["timeout.total", `a duration, but is ${String(date)}`, RetryLayer.timeout({ total: untyped(date) })],
  ["timeout.total", "a duration, but is 1", RetryLayer.timeout({ total: untyped([1]) })],
  ["timeout.total", "a duration, but is 1,NaN", RetryLayer.timeout({ total: [1, missing] })],
  ["timeout.total", "a duration, but is [object Object]", RetryLayer.timeout({ total: untyped({ seconds: "1" }) })],
  ["timeout.total", "a duration, but is [object Object]", RetryLayer.timeout({ total: untyped(circular) })],
  [
    "timeout.total",
    "a duration, but is a value that has no text",
    RetryLayer.timeout({ total: untyped(withoutString) })
  ],
  [
    "transient.times",
    "a whole number of at least 0, but is a value that has no text",
    RetryLayer.transient({ times: untyped(Object.create(null)) })
  ],
  ["transient", "an object of options, but is null", RetryLayer.transient(untyped(null))],
  ["transient.budget", 'an object of options, but is "x"', RetryLayer.transient({ budget: untyped("x") })],
  ["transient.budget", "an object of options, but is 1", RetryLayer.transient({ budget: untyped([1]) })],
  ["rateLimited", "an object of options, but is null", RetryLayer.rateLimited(untyped(null))],
  ["timeout", "an object of options, but is null", RetryLayer.timeout(untyped(null))],
  ["throttle", "an object of options, but is null", RetryLayer.throttle(untyped(null))],
  ["throttle", "an object of options, but is null", shared(untyped(null))],
  ["circuitBreaker", "an object of options, but is null", RetryLayer.circuitBreaker(untyped(null))],
  ["bulkhead", "an object of options, but is null", RetryLayer.bulkhead(untyped(null))],
  ["bulkhead", "an object of options, but is 10", RetryLayer.bulkhead(untyped(10))],
  ["bulkhead", "an object of options, but is 10", RetryLayer.bulkhead(untyped([10]))],
  ["bulkhead", notRead, RetryLayer.bulkhead(unreadable("limit"))],
  ["circuitBreaker", notRead, RetryLayer.circuitBreaker({ trip: unreadable("rate") })],
  ["throttle", notRead, shared(proxy)],
  [
    "timeout",
    "an object of options, but is 5000",
    RetryLayer.recommended({ timeout: untyped<RetryLayer.TimeoutOptions>(5000) })
  ],
  ...(
    [
      ["attemptTimeout", "a duration of at least 1ms, but is 0", 0],
      ["maxBodyBytes", "a whole number of at least 1, but is 0", 0],
      ["unavailableMeansNotExecuted", "one of true, false, but is 1", 1]
    ] as const
  ).map(
    ([option, issue, value]) =>
      [
        `PresenceTransport.${option}`,
        issue,
        PresenceTransport.layer(untyped({ [option]: value })).pipe(
          Layer.provide(Authentication.layerToken(Redacted.make("token"))),
          Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
          Layer.provide(Layer.succeed(HttpExchange, { start: () => Effect.void }))
        )
      ] as const
  )
]

describe("an option that cannot be used", () => {
  for (const [setting, issue, layer] of refused) {
    it.effect(`fails the layer: ${setting} must be ${issue}`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(Effect.scoped(Layer.build(Layer.provide(layer, client.layer))))
        assert.instanceOf(error, PresenceError.PresenceConfigurationError)
        assert.deepInclude(error, { setting, issue: `must be ${issue}` })
      })
    )
  }

  it.effect("fails layers that are no policies too", () =>
    Effect.gen(function* () {
      const built = <A>(layer: Layer.Layer<A, PresenceError.PresenceConfigurationError>) =>
        Effect.map(Effect.flip(Effect.scoped(Layer.build(layer))), ({ setting }) => setting)
      const on = client.client()
      const settings = yield* Effect.all([
        built(Layer.provide(PresenceLookup.layer({ window: missing }), on)),
        built(Layer.provide(PresenceLookup.layer({ concurrency: missing }), on)),
        built(Layer.provide(PresenceLookup.layer({ cache: { timeToLive: missing } }), on)),
        built(Layer.provide(PresenceLookup.layer({ cache: { timeToLive: 1, capacity: 0 } }), on)),
        built(Layer.provide(PresenceDefinitions.layer({ timeToLive: missing }), on))
      ])
      assert.deepStrictEqual(settings, [
        "PresenceLookup.window",
        "PresenceLookup.concurrency",
        "PresenceLookup.cache.timeToLive",
        "PresenceLookup.cache.capacity",
        "PresenceDefinitions.timeToLive"
      ])
    })
  )

  it.effect("of the wrong kind names what is allowed", () =>
    Effect.gen(function* () {
      const layer = RetryLayer.throttle({ onStoreFailure: untyped("shut") })
      const error = yield* Effect.flip(Effect.scoped(Layer.build(Layer.provide(layer, client.layer))))
      assert.strictEqual(error.message, 'throttle.onStoreFailure: must be one of "open", "closed", but is "shut"')
    })
  )

  it.effect("that is no region by name, although objects have such a key, is refused", () =>
    Effect.gen(function* () {
      const layer = GenesysCloud.layer({ region: untyped("constructor") })
      assert.strictEqual((yield* Effect.flip(Effect.scoped(Layer.build(layer)))).setting, "region")
    })
  )

  it.effect("of a combinator fails each call that it is around, and nothing is sent", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      for (const [field, call] of [
        ["transient.times", Retry.transient({ times: missing })(read)],
        ["rateLimited.base", Retry.rateLimited({ base: 0 })(read)],
        ["timeout.total", Retry.timeout({ total: missing })(read)]
      ] as const) {
        const error = yield* Effect.flip(call)
        assert.deepInclude(error, { _tag: "PresenceInvalidRequest", operation: "getSystempresences", field })
      }
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("of a combinator that is no object, or cannot be read, fails each call as well", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      for (const [field, call] of [
        ["transient", Retry.transient(untyped(null))(read)],
        ["transient", Retry.transient(unreadable("times"))(read)],
        ["rateLimited", Retry.rateLimited(untyped("x"))(read)],
        ["timeout", Retry.timeout(untyped(undefined))(read)],
        ["timeout.total", Retry.timeout({ total: untyped(Object.create(null)) })(read)]
      ] as const) {
        const error = yield* Effect.flip(call)
        assert.deepInclude(error, { _tag: "PresenceInvalidRequest", operation: "getSystempresences", field })
      }
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("throws nothing where recommended is only named, and fails it when it is built", () =>
    Effect.gen(function* () {
      for (const [setting, options] of [
        ["recommended", untyped<RetryLayer.RecommendedOptions>(null)],
        ["recommended", unreadable("timeout")],
        ["timeout", { timeout: unreadable("total") }],
        ["bulkhead", { bulkhead: unreadable("limit") }]
      ] as const) {
        const layer = RetryLayer.recommended(options)
        const error = yield* Effect.flip(Effect.scoped(Layer.build(Layer.provide(layer, client.layer))))
        assert.deepInclude(error, { _tag: "PresenceConfigurationError", setting })
      }
    })
  )

  it.effect("of a watch or a change fails it, and nothing is sent", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      for (const options of [{ interval: missing }, { requestsPerMinute: missing }, { concurrency: 0 }]) {
        const error = yield* Effect.flip(Stream.runDrain(PresenceWatch.changes(["ada"], options)))
        const setting = `PresenceWatch.${Object.keys(options)[0]}`
        assert.deepInclude(error, { _tag: "PresenceConfigurationError", setting })
      }
      for (const options of [{ times: missing }, { base: missing }, { maxWait: missing }]) {
        const error = yield* Effect.flip(Modify.presenceSettings((settings) => settings, options))
        assert.deepInclude(error, { _tag: "PresenceInvalidRequest", field: `Modify.${Object.keys(options)[0]}` })
      }
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client()))
  })
})

describe("options that can be used", () => {
  it.effect("are whole limits without an end, and lengths that are over", () =>
    Effect.gen(function* () {
      const layers = [
        RetryLayer.bulkhead({ maxQueue: Infinity, maxWait: "Infinity" }),
        RetryLayer.transient({ budget: { capacity: Infinity, perSuccess: 0 }, base: 0, times: 0 }),
        RetryLayer.rateLimited({ spread: 0, maxWait: 0 }),
        RetryLayer.throttle({ burst: 0, maxWait: 0 }),
        RetryLayer.circuitBreaker({ openFor: 0, maxOpenFor: "Infinity" }),
        RetryLayer.timeout({ total: "Infinity", perAttempt: "Infinity" }),
        RetryLayer.timeout({ total: { seconds: 0 }, perAttempt: [1, 0] }),
        RetryLayer.timeout({ total: Duration.minutes(1), perAttempt: { minutes: undefined, seconds: 1 } }),
        RetryLayer.circuitBreaker({ trip: { rate: undefined } }),
        RetryLayer.transient({ budget: {} })
      ]
      for (const layer of layers) yield* Effect.scoped(Layer.build(Layer.provide(layer, client.layer)))
    })
  )

  it.effect("are a time that is over: the call fails before anything is sent", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      for (const total of [0, -5] as const) {
        const error = yield* Effect.flip(Retry.timeout({ total })(read))
        assert.deepInclude(error, { _tag: "PresenceTimeout", scope: "call", attempts: 0, mayHaveBeenExecuted: false })
      }
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client()))
  })
})
