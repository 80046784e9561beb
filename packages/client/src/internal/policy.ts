import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type { PresenceError } from "../PresenceError.ts"
import { PresenceTransport, type TransportRequest, type TransportResponse } from "../PresenceTransport.ts"
import { withFastPath, fastPathOf } from "./fastPath.ts"
import type { TimeLimits } from "./limits.ts"

/** What happens to a request on its way: sent once by default. */
export type Sent = Effect.Effect<TransportResponse, PresenceError>

/** A request that a policy let through at once, while it is under way. */
export interface Passage {
  /** Notes that it was answered, which is all that is left to do then. */
  readonly answered: (response: TransportResponse, fiber: Fiber.Fiber<unknown, unknown>) => void
  /** Gives back what it holds, once: whoever is called at the end may not know what happened before. */
  readonly leave: () => void
  /** What is left to do when anything else comes of it; `send` is what came of it, and sends again when run again. */
  readonly rest: (send: Sent, request: TransportRequest) => Sent
}

/** What to do around the sending of a request. */
export interface Policy {
  /** All of it. It may send again: `send` counts and times every run in the request's progress. */
  readonly around: (send: Sent, request: TransportRequest) => Sent
  /**
   * Lets a request through when nothing has to be waited for, and nothing to be refused; `undefined` when that is not
   * known at once. It may tighten the limits.
   */
  readonly letThrough?: (
    request: TransportRequest,
    fiber: Fiber.Fiber<unknown, unknown>,
    limits: TimeLimits
  ) => Passage | undefined
  /** What must be asked for besides, without any wait; the passage holds if the answer is yes. */
  readonly toll?: () => Effect.Effect<boolean>
}

/** For passages that hold nothing. */
export const holdsNothing = (): void => {}

/** A transport under a policy. */
const under = (policy: Policy, below: PresenceTransport["Service"]): PresenceTransport["Service"] => {
  const path = fastPathOf(below)
  return path === undefined
    ? { execute: (request) => policy.around(below.execute(request), request) }
    : withFastPath([policy, ...path.policies], path.base)
}

/**
 * A policy as a layer over the transport.
 *
 * Fresh, so that one layer in a constant that is used for two tenants is built twice: memoized, it would send the second
 * tenant's calls through the first one's transport.
 */
export const layerOf = <R>(
  make: Effect.Effect<Policy, never, R>
): Layer.Layer<PresenceTransport, never, PresenceTransport | Exclude<R, Scope.Scope>> =>
  Layer.fresh(
    Layer.effect(
      PresenceTransport,
      Effect.gen(function* () {
        const below = yield* PresenceTransport
        return under(yield* make, below)
      })
    )
  )

/** The policies that a caller put around calls, the outermost first. */
const CallPolicies: Context.Reference<ReadonlyArray<Policy>> = Context.Reference(
  "@genesys-presence/client/CallPolicies",
  { defaultValue: (): ReadonlyArray<Policy> => [] }
)

/** A policy around each call that an effect makes. Its state lives as long as one run of the effect. */
export const combinatorOf =
  (make: Effect.Effect<Policy>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(make, (policy) => Effect.updateService(self, CallPolicies, (outer) => [...outer, policy]))

/** Sends a request under the policies that its caller put around it. */
export const underCallPolicies = (send: Sent, request: TransportRequest, context: Context.Context<never>): Sent => {
  const policies = Context.get(context, CallPolicies)
  return policies.reduceRight((inner, policy) => policy.around(inner, request), send)
}
