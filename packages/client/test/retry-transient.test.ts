import { assert, describe, it } from "@effect/vitest"
import { PresenceError, Retry, RetryLayer } from "@genesys-presence/client"
import { Cause, Duration, Effect, Exit, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { drawing, inAnHour, read, write } from "./support/runs.ts"
import {
  noAnswer,
  ok,
  type Reply,
  type Request,
  ScriptedTransport,
  status,
  tooSlow
} from "./support/scriptedTransport.ts"

/** Fails as often as told, then succeeds. */
const failing = (times: number, failure: (request: Request) => Reply) =>
  new ScriptedTransport((request, index) => (index < times ? failure(request) : ok))

describe("transient", () => {
  const retried: ReadonlyArray<readonly [what: string, failure: (request: Request) => Reply]> = [
    ...[408, 500, 502, 503, 504].map((code) => [`${code}`, (request: Request) => status(request, code)] as const),
    ["a lost connection", (request) => noAnswer(request, "unknown")],
    ["a refused connection", (request) => noAnswer(request, "no")],
    ["an attempt that took too long", tooSlow]
  ]
  for (const [what, failure] of retried) {
    it.effect(`repeats a read after ${what}`, () => {
      const transport = failing(3, failure)
      return Effect.gen(function* () {
        yield* inAnHour(read)
        assert.lengthOf(transport.sentAt, 4)
      }).pipe(Effect.provide(transport.client(RetryLayer.transient())))
    })
  }

  for (const code of [400, 401, 403, 404, 409, 413, 415, 429, 501, 302]) {
    it.effect(`does not repeat ${code}`, () => {
      const transport = failing(1, (request) => status(request, code))
      return Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(inAnHour(read)))._tag.length > 0, true)
        assert.lengthOf(transport.sentAt, 1)
      }).pipe(Effect.provide(transport.client(RetryLayer.transient())))
    })
  }

  it.effect("does not repeat what fails in TLS", () => {
    const transport = failing(1, ({ definition, operation }) =>
      Effect.fail(
        new PresenceError.PresenceTransportError({
          operation,
          method: definition.method,
          path: definition.path,
          attempts: 1,
          elapsed: Duration.zero,
          reason: "TlsFailure",
          sent: "no"
        })
      )
    )
    return Effect.gen(function* () {
      yield* Effect.flip(inAnHour(read))
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.transient())))
  })

  it.effect("waits up to 250 ms, 500 ms, 1 s, … 10 s, drawn from the whole interval", () => {
    const transport = failing(9, (request) => status(request, 500))
    return Effect.gen(function* () {
      yield* inAnHour(read)
      const waits = transport.sentAt.slice(1).map((at, index) => at - (transport.sentAt[index] ?? 0))
      assert.deepStrictEqual(waits, [125, 250, 500, 1000, 2000, 4000, 5000, 5000, 5000])
    }).pipe(drawing(0.5), Effect.provide(transport.client(RetryLayer.transient({ times: 9 }))))
  })

  it.effect("takes base and cap", () => {
    const transport = failing(3, (request) => status(request, 500))
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.deepStrictEqual(transport.sentAt, [0, 2000, 5000, 8000])
    }).pipe(drawing(1), Effect.provide(transport.client(RetryLayer.transient({ base: "2 seconds", cap: "3 seconds" }))))
  })

  it.effect("is never earlier than Retry-After", () => {
    const transport = failing(1, (request) => status(request, 503, "7 seconds"))
    return Effect.gen(function* () {
      yield* inAnHour(read)
      assert.deepStrictEqual(transport.sentAt, [0, 7000])
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.transient())))
  })

  it.effect("fails at once with the real error when Retry-After is longer than it waits", () => {
    const transport = failing(1, (request) => status(request, 503, "31 seconds"))
    return Effect.gen(function* () {
      // No time passes.
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceServiceUnavailable")
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.transient())))
  })

  it.effect("ends with the last real error, which counts all attempts", () => {
    const transport = new ScriptedTransport((request, index) => status(request, index === 3 ? 504 : 500))
    return Effect.gen(function* () {
      const error = yield* Effect.flip(inAnHour(read))
      assert.strictEqual(error._tag, "PresenceGatewayTimeout")
      if (error._tag === "PresenceGatewayTimeout") assert.strictEqual(error.attempts, 4)
    }).pipe(Effect.provide(transport.client(RetryLayer.transient())))
  })

  it.effect("repeats a write only when it was not executed", () =>
    Effect.gen(function* () {
      const times = Effect.fnUntraced(function* (failure: (request: Request) => Reply) {
        const transport = new ScriptedTransport(failure)
        yield* Effect.flip(inAnHour(write)).pipe(Effect.provide(transport.client(RetryLayer.transient())))
        return transport.sentAt.length
      })
      assert.strictEqual(yield* times((request) => status(request, 500)), 1)
      assert.strictEqual(yield* times((request) => status(request, 503)), 1)
      assert.strictEqual(yield* times((request) => noAnswer(request, "unknown")), 1)
      assert.strictEqual(yield* times(tooSlow), 1)
      assert.strictEqual(yield* times((request) => noAnswer(request, "no")), 4)
      // A gateway may answer so for a request that the service behind it executed.
      assert.strictEqual(yield* times((request) => status(request, 503, "1 second")), 1)
    })
  )

  it.effect("repeats any write for those who take it on themselves, by layer or by call", () =>
    Effect.gen(function* () {
      const byLayer = new ScriptedTransport((request) => status(request, 500))
      yield* Effect.flip(inAnHour(write)).pipe(
        Effect.provide(byLayer.client(RetryLayer.transient({ repeatUnsafe: true })))
      )
      assert.lengthOf(byLayer.sentAt, 4)
      const byCall = new ScriptedTransport((request) => status(request, 500))
      yield* Effect.flip(inAnHour(Effect.andThen(Effect.ignore(write), Retry.repeatUnsafe(write)))).pipe(
        Effect.provide(byCall.client(RetryLayer.transient()))
      )
      assert.lengthOf(byCall.sentAt, 1 + 4)
    })
  )

  it.effect("meets an outage of 1,000 callers with at most a tenth more, and the budget comes back", () => {
    let down = true
    const transport = new ScriptedTransport((request) => (down ? status(request, 503) : ok))
    const callers = Effect.forEach(Array.from({ length: 1000 }), () => Effect.exit(read), {
      concurrency: "unbounded",
      discard: true
    })
    return Effect.gen(function* () {
      yield* inAnHour(callers)
      assert.isAtMost(transport.sentAt.length, 1100)
      assert.strictEqual(transport.sentAt.length, 1050)
      const before = transport.sentAt.length
      yield* inAnHour(callers)
      assert.strictEqual(transport.sentAt.length - before, 1000)
      down = false
      yield* Effect.forEach(Array.from({ length: 200 }), () => read, { discard: true })
      down = true
      const refilled = transport.sentAt.length
      yield* inAnHour(callers)
      assert.strictEqual(transport.sentAt.length - refilled, 1020)
    }).pipe(Effect.provide(transport.client(RetryLayer.transient())))
  })

  it.effect("takes nothing from the budget for a retry that was interrupted in its wait", () => {
    const transport = failing(2, (request) => status(request, 500))
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(read)
      yield* Effect.yieldNow
      assert.lengthOf(transport.sentAt, 1)
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(transport.sentAt, 1)
      yield* inAnHour(read)
      assert.lengthOf(transport.sentAt, 3)
    }).pipe(
      drawing(0.5),
      Effect.provide(transport.client(RetryLayer.transient({ budget: { capacity: 1, perSuccess: 0 } })))
    )
  })

  it.effect("waits on when another call has hit a rate limit meanwhile, or ends with its own error", () =>
    Effect.gen(function* () {
      for (const [retryAfter, sentAt, tag] of [
        ["10 seconds", [0, 0, 10_000, 10_000], "ok"],
        ["1 hour", [0, 0], "PresenceInternalServerError"]
      ] as const) {
        const transport = new ScriptedTransport((request, index) =>
          index === 0 ? status(request, 500, "4 seconds") : index === 1 ? status(request, 429, retryAfter) : ok
        )
        yield* Effect.gen(function* () {
          const failed = yield* Effect.forkChild(
            Effect.match(read, { onFailure: (error) => error._tag, onSuccess: () => "ok" as const })
          )
          yield* Effect.yieldNow
          const refused = yield* Effect.forkChild(Effect.exit(read))
          yield* TestClock.adjust("1 minute")
          assert.strictEqual(yield* Fiber.join(failed), tag)
          yield* Fiber.join(refused)
          const [start = 0] = transport.sentAt
          assert.deepStrictEqual(
            transport.sentAt.map((at) => at - start),
            [...sentAt]
          )
        }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited(), RetryLayer.transient())))
      }
    })
  )

  it.effect("leaves defects alone", () => {
    const transport = failing(1, () => Effect.die("a bug"))
    return Effect.gen(function* () {
      const exit = yield* Effect.exit(inAnHour(read))
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.transient())))
  })

  it.effect("has no state in common with another client, even through one layer in a constant", () => {
    const policy = RetryLayer.transient({ budget: { capacity: 1, perSuccess: 0 } })
    const first = new ScriptedTransport((request) => status(request, 500))
    const second = new ScriptedTransport((request) => status(request, 503))
    return Effect.gen(function* () {
      const one = yield* Layer.build(first.client(policy))
      const other = yield* Layer.build(second.client(policy))
      yield* Effect.flip(inAnHour(read)).pipe(Effect.provide(one))
      const error = yield* Effect.flip(inAnHour(read)).pipe(Effect.provide(other))
      assert.strictEqual(error._tag, "PresenceServiceUnavailable")
      assert.deepStrictEqual([first.sentAt.length, second.sentAt.length], [2, 2])
    })
  })

  it.effect("as a combinator repeats each call of an effect by itself, with its own count", () => {
    const transport = new ScriptedTransport((request, index) => (index % 3 === 2 ? ok : status(request, 500)))
    return Effect.gen(function* () {
      const once = read.pipe(Retry.transient())
      yield* inAnHour(once)
      assert.lengthOf(transport.sentAt, 3)
      yield* inAnHour(Effect.andThen(read, read).pipe(Retry.transient()))
      assert.lengthOf(transport.sentAt, 9)
      const error = yield* Effect.flip(inAnHour(read.pipe(Retry.transient({ times: 1 }))))
      assert.isTrue(PresenceError.isStatusError(error) && error.attempts === 2)
    }).pipe(Effect.provide(transport.client()))
  })
})
