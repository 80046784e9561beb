import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Cause from "effect/Cause"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as CircuitBreaker from "effect/persistence/CircuitBreaker"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import { PresenceCircuitOpen } from "../CallError.ts"
import { type PresenceError, retryAfter } from "../PresenceError.ts"
import type { TransportRequest, TransportResponse } from "../PresenceTransport.ts"
import { kindOf } from "./failureKind.ts"
import type { Policy, Sent } from "./policy.ts"
import { reject } from "./rejection.ts"

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
 * Stops calling a service that fails. Effect's breaker fits: it frees the slot of a probe that is interrupted, and the
 * outcomes of calls that were let through before it opened change nothing.
 */
export const make = (options: Options = {}): Effect.Effect<Policy, never, Scope.Scope> => {
  const trip = options.trip ?? { consecutive: 10 }
  const maxOpenFor = Duration.fromInputUnsafe(options.maxOpenFor ?? "2 minutes")

  return Effect.gen(function* () {
    const store = yield* Layer.build(Layer.fresh(CircuitBreaker.layerStoreMemory()))
    const breaker = yield* Effect.provideContext(
      CircuitBreaker.make({
        tripPolicy:
          "consecutive" in trip
            ? CircuitBreaker.consecutive(trip.consecutive)
            : CircuitBreaker.rate({ threshold: trip.rate, size: trip.size, minimumCalls: trip.minimumCalls }),
        openDuration: Schedule.min([
          Schedule.exponential(options.openFor ?? "15 seconds"),
          Schedule.spaced(maxOpenFor)
        ]),
        maxOpenDuration: maxOpenFor
      }),
      Context.merge(store, yield* Effect.context<Scope.Scope>())
    )
    return (send, request) =>
      Effect.catch(breaker.execute(send, { key, classify }), (error) =>
        error._tag === "CircuitBreakerError" ? rejected(error, request) : Effect.fail(error)
      )
  })
}
