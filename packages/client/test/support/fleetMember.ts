/**
 * One process of a fleet: makes its calls under a limit in Redis that it shares with the others.
 *
 * It says when it is ready, begins when it is told a line, and ends when all calls are answered.
 */
import { NodeHttpClient, NodeRedis } from "@effect/platform-node"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Effect, Layer, Redacted, Schema } from "effect"
import { RateLimiter } from "effect/persistence"
import { once } from "node:events"

/** What a member is told when it is started. */
export const Member = Schema.Struct({
  /** What it calls itself in the requests. */
  userId: Schema.String,
  url: Schema.String,
  redisPath: Schema.String,
  calls: Schema.Finite,
  limit: Schema.Finite,
  windowMillis: Schema.Finite
})

const program = ({ calls, limit, redisPath, url, userId, windowMillis }: typeof Member.Type) =>
  Effect.gen(function* () {
    const client = yield* PresenceClient
    process.stdout.write("ready\n")
    yield* Effect.promise(() => once(process.stdin, "data"))
    yield* Effect.forEach(Array.from({ length: calls }), () => client.getUserPresencesPurecloud({ userId }), {
      concurrency: "unbounded",
      discard: true
    })
    process.stdin.destroy()
  }).pipe(
    Effect.provide(
      PresenceClient.layerBare().pipe(
        Layer.provide(RetryLayer.throttleShared({ limit, window: windowMillis, learn: false })),
        Layer.provide(RateLimiter.layer),
        Layer.provide(RateLimiter.layerStoreRedis()),
        Layer.provide(NodeRedis.layer({ socket: { path: redisPath, tls: false } })),
        Layer.provide(PresenceTransport.layer()),
        Layer.provide(Authentication.layerToken(Redacted.make("shared-token"))),
        Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url })),
        Layer.provide(HttpExchange.layer),
        Layer.provide(NodeHttpClient.layerUndici)
      )
    )
  )

if (import.meta.main) {
  const member = Schema.decodeUnknownEffect(Schema.fromJsonString(Member))(process.argv[2])
  await Effect.runPromise(Effect.flatMap(member, program))
}
