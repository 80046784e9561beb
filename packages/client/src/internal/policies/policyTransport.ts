import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { identity } from "effect/Function"
import * as Result from "effect/Result"
import { type PresenceConfigurationError, type PresenceError, PresenceInvalidRequest } from "../../PresenceError.ts"
import type { PresenceTransport, TransportRequest, TransportResponse } from "../../PresenceTransport.ts"
import { type Base, Call, outcomeOf } from "./engine.ts"
import { readOptions } from "./options.ts"
import { type Policy, refuse } from "./policy.ts"

type Transport = PresenceTransport["Service"]

/** Sends through a transport that is not ours, on a fiber of its own, and passes on what the policies above ask. */
const over = (transport: Transport): Base => ({
  attemptTimeout: Infinity,
  apiUrl: transport.apiUrl,
  start: (call, attempt) => {
    call.wasAsked = false
    const fiber = Effect.runForkWith(call.fiber.context)(transport.execute({ ...call.request, constraints: call }))
    // Policies below count together with those above, when they send. Without any, this is when the request is sent.
    if (!call.wasAsked) call.countRequest()
    fiber.addObserver((exit) => call.stepOf(attempt, () => call.finish(outcomeOf(exit))))
    return Effect.andThen(
      Fiber.interrupt(fiber),
      Effect.sync(() => {
        // Policies below, which ask before they send, note what they abort. Of another transport nobody knows.
        if (!call.wasAsked) call.state.mayHaveBeenExecuted = true
      })
    )
  }
})

/** A transport under policies, the outermost first. */
export class PolicyTransport {
  readonly #policies: ReadonlyArray<Policy>
  readonly #base: Base
  readonly apiUrl: string | undefined

  constructor(policies: ReadonlyArray<Policy>, base: Base) {
    this.#policies = policies
    this.#base = base
    this.apiUrl = base.apiUrl
  }

  readonly execute: Transport["execute"] = (
    request: TransportRequest
  ): Effect.Effect<TransportResponse, PresenceError> =>
    Effect.withFiber((fiber) =>
      Effect.callback<TransportResponse, PresenceError>((resume) =>
        new Call(this.#policies, this.#base, request, fiber, resume).begin()
      )
    )

  /** A transport under more policies. Those that it has join them: a call passes all of them in one walk. */
  static under(policies: ReadonlyArray<Policy>, below: Transport): PolicyTransport {
    return below instanceof PolicyTransport
      ? new PolicyTransport([...policies, ...below.#policies], below.#base)
      : new PolicyTransport(policies, over(below))
  }
}

/** A policy that can be built any number of times, each time with a state of its own; or why its options are refused. */
export type MakePolicy = Result.Result<() => Policy, PresenceConfigurationError>

/** Puts a transport under the policies that a caller put around calls. */
const UnderCallPolicies: Context.Reference<(transport: Transport) => Transport> = Context.Reference(
  "@genesys-presence/client/UnderCallPolicies",
  { defaultValue: () => identity }
)

/** Refuses each call, since the options of a policy around it cannot be used. */
const refusing = ({ issue, setting }: PresenceConfigurationError, name: Policy["name"]): Policy => ({
  name,
  admit: (call) => refuse(new PresenceInvalidRequest({ ...call.fields, field: setting, issue }), "options")
})

/** Puts a policy around each call that an effect makes. */
export const withPolicy = <A, E, R>(self: Effect.Effect<A, E, R>, policy: Policy): Effect.Effect<A, E, R> =>
  Effect.updateService(
    self,
    UnderCallPolicies,
    (outer) => (transport) => outer(PolicyTransport.under([policy], transport))
  )

/** A policy around each call that an effect makes. Its state lives as long as one run of the effect. */
export const combinatorOf =
  <O>(name: Policy["name"], options: O, make: (options: O) => MakePolicy) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      const policy = Result.match(readOptions(name, options, make), {
        onFailure: (error) => refusing(error, name),
        onSuccess: (build) => build()
      })
      return withPolicy(self, policy)
    })

/** The transport for one call, under the policies that its caller put around it. */
export const forCall = (transport: Transport, context: Context.Context<never>): Transport =>
  Context.get(context, UnderCallPolicies)(transport)
