/**
 * Everything that can go wrong, as tagged errors: those of a call as one flat union, and those of layers and searches.
 *
 * **Details**
 *
 * Every error of a call says which operation failed, after how many attempts and how long, and whether the service may
 * have executed it. It carries a one-line `message` and, where something can be done, a `hint`. The errors are schemas:
 * they encode to JSON and decode from it, and hold no request, so that no token can be reached from one.
 *
 * @since 0.1.0
 */
import type * as Contract from "../models/Contract.js";
import type { ErrorBody } from "../models/ErrorBody.js";
import type * as Operation from "../models/Operation.js";
import type { UserPresence } from "../models/UserPresence.js";
import * as Cause from "effect/Cause";
import type * as Duration from "effect/Duration";
/**
 * The service could not understand the request: status 400.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceBadRequest extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceBadRequest";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The service did not accept the token, nor the one fetched in its place: status 401.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceUnauthorized extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceUnauthorized";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The OAuth client lacks a permission: status 403.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceForbidden extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceForbidden";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * There is no such user, definition or source: status 404.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceNotFound extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceNotFound";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The service waited too long for the request: status 408.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceRequestTimeout extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceRequestTimeout";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The change contradicts what is there, or what another writer did meanwhile: status 409.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceConflict extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceConflict";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The body is larger than the service takes: status 413.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceContentTooLarge extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceContentTooLarge";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The service does not take the kind of body that was sent, usually because something on the way changed its headers:
 * status 415.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceUnsupportedMediaType extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceUnsupportedMediaType";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * A rate limit is used up: status 429. `retryAfter` says how long to wait, `body.limit` may say which limit.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceTooManyRequests extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceTooManyRequests";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The service failed: status 500.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceInternalServerError extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceInternalServerError";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The service is overloaded or down for maintenance: status 503.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceServiceUnavailable extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceServiceUnavailable";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * The service was too slow for the gateway in front of it: status 504.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceGatewayTimeout extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status?: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; });
    readonly _tag: "PresenceGatewayTimeout";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
}
/**
 * A status that the API does not document for the operation: 502 of a gateway, a redirect (none is followed), …
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceUnexpectedStatus extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly status: number; });
    readonly _tag: "PresenceUnexpectedStatus";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
    readonly correlationId?: string;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    readonly status: number;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get hint(): string | undefined;
    get message(): string;
}
/**
 * The class of each documented status.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const byStatus: {
    readonly 400: typeof PresenceBadRequest;
    readonly 401: typeof PresenceUnauthorized;
    readonly 403: typeof PresenceForbidden;
    readonly 404: typeof PresenceNotFound;
    readonly 408: typeof PresenceRequestTimeout;
    readonly 409: typeof PresenceConflict;
    readonly 413: typeof PresenceContentTooLarge;
    readonly 415: typeof PresenceUnsupportedMediaType;
    readonly 429: typeof PresenceTooManyRequests;
    readonly 500: typeof PresenceInternalServerError;
    readonly 503: typeof PresenceServiceUnavailable;
    readonly 504: typeof PresenceGatewayTimeout;
};
/**
 * The error of one documented status.
 *
 * @category errors
 * @since 0.1.0
 */
export type StatusErrorOf<Status extends number> = Status extends keyof typeof byStatus ? InstanceType<(typeof byStatus)[Status]> : never;
/**
 * An error that the service answered: one of the documented statuses, or any other.
 *
 * @category errors
 * @since 0.1.0
 */
