/** A library on the client: its types are inferred, so that the compiler has to write them into its declarations. */
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  ManyUsers,
  Models,
  Modify,
  NotificationsClient,
  Paging,
  PresenceClient,
  PresenceDefinitions,
  PresenceError,
  PresenceLookup,
  PresenceTransport,
  PresenceWatch,
  Region,
  Retry,
  RetryLayer,
  UserPresences
} from "@genesys-presence/client"
import * as RedisRateLimiter from "@genesys-presence/client/RedisRateLimiter"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Config, Effect, Layer, Redacted, Stream } from "effect"

export {
  Authentication,
  GenesysCloud,
  HttpExchange,
  ManyUsers,
  Models,
  Modify,
  NotificationsClient,
  Paging,
  PresenceClient,
  PresenceDefinitions,
  PresenceError,
  PresenceLookup,
  PresenceTransport,
  PresenceWatch,
  Region,
  Retry,
  RetryLayer,
  UserPresences
}

const credentials = { clientId: "some-client", clientSecret: Redacted.make("some-secret") }

export const layers = {
  plain: PresenceClient.layerFromConfig(),
  options: PresenceClient.layer({
    region: "eu-central-1",
    ...credentials,
    policies: { circuitBreaker: false, throttle: { limit: 150 } },
    labels: { tenant: "acme" }
  }),
  replaced: PresenceClient.layerConfig({
    region: Region.config("REGION"),
    clientId: Config.String("CLIENT_ID"),
    clientSecret: Config.Redacted("CLIENT_SECRET"),
    policies: { throttle: RetryLayer.throttleShared({ key: "acme" }) },
    exchange: UndiciHttpExchange.layer()
  }),
  none: PresenceClient.layerFromConfig({ policies: false }),
  composed: PresenceClient.layerFromConfig({
    policies: RetryLayer.compose(RetryLayer.transient(), RetryLayer.throttleShared())
  }),
  recommended: RetryLayer.recommended({ bulkhead: false, throttle: RetryLayer.throttleShared() }),
  transient: RetryLayer.transient({ times: 2 }),
  limiter: RedisRateLimiter.layerConfig({ url: Config.String("REDIS_URL") }),
  transport: PresenceTransport.layer({ attemptTimeout: "5 seconds" }),
  authentication: Authentication.layerClientCredentials(credentials),
  cloud: GenesysCloud.layer({ region: "eu-central-1" }),
  exchange: HttpExchange.layer,
  lookup: PresenceLookup.layer({ cache: { timeToLive: "1 minute" } }),
  definitions: PresenceDefinitions.layer()
}

/** All operations, and one with what comes around its answer. */
export const client = PresenceClient.use(Effect.succeed)
export const answer = PresenceClient.use((presence) =>
  presence.execute("getUsersPresencesPurecloudBulk", { id: ["some-user"] })
)

/** The operations of channels, and what their WebSocket sends. */
export const notifications = NotificationsClient.use(Effect.succeed)
export const subscribe = (channelId: string) =>
  NotificationsClient.use((channels) =>
    channels.putNotificationsChannelSubscriptions({ channelId, body: [{ id: "v2.users.some-user.presence" }] })
  )
export const decodeFrame = Models.Notification.decode

export const setBusy = Effect.fn("setBusy")(function* (userId: string) {
  const presence = yield* PresenceClient
  const definitions = yield* PresenceDefinitions
  const { id } = yield* definitions.find({ systemPresence: "Busy" })
  return yield* presence.patchUserPresencesPurecloud({ userId, body: { presenceDefinition: { id } } })
})

/** The same, with one error handled and the others told apart. */
export const tryBusy = (userId: string) =>
  setBusy(userId).pipe(
    Effect.catchTag("PresenceNotFound", (error) => Effect.succeed(error.body)),
    Effect.retry({ while: PresenceError.isRetryable, times: 2 }),
    Effect.mapError((error) => (PresenceError.isStatusError(error) ? error : { otherwise: error })),
    Retry.timeout({ total: "10 seconds" })
  )

export const read = ManyUsers.readPresences(["some-user"])
export const readOrFail = ManyUsers.readAllPresences(["some-user"], { onFailure: "fail" })
export const readSome = ManyUsers.readAllPresences(["some-user"])
export const write = ManyUsers.writePresences([{ id: "some-user" }])
export const writeAll = ManyUsers.writeAllPresences([{ id: "some-user" }])

export const changes = PresenceWatch.changes(["some-user"])
export const moves = changes.pipe(
  Stream.filter((event) => event._tag !== "Missing"),
  Stream.map((event) => ({ event, at: event.presence.modifiedDate }))
)

export const set = UserPresences.set({ userId: "some-user", label: "Lunch", locale: "en_US" })
export const setConfirmed = UserPresences.setConfirmed({ userId: "some-user", definitionId: "some-definition" })

export const pages = Paging.presencedefinitionPages()
export const rows = Paging.presencedefinitions()

export const toggle = Modify.presenceSettings((settings) => Effect.succeed(settings))
export const rename = Modify.presenceDefinition("some-definition", (definition) => Effect.succeed(definition))

export const lookUp = (userId: string) => PresenceLookup.use((lookup) => lookup.get(userId))

export const failures = new PresenceError.PresenceNotFound({ operation: "getUserPresence" })
export const failure = {
  is: PresenceError.isPresenceError,
  byStatus: PresenceError.byStatus,
  schema: PresenceError.PresenceError
}

/** An error of the library's own, beside those of the client. */
export class Failed extends PresenceError.PresenceNotFound {}

export const live = Layer.mergeAll(layers.lookup, layers.definitions).pipe(Layer.provideMerge(layers.plain))
