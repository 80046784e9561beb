import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type { TransportRequest } from "../PresenceTransport.ts"
import type { Sent } from "./policy.ts"
import * as Waiting from "./waiting.ts"

/**
 * When the call must be over, on the clock of `Waiting.now`. A policy that would have to wait past it fails at once,
 * with what it knows, instead of being cut off in its wait.
 */
export const Deadline: Context.Reference<number> = Context.Reference("@genesys-presence/client/Deadline", {
  defaultValue: () => Infinity
})

/** How long one attempt may take. A reference, so that it reaches the transport from anywhere above. */
export const AttemptTimeout: Context.Reference<Duration.Duration> = Context.Reference(
  "@genesys-presence/client/AttemptTimeout",
  { defaultValue: () => Duration.infinity }
)

/** The limits of a request that takes the fast path, where no references are set. */
export class TimeLimits {
  /** When the request came, on the clock of `Waiting.now`. */
  readonly now: number
  /** How long the attempt may take. */
  attempt: Duration.Duration
  /** When the call must be over, on the clock of `Waiting.now`. */
  end = Infinity
  /** What comes of the call then. */
  outOfTime: (request: TransportRequest) => Sent = () => Effect.interrupt

  constructor(fiber: Fiber.Fiber<unknown, unknown>) {
    this.now = Waiting.now(fiber)
    this.attempt = fiber.getRef(AttemptTimeout)
  }

  limitAttempt(limit: Duration.Duration): void {
    this.attempt = Duration.min(this.attempt, limit)
  }

  /** Ends the call at a time, unless it ends before. */
  endAt(end: number, outOfTime: (request: TransportRequest) => Sent): void {
    if (end >= this.end) return
    this.end = end
    this.outOfTime = outOfTime
  }
}
