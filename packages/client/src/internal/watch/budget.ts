import type { Call } from "../policies/engine.ts"
import { type Policy, wait } from "../policies/policy.ts"

/**
 * Spaces all requests of a watch. The watch itself takes the turn for the first request of a call, so that the wait is no
 * part of the call. As the outermost policy of the call the budget then makes each repetition wait for a turn too.
 */
export class Budget implements Policy {
  readonly name = "throttle"
  /** In milliseconds. */
  readonly distance: number
  /** How many requests each call has taken a turn for. */
  readonly #taken = new WeakMap<Call, number>()
  #nextAt = -Infinity

  constructor(requestsPerMinute: number) {
    this.distance = 60_000 / requestsPerMinute
  }

  /** When the next turn is, in milliseconds of the monotonic clock. */
  get nextAt(): number {
    return this.#nextAt
  }

  /** Takes a turn, if there is one. */
  take(now: number): boolean {
    if (now < this.#nextAt) return false
    this.#nextAt = now + this.distance
    return true
  }

  admit(call: Call, now: number) {
    this.release(call)
    const taken = this.#taken.get(call) ?? 1
    if (taken > call.state.attempts) return undefined
    if (!this.take(now)) return wait(this.#nextAt)
    this.#taken.set(call, taken + 1)
    return undefined
  }

  /** Counts the requests that were sent without a turn: those with a renewed token. */
  release(call: Call): void {
    const { attempts } = call.state
    const extra = attempts - (this.#taken.get(call) ?? 1)
    if (extra <= 0) return
    this.#nextAt += extra * this.distance
    this.#taken.set(call, attempts)
  }
}
