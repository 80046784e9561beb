import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Cause from "effect/Cause"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as CircuitBreaker from "effect/persistence/CircuitBreaker"
import type * as Scope from "effect/Scope"
import { PresenceCircuitOpen } from "../CallError.ts"
import { type PresenceError, retryAfter } from "../PresenceError.ts"
import type { TransportRequest, TransportResponse } from "../PresenceTransport.ts"
import { kindOf } from "./failureKind.ts"
import { holdsNothing, type Passage, type Policy, type Sent } from "./policy.ts"
import { reject } from "./rejection.ts"
import * as Waiting from "./waiting.ts"

/** When the circuit opens, and for how long. */
export interface Options {
  /**
   * When it opens. By default when 10 calls in a row fail: under steady load that is an outage of a second, while two
   * users with bad luck do not make ten.
   */
  readonly trip?:
    | { readonly consecutive: number }
    | {
        /** The share of failures that opens it, from 0 to 1; 0.5 by default. */
        readonly rate?: number | undefined
        /** Over how many of the last calls the share is taken; 100 by default. */
        readonly size?: number | undefined
        /** How many calls there must be before it may open; `size` by default. */
        readonly minimumCalls?: number | undefined
      }
    | undefined
  /**
   * How long it stays open before one call, the probe, is let through; 15 seconds by default, half of what a gateway
   * usually needs to take a broken server out. It doubles while probes fail.
   */
  readonly openFor?: Duration.Input | undefined
  /** Where the doubling, and a `Retry-After`, ends; 2 minutes by default, so that a recovery is noticed soon. */
  readonly maxOpenFor?: Duration.Input | undefined
}

const key = "presence"

/** What an exit says about the service. */
const classify = (exit: Exit.Exit<TransportResponse, PresenceError>): CircuitBreaker.Outcome => {
  if (Exit.isSuccess(exit)) return CircuitBreaker.success
  const error = Option.getOrUndefined(Cause.findErrorOption(exit.cause))
  if (error === undefined) return CircuitBreaker.ignored
  const kind = kindOf(error)
  // A refusal with 404 shows a service that works. A 429, a missing token or a policy below say nothing about it.
  return kind === "transient"
    ? CircuitBreaker.failure({ retryAfter: retryAfter(error) })
    : kind === "answer"
      ? CircuitBreaker.success
      : CircuitBreaker.ignored
}

const rejected = ({ reason }: CircuitBreaker.CircuitBreakerError, request: TransportRequest): Sent =>
  reject(
    request,
    "circuitBreaker",
    reason._tag,
    (fields) =>
      new PresenceCircuitOpen({ ...fields, ...(reason._tag === "CircuitOpen" && { retryAfter: reason.retryAfter }) })
  )

/**
 * Stops calling a service that fails.
 *
 * The states are those of the store of Effect's breaker: it frees the slot of a probe that is interrupted, and the
 * outcomes of calls that were let through before it opened change nothing. What Effect's breaker does around its store,
 * a scope for each call, a schedule and the news of every transition, cost more than all other policies together, and
 * nothing here needs it.
 */
export const make = (options: Options = {}): Effect.Effect<Policy, never, Scope.Scope> => {
  const trip = options.trip ?? { consecutive: 10 }
  const openFor = Waiting.millis(options.openFor ?? "15 seconds")
  const maxOpenFor = Waiting.millis(options.maxOpenFor ?? "2 minutes")
  const tripPolicy =
    "consecutive" in trip
      ? CircuitBreaker.consecutive(trip.consecutive)
      : CircuitBreaker.rate({ threshold: trip.rate, size: trip.size, minimumCalls: trip.minimumCalls })

  /** How long it stays open if this outcome opens it: doubled with each time in a row, or as long as the service asked. */
  const openAfter = (outcome: CircuitBreaker.Outcome, { consecutiveOpenings }: CircuitBreaker.Admission) => {
    const asked = outcome._tag === "Failure" && outcome.retryAfter ? Duration.toMillis(outcome.retryAfter) : 0
    return Duration.millis(Math.min(maxOpenFor, Math.max(openFor * 2 ** consecutiveOpenings, asked)))
  }

  return Effect.gen(function* () {
    const stores = yield* Layer.build(Layer.fresh(CircuitBreaker.layerStoreMemory()))
    const store = Context.get(stores, CircuitBreaker.CircuitBreakerStore)
    // The store in memory has nothing to release, and providing a scope would cost each call as much as the rest of this.
    const admit = store.admit(key) as Effect.Effect<CircuitBreaker.Admission, CircuitBreaker.CircuitBreakerError>

    /** What the store admitted calls with last, while the circuit is known to be closed. */
    let closed: CircuitBreaker.Admission | undefined
    /** Whether it also counts no failure, so that a success would change nothing: then the store need not be asked. */
    let isCalm = false
    /** Lets calls through until the circuit opens; it knows by itself that it has opened since. */
    let calm: Passage | undefined

    const ask = Effect.tap(admit, (admission) => {
      closed = admission.probe ? undefined : admission
      return Effect.void
    })

    const record = (admission: CircuitBreaker.Admission, outcome: CircuitBreaker.Outcome): Effect.Effect<void> => {
      const recorded = store.record({
        key,
        generation: admission.generation,
        outcome: outcome._tag,
        tripPolicy,
        openFor: openAfter(outcome, admission)
      })
      // The store in memory does not fail.
      return Effect.map(Effect.orDie(recorded), (transition) => {
        if (transition !== undefined) {
          closed = undefined
          isCalm = false
          calm = undefined
        } else if (admission.generation === closed?.generation && outcome._tag !== "Ignored") {
          // Of a window, every outcome counts.
          isCalm = outcome._tag === "Success" && "consecutive" in trip
        }
      })
    }

    const makeCalm = (): Passage => {
      const recordUnasked = (exit: Exit.Exit<TransportResponse, PresenceError>): Effect.Effect<void> => {
        if (calm !== self || closed === undefined) return Effect.void
        const outcome = classify(exit)
        return isCalm
          ? // The store has not heard of the circuit since it is calm, and forgets one after an hour.
            Effect.flatMap(Effect.orDie(ask), (admission) => record(admission, outcome))
          : record(closed, outcome)
      }
      const self: Passage = {
        answered: (response, fiber) => {
          if (!isCalm) Effect.runSyncExitWith(fiber.context)(recordUnasked(Exit.succeed(response)))
        },
        leave: holdsNothing,
        rest: (send) => Effect.onExit(send, recordUnasked)
      }
      return self
    }

    return {
      around: (send, request) =>
        // An interruption between the admission and the call would keep the slot of a probe.
        Effect.uninterruptibleMask((restore) =>
          Effect.matchEffect(ask, {
            onFailure: (error) => rejected(error, request),
            onSuccess: (admission) => Effect.onExit(restore(send), (exit) => record(admission, classify(exit)))
          })
        ),
      letThrough: () => (isCalm ? (calm ??= makeCalm()) : undefined)
    }
  })
}
