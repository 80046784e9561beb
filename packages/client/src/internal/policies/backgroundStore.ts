import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type { RedisError } from "effect/persistence/Redis"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import type { PresenceConfigurationError } from "../../PresenceError.ts"
import type { StoreInBackgroundOptions } from "../../RetryOptions.ts"
import { optionsOf, readOptions } from "./options.ts"

type Store = RateLimiter.RateLimiterStore["Service"]

const notYet = Effect.fail(
  new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "not connected yet" }) })
)

/** A store that fails until the given one could be built. */
export const make = <R>(
  layer: Layer.Layer<RateLimiter.RateLimiterStore, RedisError, R>,
  background?: StoreInBackgroundOptions
): Layer.Layer<RateLimiter.RateLimiterStore, PresenceConfigurationError, R> =>
  Layer.effect(
    RateLimiter.RateLimiterStore,
    Effect.gen(function* () {
      const retryEvery = yield* Effect.fromResult(
        readOptions("storeInBackground", background, (options) =>
          optionsOf("storeInBackground").duration("retryEvery", options?.retryEvery ?? "1 second", { least: 1 })
        )
      )
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
      yield* Effect.forkScoped(Effect.retry(attempt, Schedule.spaced(Duration.millis(retryEvery))))

      const ask = <A>(f: (store: Store) => Effect.Effect<A, RateLimiter.RateLimiterError>) =>
        Effect.suspend(() => (built === undefined ? notYet : f(built)))
      return {
        fixedWindow: (options) => ask((store) => store.fixedWindow(options)),
        tokenBucket: (options) => ask((store) => store.tokenBucket(options)),
        adaptiveConsume: (options) => ask((store) => store.adaptiveConsume(options)),
        adaptiveFeedback: (options) => ask((store) => store.adaptiveFeedback(options))
      }
    })
  )
