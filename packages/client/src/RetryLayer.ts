/**
 * Policies as layers over the transport: each takes the transport below and provides one above, so that they compose in
 * any order with `Layer.provide`. The one provided last is the closest to the wire.
 *
 * **Details**
 *
 * Every policy has its own state each time it is built: gates, budgets and circuits are never shared between two clients,
 * not even through a policy that is kept in a constant. Keep several of them in one constant with {@link compose}.
 *
 * **Example** (Policies of your own choice)
 *
 * ```ts
 * import { PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/client"
 * import { Layer } from "effect"
 *
 * const Live = PresenceClient.layer.pipe(
 *   Layer.provide(RetryLayer.timeout({ total: "1 minute" })),
 *   Layer.provide(RetryLayer.transient({ times: 4 })),
 *   Layer.provide(RetryLayer.rateLimited({ maxWait: "2 minutes" })),
 *   Layer.provide(RetryLayer.timeout({ perAttempt: "10 seconds" })),
 *   Layer.provide(PresenceTransport.layer)
 * )
 * ```
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { RateLimiter, type RateLimiterStore } from "effect/persistence/RateLimiter"
import type { RedisError } from "effect/persistence/Redis"
import * as BackgroundStore from "./internal/policies/backgroundStore.ts"
import * as Bulkhead from "./internal/policies/bulkhead.ts"
import * as CircuitBreaker from "./internal/policies/circuitBreaker.ts"
import { type MakePolicy, PolicyTransport } from "./internal/policies/policyTransport.ts"
import * as RateLimited from "./internal/policies/rateLimited.ts"
import * as Throttle from "./internal/policies/throttle.ts"
import * as ThrottleShared from "./internal/policies/throttleShared.ts"
import * as Timeout from "./internal/policies/timeout.ts"
import * as Transient from "./internal/policies/transient.ts"
import type { PresenceConfigurationError } from "./PresenceError.ts"
import { PresenceTransport } from "./PresenceTransport.ts"

/**
 * A policy: takes the transport below, provides one above. Building it fails with `PresenceConfigurationError` when an
 * option cannot be used; the error names the option, its value and what is allowed.
 *
 * @category models
 * @since 0.1.0
 */
export type PolicyLayer = Layer.Layer<PresenceTransport, PresenceConfigurationError, PresenceTransport>

/**
 * Fresh, so that one layer in a constant that is used for two tenants is built twice: memoized, it would send the second
 * tenant's calls through the first one's transport.
 */
const layerOf = <R = never>(
  make: Effect.Effect<MakePolicy, never, R>
): Layer.Layer<PresenceTransport, PresenceConfigurationError, PresenceTransport | R> =>
  Layer.fresh(
    Layer.effect(
      PresenceTransport,
      Effect.gen(function* () {
        const policy = yield* Effect.fromResult(yield* make)
        return PolicyTransport.under([policy()], yield* PresenceTransport)
      })
    )
  )

/**
 * Options of {@link transient}.
 *
 * @category options
 * @since 0.1.0
 */
export type TransientOptions = Transient.Options

/**
 * Options of {@link rateLimited}.
 *
 * @category options
 * @since 0.1.0
 */
export type RateLimitedOptions = RateLimited.Options

/**
 * Options of {@link timeout}.
 *
 * @category options
 * @since 0.1.0
 */
export type TimeoutOptions = Timeout.Options

/**
 * Options of {@link throttle}.
 *
 * @category options
 * @since 0.1.0
 */
export type ThrottleOptions = Throttle.Options

/**
 * Options of {@link storeInBackground}.
 *
 * @category options
 * @since 0.1.0
 */
export type StoreInBackgroundOptions = BackgroundStore.Options

/**
 * Options of {@link circuitBreaker}.
 *
 * @category options
 * @since 0.1.0
 */
export type CircuitBreakerOptions = CircuitBreaker.Options

/**
 * Options of {@link bulkhead}.
 *
 * @category options
 * @since 0.1.0
 */
export type BulkheadOptions = Bulkhead.Options

