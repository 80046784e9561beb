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
 * const Live = PresenceClient.layerBare().pipe(
 *   Layer.provide(RetryLayer.timeout({ total: "1 minute" })),
 *   Layer.provide(RetryLayer.transient({ times: 4 })),
 *   Layer.provide(RetryLayer.rateLimited({ maxWait: "2 minutes" })),
 *   Layer.provide(RetryLayer.timeout({ perAttempt: "10 seconds" })),
 *   Layer.provide(PresenceTransport.layer())
 * )
 * ```
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { RateLimiter, type RateLimiterStore } from "effect/persistence/RateLimiter"
import type { RedisError } from "effect/persistence/Redis"
import * as Result from "effect/Result"
import type { Scope } from "effect/Scope"
import * as BackgroundRateLimiter from "./internal/policies/backgroundRateLimiter.ts"
import * as Bulkhead from "./internal/policies/bulkhead.ts"
import * as CircuitBreaker from "./internal/policies/circuitBreaker.ts"
import { readOptions } from "./internal/policies/options.ts"
import type { Policy } from "./internal/policies/policy.ts"
import { type MakePolicy, PolicyTransport } from "./internal/policies/policyTransport.ts"
import * as RateLimited from "./internal/policies/rateLimited.ts"
import * as Throttle from "./internal/policies/throttle.ts"
import * as ThrottleShared from "./internal/policies/throttleShared.ts"
import * as Timeout from "./internal/policies/timeout.ts"
import * as Transient from "./internal/policies/transient.ts"
import { PresenceConfigurationError } from "./PresenceError.ts"
import { PresenceTransport } from "./PresenceTransport.ts"
import type {
  BulkheadOptions,
  CircuitBreakerOptions,
  RateLimitedOptions,
  InBackgroundOptions,
  ThrottleOptions,
  TimeoutOptions,
  TransientOptions
} from "./RetryOptions.ts"

export type {
  BulkheadOptions,
  CircuitBreakerOptions,
  RateLimitedOptions,
  InBackgroundOptions,
  ThrottleOptions,
  TimeoutOptions,
  TransientOptions
} from "./RetryOptions.ts"

/**
 * A policy: takes the transport below, provides one above. Building it fails with `PresenceConfigurationError` when an
 * option cannot be used; the error names the option, its value and what is allowed. `E` and `R` are what a policy of your
 * own fails with and needs beside that.
 *
 * @category models
 * @since 0.1.0
 */
export type PolicyLayer<E = never, R = never> = Layer.Layer<
  PresenceTransport,
  PresenceConfigurationError | E,
  PresenceTransport | R
>

/**
 * Any policy, whatever it fails with and needs.
 *
 * @category models
 * @since 0.1.0
 */
export type AnyPolicyLayer = Layer.Layer<PresenceTransport, unknown, unknown>

/**
 * One policy that is made of others, which may be members of a union with other types: it fails with what each fails with,
 * and needs what each needs.
 *
 * @category models
 * @since 0.1.0
 */
export type PolicyLayerOf<Given> = PolicyLayer<
  Given extends Layer.Layer<infer _, infer E, infer _R> ? E : never,
  Exclude<Given extends Layer.Layer<infer _, infer _E, infer R> ? R : never, PresenceTransport>
>

/**
 * Fresh, so that one layer in a constant that is used for two tenants is built twice: memoized, it would send the second
 * tenant's calls through the first one's transport.
 */
const layerOf = <O>(name: Policy["name"], options: O, make: (options: O) => MakePolicy): PolicyLayer =>
  Layer.fresh(
    Layer.effect(
      PresenceTransport,
      Effect.gen(function* () {
        const policy = yield* Effect.fromResult(readOptions(name, options, make))
        return PolicyTransport.under([policy()], yield* PresenceTransport)
      })
    )
  )

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
export const transient = (options?: TransientOptions): PolicyLayer => layerOf("transient", options, Transient.make)

/**
 * After a 429, waits as long as the service asks and retries, whatever the method: a refused request was not executed.
 *
 * **Details**
 *
 * All calls of the layer wait at one gate, also those that were not refused themselves. A call whose wait would exceed
 * `maxWait` or its deadline fails at once with `PresenceTooManyRequests`.
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
  layerOf("rateLimited", options, RateLimited.make)

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
export const timeout = (options: TimeoutOptions): PolicyLayer => layerOf("timeout", options, Timeout.make)

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
export const throttle = (options?: ThrottleOptions): PolicyLayer => layerOf("throttle", options, Throttle.make)

/**
 * {@link throttle} with the count in a `RateLimiter` of your own, such as one in Redis for a whole fleet.
 *
 * **Details**
 *
 * Processes with waiting calls take turns, so that none starves, however slow its connection to the store is. With Redis
 * each process counts by its own wall clock: one that is behind gets less than its share, and one that is ahead sends the
 * burst once more. A store that fails, takes longer than `storeTimeout`, answers with an absurd wait or never refills
 * blocks no call: `onStoreFailure` decides.
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
  Layer.fresh(
    Layer.unwrap(
      Effect.map(RateLimiter, (limiter) => layerOf("throttle", options, (own) => ThrottleShared.make(limiter, own)))
    )
  )

/**
 * A `RateLimiter` for {@link throttleShared} whose store is connected to in the background, so that a program starts
 * without it.
 *
 * **When to use**
 *
 * Use it where a program must start while Redis is away. Without it the program waits for Redis or does not start, as its
 * client does. `RedisRateLimiter` does all of this on Node.
 *
 * **Details**
 *
 * The layer waits `startTimeout` for the first connection. A `RedisError` is retried in the background; any other error,
 * such as a missing variable, fails the layer. Until the store is there it counts as failed: calls are sent or fail, as
 * `onStoreFailure` says. Each attempt builds the store anew, so that nothing of it is shared with the rest of the program.
 *
 * **Example** (Another client of Redis)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 * import { Layer } from "effect"
 * import { RateLimiter, Redis } from "effect/persistence"
 *
 * declare const MyRedis: Layer.Layer<Redis.Redis, Redis.RedisError>
 *
 * const Limiter = RetryLayer.rateLimiterInBackground(RateLimiter.layerStoreRedis().pipe(Layer.provide(MyRedis)))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const rateLimiterInBackground = <E, R>(
  store: Layer.Layer<RateLimiterStore, E, R>,
  options?: InBackgroundOptions
): Layer.Layer<RateLimiter, PresenceConfigurationError | Exclude<E, RedisError>, Exclude<R, Scope>> =>
  BackgroundRateLimiter.make(store, options)

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
  layerOf("circuitBreaker", options, CircuitBreaker.make)

/**
 * Admits a number of requests at a time. Other calls wait for a permit, or fail with `PresenceBulkheadFull`.
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
export const bulkhead = (options?: BulkheadOptions): PolicyLayer => layerOf("bulkhead", options, Bulkhead.make)

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
 *   PresenceClient.layerBare().pipe(Layer.provide(Policies), Layer.provide(PresenceTransport.layer()))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const compose = <const Policies extends ReadonlyArray<AnyPolicyLayer>>(
  ...policies: Policies
): PolicyLayerOf<Policies[number]> =>
  Layer.fresh(
    policies.reduceRight<AnyPolicyLayer>(
      (below, policy) => Layer.provide(policy, below),
      Layer.effect(PresenceTransport, Effect.service(PresenceTransport))
    )
    // What the layers of a list need and fail with is lost when they are put together one by one.
  ) as PolicyLayerOf<Policies[number]>

/**
 * Options of {@link recommended}: those of each policy, or `false` to leave it out. `Layer` is the type of the layers
 * that may replace a policy.
 *
 * @category options
 * @since 0.1.0
 */
export interface RecommendedOptions<Layer = never> {
  /** By default 10 seconds an attempt and 3 minutes a call: two full windows of a rate limit, and the retries. */
  readonly timeout?: TimeoutOptions | Layer | false | undefined
  /** When it stops calling, by its own defaults. */
  readonly circuitBreaker?: CircuitBreakerOptions | Layer | false | undefined
  /** How it repeats after transient failures, by its own defaults. */
  readonly transient?: TransientOptions | Layer | false | undefined
  /** How it waits for a rate limit, by its own defaults. */
  readonly rateLimited?: RateLimitedOptions | Layer | false | undefined
  /** How many requests it sends, by its own defaults: 300 a minute. */
  readonly throttle?: ThrottleOptions | Layer | false | undefined
  /** How many requests it has in flight, by its own defaults: 50. */
  readonly bulkhead?: BulkheadOptions | Layer | false | undefined
}

/** Whatever else a layer provides does not type check. */
const isPolicy = (given: unknown): given is AnyPolicyLayer => Layer.isLayer(given)

const recommendedNames = ["timeout", "circuitBreaker", "transient", "rateLimited", "throttle", "bulkhead"]

const recommendedTimeout = (options?: TimeoutOptions) =>
  layerOf("timeout", options, (limits) => Timeout.make({ perAttempt: "10 seconds", total: "3 minutes", ...limits }))

const recommendedOf = (options: RecommendedOptions<AnyPolicyLayer> = {}) => {
  const unknown = Object.keys(options).find((name) => !recommendedNames.includes(name))
  if (unknown !== undefined) {
    const issue = `is no policy: there are ${recommendedNames.join(", ")}`
    return Result.fail(new PresenceConfigurationError({ setting: `recommended.${unknown}`, issue }))
  }
  const layerFor = <O>(given: O | AnyPolicyLayer | false | undefined, make: (options?: O) => PolicyLayer) =>
    given === false ? [] : [isPolicy(given) ? given : make(given)]
  return Result.succeed(
    compose(
      ...layerFor(options.timeout, recommendedTimeout),
      ...layerFor(options.circuitBreaker, circuitBreaker),
      ...layerFor(options.transient, transient),
      ...layerFor(options.rateLimited, rateLimited),
      ...layerFor(options.throttle, throttle),
      ...layerFor(options.bulkhead, bulkhead)
    )
  )
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
 * **Example** (No circuit breaker, half of the rate limit)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const Policies = RetryLayer.recommended({ circuitBreaker: false, throttle: { limit: 150 } })
 * ```
 *
 * **Example** (A rate limit that a fleet shares)
 *
 * ```ts
 * import { RetryLayer } from "@genesys-presence/client"
 *
 * const Policies = RetryLayer.recommended({ throttle: RetryLayer.throttleShared({ key: "acme" }) })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const recommended = <const O extends RecommendedOptions<AnyPolicyLayer> = {}>(
  options?: O & { readonly [Name in Exclude<keyof O, keyof RecommendedOptions>]: never }
): PolicyLayerOf<O[keyof O]> =>
  // Options are read when the layer is built: where it is named, nobody could catch what a getter throws.
  Layer.fresh(
    Layer.unwrap(Effect.suspend(() => Effect.fromResult(readOptions("recommended", options, recommendedOf))))
    // The types of the layers that replace a policy are those of the options.
  ) as PolicyLayerOf<O[keyof O]>
