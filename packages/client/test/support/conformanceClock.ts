import { type Clock, Duration, Effect } from "effect"

interface Sleep {
  readonly at: number
  readonly wake: () => void
}

/** A clock that stands still until it is moved to the end of its next sleep, while sockets go on in real time. */
export class ConformanceClock implements Clock.Clock {
  /** In milliseconds since 1970. */
  now: number
  readonly #sleeps = new Set<Sleep>()

  constructor(startsAt: number) {
    this.now = startsAt
  }

  /** When the next sleep ends; `undefined` when nobody sleeps. */
  get next(): number | undefined {
    return this.#first()?.at
  }

  /** Moves to the end of the next sleep, and ends it. */
  step(): void {
    const sleep = this.#first()
    if (sleep === undefined) return
    this.now = Math.max(this.now, sleep.at)
    this.#sleeps.delete(sleep)
    sleep.wake()
  }

  /** Of those that end together, the one that began first. */
  #first(): Sleep | undefined {
    let first: Sleep | undefined
    for (const sleep of this.#sleeps) if (first === undefined || sleep.at < first.at) first = sleep
    return first
  }

  readonly #nanos = () => BigInt(Math.round(this.now)) * 1_000_000n

  currentTimeMillisUnsafe = () => this.now
  currentTimeMillis = Effect.sync(this.currentTimeMillisUnsafe)
  currentTimeNanosUnsafe = this.#nanos
  currentTimeNanos = Effect.sync(this.#nanos)
  monotonicTimeNanosUnsafe = this.#nanos
  monotonicTimeNanos = Effect.sync(this.#nanos)

  sleep(duration: Duration.Duration): Effect.Effect<void> {
    return Effect.callback((resume) => {
      const sleep: Sleep = { at: this.now + Duration.toMillis(duration), wake: () => resume(Effect.void) }
      this.#sleeps.add(sleep)
      return Effect.sync(() => this.#sleeps.delete(sleep))
    })
  }
}
