import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Latency, Limits, LimitsControl } from "../Limits.ts"

/** The limits, and the pause that they ask for. */
export interface LimitsStore extends LimitsControl {
  /** The limits now, without an effect. */
  readonly current: () => Limits
  /** Waits as long as an answer takes. */
  readonly pause: Effect.Effect<void>
}

const millisOf = (latency: Latency): Effect.Effect<number> => {
  if (latency.kind === "fixed") return Effect.succeed(latency.millis)
  if (latency.kind === "uniform") return Random.nextBetween(latency.minimum, latency.maximum)
  return Effect.map(Random.next, (random) => -Math.log(1 - random) * latency.mean)
}

/** At first the limits are the given ones. */
export const makeLimits = (initial: Limits): LimitsStore => {
  let limits = initial
  return {
    current: () => limits,

    get: Effect.sync(() => limits),

    set: (changes) => Effect.sync(() => (limits = { ...limits, ...changes })),

    pause: Effect.suspend(() =>
      limits.latency === null ? Effect.void : Effect.flatMap(millisOf(limits.latency), Effect.sleep)
    )
  }
}
