import { Effect, Fiber, Option } from "effect"
import { TestClock } from "effect/testing"

/** Something that happens while time passes. */
export interface Incident<R> {
  readonly second: number
  readonly happens: Effect.Effect<void, unknown, R>
}

const turn = Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))

/**
 * Everything that needs no time is done before time passes: bodies of `fetch` come some turns of the event loop later,
 * and must not come at another second in every run.
 */
const settle = Effect.replicateEffect(turn, 10, { discard: true })

/**
 * Lets the clock of the test run until an effect is done: what it came to, or nothing when it still goes on after so many
 * seconds. It is interrupted then.
 */
export const whileSecondsPass = <A, E, R, I = never>(
  effect: Effect.Effect<A, E, R>,
  seconds: number,
  incident?: Incident<I>
): Effect.Effect<Option.Option<A>, E, I | R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    for (let second = 0; second < seconds; second++) {
      yield* settle
      if (fiber.pollUnsafe() !== undefined) return Option.some(yield* Fiber.join(fiber))
      if (second === incident?.second) yield* Effect.forkChild(incident.happens)
      yield* TestClock.adjust("1 second")
    }
    yield* settle
    if (fiber.pollUnsafe() !== undefined) return Option.some(yield* Fiber.join(fiber))
    yield* Fiber.interrupt(fiber)
    return Option.none()
  })
