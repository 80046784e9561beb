import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import { Deadline } from "./limits.ts"

type AnyFiber = Fiber.Fiber<unknown, unknown>

/** The time on the monotonic clock, in milliseconds: the unit of everything here. */
export const now = (fiber: AnyFiber): number => Number(fiber.getRef(Clock.Clock).monotonicTimeNanosUnsafe()) / 1e6

/** A length of time in that unit. */
export const millis = (input: Duration.Input): number => Duration.toMillis(Duration.fromInputUnsafe(input))

interface Wait {
  /** What must pass at least. */
  readonly floor: number
  /** What to wait on top, so that waiting calls do not come all at once. */
  readonly spread: number
  /** The longest wait that is allowed. */
  readonly allowance: number
}

/**
 * How long to wait; `undefined` when the least wait is longer than allowed, or would not end before the deadline of the
 * call. The spread shrinks before the wait is given up, and always leaves time for what follows.
 */
export const plan = (fiber: AnyFiber, { allowance, floor, spread }: Wait): number | undefined => {
  const left = fiber.getRef(Deadline) - now(fiber) - floor
  return floor > allowance || left <= 0 ? undefined : floor + Math.min(spread, allowance - floor, left / 2)
}

/** Waits to the end, and not a part of a millisecond less: timers of the runtime may fire early. */
export const pause = (wait: number): Effect.Effect<void> =>
  Effect.withFiber((fiber) => pauseUntil(now(fiber) + wait, Math.ceil(wait)))

const pauseUntil = (end: number, wait: number): Effect.Effect<void> =>
  Effect.flatMap(Effect.sleep(Duration.millis(wait)), () =>
    Effect.withFiber((fiber) => {
      const left = end - now(fiber)
      return left > 0 ? pauseUntil(end, Math.ceil(left)) : Effect.void
    })
  )
