/**
 * Everything that can go wrong with a call, as one flat union of tagged errors.
 *
 * **Details**
 *
 * Every error says which operation failed, after how many attempts and how long, and carries a one-line `message` and,
 * where something can be done, a `hint`. The errors are schemas: they encode to JSON and decode from it, and hold no
 * request, so that no token can be reached from one.
 *
 * @since 0.1.0
 */
import type * as Operation from "@genesys-presence/models/Operation"
import type * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import {
  PresenceAuthenticationError,
  PresenceBulkheadFull,
  PresenceCircuitOpen,
  PresenceDecodeError,
  PresenceInvalidRequest,
  PresenceThrottled,
  PresenceTimeout,
  PresenceTransportError
} from "./CallError.ts"
import { byStatus, PresenceUnexpectedStatus, type StatusError, type StatusErrorOf } from "./StatusError.ts"

export * from "./CallError.ts"
export * from "./StatusError.ts"

/**
 * An error that is not a status.
 *
 * @category errors
 * @since 0.1.0
 */
export type CallError =
  | PresenceInvalidRequest
  | PresenceTransportError
  | PresenceTimeout
  | PresenceDecodeError
  | PresenceAuthenticationError
  | PresenceCircuitOpen
  | PresenceBulkheadFull
  | PresenceThrottled

/**
 * Whatever a call can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type PresenceError = StatusError | CallError

/**
 * Encodes every error of a call to JSON and decodes it again, for queues, workers and RPC.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PresenceError = Schema.Union([
  ...Object.values(byStatus),
  PresenceUnexpectedStatus,
  PresenceInvalidRequest,
  PresenceTransportError,
  PresenceTimeout,
  PresenceDecodeError,
  PresenceAuthenticationError,
  PresenceCircuitOpen,
  PresenceBulkheadFull,
  PresenceThrottled
])

/**
 * What one operation of the contract can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type OperationError<O extends Operation.Any> =
  | StatusErrorOf<O["errors"][number]>
  | PresenceUnexpectedStatus
  | CallError

const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

const is = Schema.is(PresenceError)

/**
 * Whether a value is an error of a call.
 *
 * @category guards
 * @since 0.1.0
 */
export const isPresenceError = (u: unknown): u is PresenceError => is(u)

const statusTags: ReadonlySet<string> = new Set(
  [...Object.values(byStatus), PresenceUnexpectedStatus].map((error) => error.identifier)
)

/**
 * Whether the service answered with an error status.
 *
 * @category guards
 * @since 0.1.0
 */
export const isStatusError = (error: PresenceError): error is StatusError => statusTags.has(error._tag)

/**
 * Whether the same call may succeed later, as it is: timeouts, lost connections, 408, 429, 500, 502, 503, 504, a policy
 * that did not send it, and a login that is unreachable, overloaded or failing.
 *
 * **Gotchas**
 *
 * It does not say that repeating is safe: after a timeout or a lost connection the service may have executed the call.
 * See `repeatable` in the contract, and {@link wasNotExecuted}.
 *
 * **Example** (Falling back while the service is away)
 *
 * ```ts
 * import { PresenceClient, PresenceError } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const lastKnown = Effect.succeed({ message: "from the cache" })
 *
 * const program = Effect.gen(function*() {
 *   const presence = yield* PresenceClient
 *   return yield* presence.getUserPresencesPurecloud({ userId: "some-user" })
 * }).pipe(
 *   Effect.catchIf(PresenceError.isRetryable, () => lastKnown)
 * )
 * ```
 *
 * @category predicates
 * @since 0.1.0
 */
export const isRetryable = (error: PresenceError): boolean => {
  switch (error._tag) {
    case "PresenceTransportError":
      return error.reason !== "TlsFailure"
    case "PresenceTimeout":
    case "PresenceCircuitOpen":
    case "PresenceBulkheadFull":
    case "PresenceThrottled":
      return true
    case "PresenceInvalidRequest":
    case "PresenceDecodeError":
      return false
    case "PresenceAuthenticationError":
      return error.reason === "RateLimited" || error.reason === "Unreachable" || error.reason === "Unavailable"
    default:
      return transientStatuses.has(error.status)
  }
}

/**
 * Whether the service provably did not execute the call: it was never sent, or refused before it was looked at.
 *
 * @category predicates
 * @since 0.1.0
 */
export const wasNotExecuted = (error: PresenceError): boolean => {
  switch (error._tag) {
    case "PresenceTransportError":
      return error.sent === "no"
    case "PresenceInvalidRequest":
    case "PresenceAuthenticationError":
      return true
    case "PresenceTimeout":
    case "PresenceDecodeError":
      return false
    case "PresenceCircuitOpen":
    case "PresenceBulkheadFull":
    case "PresenceThrottled":
      // A policy refused to send it, but something may have been sent before.
      return error.attempts === 0
    default:
      return error.status === 429 || error.status === 401 || (error.status === 503 && error.retryAfter !== undefined)
  }
}

/**
 * How long the service asks to wait before the next request, when it does.
 *
 * @category getters
 * @since 0.1.0
 */
export const retryAfter = (error: PresenceError): Duration.Duration | undefined =>
  "retryAfter" in error ? error.retryAfter : undefined