/**
 * Sends again after 408, 500, 502, 503, 504, lost connections and attempts that took too long, where repeating is safe:
 * GET, PUT and DELETE, and any method when the service provably did not execute the request.
 *
 * **Details**
 *
 * Waits grow exponentially with full jitter, and are never shorter than `Retry-After`. A budget that the whole layer
 * shares bounds the retries of an outage. In the end the last error of the service is the error of the call. A login that
 * is away, failing or asked too often is waited for too, whatever the method: the call was not sent.
 *
 * **Example** (Being patient)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const Patient = RetryLayer.transient({ times: 8, cap: "30 seconds", maxWait: "5 minutes" })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const transient = (options?: TransientOptions): PolicyLayer =>
  layerOf(Effect.sync(() => Transient.make(options)))

/**
 * After a 429, waits as long as the service asks and sends again, whatever the method: a refused request was not
 * executed.
 *
 * **Details**
 *
 * All calls of the layer share one gate: those that come while it is closed wait as well, without being refused
 * themselves. A call whose wait would be longer than it may take fails at once with `PresenceTooManyRequests`.
 *
 * **Example** (Failing fast instead of waiting for minutes)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const Impatient = RetryLayer.rateLimited({ maxWait: "5 seconds" })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const rateLimited = (options?: RateLimitedOptions): PolicyLayer =>
  layerOf(Effect.sync(() => RateLimited.make(options)))

/**
 * Bounds the time of each request, of everything below, or of both.
 *
 * **Details**
 *
 * `perAttempt` reaches the transport from anywhere above it. `total` bounds what is below the layer, so it belongs on
 * top: then no call outlives it, whatever it waits for.
 *
 * **Example** (Ten seconds a request, one minute a call)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const InTime = RetryLayer.timeout({ perAttempt: "10 seconds", total: "1 minute" })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const timeout = (options: TimeoutOptions): PolicyLayer => layerOf(Effect.sync(() => Timeout.make(options)))

/**
 * Stays below a rate limit before the service says no, with a count in memory.
 *
 * **Details**
 *
 * Requests go in their order, spaced so that no window holds more of them than the limit. The limit is learned from the
 * service's answers. A call whose turn would come too late fails at once with `PresenceThrottled`.
 *
 * **Example** (Leaving half of the limit to others)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const Half = RetryLayer.throttle({ limit: 150, learn: false })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const throttle = (options?: ThrottleOptions): PolicyLayer => layerOf(Effect.sync(() => Throttle.make(options)))

/**
 * {@link throttle} with the count in a `RateLimiter` of your own, such as one in Redis for a whole fleet.
 *
 * **Details**
 *
 * Processes that have calls waiting take turns, so that none starves, however far it is from the store. With the store of
 * Redis each counts by its own clock: one that is behind gets less than its share, and one that is ahead lets the burst
 * through once more. A store that cannot be asked, or takes longer than `storeTimeout`, holds nobody up.
 *
 * **Example** (One limit for all processes that use a token)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 * import { Layer } from "effect"
 * import { RateLimiter } from "effect/persistence"
 *
 * const Fleet = RetryLayer.throttleShared({ key: "acme", onStoreFailure: "open" }).pipe(
 *   Layer.provide(RateLimiter.layer),
 *   Layer.provide(RateLimiter.layerStoreRedis())
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const throttleShared = (
  options?: ThrottleOptions
): Layer.Layer<PresenceTransport, PresenceConfigurationError, PresenceTransport | RateLimiter> =>
  layerOf(Effect.map(RateLimiter, (limiter) => ThrottleShared.make(limiter, options)))

/**
 * The store of a {@link throttleShared} that is reached in the background, so that a program starts without it.
 *
 * **When to use**
 *
 * Use it where a program must start while Redis is away. Without it the program waits for Redis or does not start, as its
 * client does.
 *
 * **Details**
 *
 * Until the store is there it counts as failed: calls are sent or fail, as `onStoreFailure` says. Each attempt builds the
 * layer anew, so that nothing of it is shared with the rest of the program.
 *
 * **Example** (A program that starts without Redis)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 * import { NodeRedis } from "@effect/platform-node"
 * import { Layer } from "effect"
 * import { RateLimiter } from "effect/persistence"
 *
 * const Store = RetryLayer.storeInBackground(
 *   RateLimiter.layerStoreRedis().pipe(
 *     Layer.provide(NodeRedis.layer({ url: "redis://redis.internal:6379", disableOfflineQueue: true }))
 *   )
 * )
 *
 * const Fleet = RetryLayer.throttleShared({ key: "acme" }).pipe(
 *   Layer.provide(RateLimiter.layer),
 *   Layer.provide(Store)
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const storeInBackground = <R>(
  store: Layer.Layer<RateLimiterStore, RedisError, R>,
  options?: StoreInBackgroundOptions
): Layer.Layer<RateLimiterStore, never, R> => BackgroundStore.make(store, options)

/**
 * Stops sending for a while when the service fails again and again, and fails calls with `PresenceCircuitOpen` meanwhile.
 *
 * **Details**
 *
 * What counts is what `transient` would repeat: 408, 500, 502, 503, 504, lost connections, attempts that took too long. A
 * 429, another 4xx or a failing login does not. When the time is over one call is let through as a probe: its success closes the circuit,
 * its failure opens it again for twice as long, and when it is interrupted the next call is the probe.
 *
 * **Example** (Opening when half of the last 50 calls failed)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const Careful = RetryLayer.circuitBreaker({ trip: { rate: 0.5, size: 50 }, openFor: "10 seconds" })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const circuitBreaker = (options?: CircuitBreakerOptions): PolicyLayer =>
  layerOf(Effect.sync(() => CircuitBreaker.make(options)))

/**
 * Admits a number of requests at a time; other calls wait for their turn, or fail with `PresenceBulkheadFull`.
 *
 * **Example** (Ten at a time, and no waiting)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const Small = RetryLayer.bulkhead({ limit: 10, maxQueue: 0 })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const bulkhead = (options?: BulkheadOptions): PolicyLayer => layerOf(Effect.sync(() => Bulkhead.make(options)))

/**
 * Makes one policy of several, the outermost first.
 *
 * **When to use**
 *
 * Use it to keep a composition in a constant and give it to several clients: each builds its own. One that is made with
 * `Layer.provide` is built once for the whole program, with the transport of the client that comes first; give that one to
 * a single client.
 *
 * **Example** (The same policies for two tenants)
 *
 * ```ts
 * import { PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/client"
 * import { Layer } from "effect"
 *
 * const Policies = RetryLayer.compose(RetryLayer.transient(), RetryLayer.rateLimited())
 *
 * const tenant = () =>
 *   PresenceClient.layer.pipe(Layer.provide(Policies), Layer.provide(PresenceTransport.layer))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const compose = (...policies: ReadonlyArray<PolicyLayer>): PolicyLayer =>
  Layer.fresh(
    policies.reduceRight(
      (below, policy) => Layer.provide(policy, below),
      Layer.effect(PresenceTransport, Effect.service(PresenceTransport))
    )
  )

/**
 * Options of {@link recommended}: those of each policy.
 *
 * @category options
 * @since 0.1.0
 */