export type StatusError = StatusErrorOf<keyof typeof byStatus> | PresenceUnexpectedStatus;
/**
 * What the caller passed cannot be sent. Found before anything was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceInvalidRequest extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly field: string; readonly issue: string; });
    readonly _tag: "PresenceInvalidRequest";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** The parameter or field that is wrong, such as `userId`, `id[3]` or `body.languageLabels`. */
    readonly field: string;
    /** What is wrong with it; the value itself is left out. */
    readonly issue: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get message(): string;
}
/**
 * No answer came, or it broke off: connection refused or reset, unknown host, failed TLS.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceTransportError extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly reason: "ConnectionRefused" | "ConnectionLost" | "HostNotFound" | "HostUnreachable" | "ConnectTimeout" | "TlsFailure" | "Closed" | "Unknown"; readonly code?: string; readonly sent: "no" | "unknown"; });
    readonly _tag: "PresenceTransportError";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** What failed. `Closed`: the layer of the client has been released. A `TlsFailure` is not retried. */
    readonly reason: "ConnectionRefused" | "ConnectionLost" | "HostNotFound" | "HostUnreachable" | "ConnectTimeout" | "TlsFailure" | "Closed" | "Unknown";
    /** The code of the runtime, such as `ECONNREFUSED`. */
    readonly code?: string;
    /**
     * Whether the last request was sent: `no` when it provably never left, or the server said that it did not begin with it
     * (`REFUSED_STREAM` of HTTP/2); `unknown` when the service may have executed it. `mayHaveBeenExecuted` also counts the
     * attempts before it.
     */
    readonly sent: "no" | "unknown";
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get message(): string;
}
/**
 * A time limit of the client ran out, and the request was aborted. The service may have executed it.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceTimeout extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly scope: "attempt" | "call"; readonly limit: Duration.Duration; });
    readonly _tag: "PresenceTimeout";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** Which limit: that of one attempt, or that of the whole call. */
    readonly scope: "attempt" | "call";
    readonly limit: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get message(): string;
}
/**
 * The call succeeded, but its answer is not what the API documents.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceDecodeError extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly issue: string; readonly text: string; });
    readonly _tag: "PresenceDecodeError";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** What is wrong, and where; values are left out. */
    readonly issue: string;
    /** The first 2,000 characters of the body, or of the row of a list that cannot be read. */
    readonly text: string;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get message(): string;
}
/**
 * The circuit breaker is open after too many failures, so that the call was not sent.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceCircuitOpen extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceCircuitOpen";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long until the breaker admits a probe; absent while a probe is in flight. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get message(): string;
}
/**
 * The bulkhead has no free permit, and this call could not wait, or waited too long.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceBulkheadFull extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly retryAfter?: Duration.Duration; readonly reason: "QueueFull" | "MaxWait"; });
    readonly _tag: "PresenceBulkheadFull";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** How long to wait, when the service or a policy says so. */
    readonly retryAfter?: Duration.Duration;
    /** Why: the queue is full, or the call waited for `maxWait`. */
    readonly reason: "QueueFull" | "MaxWait";
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get message(): string;
}
/**
 * The throttle did not admit the call: its turn would come too late, or its store failed.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceThrottled extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly reason: "MaxWait" | "StoreUnavailable"; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceThrottled";
    /** The operation, under the API's own name. */
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path with its parameters in braces, not filled in: ids stay out of logs. */
    readonly path: string;
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** Why: the wait would be longer than allowed, or the store that counts requests failed. */
    readonly reason: "MaxWait" | "StoreUnavailable";
    /** How long until its turn, when that is known. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get message(): string;
}
/**
 * There is no token, so that the call was not sent.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceAuthenticationError extends Cause.YieldableError {
    constructor(fields: { readonly attempts?: number; readonly elapsed?: Duration.Duration; readonly mayHaveBeenExecuted?: boolean; readonly operation?: Contract.OperationName; readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path?: string; readonly reason: "InvalidClient" | "Refused" | "RateLimited" | "Unreachable" | "TlsFailure" | "Unavailable" | "UnexpectedAnswer" | "MalformedToken" | "Closed"; readonly status?: number; readonly error?: string; readonly description?: string; readonly correlationId?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceAuthenticationError";
    /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
    readonly attempts: number;
    /** How long the call took, from its start to this error. */
    readonly elapsed: Duration.Duration;
    /**
     * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
     * did not.
     */
    readonly mayHaveBeenExecuted: boolean;
    /** The operation that needed the token; absent, as `method` and `path` are, when a token was asked for outside of a call. */
    readonly operation?: Contract.OperationName;
    readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path?: string;
    /**
     * Why:
     *
     * - `InvalidClient`: the login does not know the client id and secret together;
     * - `Refused`: the login refused for another reason, see `error` and `description`;
     * - `RateLimited`: too many token requests;
     * - `Unreachable`: no answer from the login, see `description`;
     * - `TlsFailure`: the login's certificate or TLS cannot be accepted, see `description`;
     * - `Unavailable`: the login, or a token service of your own, failed;
     * - `UnexpectedAnswer`: the login answered something else than a token;
     * - `MalformedToken`: the token cannot be put into a header;
     * - `Closed`: the layer that fetches tokens has been released.
     */
    readonly reason: "InvalidClient" | "Refused" | "RateLimited" | "Unreachable" | "TlsFailure" | "Unavailable" | "UnexpectedAnswer" | "MalformedToken" | "Closed";
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
    /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
    readonly isRetryable: boolean;
    get hint(): string | undefined;
    get message(): string;
}
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
export declare const isStatusError: (u: unknown) => u is StatusError;
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
export declare const isRetryable: (u: unknown) => boolean;
/**
 * Whether the service provably did not execute the call, by any of its attempts: `mayHaveBeenExecuted` is `false`.
 *
 * **Details**
 *
 * Proofs are a refusal with 401, 429 or another 4xx but 408, a connection that was never made, and a policy or a login
 * that kept the request from being sent. A 5xx, a 408, a redirect, a timeout or a lost connection proves nothing, and
 * what an earlier attempt left open stays open.
 *
 * @category predicates
 * @since 0.1.0
 */
