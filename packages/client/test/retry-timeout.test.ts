import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  type HttpExchange,
  PresenceClient,
  PresenceTransport,
  Retry,
  RetryLayer
} from "@genesys-presence/client"
import { Clock, Duration, Effect, Fiber, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService, withCredentials } from "./support/fakeService.ts"
import { drawing, inAnHour, read, withEarlyTimers, write } from "./support/runs.ts"
import { ok, ScriptedTransport, status } from "./support/scriptedTransport.ts"

/** A client on the fake service, with policies over the real transport. */
const overTheFake = <E>(
  policy: RetryLayer.PolicyLayer,
  authentication: Layer.Layer<Authentication, E, GenesysCloud | HttpExchange>
) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(policy),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(authentication),
    Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
    Layer.provideMerge(FakeService.layer)
  )

const fixed = Authentication.layerToken(Redacted.make("fixed"))

describe("timeout per attempt", () => {
  for (const [where, policy] of [
    ["below the retries", RetryLayer.transient().pipe(Layer.provide(RetryLayer.timeout({ perAttempt: "2 seconds" })))],
    ["above the retries", RetryLayer.timeout({ perAttempt: "2 seconds" }).pipe(Layer.provide(RetryLayer.transient()))]
  ] as const) {
    it.effect(`limits each attempt alone, ${where}, and aborts it`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        let aborted = 0
        service.onApi(() =>
          Effect.onInterrupt(Effect.never, () =>
            Effect.sync(() => {
              aborted += 1
            })
          )
        )
        const fiber = yield* Effect.forkChild(Effect.flip(read))
        yield* TestClock.adjust("8 seconds")
        const error = yield* Fiber.join(fiber)
        assert.strictEqual(error._tag, "PresenceTimeout")
        if (error._tag === "PresenceTimeout") {
          assert.strictEqual(error.scope, "attempt")
          assert.strictEqual(error.attempts, 4)
          assert.deepStrictEqual(error.limit, Duration.seconds(2))
        }
        assert.strictEqual(aborted, 4)
      }).pipe(drawing(0), Effect.provide(overTheFake(policy, fixed)))
    )
  }

  it.effect("gives each its whole time, though timers are early", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onApi(() =>
        Effect.delay(
          Effect.sync(() => Response.json([])),
          2000.5
        )
      )
      assert.deepStrictEqual(yield* withEarlyTimers(inAnHour(read)), [])
    }).pipe(Effect.provide(overTheFake(RetryLayer.timeout({ perAttempt: "2 seconds" }), fixed)))
  )

  it.effect("is the shortest of all limits, and none is below the default of the transport", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onApi(() => Effect.never)
      for (const [call, seconds] of [
        [read.pipe(Retry.timeout({ perAttempt: "5 seconds" })), 5],
        [read.pipe(Retry.timeout({ perAttempt: "5 seconds" }), Retry.timeout({ perAttempt: "3 seconds" })), 3],
        [read, 20],
        [read.pipe(Retry.timeout({ perAttempt: "25 seconds" })), 20]
      ] as const) {
        const error = yield* Effect.flip(inAnHour(call))
        assert.isTrue(error._tag === "PresenceTimeout" && Duration.toSeconds(error.limit) === seconds)
      }
    }).pipe(Effect.provide(overTheFake(RetryLayer.timeout({ perAttempt: "20 seconds" }), fixed)))
  )
})

