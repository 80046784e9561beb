import { assert, describe, it } from "@effect/vitest"
import { PresenceError, RetryLayer } from "@genesys-presence/client"
import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { drawing, inAnHour, read } from "./support/runs.ts"
import { ok, ScriptedTransport, status } from "./support/scriptedTransport.ts"

const many = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.exit(read), { concurrency: "unbounded" })

/** A transport whose answers take a second, and the most that it had in flight. */
const slow = () => {
  let inFlight = 0
  const seen = { most: 0 }
  const transport = new ScriptedTransport(() =>
    Effect.suspend(() => {
      inFlight += 1
      seen.most = Math.max(seen.most, inFlight)
      return Effect.ensuring(
        Effect.delay(ok, "1 second"),
        Effect.sync(() => {
          inFlight -= 1
        })
      )
    })
  )
  return { transport, seen }
}

describe("bulkhead", () => {
  it.effect("admits so many at a time, the others in their order", () => {
    const { seen, transport } = slow()
    return Effect.gen(function* () {
      yield* inAnHour(many(7))
      assert.strictEqual(seen.most, 3)
      assert.deepStrictEqual(transport.sentAt, [0, 0, 0, 1000, 1000, 1000, 2000])
    }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead({ limit: 3 }))))
  })

  it.effect("by default admits 50 at a time, and lets 10,000 wait", () => {
    const transport = new ScriptedTransport(() => Effect.never)
    return Effect.gen(function* () {
      yield* Effect.forkChild(many(50 + 10_000))
      yield* Effect.yieldNow
      const error = yield* Effect.flip(read)
      assert.isTrue(error._tag === "PresenceBulkheadFull" && error.reason === "QueueFull")
      assert.lengthOf(transport.sentAt, 50)
    }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead())))
  })

  it.effect("fails at once when the queue is full", () => {
    const { transport } = slow()
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(many(3))
      yield* TestClock.adjust("1 millis")
      const error = yield* Effect.flip(read)
      assert.strictEqual(error._tag, "PresenceBulkheadFull")
      assert.isTrue(PresenceError.wasNotExecuted(error) && PresenceError.isRetryable(error))
      assert.strictEqual(error.message, "getSystempresences: not sent: too many requests in flight: QueueFull")
      yield* TestClock.adjust("3 seconds")
      yield* Fiber.join(fiber)
      assert.lengthOf(transport.sentAt, 3)
    }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead({ limit: 1, maxQueue: 2 }))))
  })

  it.effect("fails when the turn does not come in time", () => {
    const { transport } = slow()
    return Effect.gen(function* () {
      yield* Effect.forkChild(many(1))
      yield* Effect.yieldNow
      const waiting = yield* Effect.forkChild(Effect.flip(read))
      yield* TestClock.adjust("500 millis")
      const error = yield* Fiber.join(waiting)
      assert.isTrue(error._tag === "PresenceBulkheadFull" && error.reason === "MaxWait")
      assert.isTrue("elapsed" in error && Duration.toMillis(error.elapsed) === 500)
      yield* TestClock.adjust("500 millis")
      yield* inAnHour(read)
      assert.lengthOf(transport.sentAt, 2)
    }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead({ limit: 1, maxWait: "500 millis" }))))
  })

  it.effect("sends when the turn comes in the same moment as the end of the wait, and loses no place", () => {
    const { transport } = slow()
    return Effect.gen(function* () {
      yield* inAnHour(many(3))
      yield* inAnHour(many(1))
      assert.isAtLeast(transport.sentAt.length, 2)
    }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead({ limit: 1, maxWait: "1 second" }))))
  })

  it.effect("gives the place back after a failure and an interruption, in flight or in the queue", () => {
    const transport = new ScriptedTransport((request, index) =>
      index === 0 ? status(request, 500) : index === 1 ? Effect.never : ok
    )
    return Effect.gen(function* () {
      yield* Effect.flip(read)
      const inFlight = yield* Effect.forkChild(read)
      const queued = yield* Effect.forkChild(read)
      yield* Effect.yieldNow
      yield* Fiber.interrupt(queued)
      yield* Fiber.interrupt(inFlight)
      yield* read
      assert.lengthOf(transport.sentAt, 3)
    }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead({ limit: 1 }))))
  })

  it.effect(
    "admits nobody in the place of a call that gave up in the queue, and keeps no place in it for that call",
    () => {
      const transport = new ScriptedTransport(() => Effect.never)
      return Effect.gen(function* () {
        yield* Effect.forkChild(read)
        yield* Effect.yieldNow
        for (const _ of [1, 2]) {
          const queued = yield* Effect.forkChild(read)
          yield* Effect.yieldNow
          yield* Fiber.interrupt(queued)
        }
        const next = yield* Effect.forkChild(Effect.flip(read))
        yield* TestClock.adjust("30 seconds")
        const error = yield* Fiber.join(next)
        assert.isTrue(error._tag === "PresenceBulkheadFull" && error.reason === "MaxWait")
        assert.lengthOf(transport.sentAt, 1)
      }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead({ limit: 1, maxQueue: 1 }))))
    }
  )

  it.effect("sends nobody whose turn comes while a rate limit holds, nor more than so many at a time after it", () => {
    let inFlight = 0
    let most = 0
    const transport = new ScriptedTransport((request, index) =>
      Effect.suspend(() => {
        inFlight += 1
        most = Math.max(most, inFlight)
        return Effect.ensuring(
          Effect.delay(index === 0 ? status(request, 429, "10 seconds") : ok, "1 second"),
          Effect.sync(() => {
            inFlight -= 1
          })
        )
      })
    )
    return Effect.gen(function* () {
      yield* inAnHour(many(4))
      assert.deepStrictEqual(transport.sentAt, [0, 11_000, 12_000, 13_000, 14_000])
      assert.strictEqual(most, 1)
    }).pipe(
      drawing(0),
      Effect.provide(transport.client(RetryLayer.rateLimited(), RetryLayer.bulkhead({ limit: 1, maxWait: "1 minute" })))
    )
  })

  it.effect("gives nobody the place of a call that stopped waiting, for it had none", () => {
    const { seen, transport } = slow()
    return Effect.gen(function* () {
      const first = yield* Effect.forkChild(read, { startImmediately: true })
      const second = yield* Effect.forkChild(read, { startImmediately: true })
      yield* Fiber.interrupt(second)
      yield* inAnHour(many(3))
      yield* Fiber.join(first)
      assert.strictEqual(seen.most, 1)
      assert.deepStrictEqual(transport.sentAt, [0, 1000, 2000, 3000])
    }).pipe(Effect.provide(transport.client(RetryLayer.bulkhead({ limit: 1 }))))
  })
})
