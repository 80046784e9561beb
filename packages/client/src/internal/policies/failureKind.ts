import type { PresenceError } from "../../PresenceError.ts"

/** What a failure says about the service. */
export type FailureKind =
  /** The service, or the way to it, fails for the moment. */
  | "transient"
  /** A rate limit is used up. */
  | "rateLimit"
  /** A policy did not send the request. */
  | "rejection"
  /** The login fails for the moment, so that the service was not asked. */
  | "login"
  /** The service works, and refuses the request. */
  | "answer"

/**
 * Sorts the failures of a call; `undefined` for what did not come from the service, and stays as it is: invalid
 * credentials, an invalid request.
 */
export const kindOf = (error: PresenceError): FailureKind | undefined => {
  switch (error._tag) {
    case "PresenceCircuitOpen":
    case "PresenceBulkheadFull":
    case "PresenceThrottled":
      return "rejection"
    case "PresenceAuthenticationError":
      return error.isRetryable ? "login" : undefined
    case "PresenceTimeout":
      // When the time of the whole call is over, there is none for another attempt.
      return error.scope === "call" ? undefined : "transient"
    default:
      if (!("status" in error)) return error.isRetryable ? "transient" : undefined
      return error.status === 429 ? "rateLimit" : error.isRetryable ? "transient" : "answer"
  }
}

/**
 * Whether a failure comes from a policy that did not send a retry. Then the error that the retry was for is still what is
 * wrong with the call.
 */
export const isRefusedRetry = (error: PresenceError, last: PresenceError): boolean => {
  const kind = kindOf(error)
  return (kind === "rejection" || kind === "rateLimit") && error.attempts === last.attempts
}
