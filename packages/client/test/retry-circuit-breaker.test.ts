import { assert, describe, it } from "@effect/vitest"
import { Authentication, PresenceError, RetryLayer } from "@genesys-presence/client"
import { Duration, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService } from "./support/fakeService.ts"
import { drawing, inAnHour, read } from "./support/runs.ts"
import {
  noAnswer,
  ok,
  type Reply,
  type Request,
  ScriptedTransport,
  status,
  tooSlow
} from "./support/scriptedTransport.ts"

const tag = Effect.match(read, { onFailure: (error) => error._tag, onSuccess: () => "ok" as const })

const times = (count: number) => Effect.replicateEffect(tag, count)

const layer = RetryLayer.circuitBreaker({ trip: { consecutive: 3 }, openFor: "10 seconds" })

describe("circuitBreaker", () => {
  for (const [what, failure] of [
    ["500", (request: Request) => status(request, 500)],
    ["502", (request: Request) => status(request, 502)],
    ["a lost connection", (request: Request) => noAnswer(request, "unknown")],
    ["an attempt that took too long", tooSlow]
  ] as ReadonlyArray<readonly [string, (request: Request) => Reply]>) {
    it.effect(`opens after ${what} in a row, and says when the next probe is`, () => {
      const transport = new ScriptedTransport(failure)
      return Effect.gen(function* () {
        yield* times(3)
        yield* TestClock.adjust("4 seconds")
        const error = yield* Effect.flip(read)
        assert.strictEqual(error._tag, "PresenceCircuitOpen")
        if (error._tag === "PresenceCircuitOpen") {
          assert.deepStrictEqual(error.retryAfter, Duration.seconds(6))
          assert.strictEqual(error.attempts, 0)
          assert.strictEqual(error.message, "getSystempresences: not sent: the circuit is open (next probe in 6s)")
        }
        assert.lengthOf(transport.sentAt, 3)
      }).pipe(Effect.provide(transport.client(layer)))
    })
  }

  for (const code of [400, 401, 403, 404, 409, 429]) {
    it.effect(`does not open after ${code}`, () => {
      const transport = new ScriptedTransport((request) => status(request, code))
      return Effect.gen(function* () {
        yield* times(20)
        assert.lengthOf(transport.sentAt, 20)
      }).pipe(Effect.provide(transport.client(layer)))
    })
  }

  it.effect("is neither set back nor brought on by a 429 in between, and set back by a 404", () =>
    Effect.gen(function* () {
      for (const [between, sent] of [
        [429, 4],
        [404, 6]
      ] as const) {
        const transport = new ScriptedTransport((request, index) => status(request, index === 2 ? between : 500))
        yield* times(10).pipe(Effect.provide(transport.client(layer)))
        assert.lengthOf(transport.sentAt, sent)
      }
    })
  )

  it.effect("lets one probe through, closes on its success, and opens for longer on its failure", () => {
    const transport = new ScriptedTransport((request, index) =>
      index < 4 ? status(request, 500) : Effect.delay(ok, 100)
    )
    return Effect.gen(function* () {
      yield* times(3)
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(yield* times(2), ["PresenceInternalServerError", "PresenceCircuitOpen"])
      yield* TestClock.adjust("19 seconds")
      assert.strictEqual(yield* tag, "PresenceCircuitOpen")
      yield* TestClock.adjust("1 second")
      const probe = yield* Effect.forkChild(tag)
      yield* Effect.yieldNow
      const other = yield* Effect.flip(read)
      assert.isTrue(other._tag === "PresenceCircuitOpen" && other.retryAfter === undefined)
      yield* TestClock.adjust("100 millis")
      assert.strictEqual(yield* Fiber.join(probe), "ok")
      assert.deepStrictEqual(yield* inAnHour(times(2)), ["ok", "ok"])
    }).pipe(Effect.provide(transport.client(layer)))
  })

  it.effect("by default opens after 10 failures in a row, for 15 seconds and then longer, up to 2 minutes", () => {
    const transport = new ScriptedTransport((request) => status(request, 500))
    return Effect.gen(function* () {
      yield* times(10)
      for (const seconds of [15, 30, 60, 120, 120]) {
        const error = yield* Effect.flip(read)
        assert.isTrue(error._tag === "PresenceCircuitOpen")
        if (error._tag === "PresenceCircuitOpen") assert.deepStrictEqual(error.retryAfter, Duration.seconds(seconds))
        yield* TestClock.adjust(Duration.seconds(seconds))
        assert.strictEqual(yield* tag, "PresenceInternalServerError")
      }
      assert.lengthOf(transport.sentAt, 15)
    }).pipe(Effect.provide(transport.client(RetryLayer.circuitBreaker())))
  })

  it.effect("is not opened by calls that are given up", () => {
    const transport = new ScriptedTransport((request, index) => (index < 3 ? Effect.never : status(request, 500)))
    return Effect.gen(function* () {
      for (const _ of [1, 2, 3]) {
        const fiber = yield* Effect.forkChild(read)
        yield* Effect.yieldNow
        yield* Fiber.interrupt(fiber)
      }
      yield* times(3)
      assert.lengthOf(transport.sentAt, 6)
    }).pipe(Effect.provide(transport.client(layer)))
  })

  it.effect("gives the slot of an interrupted probe to the next call", () => {
    const transport = new ScriptedTransport((request, index) =>
      index < 3 ? status(request, 500) : index === 3 ? Effect.never : ok
    )
    return Effect.gen(function* () {
      yield* times(3)
      yield* TestClock.adjust("10 seconds")
      const probe = yield* Effect.forkChild(tag)
      yield* Effect.yieldNow
      yield* Fiber.interrupt(probe)
      assert.strictEqual(yield* tag, "ok")
    }).pipe(Effect.provide(transport.client(layer)))
  })

  it.effect("opens at a rate of failures", () => {
    const transport = new ScriptedTransport((request, index) => (index % 2 === 0 ? ok : status(request, 500)))
    return Effect.gen(function* () {
      yield* times(30)
      assert.lengthOf(transport.sentAt, 20)
    }).pipe(Effect.provide(transport.client(RetryLayer.circuitBreaker({ trip: { rate: 0.5, size: 20 } }))))
  })

  it.effect("counts from zero again once a probe has closed it, and admits calls together", () => {
    const transport = new ScriptedTransport((request, index) =>
      index === 3 ? ok : Effect.delay(status(request, 500), 100)
    )
    return Effect.gen(function* () {
      const together = (count: number) =>
        inAnHour(
          Effect.forEach(Array.from({ length: count }), () => tag, {
            concurrency: "unbounded"
          })
        )
      const failed = "PresenceInternalServerError"
      yield* together(3)
      assert.strictEqual(yield* tag, "ok")
      // Both are sent, and they are not yet as many as open it.
      assert.deepStrictEqual(yield* together(2), [failed, failed])
      const third = yield* Effect.forkChild(tag)
      yield* TestClock.adjust("100 millis")
      assert.strictEqual(yield* Fiber.join(third), failed)
      // It is open as long as for the first time.
      const error = yield* Effect.flip(read)
      assert.deepStrictEqual(PresenceError.retryAfter(error), Duration.seconds(10))
    }).pipe(Effect.provide(transport.client(layer)))
  })

  for (const [what, outcomes, sent] of [
    ["waits for the least number of calls", "ffff", 3],
    ["forgets successes that are longer ago than the size", "ssssssffffffff", 8],
    ["forgets failures that are longer ago than the size", "sfsssfsssfsssfsss", 17]
  ] as const) {
    it.effect(`with a rate ${what}`, () => {
      const transport = new ScriptedTransport((request, index) => (outcomes[index] === "s" ? ok : status(request, 500)))
      return Effect.gen(function* () {
        yield* times(outcomes.length)
        assert.lengthOf(transport.sentAt, sent)
      }).pipe(
        Effect.provide(
          transport.client(
            RetryLayer.circuitBreaker({ trip: { rate: 0.5, size: 4, minimumCalls: 3 }, openFor: "1 day" })
          )
        )
      )
    })
  }

  it.effect("stays open as long as Retry-After asks, but not longer than its limit", () =>
    Effect.gen(function* () {
      for (const [retryAfter, opens] of [
        ["40 seconds", 40],
        ["1 hour", 120]
      ] as const) {
        const transport = new ScriptedTransport((request) => status(request, 503, retryAfter))
        yield* Effect.gen(function* () {
          yield* times(3)
          const error = yield* Effect.flip(read)
          assert.isTrue(
            error._tag === "PresenceCircuitOpen" &&
              error.retryAfter !== undefined &&
              Duration.toSeconds(error.retryAfter) === opens
          )
        }).pipe(Effect.provide(transport.client(layer)))
      }
    })
  )

  it.effect("below the retries does not hide the error of the service", () => {
    const transport = new ScriptedTransport((request) => status(request, 500))
    return Effect.gen(function* () {
      const error = yield* Effect.flip(inAnHour(read))
      assert.isTrue(error._tag === "PresenceInternalServerError" && error.attempts === 3)
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.transient({ times: 9 }), layer)))
  })

  for (const [what, policy] of [
    ["a throttle below", RetryLayer.throttle({ limit: 1, maxWait: 0 })],
    ["the limit of a whole call", RetryLayer.timeout({ total: 0 })]
  ] as const) {
    it.effect(`is not opened by ${what}`, () => {
      const transport = new ScriptedTransport(() => ok)
      return Effect.gen(function* () {
        assert.notInclude(yield* times(20), "PresenceCircuitOpen")
      }).pipe(Effect.provide(transport.client(layer, policy)))
    })
  }

  it.effect("is neither set back nor brought on by a certificate that is wrong", () => {
    const transport = new ScriptedTransport((request, index) =>
      index % 2 === 0
        ? status(request, 503)
        : Effect.fail(
            new PresenceError.PresenceTransportError({
              operation: request.operation,
              method: request.definition.method,
              path: request.definition.path,
              attempts: 1,
              elapsed: Duration.zero,
              reason: "TlsFailure",
              sent: "no"
            })
          )
    )
    return Effect.gen(function* () {
      yield* times(5)
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceCircuitOpen")
      assert.lengthOf(transport.sentAt, 5)
    }).pipe(Effect.provide(transport.client(layer)))
  })
})

