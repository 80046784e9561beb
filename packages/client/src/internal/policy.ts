import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type { PresenceError } from "../PresenceError.ts"
import { PresenceTransport, type TransportRequest, type TransportResponse } from "../PresenceTransport.ts"

/** What happens to a request on its way: sent once by default. */
export type Sent = Effect.Effect<TransportResponse, PresenceError>

/** Wraps the sending of one request. It may send it again: `send` counts and times every run in the request's progress. */
export type Policy = (send: Sent, request: TransportRequest) => Sent

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
        const policy = yield* make
        return { execute: (request) => policy(below.execute(request), request) }
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
  return policies.reduceRight((inner, policy) => policy(inner, request), send)
}
