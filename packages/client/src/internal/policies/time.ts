import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"

/** The time on the monotonic clock of a fiber, in milliseconds: the unit of all policies. */
export const now = (fiber: Fiber.Fiber<unknown, unknown>): number =>
  Number(fiber.getRef(Clock.Clock).monotonicTimeNanosUnsafe()) / 1e6

/** The runtime's own clock, which is in force unless a program replaces it. */
const liveClock = Context.get(Context.empty(), Clock.Clock)

/** Timers of the runtime overflow beyond it. */
const maxTimerMillis = 2 ** 31 - 1

const nothingToCancel = () => {}

/**
 * Calls back after so many milliseconds; never for `Infinity`. Returns what cancels it. With the runtime's own clock it
 * is a bare timer, which costs a tenth of a fiber that sleeps.
 */
export const startTimer = (context: Context.Context<never>, millis: number, onTime: () => void): (() => void) => {
  if (millis === Infinity) return nothingToCancel
  const clock = Context.get(context, Clock.Clock)
  if (clock === liveClock) {
    // A timer that fires too early makes the engine ask again.
    const timer = setTimeout(onTime, Math.min(millis, maxTimerMillis))
    return () => clearTimeout(timer)
  }
  const sleeper = Effect.runForkWith(context)(Effect.andThen(clock.sleep(Duration.millis(millis)), Effect.sync(onTime)))
  return () => sleeper.interruptUnsafe()
}

interface Limits {
  /** The shortest possible wait. */
  readonly atLeast: number
  /** A random part on top, so that waiting calls do not resume all at once. */
  readonly spread: number
  /** The longest wait that is allowed. */
  readonly atMost: number
  /** How long until the deadline. */
  readonly left: number
}

/**
 * How long to wait; `undefined` when even the shortest wait is longer than allowed, or would not end before the deadline.
 * The random part shrinks first, and leaves time before the deadline for what follows.
 */
export const planWait = ({ atLeast, atMost, left, spread }: Limits): number | undefined => {
  const room = left - atLeast
  return atLeast > atMost || room <= 0 ? undefined : atLeast + Math.min(spread, atMost - atLeast, room / 2)
}

/** Waits for the whole time: timers of the runtime may fire a little early. */
export const pause = (millis: number): Effect.Effect<void> =>
  Effect.withFiber((fiber) => pauseUntil(now(fiber) + millis, Math.ceil(millis)))

const pauseUntil = (end: number, millis: number): Effect.Effect<void> =>
  Effect.flatMap(Effect.sleep(Duration.millis(millis)), () =>
    Effect.withFiber((fiber) => {
      const left = end - now(fiber)
      return left > 0 ? pauseUntil(end, Math.ceil(left)) : Effect.void
    })
  )

/** A clock whose wall time follows the monotonic clock: Effect's caches count by wall time, which may be set back. */
class MonotonicClock implements Clock.Clock {
  readonly original: Clock.Clock
  readonly currentTimeNanosUnsafe = (): bigint => this.original.monotonicTimeNanosUnsafe()
  readonly currentTimeMillisUnsafe = (): number => Number(this.currentTimeNanosUnsafe() / 1_000_000n)
  readonly monotonicTimeNanosUnsafe = this.currentTimeNanosUnsafe
  readonly currentTimeMillis: Effect.Effect<number> = Effect.sync(this.currentTimeMillisUnsafe)
  readonly currentTimeNanos: Effect.Effect<bigint> = Effect.sync(this.currentTimeNanosUnsafe)
  readonly monotonicTimeNanos = this.currentTimeNanos
  readonly sleep = (duration: Duration.Duration): Effect.Effect<void> => this.original.sleep(duration)
  constructor(original: Clock.Clock) {
    this.original = original
  }
}

/** Lets a cache of Effect count by the monotonic clock. */
export const byMonotonicTime = <A, E, R>(cached: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.withFiber((fiber) => Effect.provideService(cached, Clock.Clock, new MonotonicClock(fiber.getRef(Clock.Clock))))

/** Gives what such a cache looks up the clock of the program again. */
export const byWallTime = <A, E, R>(lookup: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock)
    return clock instanceof MonotonicClock ? Effect.provideService(lookup, Clock.Clock, clock.original) : lookup
  })
