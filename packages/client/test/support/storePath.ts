import { Clock, Effect } from "effect"
import type { RateLimiter } from "effect/persistence"

type Store = RateLimiter.RateLimiterStore["Service"]

/** What lies between a process and the store of its limit. */
export class StorePath {
  readonly #latency: number
  readonly #skew: number

  /** Milliseconds there and back each, and those by which the clock of the process is ahead. */
  constructor({ latency = 0, skew = 0 }: { readonly latency?: number; readonly skew?: number }) {
    this.#latency = latency
    this.#skew = skew
  }

  /** The store as the process sees it. */
  to(store: Store): Store {
    return {
      ...store,
      tokenBucket: (options) =>
        Effect.clockWith((clock) => {
          const skewed: Clock.Clock = {
            currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + this.#skew,
            currentTimeMillis: Effect.map(clock.currentTimeMillis, (millis) => millis + this.#skew),
            currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe(),
            currentTimeNanos: clock.currentTimeNanos,
            monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
            monotonicTimeNanos: clock.monotonicTimeNanos,
            sleep: (duration) => clock.sleep(duration)
          }
          return Effect.sleep(this.#latency).pipe(
            Effect.andThen(Effect.provideService(store.tokenBucket(options), Clock.Clock, skewed)),
            Effect.tap(() => Effect.sleep(this.#latency))
          )
        })
    }
  }
}