export interface RecommendedOptions {
  /** By default 10 seconds an attempt and 3 minutes a call: two full windows of a rate limit, and the retries. */
  readonly timeout?: TimeoutOptions | undefined
  /** When it stops calling, by its own defaults. */
  readonly circuitBreaker?: CircuitBreakerOptions | undefined
  /** How it repeats after transient failures, by its own defaults. */
  readonly transient?: TransientOptions | undefined
  /** How it waits for a rate limit, by its own defaults. */
  readonly rateLimited?: RateLimitedOptions | undefined
  /** How many requests it sends, by its own defaults: 300 a minute. */
  readonly throttle?: ThrottleOptions | undefined
  /** How many requests it has under way, by its own defaults: 50. */
  readonly bulkhead?: BulkheadOptions | undefined
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
 * 6. `bulkhead`, closest to the wire: a call that waits for anything else holds no place.
 *
 * **Example** (A client for production)
 *
 * ```ts
 * import { PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/client"
 * import { Layer } from "effect"
 *
 * const Live = PresenceClient.layer.pipe(
 *   Layer.provide(RetryLayer.recommended()),
 *   Layer.provide(PresenceTransport.layer)
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const recommended = (options: RecommendedOptions = {}): PolicyLayer =>
  compose(
    timeout({ perAttempt: "10 seconds", total: "3 minutes", ...options.timeout }),
    circuitBreaker(options.circuitBreaker),
    transient(options.transient),
    rateLimited(options.rateLimited),
    throttle(options.throttle),
    bulkhead(options.bulkhead)
  )
