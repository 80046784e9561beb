import { assert, describe, it } from "@effect/vitest"
import { PresenceError, Retry, RetryLayer } from "@genesys-presence/client"
import { Duration, Effect, Exit, Fiber, Schedule } from "effect"
import { Headers } from "effect/http"
import { TestClock } from "effect/testing"
import { drawing, inAnHour, read, write } from "./support/runs.ts"
import { noAnswer, ok, type Request, ScriptedTransport, status } from "./support/scriptedTransport.ts"

/** Refuses as often as told, then accepts. */
const refusing = (times: number, retryAfter?: Duration.Input) =>
  new ScriptedTransport((request, index) => (index < times ? status(request, 429, retryAfter) : ok))

const waitsOf = ({ sentAt }: ScriptedTransport) => sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))

describe("rateLimited", () => {
  it.effect("waits as long as Retry-After asks, and spreads the calls after it", () =>
    Effect.gen(function* () {
      for (const [share, at] of [
        [0, 40_000],
        [0.5, 40_500]
      ] as const) {
        const transport = refusing(1, "40 seconds")
        yield* inAnHour(read).pipe(drawing(share), Effect.provide(transport.client(RetryLayer.rateLimited())))
        assert.deepStrictEqual(waitsOf(transport), [at])
      }
    })
  )

  it.effect("sends a write again too, since it was not executed", () => {
    const transport = refusing(3, "1 second")
    return Effect.gen(function* () {
      yield* Effect.exit(inAnHour(write))
      assert.lengthOf(transport.sentAt, 4)
    }).pipe(Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  for (const retryAfter of [undefined, 0, 3] as const) {
    it.effect(`backs off by itself when Retry-After is ${retryAfter ?? "absent"}`, () => {
      const transport = refusing(7, retryAfter)
      return Effect.gen(function* () {
        yield* inAnHour(read)
        assert.deepStrictEqual(waitsOf(transport), [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
      }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
    })
  }

  it.effect("takes refusals that come together for one", () => {
    const transport = new ScriptedTransport((request, index) =>
      index < 10 ? Effect.delay(status(request, 429), "100 millis") : ok
    )
    return Effect.gen(function* () {
      yield* inAnHour(Effect.forEach(Array.from({ length: 10 }), () => read, { concurrency: "unbounded" }))
      assert.strictEqual(transport.sentAt[9], 0)
      assert.deepStrictEqual(new Set(transport.sentAt.slice(10)), new Set([1100]))
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  for (const [what, outcome, sentAt] of [
    // Ten calls at the start of each minute of an hour; the first of all closed the gate for a day.
    ["succeeds, and then all calls are", ok, [0, 300_000, 300_000]],
    ["is refused again, and no other is until the next", undefined, [0, 300_000, 600_000]]
  ] as const) {
    it.effect(`sends one call every 5 minutes while the gate is closed for a day: when it ${what}`, () => {
      const transport = new ScriptedTransport((request, index) =>
        index > 0 && outcome !== undefined ? outcome : status(request, 429, "1 day")
      )
      return Effect.gen(function* () {
        const tenCalls = Effect.forEach(Array.from({ length: 10 }), () => Effect.exit(read), {
          concurrency: "unbounded"
        })
        const fiber = yield* Effect.forkChild(
          Effect.repeat(tenCalls, { schedule: Schedule.fixed("1 minute"), times: 60 })
        )
        yield* TestClock.adjust("1 hour")
        yield* Fiber.join(fiber)
        assert.deepStrictEqual<ReadonlyArray<number>>(transport.sentAt.slice(0, 3), sentAt)
      }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
    })
  }

  it.effect("is never early, whatever its own waits are", () => {
    const transport = refusing(1, "7 seconds")
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.deepStrictEqual(waitsOf(transport), [7000])
    }).pipe(
      drawing(0),
      Effect.provide(transport.client(RetryLayer.rateLimited({ base: "10 seconds", cap: "5 seconds" })))
    )
  })

  it.effect("starts over with its own waits after a success", () => {
    const transport = new ScriptedTransport((request, index) => (index % 2 === 0 ? status(request, 429) : ok))
    return Effect.gen(function* () {
      yield* inAnHour(Effect.andThen(read, read))
      assert.deepStrictEqual(transport.sentAt, [0, 1000, 1000, 2000])
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("fails at once when the wait would be longer than allowed", () => {
    const transport = refusing(1, "121 seconds")
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read)
      assert.strictEqual(error._tag, "PresenceTooManyRequests")
      // The gate is closed for the next call as well, which is not sent.
      const next = yield* Effect.flip(write)
      assert.strictEqual(next._tag, "PresenceTooManyRequests")
      if (next._tag === "PresenceTooManyRequests") {
        assert.strictEqual(next.operation, "patchUserPresencesPurecloud")
        assert.strictEqual(next.attempts, 0)
        assert.deepStrictEqual(next.retryAfter, Duration.seconds(121))
      }
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("tells a call that it did not send what the service said to the one that was refused", () => {
    const transport = new ScriptedTransport((request) =>
      Effect.catchTag(status(request, 429, "1 hour"), "PresenceTooManyRequests", (error) =>
        Effect.fail(
          new PresenceError.PresenceTooManyRequests({
            ...error,
            code: "too.many.requests",
            body: { message: "Rate limit exceeded" },
            correlationId: "some-id"
          })
        )
      )
    )
    return Effect.gen(function* () {
      yield* Effect.flip(read)
      yield* TestClock.adjust("1 minute")
      const error = yield* Effect.flip(write)
      assert.strictEqual(error._tag, "PresenceTooManyRequests")
      if (error._tag === "PresenceTooManyRequests") {
        assert.strictEqual(error.code, "too.many.requests")
        assert.deepStrictEqual(error.body, { message: "Rate limit exceeded" })
        assert.strictEqual(error.correlationId, "some-id")
        assert.deepStrictEqual(error.retryAfter, Duration.minutes(59))
      }
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("allows the sum of the waits of a call, not each by itself", () => {
    const transport = refusing(100, "50 seconds")
    return Effect.gen(function* () {
      const error = yield* Effect.flip(inAnHour(read))
      assert.strictEqual(error._tag, "PresenceTooManyRequests")
      assert.deepStrictEqual(transport.sentAt, [0, 50_000, 100_000])
      if (error._tag === "PresenceTooManyRequests") assert.strictEqual(error.attempts, 3)
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("lets 1,000 fibers wait for one 429, none early, spread over a second", () => {
    const transport = refusing(1, "40 seconds")
    return Effect.gen(function* () {
      yield* inAnHour(
        Effect.forEach(Array.from({ length: 1000 }), () => read, { concurrency: "unbounded", discard: true })
      )
      assert.lengthOf(transport.sentAt, 1001)
      const later = transport.sentAt.slice(1)
      assert.isAtLeast(Math.min(...later), 40_000)
      assert.isAtMost(Math.max(...later), 41_001)
      assert.isAbove(new Set(later).size, 500)
    }).pipe(Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("extends the wait of those who wait already", () => {
    // The second call is under way when the first is refused, and is told to wait longer.
    const transport = new ScriptedTransport((request, index) =>
      index === 0
        ? Effect.delay(status(request, 429, "10 seconds"), "1 millis")
        : index === 1
          ? Effect.delay(status(request, 429, "60 seconds"), "5 seconds")
          : ok
    )
    return Effect.gen(function* () {
      yield* inAnHour(Effect.all([read, read, Effect.delay(read, "1 second")], { concurrency: "unbounded" }))
      assert.deepStrictEqual(transport.sentAt, [0, 0, 65_000, 65_000, 65_000])
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("leaves nothing behind when a waiting call is interrupted", () => {
    const transport = refusing(1, "40 seconds")
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(read)
      yield* TestClock.adjust("20 seconds")
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("20 seconds")
      yield* read
      assert.deepStrictEqual(transport.sentAt, [0, 40_000])
    }).pipe(Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("passes all other errors on", () => {
    const transport = new ScriptedTransport((request) => noAnswer(request, "no"))
    return Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceTransportError")
    }).pipe(Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("as a combinator keeps one gate for the calls of one effect", () => {
    const transport = refusing(1, "40 seconds")
    return Effect.gen(function* () {
      yield* inAnHour(Effect.forEach([1, 2, 3], () => read, { concurrency: "unbounded" }).pipe(Retry.rateLimited()))
      assert.deepStrictEqual(transport.sentAt, [0, 40_000, 40_000, 40_000])
    }).pipe(drawing(0), Effect.provide(transport.client()))
  })

  for (const seconds of [1, 2]) {
    it.effect(`takes a Retry-After of ${seconds} s by its word, however often it was refused`, () => {
      const transport = refusing(5, Duration.seconds(seconds))
      return Effect.gen(function* () {
        yield* inAnHour(read)
        assert.deepStrictEqual(waitsOf(transport), Array<number>(5).fill(seconds * 1000))
      }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
    })
  }

  it.effect("waits as long as at first when a call that was in flight succeeds in between", () => {
    // Refused after a millisecond, accepted after 100, refused after 900.
    const transport = new ScriptedTransport((request, index) =>
      index === 0
        ? Effect.delay(status(request, 429), 1)
        : index === 1
          ? Effect.delay(ok, "100 millis")
          : index === 2
            ? Effect.delay(status(request, 429), "900 millis")
            : ok
    )
    return Effect.gen(function* () {
      yield* inAnHour(Effect.all([read, read, read], { concurrency: "unbounded" }))
      assert.deepStrictEqual(transport.sentAt, [0, 0, 0, 1900, 1900])
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  for (const [what, second, opens] of [
    ["an error of the service", (request: Request) => status(request, 404), true],
    ["no answer", (request: Request) => noAnswer(request, "unknown"), false]
  ] as const) {
    it.effect(`${opens ? "opens" : "stays closed"} when the one call that is sent meanwhile gets ${what}`, () => {
      const transport = new ScriptedTransport((request, index) =>
        index === 0 ? status(request, 429, "1 day") : index === 1 ? second(request) : ok
      )
      return Effect.gen(function* () {
        yield* Effect.exit(read)
        yield* TestClock.adjust("5 minutes")
        yield* Effect.exit(read)
        assert.lengthOf(transport.sentAt, 2)
        yield* Effect.exit(read)
        assert.lengthOf(transport.sentAt, opens ? 3 : 2)
        yield* TestClock.adjust("5 minutes")
        yield* Effect.exit(read)
        assert.lengthOf(transport.sentAt, opens ? 4 : 3)
      }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
    })
  }

  it.effect("dies of the defect that the one call that is sent meanwhile dies of, and stays closed", () => {
    const transport = new ScriptedTransport((request, index) =>
      index === 0 ? status(request, 429, "1 day") : Effect.die("broken")
    )
    return Effect.gen(function* () {
      yield* Effect.exit(read)
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(yield* Effect.exit(read), Exit.die("broken"))
      yield* Effect.flip(read)
      assert.lengthOf(transport.sentAt, 2)
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("sends that one call after it has waited for a policy below, too", () => {
    const transport = new ScriptedTransport((request, index) => (index === 0 ? status(request, 429, "1 day") : ok))
    const throttle = RetryLayer.throttle({ limit: 1, window: "10 minutes", maxWait: "1 hour" })
    return Effect.gen(function* () {
      yield* Effect.exit(read)
      yield* TestClock.adjust("6 minutes")
      yield* inAnHour(read)
      assert.deepStrictEqual(transport.sentAt, [0, 600_000])
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited(), throttle)))
  })

  it.effect("counts a wait once, though another policy asks the call again meanwhile", () => {
    // The first answer names a larger limit while the second call, which has the next turn, waits at the gate.
    const larger = Effect.map(ok, (response) => ({
      ...response,
      headers: Headers.fromInput({ "inin-ratelimit-allowed": "121" })
    }))
    const transport = new ScriptedTransport((request, index) =>
      index === 0 ? Effect.delay(larger, "10 seconds") : index === 1 ? status(request, 429, "40 seconds") : ok
    )
    const throttle = RetryLayer.throttle({ limit: 61, burst: 0 })
    return Effect.gen(function* () {
      yield* inAnHour(Effect.all([read, read], { concurrency: 2 }))
      assert.deepStrictEqual(transport.sentAt, [0, 1000, 41_000])
    }).pipe(drawing(0), Effect.provide(transport.client(throttle, RetryLayer.rateLimited({ maxWait: "1 minute" }))))
  })

  it.effect("sends the next call in 5 minutes when the one that was sent meanwhile is interrupted", () => {
    const transport = new ScriptedTransport((request, index) =>
      index === 0 ? status(request, 429, "1 day") : index === 1 ? Effect.never : ok
    )
    return Effect.gen(function* () {
      yield* Effect.exit(read)
      yield* TestClock.adjust("5 minutes")
      const interrupted = yield* Effect.forkChild(read, { startImmediately: true })
      assert.lengthOf(transport.sentAt, 2)
      yield* TestClock.adjust("6 minutes")
      // While it is under way, no other is sent.
      yield* Effect.flip(read)
      yield* Effect.flip(read)
      assert.lengthOf(transport.sentAt, 2)
      yield* Fiber.interrupt(interrupted)
      yield* read
      assert.lengthOf(transport.sentAt, 3)
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect("does not open earlier because a later refusal asks for less", () => {
    const transport = new ScriptedTransport((request, index) =>
      index === 0
        ? Effect.delay(status(request, 429, "60 seconds"), "1 second")
        : index === 1
          ? Effect.delay(status(request, 429, "5 seconds"), "2 seconds")
          : ok
    )
    return Effect.gen(function* () {
      yield* inAnHour(Effect.all([read, read], { concurrency: 2 }))
      assert.deepStrictEqual(transport.sentAt, [0, 0, 61_000, 61_000])
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
  })

  it.effect(
    "tells a call that it did not send what closed the gate, and leaves out what the answer did not say",
    () => {
      const transport = new ScriptedTransport((request) => status(request, 429, "1 hour"))
      return Effect.gen(function* () {
        yield* Effect.flip(read)
        const error = yield* Effect.flip(read)
        assert.strictEqual(error._tag, "PresenceTooManyRequests")
        assert.lengthOf(transport.sentAt, 1)
        for (const absent of ["code", "body", "correlationId"]) assert.isFalse(absent in error)
      }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())))
    }
  )

  it.effect("goes earlier than it would like to rather than give up a wait that is allowed", () => {
    const transport = refusing(1, "40 seconds")
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.deepStrictEqual(waitsOf(transport), [41_000])
    }).pipe(
      drawing(1),
      Effect.provide(transport.client(RetryLayer.rateLimited({ spread: "30 seconds", maxWait: "41 seconds" })))
    )
  })
})
