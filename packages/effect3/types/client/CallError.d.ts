/**
 * The errors of a call that are not a status: bad input, no answer, an unreadable answer, no token, or a
 * policy that did not send it.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration";
import * as Cause from "effect/Cause";
import type * as Contract from "../models/Contract.js";
/**
 * What the caller passed cannot be sent. Found before anything was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceInvalidRequest extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly field: string; readonly issue: string; });
    readonly _tag: "PresenceInvalidRequest";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    /** The parameter or field that is wrong, such as `userId`, `id[3]` or `body.languageLabels`. */
    readonly field: string;
    /** What is wrong with it; the value itself is left out. */
    readonly issue: string;
    get message(): string;
}
/**
 * No answer came, or it broke off: connection refused or reset, unknown host, failed TLS.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceTransportError extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly reason: "ConnectionRefused" | "ConnectionLost" | "HostNotFound" | "HostUnreachable" | "ConnectTimeout" | "TlsFailure" | "Unknown"; readonly code?: string; readonly sent: "no" | "unknown"; });
    readonly _tag: "PresenceTransportError";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    /** What failed. */
    readonly reason: "ConnectionRefused" | "ConnectionLost" | "HostNotFound" | "HostUnreachable" | "ConnectTimeout" | "TlsFailure" | "Unknown";
    /** The code of the runtime, such as `ECONNREFUSED`. */
    readonly code?: string;
    /** `no` when the request provably never left; `unknown` when the service may have got and executed it. */
    readonly sent: "no" | "unknown";
    get message(): string;
}
/**
 * A time limit of the client ran out, and the request was aborted. The service may have executed it.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceTimeout extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly scope: "attempt" | "call"; readonly limit: Duration.Duration; });
    readonly _tag: "PresenceTimeout";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    /** Which limit: that of one attempt, or that of the whole call. */
    readonly scope: "attempt" | "call";
    readonly limit: Duration.Duration;
    get message(): string;
}
/**
 * The call succeeded, but its answer is not what the API documents.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceDecodeError extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly issue: string; readonly text: string; });
    readonly _tag: "PresenceDecodeError";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** What is wrong, and where; values are left out. */
    readonly issue: string;
    /** The first 2,000 characters of the body. */
    readonly text: string;
    get message(): string;
}
/**
 * The circuit breaker is open after too many failures, and nothing was sent by this call since.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceCircuitOpen extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceCircuitOpen";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    /** How long until the breaker lets a request through to see whether the service is back; absent while one is under way. */
    readonly retryAfter?: Duration.Duration;
    get message(): string;
}
/**
 * As many requests are in flight as the bulkhead admits, and this call could not wait, or waited too long.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceBulkheadFull extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly reason: "QueueFull" | "MaxWait"; });
    readonly _tag: "PresenceBulkheadFull";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    /** Why: the queue has no place left, or its turn did not come in time. */
    readonly reason: "QueueFull" | "MaxWait";
    get message(): string;
}
/**
 * The throttle did not let the call through: its turn would come too late, or its store could not be asked.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceThrottled extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly reason: "MaxWait" | "StoreUnavailable"; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceThrottled";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    /** Why: the wait would be longer than allowed, or the store that counts requests failed. */
    readonly reason: "MaxWait" | "StoreUnavailable";
    /** How long until its turn, when that is known. */
    readonly retryAfter?: Duration.Duration;
    get message(): string;
}
/**
 * A token could not be had, so the call could not be made.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceAuthenticationError extends Cause.YieldableError {
    constructor(fields: { readonly operation?: Contract.OperationName; readonly reason: "InvalidClient" | "Refused" | "RateLimited" | "Unreachable" | "Unavailable" | "UnexpectedAnswer" | "MalformedToken"; readonly status?: number; readonly error?: string; readonly description?: string; readonly correlationId?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceAuthenticationError";
    /** The operation that needed the token; absent when a token was asked for outside of a call. */
    readonly operation?: Contract.OperationName;
    /**
     * Why:
     *
     * - `InvalidClient`: the login does not know the client id and secret together;
     * - `Refused`: the login refused for another reason, see `error` and `description`;
     * - `RateLimited`: too many token requests;
     * - `Unreachable`: no answer from the login, see `description`;
     * - `Unavailable`: the login, or a token service of your own, failed;
     * - `UnexpectedAnswer`: the login answered something else than a token;
     * - `MalformedToken`: the token cannot be put into a header.
     */
    readonly reason: "InvalidClient" | "Refused" | "RateLimited" | "Unreachable" | "Unavailable" | "UnexpectedAnswer" | "MalformedToken";
    /** The status of the login's answer, when there was one. */
    readonly status?: number;
    /** The login's own code, such as `invalid_client`. */
    readonly error?: string;
    readonly description?: string;
    readonly correlationId?: string;
    /**
     * How long until the login is asked again: what is left of `Retry-After`, or of a pause of the client's own. Absent
     * where waiting does not help.
     */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it. */
    get hint(): string | undefined;
    get message(): string;
}
export {};
