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
    return call.state.attempts === 0 || now >= this.#nextAt ? undefined : wait(this.#nextAt)
  }

  send(call: Call, now: number): void {
    if (call.state.attempts > 0) this.take(now)
  }
}
