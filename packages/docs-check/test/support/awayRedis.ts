import { Effect, Layer } from "effect"
import { Redis } from "effect/persistence"

const away = Effect.fail(new Redis.RedisError({ cause: "The Redis of the documentation is away" }))

/** In the place of the Redis that the documentation connects to: one that nobody reaches. */
export const layer = Layer.succeed(Redis.Redis, {
  send: () => away,
  subscribe: () => Effect.die(new Error("no snippet subscribes to anything")),
  eval: () => () => away,
  reserve: away
})
