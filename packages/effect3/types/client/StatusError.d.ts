/**
 * The errors that the service answers, one class a status.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration";
import type * as Contract from "../models/Contract.js";
import type { ErrorBody } from "../models/ErrorBody.js";
import * as Cause from "effect/Cause";
/**
 * The service could not understand the request: status 400.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceBadRequest extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceBadRequest";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The service did not accept the token, nor the one fetched in its place: status 401.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceUnauthorized extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceUnauthorized";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The OAuth client lacks a permission: status 403.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceForbidden extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceForbidden";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * There is no such user, definition or source: status 404.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceNotFound extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceNotFound";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The service waited too long for the request: status 408.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceRequestTimeout extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceRequestTimeout";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The change contradicts what is there, or what another writer did meanwhile: status 409.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceConflict extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceConflict";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The body is larger than the service takes: status 413.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceContentTooLarge extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceContentTooLarge";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The service does not take the kind of body that was sent, usually because something on the way changed its headers:
 * status 415.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceUnsupportedMediaType extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceUnsupportedMediaType";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * A rate limit is used up: status 429. `retryAfter` says how long to wait, `body.limit` may say which limit.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceTooManyRequests extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceTooManyRequests";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The service failed: status 500.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceInternalServerError extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceInternalServerError";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The service is overloaded or down for maintenance: status 503.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceServiceUnavailable extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceServiceUnavailable";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * The service was too slow for the gateway in front of it: status 504.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceGatewayTimeout extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceGatewayTimeout";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
}
/**
 * A status that the API does not document for the operation: 502 of a gateway, a redirect (none is followed), …
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceUnexpectedStatus extends Cause.YieldableError {
    constructor(fields: { readonly operation: Contract.OperationName; readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string; readonly attempts: number; readonly elapsed: Duration.Duration; readonly correlationId?: string; readonly status: number; readonly code?: string; readonly body?: ErrorBody; readonly text?: string; readonly retryAfter?: Duration.Duration; });
    readonly _tag: "PresenceUnexpectedStatus";
    readonly operation: Contract.OperationName;
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly attempts: number;
    readonly elapsed: Duration.Duration;
    readonly correlationId?: string;
    readonly status: number;
    /** The service's own code, such as `not.found`; the set is open. */
    readonly code?: string;
    /** The body, when it was the service's error object. */
    readonly body?: ErrorBody;
    /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
    readonly text?: string;
    /** How long the service asks to wait, when it does. */
    readonly retryAfter?: Duration.Duration;
    /** What to do about it, where something can be done. */
    readonly hint: string | undefined;
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
export {};
