import type * as Layer from "effect/Layer";
import type { PresenceConfigurationError } from "./PresenceError.js";
import type { PresenceTransport } from "./PresenceTransport.js";
import type { BulkheadOptions, CircuitBreakerOptions, RateLimitedOptions, ThrottleOptions, TimeoutOptions, TransientOptions } from "./RetryOptions.js";
export type { BulkheadOptions, CircuitBreakerOptions, RateLimitedOptions, ThrottleOptions, TimeoutOptions, TransientOptions } from "./RetryOptions.js";
/**
 * A policy: takes the transport below, provides one above. Building it fails with `PresenceConfigurationError` when an
 * option cannot be used; the error names the option, its value and what is allowed. `E` and `R` are what a policy of your
 * own fails with and needs beside that.
 *
 * @category models
 * @since 0.1.0
 */
export type PolicyLayer<E = never, R = never> = Layer.Layer<PresenceTransport, PresenceConfigurationError | E, PresenceTransport | R>;
/**
 * Any policy, whatever it fails with and needs.
 *
 * @category models
 * @since 0.1.0
 */
export type AnyPolicyLayer = Layer.Layer<PresenceTransport, unknown, unknown>;
/**
 * One policy that is made of others, which may be members of a union with other types: it fails with what each fails with,
 * and needs what each needs.
 *
 * @category models
 * @since 0.1.0
 */
export type PolicyLayerOf<Given> = PolicyLayer<Given extends Layer.Layer<infer _, infer E, infer _R> ? E : never, Exclude<Given extends Layer.Layer<infer _, infer _E, infer R> ? R : never, PresenceTransport>>;
/**
 * Retries after 408, 500, 502, 503, 504, lost connections and attempts that timed out, where that is safe: GET, PUT and
 * DELETE, and any method while no attempt of the call may have been executed.
 *
 * **Details**
 *
 * Waits grow exponentially with full jitter, and are never shorter than `Retry-After`. One budget for all calls bounds the
 * retries of an outage. When retries are used up, the call fails with the last error of the service. A login that is
 * unreachable, failing or rate limited is retried too, whatever the method: the call was not sent.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const transient: (options?: TransientOptions) => PolicyLayer;
/**
 * After a 429, waits as long as the service asks and retries, whatever the method: a refused request was not executed.
 *
 * **Details**
 *
 * All calls of the layer wait at one gate, also those that were not refused themselves. A call whose wait would exceed
 * `maxWait` or its deadline fails at once with `PresenceTooManyRequests`.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const rateLimited: (options?: RateLimitedOptions) => PolicyLayer;
/**
 * Bounds the time of each request, of everything below, or of both.
 *
 * **Details**
 *
 * `perAttempt` reaches the transport from anywhere above it. `total` bounds what is below the layer, so it belongs on
 * top: then no call outlives it, whatever it waits for.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const timeout: (options: TimeoutOptions) => PolicyLayer;
/**
 * Stays below a rate limit before the service says no, with a count in memory.
 *
 * **Details**
 *
 * Requests are spaced so that no window has more than the limit. Each counts when it goes on the wire, retries of any policy
 * and the repetition after a 401 included. The limit is learned from the service's
 * answers; a smaller one holds from that moment. A call whose turn would come too late fails at once with
 * `PresenceThrottled`.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const throttle: (options?: ThrottleOptions) => PolicyLayer;
/**
 * Stops sending for a while after repeated failures of the service. Meanwhile calls fail with `PresenceCircuitOpen`.
 *
 * **Details**
 *
 * It counts the failures that `transient` retries: 408, 500, 502, 503, 504, lost connections and attempts that timed out. A
 * 429, another 4xx or a failed login does not count. After `openFor` one call is admitted as a probe (half-open). A probe
 * that succeeds closes the circuit, one that fails opens it for twice as long. When a probe is interrupted, the next call
 * is the probe.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const circuitBreaker: (options?: CircuitBreakerOptions) => PolicyLayer;
/**
 * Admits a number of requests at a time. Other calls wait for a permit, or fail with `PresenceBulkheadFull`.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const bulkhead: (options?: BulkheadOptions) => PolicyLayer;
/**
 * Makes one policy of several, the outermost first.
 *
 * **When to use**
 *
 * Use it to keep a composition in a constant and give it to several clients: each builds its own. One that is made with
 * `Layer.provide` is built once for the whole program, with the transport of the client that comes first; give that one to
 * a single client.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const compose: <const Policies extends ReadonlyArray<AnyPolicyLayer>>(...policies: Policies) => PolicyLayerOf<Policies[number]>;
/**
 * Options of {@link recommended}: those of each policy, or `false` to leave it out. `Layer` is the type of the layers
 * that may replace a policy.
 *
 * @category options
 * @since 0.1.0
 */
export interface RecommendedOptions<Layer = never> {
    /** By default 10 seconds an attempt and 3 minutes a call: two full windows of a rate limit, and the retries. */
    readonly timeout?: TimeoutOptions | Layer | false | undefined;
    /** When it stops calling, by its own defaults. */
    readonly circuitBreaker?: CircuitBreakerOptions | Layer | false | undefined;
    /** How it repeats after transient failures, by its own defaults. */
    readonly transient?: TransientOptions | Layer | false | undefined;
    /** How it waits for a rate limit, by its own defaults. */
    readonly rateLimited?: RateLimitedOptions | Layer | false | undefined;
    /** How many requests it sends, by its own defaults: 300 a minute. */
    readonly throttle?: ThrottleOptions | Layer | false | undefined;
    /** How many requests it has in flight, by its own defaults: 50. */
    readonly bulkhead?: BulkheadOptions | Layer | false | undefined;
}
/**
 * What to run in production, as one layer.
 *
 * **Details**
 *
 * From the caller to the wire:
 *
 * 1. `timeout`, so that no call outlives its limit, whatever it waits for;
 * 2. `circuitBreaker`, above the retries: it counts calls that failed in the end, and an open circuit is not retried;
 * 3. `transient`;
 * 4. `rateLimited`, below the retries: waiting for a limit uses none of them up;
 * 5. `throttle`, below both: repeated requests count against the limit like all others;
 * 6. `bulkhead`, closest to the wire: a call that waits for anything else holds no permit.
 *
 * `PresenceClient.layer`, `layerConfig` and `layerFromConfig` have it already.
 *
 * @category layers
 * @since 0.1.0
 */
export declare const recommended: <const O extends RecommendedOptions<AnyPolicyLayer> = {}>(options?: O & { readonly [Name in Exclude<keyof O, keyof RecommendedOptions>]: never; }) => PolicyLayerOf<O[keyof O]>;