export declare const wasNotExecuted: (u: unknown) => boolean;
/**
 * How long the service asks to wait before the next request, when it does.
 *
 * **Details**
 *
 * It is the longest of the values of `Retry-After`, a day at most, and 30 seconds when none of them can be read.
 *
 * @category getters
 * @since 0.1.0
 */
export declare const retryAfter: (u: unknown) => Duration.Duration | undefined;
/**
 * One call of many failed, and with it all the users that it was for; or one id, entry or row of it, with that user alone.
 *
 * **Details**
 *
 * `reason` is the error of the call, so that Effect's `catchReason` and `unwrapReason` work. The message counts the users
 * and does not name them.
 *
 * **Gotchas**
 *
 * A chunk of writes that failed may have been executed all the same: ask `PresenceError.wasNotExecuted` about `reason`.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceChunkFailed extends Cause.YieldableError {
    constructor(fields: { readonly userIds: ReadonlyArray<string>; readonly reason: PresenceError; });
    readonly _tag: "PresenceChunkFailed";
    /** The ids that the call was for, in the order in which they were passed. */
    readonly userIds: ReadonlyArray<string>;
    /** Why the call failed. */
    readonly reason: PresenceError;
    get message(): string;
}
/**
 * An option of a layer cannot be used: the layer fails when it is built, and nothing has been sent.
 *
 * **Details**
 *
 * The value itself is never part of the error, since it may be a secret.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceConfigurationError extends Cause.YieldableError {
    constructor(fields: { readonly setting: string; readonly issue: string; });
    readonly _tag: "PresenceConfigurationError";
    /** The name of the option, such as `apiUrl` or `clientSecret`. */
    readonly setting: string;
    /** What is wrong with it. */
    readonly issue: string;
    get message(): string;
}
/**
 * A definition, as an error shows it.
 *
 * @category models
 * @since 0.1.0
 */
export type DefinitionSummary = { readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; };
/**
 * No active definition of the organisation is what was searched for. `available` lists those that there are.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceDefinitionNotFound extends Cause.YieldableError {
    constructor(fields: { readonly systemPresence?: string; readonly label?: string; readonly locale?: string; readonly divisionId?: string; readonly available: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>; });
    readonly _tag: "PresenceDefinitionNotFound";
    readonly systemPresence?: string;
    readonly label?: string;
    readonly locale?: string;
    readonly divisionId?: string;
    /** The active definitions. */
    readonly available: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>;
    /** What to do about it. */
    get hint(): string;
    get message(): string;
}
/**
 * Several active definitions are what was searched for. `candidates` lists them.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceDefinitionAmbiguous extends Cause.YieldableError {
    constructor(fields: { readonly systemPresence?: string; readonly label?: string; readonly locale?: string; readonly divisionId?: string; readonly candidates: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>; });
    readonly _tag: "PresenceDefinitionAmbiguous";
    readonly systemPresence?: string;
    readonly label?: string;
    readonly locale?: string;
    readonly divisionId?: string;
    /** The definitions that match. */
    readonly candidates: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>;
    /** What to do about it. */
    get hint(): string;
    get message(): string;
}
/**
 * A presence was set, and reading it back did not show it before the time limit.
 *
 * **Details**
 *
 * The service accepted the write, so that the user has the presence, or will have it: the service is eventually
 * consistent. Or somebody else has set another one since. The message does not name the user.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceNotConfirmed extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly definitionId: string; readonly reads: number; readonly elapsed: Duration.Duration; readonly read?: UserPresence; readonly reason?: PresenceError; });
    readonly _tag: "PresenceNotConfirmed";
    /** The write that was accepted. */
    readonly operation: Contract.OperationName;
    /** The id of the definition that was set. */
    readonly definitionId: string;
    /** How many reads were answered. */
    readonly reads: number;
    /** The time since the write. */
    readonly elapsed: Duration.Duration;
    /** What the last read showed; absent when none was answered. Its `message` is personal data. */
    readonly read?: UserPresence;
    /** Why the last read failed, if it did. */
    readonly reason?: PresenceError;
    /** What to do about it. */
    get hint(): string;
    get message(): string;
}
export {};