describe("a circuit that is closed", () => {
  const unavailable = (after: Duration.Input) =>
    Effect.delay(
      Effect.sync(() => new Response("{}", { status: 503 })),
      after
    )
  const client = (trip: { readonly consecutive: number }) =>
    fakeClient(
      Authentication.layerToken(Redacted.make("a-token")),
      {},
      RetryLayer.circuitBreaker({ trip, openFor: "2 seconds" })
    )

  it.effect("is not opened by a call that was let through before it had opened the last time", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* read
      service.onApi(() => unavailable("10 seconds"))
      const late = yield* Effect.forkChild(Effect.flip(read))
      yield* TestClock.adjust("1 second")
      service.onApi(() => unavailable(0))
      yield* Effect.flip(read)
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceCircuitOpen")
      yield* TestClock.adjust("3 seconds")
      service.onApi(() => Effect.sync(() => Response.json([])))
      yield* read
      yield* read
      yield* TestClock.adjust("6500 millis")
      assert.strictEqual((yield* Fiber.join(late))._tag, "PresenceServiceUnavailable")
      yield* read
    }).pipe(Effect.provide(client({ consecutive: 1 })))
  )

  it.effect("opens though nothing has gone wrong for hours before", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* read
      yield* TestClock.adjust("2 hours")
      yield* read
      service.onApi(() => unavailable(0))
      yield* Effect.flip(read)
      yield* Effect.flip(read)
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceCircuitOpen")
    }).pipe(Effect.provide(client({ consecutive: 2 })))
  )

  it.effect("counts failures in a row alone, among calls that are under way together", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* read
      const answers = [503, 200, 503].map((code, index) =>
        Effect.delay(
          Effect.sync(() => Response.json([], { status: code })),
          index * 1000
        )
      )
      service.onApi(() => answers.shift() ?? Effect.sync(() => Response.json([])))
      const all = yield* Effect.forkChild(Effect.all([read, read, read].map(Effect.exit), { concurrency: "unbounded" }))
      yield* TestClock.adjust("2500 millis")
      assert.deepStrictEqual(
        (yield* Fiber.join(all)).map(({ _tag }) => _tag),
        ["Failure", "Success", "Failure"]
      )
      yield* read
    }).pipe(Effect.provide(client({ consecutive: 2 })))
  )
})
