/**
 * The rate limit of a fleet, counted in Redis.
 *
 * Needs `@effect/platform-node` and `redis` beside this package; it runs on Node alone.
 *
 * @since 0.1.0
 */
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type { PresenceConfigurationError } from "./PresenceError.ts"
import * as RetryLayer from "./RetryLayer.ts"

/**
 * How Redis is reached: the options of its client, such as `url`.
 *
 * @category options
 * @since 0.1.0
 */
export type Options = NonNullable<Parameters<typeof NodeRedis.layer>[0]>

/** Closes the connection without `QUIT`, which would block on an unresponsive Redis. */
const destroyAtEnd = Layer.effectDiscard(
  NodeRedis.NodeRedis.use(({ client }) => Effect.addFinalizer(() => Effect.sync(() => client.destroy())))
)

/**
 * A `RateLimiter` in Redis, for `RetryLayer.throttleShared`.
 *
 * **Details**
 *
 * The program starts without Redis: it waits `startTimeout` for the first connection, and is connected in the background after
 * that. Meanwhile, and when the connection is lost, `onStoreFailure` of the throttle decides.
 *
 * **Example** (A fleet that shares one limit)
 *
 * ```ts
 * import { PresenceClient, RetryLayer } from "@genesys-presence/client"
 * import * as RedisRateLimiter from "@genesys-presence/client/RedisRateLimiter"
 * import { Layer } from "effect"
 *
 * const Fleet = PresenceClient.layerFromConfig({
 *   policies: { throttle: RetryLayer.throttleShared({ key: "acme" }) }
 * }).pipe(Layer.provide(RedisRateLimiter.layer({ url: "redis://redis.internal:6379" })))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options?: Options,
  background?: RetryLayer.InBackgroundOptions
): Layer.Layer<RateLimiter.RateLimiter, PresenceConfigurationError> =>
  RetryLayer.rateLimiterInBackground(
    RateLimiter.layerStoreRedis().pipe(
      Layer.provide(destroyAtEnd.pipe(Layer.provideMerge(NodeRedis.layer({ disableOfflineQueue: true, ...options }))))
    ),
    background
  )

/**
 * {@link layer} with its options from the configuration. Fails with a `ConfigError` when one is missing or malformed.
 *
 * **Example** (The address from the environment)
 *
 * ```ts
 * import * as RedisRateLimiter from "@genesys-presence/client/RedisRateLimiter"
 * import { Config } from "effect"
 *
 * const Limiter = RedisRateLimiter.layerConfig({ url: Config.String("REDIS_URL") })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  options: Config.Wrap<Options>,
  background?: RetryLayer.InBackgroundOptions
): Layer.Layer<RateLimiter.RateLimiter, Config.ConfigError | PresenceConfigurationError> =>
  Layer.unwrap(Effect.map(Config.unwrap(options), (unwrapped) => layer(unwrapped, background)))
