/**
 * Lets the time of a `TestClock` pass while work goes on, step by step.
 *
 * **When to use**
 *
 * Use it for work that waits several times, such as a call that is retried, or calls that wait for each other.
 * `TestClock.adjust` does not wait for promises: work that goes through one, such as reading a body, finds that all of the
 * time has passed, and its next wait begins after that.
 *
 * **Gotchas**
 *
 * Work that neither waits for the clock nor ends within ten turns of the event loop counts as waiting. A socket or a file
 * takes longer: use `Sandbox.layerInProcess`.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { dual } from "effect/Function"
import * as TestClock from "effect/testing/TestClock"

/**
 * How time passes.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
  /**
   * How far the clock goes at a time; 100 milliseconds by default. Work that goes through a promise goes on at the end of a
   * step, so that it is late by less than this.
   */
  readonly step?: Duration.Input | undefined
}

/** Turns of the event loop: bodies of `fetch` take some, and must not come at another time in every run. */
const turnsOfStep = 10

/** Lets everything go on that does not wait for the clock. */
const settle = Effect.callback<void>((resume) => {
  let turns = 0
  const turn = (): void => {
    if (++turns > turnsOfStep) resume(Effect.void)
    else immediate = setImmediate(turn)
  }
  let immediate = setImmediate(turn)
  return Effect.sync(() => clearImmediate(immediate))
})

const stepOf = ({ step = "100 millis" }: Options): number => Math.max(Duration.toMillis(step), 1)

/**
 * Lets so much time pass, step by step. At the end of each step everything goes on that does not wait for the clock.
 *
 * **Example** (A minute in the life of a watch)
 *
 * ```ts
 * import { PresenceWatch } from "@genesys-presence/client"
 * import { TestTime } from "@genesys-presence/sandbox"
 * import { Effect, Fiber, Stream } from "effect"
 *
 * const eventsOfAMinute = Effect.gen(function*() {
 *   const seen: Array<PresenceWatch.PresenceEvent> = []
 *   const watch = yield* PresenceWatch.changes(["some-user"]).pipe(
 *     Stream.runForEach((event) => Effect.sync(() => seen.push(event))),
 *     Effect.forkChild
 *   )
 *   yield* TestTime.pass("1 minute")
 *   yield* Fiber.interrupt(watch)
 *   return seen
 * })
 * ```
 *
 * @category testing
 * @since 0.1.0
 */
export const pass = (duration: Duration.Input, options: Options = {}): Effect.Effect<void> =>
  Effect.gen(function* () {
    const step = stepOf(options)
    yield* settle
    for (let rest = Duration.toMillis(duration); rest > 0; rest -= step) {
      yield* TestClock.adjust(Math.min(step, rest))
      yield* settle
    }
  })

/**
 * Runs an effect while time passes, step by step, until it ends.
 *
 * **Details**
 *
 * An effect that never ends lets time pass for ever: limit it with `Effect.timeout` or `Effect.timeoutOption`, which count
 * by the clock of the test.
 *
 * **Example** (A write that waits for half a minute takes no time at all)
 *
 * ```ts
 * import { PresenceClient } from "@genesys-presence/client"
 * import { TestTime } from "@genesys-presence/sandbox"
 * import { Effect } from "effect"
 *
 * const write = PresenceClient.use((client) => client.putUsersPresencesBulk({ body: [{ id: "some-user", message: "home" }] }))
 *
 * const written = write.pipe(Effect.timeout("1 minute"), TestTime.passWhile())
 * const inSeconds = write.pipe(TestTime.passWhile({ step: "1 second" }))
 * ```
 *
 * @category testing
 * @since 0.1.0
 */
export const passWhile: {
  (options?: Options): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, options?: Options): Effect.Effect<A, E, R>
} = dual(
  ([self]) => Effect.isEffect(self),
  <A, E, R>(self: Effect.Effect<A, E, R>, options: Options = {}): Effect.Effect<A, E, R> =>
    Effect.gen(function* () {
      const step = stepOf(options)
      const fiber = yield* Effect.forkChild(self)
      yield* settle
      while (fiber.pollUnsafe() === undefined) {
        yield* TestClock.adjust(step)
        yield* settle
      }
      return yield* Fiber.join(fiber)
    })
)
