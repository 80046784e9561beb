import { assert, describe, it } from "@effect/vitest"
import { TestTime } from "@genesys-presence/sandbox"
import { Clock, Duration, Effect, Exit, Fiber, Option, Semaphore } from "effect"
import { TestClock } from "effect/testing"

/** Goes on some turns of the event loop later, as work that reads a body does. */
const promise = Effect.replicateEffect(
  Effect.promise(() => new Promise((resolve) => setImmediate(resolve))),
  5,
  { discard: true }
)

const wait = Effect.andThen(promise, Effect.sleep("1 second"))

const elapsed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.timed(effect), ([duration]) => Duration.toMillis(duration))

describe("the time of a test", () => {
  it.effect("passes through several waits with promises between them, which one adjustment does not", () =>
    Effect.gen(function* () {
      const waits = Effect.replicateEffect(wait, 3, { discard: true })
      const fiber = yield* Effect.forkChild(waits)
      yield* TestClock.adjust("1 hour")
      assert.isUndefined(fiber.pollUnsafe())
      yield* Fiber.interrupt(fiber)
      assert.isBelow(yield* elapsed(TestTime.passWhile(waits)), 3300)
    })
  )

  it.effect("passes while calls hand a permit over", () =>
    Effect.gen(function* () {
      const permit = yield* Semaphore.make(1)
      const calls = Effect.replicateEffect(permit.withPermits(1)(wait), 10, {
        concurrency: "unbounded",
        discard: true
      })
      assert.closeTo(yield* elapsed(TestTime.passWhile(calls)), 10_000, 1000)
    })
  )

  it.effect("does not pass for work that does not wait for it", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* elapsed(TestTime.passWhile(promise)), 0)
    })
  )

  it.effect("passes in steps of the given length", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* elapsed(Effect.sleep("90 seconds").pipe(TestTime.passWhile({ step: "1 minute" }))),
        120_000
      )
    })
  )

  it.effect("gives what the effect comes to, and ends where the effect sets a limit", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* TestTime.passWhile(Effect.as(wait, "done")), "done")
      assert.strictEqual(yield* Effect.flip(TestTime.passWhile(Effect.andThen(wait, Effect.fail("failed")))), "failed")
      assert.isTrue(Exit.hasDies(yield* Effect.exit(TestTime.passWhile(Effect.die("died")))))
      const limited = yield* Effect.never.pipe(Effect.timeoutOption("1 minute"), TestTime.passWhile())
      assert.deepStrictEqual(limited, Option.none())
    })
  )

  it.effect("passes for so long, while others go on", () =>
    Effect.gen(function* () {
      let waits = 0
      const counted = Effect.tap(wait, () => Effect.sync(() => waits++))
      yield* Effect.forkChild(Effect.replicateEffect(counted, 5, { discard: true }))
      yield* TestTime.pass("3350 millis")
      assert.strictEqual(yield* Clock.currentTimeMillis, 3350)
      assert.strictEqual(waits, 3)
    })
  )
})
