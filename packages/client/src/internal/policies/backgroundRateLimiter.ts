import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type { RedisError } from "effect/persistence/Redis"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import type { PresenceConfigurationError } from "../../PresenceError.ts"
import type { InBackgroundOptions } from "../../RetryOptions.ts"
import { optionsOf, readOptions } from "./options.ts"

type Store = RateLimiter.RateLimiterStore["Service"]

const name = "rateLimiterInBackground"

const settingsOf = (options: InBackgroundOptions = {}) =>
  Result.gen(function* () {
    const check = optionsOf(name)
    return {
      retryEvery: Duration.millis(yield* check.duration("retryEvery", options.retryEvery ?? "1 second", { least: 1 })),
      startTimeout: Duration.millis(yield* check.duration("startTimeout", options.startTimeout ?? "1 second"))
    }
  })

const notConnected = Effect.fail(
  new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "not connected" }) })
)

/** Whatever is no failure of Redis, such as a missing variable, is not mended by another attempt. */
const unlessRedisError = <E>(error: E): Effect.Effect<void, Exclude<E, RedisError>> =>
  Predicate.isTagged(error, "RedisError") ? Effect.void : Effect.fail(error as Exclude<E, RedisError>)

/** A store that fails until the given one could be built. */
const store = <E, R>(
  layer: Layer.Layer<RateLimiter.RateLimiterStore, E, R>,
  options?: InBackgroundOptions
): Layer.Layer<
  RateLimiter.RateLimiterStore,
  PresenceConfigurationError | Exclude<E, RedisError>,
  Exclude<R, Scope.Scope>
> =>
  Layer.effect(
    RateLimiter.RateLimiterStore,
    Effect.gen(function* () {
      const { retryEvery, startTimeout } = yield* Effect.fromResult(readOptions(name, options, settingsOf))
      const scope = yield* Effect.scope
      let built: Store | undefined
      // What a failed attempt left behind goes away with it, and no attempt gets what an earlier one memoized.
      const attempt = Effect.gen(function* () {
        const own = yield* Scope.fork(scope)
        const context = yield* Effect.onError(Layer.buildWithMemoMap(layer, Layer.makeMemoMapUnsafe(), own), (cause) =>
          Scope.close(own, Exit.failCause(cause))
        )
        built = Context.get(context, RateLimiter.RateLimiterStore)
      })
      const first = yield* Effect.forkScoped(attempt)
      yield* Fiber.join(first).pipe(Effect.timeoutOption(startTimeout), Effect.catch(unlessRedisError))
      if (built === undefined) {
        const retries = Effect.retry(attempt, Schedule.spaced(retryEvery)).pipe(Effect.delay(retryEvery))
        yield* Effect.forkScoped(Effect.catchCause(Fiber.join(first), () => retries))
      }

      const ask = <A>(f: (store: Store) => Effect.Effect<A, RateLimiter.RateLimiterError>) =>
        Effect.suspend(() => (built === undefined ? notConnected : f(built)))
      return {
        fixedWindow: (window) => ask((connected) => connected.fixedWindow(window)),
        tokenBucket: (bucket) => ask((connected) => connected.tokenBucket(bucket)),
        adaptiveConsume: (request) => ask((connected) => connected.adaptiveConsume(request)),
        adaptiveFeedback: (feedback) => ask((connected) => connected.adaptiveFeedback(feedback))
      }
    })
  )

/** A rate limiter whose store is connected to in the background. */
export const make = <E, R>(
  layer: Layer.Layer<RateLimiter.RateLimiterStore, E, R>,
  options?: InBackgroundOptions
): Layer.Layer<RateLimiter.RateLimiter, PresenceConfigurationError | Exclude<E, RedisError>, Exclude<R, Scope.Scope>> =>
  Layer.provide(RateLimiter.layer, store(layer, options))
