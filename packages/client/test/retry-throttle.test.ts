import { assert, describe, it } from "@effect/vitest"
import { RetryLayer } from "@genesys-presence/client"
import { Clock, Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Headers } from "effect/http"
import { inAnHour, read } from "./support/runs.ts"
import { ok, ScriptedTransport, status } from "./support/scriptedTransport.ts"

const many = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.exit(read), { concurrency: "unbounded", discard: true })

/** The most requests in any window of a minute. */
const mostInAMinute = ({ sentAt }: ScriptedTransport) => {
  let most = 0
  let first = 0
  for (const [last, at] of sentAt.entries()) {
    while (at - (sentAt[first] ?? 0) >= 60_000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** A response that names the limit. */
const limited = (allowed: number) =>
  Effect.map(ok, (response) => ({
    ...response,
    headers: Headers.fromInput({ "inin-ratelimit-allowed": `${allowed}` })
  }))

describe("throttle", () => {
  it.effect("sends no more than the limit in any minute, and 95 % of it in the long run", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      yield* inAnHour(many(3000))
      assert.lengthOf(transport.sentAt, 3000)
      assert.isAtMost(mostInAMinute(transport), 300)
      const minutes = ((transport.sentAt.at(-1) ?? 0) + 1) / 60_000
      assert.isAtLeast(3000 / minutes, 0.95 * 300)
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ maxWait: "1 hour" }))))
  })

  for (const limit of [1, 10, 180, 1000]) {
    it.effect(`takes a limit of ${limit}`, () => {
      const transport = new ScriptedTransport(() => ok)
      return Effect.gen(function* () {
        yield* inAnHour(many(limit * 2))
        assert.lengthOf(transport.sentAt, limit * 2)
        assert.isAtMost(mostInAMinute(transport), limit)
      }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ limit, maxWait: "1 hour" }))))
    })
  }

  it.effect("learns the limit from the answers, unless told not to", () =>
    Effect.gen(function* () {
      for (const [learn, rate] of [
        [true, 57],
        [false, 285]
      ] as const) {
        const transport = new ScriptedTransport(() =>
          Effect.map(ok, (response) => ({
            ...response,
            headers: Headers.fromInput({ "inin-ratelimit-allowed": "60" })
          }))
        )
        yield* Effect.andThen(read, inAnHour(many(1000))).pipe(
          Effect.provide(transport.client(RetryLayer.throttle({ learn, maxWait: "1 hour" })))
        )
        const minutes = ((transport.sentAt.at(-1) ?? 0) - (transport.sentAt[0] ?? 0)) / 60_000
        assert.approximately(transport.sentAt.length / minutes, rate, rate * 0.03)
      }
    })
  )

  it.effect("fails at once when the turn would come too late", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      yield* many(15)
      const waiting = yield* Effect.forkChild(many(20))
      yield* Effect.yieldNow
      const error = yield* Effect.flip(read)
      assert.strictEqual(error._tag, "PresenceThrottled")
      if (error._tag === "PresenceThrottled") {
        assert.strictEqual(error.reason, "MaxWait")
        assert.isTrue(error.retryAfter !== undefined && Duration.toSeconds(error.retryAfter) > 2)
      }
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(waiting)
      assert.isAtMost(Math.max(...transport.sentAt), 2000)
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ maxWait: "2 seconds" }))))
  })

  it.effect("lets a call that would wait past its deadline fail at once", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      yield* TestClock.adjust("1 hour")
      yield* many(15)
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceThrottled")
    }).pipe(Effect.provide(transport.client(RetryLayer.timeout({ total: "200 millis" }), RetryLayer.throttle())))
  })

  it.effect("takes no turn from the others for a call that is interrupted", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      yield* many(15)
      const fibers = yield* Effect.forEach(Array.from({ length: 10 }), () => Effect.forkChild(read))
      yield* Effect.yieldNow
      yield* Fiber.interruptAll(fibers)
      yield* inAnHour(read)
      assert.strictEqual(transport.sentAt.at(-1), 211)
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle())))
  })

  it.effect("learns nothing from a limit that is no number", () =>
    Effect.gen(function* () {
      for (const value of ["x60", "60 per minute", "6e1", "0", "-60", ""]) {
        const transport = new ScriptedTransport(() =>
          Effect.map(ok, (response) => ({
            ...response,
            headers: Headers.fromInput({ "inin-ratelimit-allowed": value })
          }))
        )
        yield* inAnHour(Effect.forEach(Array.from({ length: 40 }), () => read, { concurrency: "unbounded" })).pipe(
          Effect.provide(transport.client(RetryLayer.throttle({ limit: 300 })))
        )
        // 15 at once, and then one in 210 milliseconds or so: a limit of 60 would take half a minute.
        assert.isBelow((transport.sentAt.at(-1) ?? 0) - (transport.sentAt[0] ?? 0), 6000, value)
      }
    })
  )

  it.effect("holds a smaller limit from the moment that it learns it", () =>
    Effect.gen(function* () {
      for (const [limit, allowed] of [
        [300, 180],
        [3000, 300],
        [300, 60]
      ] as const) {
        const transport = new ScriptedTransport(() => Effect.delay(limited(allowed), "50 millis"))
        const before = yield* Clock.currentTimeMillis
        yield* inAnHour(
          Effect.forEach(Array.from({ length: 800 }), () => Effect.exit(read), { concurrency: 400 })
        ).pipe(Effect.provide(transport.client(RetryLayer.throttle({ limit, maxWait: "1 hour" }))))
        // The first response comes after 50 milliseconds.
        const later = transport.sentAt.filter((at) => at > before + 50)
        for (const [index, at] of later.entries()) {
          const inWindow = later.slice(index).filter((other) => other < at + 60_000).length
          assert.isAtMost(inWindow, allowed, `${limit} to ${allowed}`)
        }
      }
    })
  )

  it.effect("gives nobody the turn of a call that stopped waiting, for it had none", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      yield* read
      const fibers = yield* Effect.forEach([1, 2, 3, 4], () => Effect.forkChild(read, { startImmediately: true }))
      const [, second] = fibers
      if (second !== undefined) yield* Fiber.interrupt(second)
      yield* TestClock.adjust("1 hour")
      yield* Effect.forEach(fibers, Fiber.await)
      assert.deepStrictEqual(transport.sentAt, [0, 1000, 2000, 3000])
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ limit: 61, burst: 0 }))))
  })

  it.effect("has a larger limit at once, for a call too that waits for its turn already", () => {
    const transport = new ScriptedTransport((_request, index) =>
      index === 0 ? Effect.delay(limited(121), "500 millis") : ok
    )
    return Effect.gen(function* () {
      yield* inAnHour(many(2))
      // Half of the token had come; the other half takes a quarter of a second now.
      assert.deepStrictEqual(transport.sentAt, [0, 750])
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ limit: 61, burst: 0 }))))
  })

  it.effect("refuses a call that waits for its turn, when a smaller limit makes it come too late", () => {
    const transport = new ScriptedTransport(() => Effect.delay(limited(2), "500 millis"))
    return Effect.gen(function* () {
      const first = yield* Effect.forkChild(read, { startImmediately: true })
      const second = yield* Effect.forkChild(Effect.flip(read), { startImmediately: true })
      yield* TestClock.adjust("500 millis")
      yield* Fiber.join(first)
      const error = yield* Fiber.join(second)
      assert.deepInclude(error, {
        _tag: "PresenceThrottled",
        reason: "MaxWait",
        elapsed: Duration.millis(500),
        retryAfter: Duration.minutes(1)
      })
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ limit: 61, burst: 0, maxWait: "2 seconds" }))))
  })

  it.effect("passes the turn on when a request is sent, and does not wait for its answer", () => {
    const transport = new ScriptedTransport(() => Effect.delay(ok, "1 minute"))
    return Effect.gen(function* () {
      yield* inAnHour(many(3))
      assert.deepStrictEqual(transport.sentAt, [0, 1000, 2000])
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ limit: 61, burst: 0 }))))
  })

  it.effect("says when the turn of a call that it refuses would have come", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      yield* TestClock.adjust("1 hour")
      const others = yield* Effect.forkChild(many(3), { startImmediately: true })
      const error = yield* Effect.flip(read)
      assert.deepInclude(error, { _tag: "PresenceThrottled", reason: "MaxWait", retryAfter: Duration.seconds(3) })
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(others)
      assert.lengthOf(transport.sentAt, 3)
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle({ limit: 61, burst: 0, maxWait: "2500 millis" }))))
  })

  it.effect("passes on the errors of the service", () => {
    const transport = new ScriptedTransport((request) => status(request, 404))
    return Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceNotFound")
    }).pipe(Effect.provide(transport.client(RetryLayer.throttle())))
  })

  it.effect("lets a call that waits for a permit below take no turn, while there are tokens", () => {
    const transport = new ScriptedTransport(() => Effect.delay(ok, "1 minute"))
    return Effect.gen(function* () {
      const fibers = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(read, { startImmediately: true }))
      yield* TestClock.adjust("10 minutes")
      yield* Fiber.joinAll(fibers)
      assert.deepStrictEqual(transport.sentAt, [0, 60_000, 120_000])
    }).pipe(
      Effect.provide(
        transport.client(
          RetryLayer.throttle({ maxWait: "1 second" }),
          RetryLayer.bulkhead({ limit: 1, maxWait: "10 minutes" })
        )
      )
    )
  })

  it.effect("refuses a call after maxWait whose turn did not come, since a call ahead waits for a permit", () => {
    const transport = new ScriptedTransport(() => Effect.delay(ok, "1 minute"))
    return Effect.gen(function* () {
      const [, , last] = yield* inAnHour(
        Effect.all([Effect.exit(read), Effect.exit(read), Effect.flip(read)], { concurrency: "unbounded" })
      )
      assert.deepInclude(last, { _tag: "PresenceThrottled", reason: "MaxWait", elapsed: Duration.seconds(3) })
      assert.deepStrictEqual(transport.sentAt, [0, 60_000])
    }).pipe(
      Effect.provide(
        transport.client(
          RetryLayer.throttle({ limit: 61, burst: 0, maxWait: "3 seconds" }),
          RetryLayer.bulkhead({ limit: 1, maxWait: "10 minutes" })
        )
      )
    )
  })
})
