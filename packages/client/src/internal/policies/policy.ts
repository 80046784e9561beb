import type * as Exit from "effect/Exit"
import type { PresenceError } from "../../PresenceError.ts"
import type { PolicyRefusal, TransportResponse, PolicyWait } from "../../PresenceTransport.ts"
import type { Call } from "./engine.ts"
import type { PolicyName } from "./signals.ts"

/** How a request ended, or what a policy below made of it. */
export interface Outcome {
  readonly exit: Exit.Exit<TransportResponse, PresenceError>
  /** The response, when it succeeded. */
  readonly response?: TransportResponse | undefined
  /** The error, when it failed; neither of the two after a defect or an interruption. */
  readonly error?: PresenceError | undefined
}

/** The request is sent again, not before `at`. */
export interface SendAgain {
  readonly _tag: "SendAgain"
  readonly at: number
  /** Why, for metrics and span events; `undefined` when it does not count as a retry. */
  readonly reason?: string | undefined
}

/** The outcome stands, although it is one that the policy may retry. */
export interface GiveUp {
  readonly _tag: "GiveUp"
  readonly reason: string
}

export const wait = (until: number, reason?: string, expected?: number): PolicyWait => ({
  _tag: "Wait",
  until,
  reason,
  expected
})

export const refuse = (error: PresenceError, reason: string): PolicyRefusal => ({ _tag: "Refuse", error, reason })

export const sendAgain = (at: number, reason?: string): SendAgain => ({ _tag: "SendAgain", at, reason })

export const giveUp = (reason: string): GiveUp => ({ _tag: "GiveUp", reason })

/**
 * A policy is a synchronous state machine, shared by all calls of a layer. The engine runs it. All times are milliseconds
 * of the monotonic clock.
 *
 * Nothing here may suspend: no other code runs between the admission by all policies and the sending of the request.
 */
export interface Policy {
  readonly name: PolicyName
  /**
   * May this call proceed? `undefined` means yes. Policies are asked from the outermost to the innermost, and again from
   * the outermost after every wait. So `admit` must be idempotent: a call that holds a permit is admitted again.
   */
  readonly admit?: (call: Call, now: number) => PolicyWait | PolicyRefusal | undefined
  /**
   * The request goes on the wire now: all policies have admitted it, and no other code has run since. The call's number of
   * attempts is that of the requests before this one.
   */
  readonly send?: (call: Call, now: number) => void
  /** Reacts to an outcome. `undefined` passes it on to the policy above. */
  readonly settle?: (call: Call, outcome: Outcome, now: number) => SendAgain | GiveUp | undefined
  /**
   * Gives back what the call holds. It is called whenever the call moves up past the policy, for whatever reason, so it
   * must be idempotent. Without a `settle` before it, nothing was learned about the service.
   */
  readonly release?: (call: Call) => void
}
