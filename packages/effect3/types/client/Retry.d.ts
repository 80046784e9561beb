/**
 * The policies of `RetryLayer` for some calls only, as combinators on effects.
 *
 * **Details**
 *
 * A combinator applies to each call that the effect makes, around the layers of the client. When the effect makes
 * several calls they share the state of the policy: one gate, one budget. Each call is repeated by itself: what else the
 * effect does is not. When an option cannot be used, each call fails with `PresenceInvalidRequest` and nothing is sent.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect";
import type { PresenceTimeout, PresenceTooManyRequests } from "./PresenceError.js";
import type { RateLimitedOptions, TimeoutOptions, TransientOptions } from "./RetryOptions.js";
/**
 * Repeats each call of an effect after transient failures, where repeating is safe. See `RetryLayer.transient`.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const transient: (options?: TransientOptions) => (<A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>);
/**
 * Makes the calls of an effect wait for a rate limit, all at one gate. See `RetryLayer.rateLimited`.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const rateLimited: (options?: RateLimitedOptions) => (<A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E | PresenceTooManyRequests, R>);
/**
 * Bounds the time of each request, and of each call, that an effect makes. See `RetryLayer.timeout`.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const timeout: (options: TimeoutOptions) => (<A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E | PresenceTimeout, R>);
/**
 * Lets `transient`, as a layer or a combinator, repeat the calls of an effect even where the service may have executed
 * them already.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const repeatUnsafe: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>;
