import { isRetryable, type PresenceError } from "../PresenceError.ts"

/** What a failure says about the service. */
export type FailureKind =
  /** The service, or the way to it, is having a bad moment. */
  | "transient"
  /** A rate limit is used up. */
  | "rateLimit"
  /** A policy below refused to send the request. */
  | "rejection"
  /** The login is having a bad moment, so that the service was not asked. */
  | "login"
  /** Something before the service that stays as it is: no valid credentials, nothing fit to be sent. */
  | "elsewhere"
  /** The service works, and means what it says. */
  | "answer"

const attemptsOf = (error: PresenceError): number | undefined => ("attempts" in error ? error.attempts : undefined)

/**
 * Whether a failure was made by a policy below that did not send the repeat which the last one asked for. Then the last
 * one is still what is wrong with the call.
 */
export const wasNotSent = (error: PresenceError, last: PresenceError): boolean => {
  const kind = kindOf(error)
  return (kind === "rejection" || kind === "rateLimit") && attemptsOf(error) === attemptsOf(last)
}

/** Sorts the failures of a request. */
export const kindOf = (error: PresenceError): FailureKind => {
  switch (error._tag) {
    case "PresenceCircuitOpen":
    case "PresenceBulkheadFull":
    case "PresenceThrottled":
      return "rejection"
    case "PresenceAuthenticationError":
      return isRetryable(error) ? "login" : "elsewhere"
    case "PresenceTimeout":
      // When the time of a whole call is over, there is none for another attempt.
      return error.scope === "call" ? "elsewhere" : "transient"
    default:
      if (!("status" in error)) return isRetryable(error) ? "transient" : "elsewhere"
      return error.status === 429 ? "rateLimit" : isRetryable(error) ? "transient" : "answer"
  }
}
