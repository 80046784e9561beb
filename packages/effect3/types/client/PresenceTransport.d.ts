/**
 * The way from a prepared request to a response of the service: the token, the attempt, its time limit, and errors by
 * status.
 *
 * @since 0.1.0
 */
import type * as HttpClient from "@effect/platform/HttpClient";
import type * as Contract from "../models/Contract.js";
import type * as Operation from "../models/Operation.js";
import type * as Context from "effect/Context";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type * as Headers from "@effect/platform/Headers";
import type * as Layer from "effect/Layer";
import type { Authentication } from "./Authentication.js";
import type { GenesysCloud } from "./GenesysCloud.js";
import type { PresenceConfigurationError, PresenceError } from "./PresenceError.js";
/**
 * What is known of a call over all of its attempts. One object lives as long as the call: a transport of your own between
 * two policies passes on this very object and no copy, and one that sends by itself keeps it up to date.
 *
 * @category models
 * @since 0.1.0
 */
export interface CallState {
    /** How many requests were sent or tried so far. */
    attempts: number;
    /** The status of the last response; `undefined` before the first one. */
    status: number | undefined;
    /** When the call started, in nanoseconds of the monotonic clock. */
    readonly startedAt: bigint;
    /**
     * Whether the service may have executed the call. It is set by every attempt that ended without a proof to the
     * contrary, and never unset.
     */
    mayHaveBeenExecuted: boolean;
    /** What policies count over all attempts, by policy. */
    counts?: Map<object, number>;
}
/**
 * A call that a policy makes wait: it is asked again at that time.
 *
 * @category models
 * @since 0.1.0
 */
export interface PolicyWait {
    readonly _tag: "Wait";
    /** In milliseconds of the monotonic clock. */
    readonly until: number;
    /** Why, for metrics and span events; `undefined` when the wait is not reported. */
    readonly reason?: string | undefined;
    /** How long the wait will be, in milliseconds, when that is known. */
    readonly expected?: number | undefined;
}
/**
 * A call that a policy does not send.
 *
 * @category models
 * @since 0.1.0
 */
export interface PolicyRefusal {
    readonly _tag: "Refuse";
    readonly error: PresenceError;
    /** Why, for metrics and span events. */
    readonly reason: string;
}
/**
 * A call as the policies below a transport of your own see it.
 *
 * @category models
 * @since 0.1.0
 */
export interface CallBelow {
    /** When it must be over, in milliseconds of the monotonic clock. */
    readonly end: number;
    /** Makes a call that waits ask again. */
    readonly wake: () => void;
}
/**
 * What the policies above a transport of your own ask of the policies below it. Pass it on with the request.
 *
 * @category models
 * @since 0.1.0
 */
export interface TransportConstraints {
    /** When the call must be over, in milliseconds of the monotonic clock. */
    readonly deadline: number;
    /** How long one attempt may take, in milliseconds. */
    readonly attemptTimeout: number;
    /**
     * Asks the policies above again, before a request is sent after a wait. `undefined` means that it may be sent. When they
     * change their mind about a wait, they wake the call that asked.
     */
    readonly admit: (now: number, call: CallBelow) => PolicyWait | PolicyRefusal | undefined;
    /** Tells the policies above that a request goes on the wire. */
    readonly send: (now: number) => void;
}
/**
 * A request that is ready to be sent.
 *
 * @category models
 * @since 0.1.0
 */
export interface TransportRequest {
    readonly operation: Contract.OperationName;
    readonly definition: Operation.Any;
    /** The path and the query, percent-encoded, to be put behind the API's URL. */
    readonly target: string;
    /** What the caller adds to the headers. */
    readonly headers: Readonly<Record<string, string>>;
    /** The body as JSON; `undefined` for none. */
    readonly body: string | undefined;
    readonly call: CallState;
    /** Set by policies that have a transport of your own below them. */
    readonly constraints?: TransportConstraints;
}
/**
 * A successful response, read to its end.
 *
 * @category models
 * @since 0.1.0
 */
export interface TransportResponse {
    readonly status: number;
    /** Names in lower case. */
    readonly headers: Headers.Headers;
    readonly text: string;
    readonly correlationId: string | undefined;
    /** Takes the token out of a text, for an error that quotes a part of the response. */
    readonly redact: (text: string) => string;
}
/**
 * Limits of the transport.
 *
 * @category options
 * @since 0.1.0
 */
export interface PresenceTransportOptions {
    /**
     * How long one attempt may take, from sending to the end of the answer. 30 seconds by default: the service itself
     * gives up on a request before that. `Duration.infinity` for no limit.
     */
    readonly attemptTimeout?: Duration.DurationInput | undefined;
    /**
     * Whether a 503 with `Retry-After` proves that the request was not executed, so that `transient` repeats POST and PATCH
     * after it. `false` by default: a gateway may answer so for a request that the service behind it executed. Set it when
     * you know that yours does not.
     */
    readonly unavailableMeansNotExecuted?: boolean | undefined;
    /**
     * Whether requests carry the trace context of the calling span, in the header `traceparent`. `false` by default:
     * the service is not part of your traces.
     */
    readonly propagateTraceContext?: boolean | undefined;
    /**
     * The longest body to read, in bytes after decompression. 10 MiB by default: the largest answer of this API, a list
     * of definitions, stays under 1 MiB.
     */
    readonly maxBodyBytes?: number | undefined;
}
declare const PresenceTransport_base: Context.TagClass<PresenceTransport, "@genesys-presence/effect3/PresenceTransport", {
    readonly execute: (request: TransportRequest) => Effect.Effect<TransportResponse, PresenceError>;
    /** Where requests go, for spans. Optional for a transport of your own. */
    readonly apiUrl?: string | undefined;
}>;
/**
 * Sends the requests of a client.
 *
 * **When to use**
 *
 * Provide {@link PresenceTransport.layer} under `PresenceClient.layerBare`. Policies wrap this service; a test may replace
 * it, and a program may put a transport of its own between two policies.
 *
 * **Details**
 *
 * A request goes to the configured API URL only, with a bearer token; redirects are not followed, and bodies are read
 * to their end. After a 401 the token is renewed and the request sent once more. Any status but 2xx becomes the error
 * of its class.
 *
 * @category services
 * @since 0.1.0
 */
export declare class PresenceTransport extends PresenceTransport_base {
    /**
     * The transport. Fails with `PresenceConfigurationError` when an option cannot be used.
     *
     * **Details**
     *
     * It is built once for each client: two clients never share one, even if one layer in a constant is given to both.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layer: (options?: PresenceTransportOptions) => Layer.Layer<PresenceTransport, PresenceConfigurationError, Authentication | GenesysCloud | HttpClient.HttpClient>;
}
export {};