describe("timeout in total", () => {
  it.effect("covers the token, and says that it was the limit of the call", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.never)
      const fiber = yield* Effect.forkChild(Effect.flip(read))
      yield* TestClock.adjust("5 seconds")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag, "PresenceTimeout")
      if (error._tag === "PresenceTimeout") {
        assert.strictEqual(error.scope, "call")
        assert.strictEqual(error.attempts, 0)
        assert.strictEqual(error.message, "getSystempresences: no answer within 5s, the limit of one call")
      }
    }).pipe(Effect.provide(overTheFake(RetryLayer.timeout({ total: "5 seconds" }), withCredentials)))
  )

  it.effect("of nothing sends nothing", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read)
      assert.deepInclude(error, { _tag: "PresenceTimeout", scope: "call", attempts: 0 })
      assert.lengthOf(transport.sentAt, 0)
    }).pipe(Effect.provide(transport.client(RetryLayer.timeout({ total: 0 }))))
  })

  it.effect("aborts the attempt that is under way", () => {
    const transport = new ScriptedTransport((request, index) => (index === 0 ? status(request, 500) : Effect.never))
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.flip(read))
      yield* TestClock.adjust("5 seconds")
      const error = yield* Fiber.join(fiber)
      assert.isTrue(error._tag === "PresenceTimeout" && error.scope === "call" && error.attempts === 2)
    }).pipe(Effect.provide(transport.client(RetryLayer.timeout({ total: "5 seconds" }), RetryLayer.transient())))
  })

  it.effect("lets no policy below begin a wait that could not end in time", () =>
    Effect.gen(function* () {
      for (const [code, policy] of [
        [503, RetryLayer.transient()],
        [429, RetryLayer.rateLimited()]
      ] as const) {
        const transport = new ScriptedTransport((request) => status(request, code, "5 seconds"))
        yield* TestClock.adjust("1 minute")
        // No time passes.
        const error = yield* Effect.flip(read).pipe(
          Effect.provide(transport.client(RetryLayer.timeout({ total: "5 seconds" }), policy))
        )
        assert.notStrictEqual(error._tag, "PresenceTimeout")
        assert.lengthOf(transport.sentAt, 1)
      }
    })
  )

  it.effect("of an outer limit that is shorter is the one that counts", () => {
    const transport = new ScriptedTransport((request, index) => (index === 0 ? status(request, 503, "6 seconds") : ok))
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read.pipe(Retry.timeout({ total: "5 seconds" })))
      assert.strictEqual(error._tag, "PresenceServiceUnavailable")
      yield* inAnHour(read)
      assert.lengthOf(transport.sentAt, 2)
    }).pipe(Effect.provide(transport.client(RetryLayer.timeout({ total: "10 seconds" }), RetryLayer.transient())))
  })

  it.effect("leaves none for a retry, although the retries are above it", () => {
    const transport = new ScriptedTransport(() => Effect.never)
    return Effect.gen(function* () {
      const error = yield* Effect.flip(inAnHour(read))
      assert.deepInclude(error, { _tag: "PresenceTimeout", scope: "call" })
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.transient(), RetryLayer.timeout({ total: "5 seconds" }))))
  })

  it.effect("shortens the random part of a wait, so that half of what is left is there for the retry", () => {
    const transport = new ScriptedTransport((request, index) => (index === 0 ? status(request, 500) : ok))
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.deepStrictEqual(transport.sentAt, [0, 5000])
    }).pipe(
      drawing(1),
      Effect.provide(
        transport.client(
          RetryLayer.timeout({ total: "10 seconds" }),
          RetryLayer.transient({ base: "1 minute", cap: "1 minute" })
        )
      )
    )
  })

  it.effect("leaves nothing asleep on a clock of the program's own once the call has ended", () => {
    const transport = new ScriptedTransport(() => Effect.andThen(Effect.yieldNow, ok))
    let asleep = 0
    return Effect.gen(function* () {
      yield* read.pipe(
        Effect.updateService(Clock.Clock, (clock) => ({
          ...clock,
          sleep: () =>
            Effect.suspend(() => {
              asleep += 1
              return Effect.ensuring(
                Effect.never,
                Effect.sync(() => void (asleep -= 1))
              )
            })
        }))
      )
      yield* Effect.yieldNow
      assert.strictEqual(asleep, 0)
    }).pipe(Effect.provide(transport.client(RetryLayer.timeout({ total: "5 seconds" }))))
  })

  it.effect("of a write too is over in time", () => {
    const transport = new ScriptedTransport(() => Effect.never)
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.flip(write))
      yield* TestClock.adjust("3 minutes")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "PresenceTimeout")
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.recommended())))
  })
})

describe("in a finalizer, which nothing interrupts", () => {
  const hanging = Effect.flatMap(FakeService, (service) => Effect.sync(() => service.onApi(() => Effect.never)))
  const inFinalizer = Effect.uninterruptible(Effect.flip(read))

  it.effect("the limits of an attempt and of a call still end it", () =>
    Effect.gen(function* () {
      yield* hanging
      const attempt = yield* Effect.forkChild(inFinalizer)
      const call = yield* Effect.forkChild(Retry.timeout({ total: "5 seconds" })(inFinalizer))
      yield* TestClock.adjust("5 seconds")
      assert.propertyVal(yield* Fiber.join(call), "scope", "call")
      yield* TestClock.adjust("25 seconds")
      assert.propertyVal(yield* Fiber.join(attempt), "scope", "attempt")
    }).pipe(Effect.provide(overTheFake(RetryLayer.compose(), fixed)))
  )

  it.effect("the limit of a call ends its wait for a place", () =>
    Effect.gen(function* () {
      yield* hanging
      const first = yield* Effect.forkChild(Effect.exit(read))
      yield* Effect.yieldNow
      const waiting = yield* Effect.forkChild(inFinalizer)
      yield* TestClock.adjust("5 seconds")
      assert.propertyVal(yield* Fiber.join(waiting), "scope", "call")
      yield* Fiber.interrupt(first)
    }).pipe(
      Effect.provide(
        overTheFake(
          RetryLayer.compose(RetryLayer.timeout({ total: "5 seconds" }), RetryLayer.bulkhead({ limit: 1 })),
          fixed
        )
      )
    )
  )
})

describe("of two limits for a whole call", () => {
  for (const [outer, inner] of [
    ["2 seconds", "1 second"],
    ["1 second", "2 seconds"]
  ] as const) {
    it.effect(`${outer} around ${inner}, the shorter one ends it`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onApi(() => Effect.never)
        const fiber = yield* Effect.forkChild(Effect.flip(read))
        yield* TestClock.adjust("1 second")
        const error = yield* Fiber.join(fiber)
        assert.deepInclude(error, { _tag: "PresenceTimeout", scope: "call", limit: Duration.seconds(1) })
      }).pipe(
        Effect.provide(
          fakeClient(
            Authentication.layerToken(Redacted.make("a-token")),
            {},
            RetryLayer.compose(RetryLayer.timeout({ total: outer }), RetryLayer.timeout({ total: inner }))
          )
        )
      )
    )
  }
})
