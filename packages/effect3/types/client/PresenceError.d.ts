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
import type * as Operation from "../models/Operation.js";
import type * as Duration from "effect/Duration";
import type { PresenceAuthenticationError, PresenceBulkheadFull, PresenceCircuitOpen, PresenceDecodeError, PresenceInvalidRequest, PresenceThrottled, PresenceTimeout, PresenceTransportError } from "./CallError.js";
import type { PresenceUnexpectedStatus, StatusError, StatusErrorOf } from "./StatusError.js";
export * from "./CallError.js";
export * from "./StatusError.js";
/**
 * An error that is not a status.
 *
 * @category errors
 * @since 0.1.0
 */
export type CallError = PresenceInvalidRequest | PresenceTransportError | PresenceTimeout | PresenceDecodeError | PresenceAuthenticationError | PresenceCircuitOpen | PresenceBulkheadFull | PresenceThrottled;
/**
 * Whatever a call can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type PresenceError = StatusError | CallError;
/**
 * What one operation of the contract can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type OperationError<O extends Operation.Any> = StatusErrorOf<O["errors"][number]> | PresenceUnexpectedStatus | CallError;
/**
 * Whether a value is an error of a call.
 *
 * @category guards
 * @since 0.1.0
 */
export declare const isPresenceError: (u: unknown) => u is PresenceError;
/**
 * Whether the service answered with an error status.
 *
 * @category guards
 * @since 0.1.0
 */
export declare const isStatusError: (error: PresenceError) => error is StatusError;
/**
 * Whether the same call may succeed later, as it is: timeouts, lost connections, 408, 429, 500, 502, 503, 504, a policy
 * that did not send it, and a login that is unreachable, overloaded or failing.
 *
 * **Gotchas**
 *
 * It does not say that repeating is safe: after a timeout or a lost connection the service may have executed the call.
 * See `repeatable` in the contract, and {@link wasNotExecuted}.
 *
 * @category predicates
 * @since 0.1.0
 */
export declare const isRetryable: (error: PresenceError) => boolean;
/**
 * Whether the service provably did not execute the call: it was never sent, or refused before it was looked at.
 *
 * @category predicates
 * @since 0.1.0
 */
export declare const wasNotExecuted: (error: PresenceError) => boolean;
/**
 * How long the service asks to wait before the next request, when it does.
 *
 * @category getters
 * @since 0.1.0
 */
export declare const retryAfter: (error: PresenceError) => Duration.Duration | undefined;
