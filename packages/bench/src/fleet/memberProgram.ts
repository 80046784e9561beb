/** One process of a fleet: calls from several fibers until its time is over, then ends. */
import { NodeHttpClient, NodeRedis } from "@effect/platform-node"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Clock, Effect, Layer, Redacted, Schema } from "effect"
import { RateLimiter } from "effect/persistence"
import { makeFastClock } from "./fastClock.ts"

/** What a member is told when it is started. */
export const Member = Schema.Struct({
  /** Whom it asks about, which is how the others can tell its requests. */
  userId: Schema.String,
  baseUrl: Schema.String,
  token: Schema.String,
  redisPath: Schema.String,
  /** Who counts before the service does: nobody, each process for itself, or Redis for all of them. */
  throttle: Schema.Literals(["none", "own", "shared"]),
  fibers: Schema.Finite,
  /** How long it calls, on the fast clock. */
  minutes: Schema.Finite,
  epoch: Schema.Finite,
  speed: Schema.Finite
})

const throttleOf = ({ redisPath, throttle }: typeof Member.Type): RetryLayer.PolicyLayer => {
  if (throttle === "none") return RetryLayer.compose()
  if (throttle === "own") return RetryLayer.throttle()
  // The way to Redis is no faster than usual.
  return RetryLayer.throttleShared({ storeTimeout: "30 seconds" }).pipe(
    Layer.provide(RateLimiter.layer),
    Layer.provide(RateLimiter.layerStoreRedis()),
    Layer.provide(NodeRedis.layer({ disableOfflineQueue: true, socket: { path: redisPath, tls: false } })),
    Layer.orDie
  )
}

const program = (member: typeof Member.Type) => {
  const { baseUrl, epoch, fibers, minutes, speed, token, userId } = member
  const calling = Effect.forever(
    PresenceClient.use((client) => Effect.ignore(client.getUserPresencesPurecloud({ userId })))
  )
  return Effect.forEach(Array.from({ length: fibers }), () => calling, {
    concurrency: "unbounded",
    discard: true
  }).pipe(
    Effect.timeoutOption(`${minutes} minutes`),
    Effect.provide(
      PresenceClient.layerBare().pipe(
        Layer.provide(
          RetryLayer.compose(
            RetryLayer.transient(),
            RetryLayer.rateLimited(),
            throttleOf(member),
            RetryLayer.bulkhead(),
            RetryLayer.timeout({ perAttempt: "1 minute" })
          )
        ),
        Layer.provide(PresenceTransport.layer()),
        Layer.provide(Authentication.layerToken(Redacted.make(token))),
        Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
        Layer.provide(HttpExchange.layer),
        Layer.provide(NodeHttpClient.layerUndici)
      )
    ),
    Effect.provideService(Clock.Clock, makeFastClock(epoch, speed))
  )
}

if (import.meta.main) {
  const member = Schema.decodeUnknownEffect(Schema.fromJsonString(Member))(process.argv[2])
  await Effect.runPromise(Effect.flatMap(member, program))
}
