/**
 * Presences of many users as a stream of changes.
 *
 * @since 0.1.0
 */
import type { Model } from "@genesys-presence/models/Model"
import { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import type * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import type * as Data from "effect/Data"
import type * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import * as Result from "effect/Result"
import type * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Socket from "effect/socket/Socket"
import * as Stream from "effect/Stream"
import { usersPerRequest } from "./internal/bulk/bulkRead.ts"
import { optionsOf, readOptions } from "./internal/policies/options.ts"
import { poll, type Settings } from "./internal/watch/polling.ts"
import { pushed, type PushSettings } from "./internal/watch/pushed.ts"
import { makeSeen } from "./internal/watch/seen.ts"
import { NotificationsClient } from "./NotificationsClient.ts"
import { PresenceClient } from "./PresenceClient.ts"
import type { PresenceConfigurationError, PresenceError } from "./PresenceError.ts"
import type { LookupError } from "./PresenceLookup.ts"

/**
 * What a watch tells of a user.
 *
 * **Details**
 *
 * - `Snapshot`: what the user's presence is when the watch sees it first;
 * - `Change`: another status, another message, or another `modifiedDate` than before;
 * - `Missing`: the service knows no presence of the user at this source. A `Snapshot` follows should there be one later.
 *
 * @category models
 * @since 0.1.0
 */
export type PresenceEvent = Data.TaggedEnum<{
  Snapshot: { readonly userId: string; readonly presence: UcUserPresence }
  Change: { readonly userId: string; readonly presence: UcUserPresence; readonly previous: UcUserPresence }
  Missing: { readonly userId: string }
}>

/**
 * The schema of {@link PresenceEvent}, with `match`, `guards` and constructors: `cases.Snapshot.make`.
 *
 * **Details**
 *
 * An event encodes to JSON and decodes from it. Its presences keep what the models do not know, and are read as tolerantly.
 *
 * **Example** (An event for a queue, and back)
 *
 * ```ts
 * import { PresenceWatch } from "@genesys-presence/client"
 * import { Effect, Schema } from "effect"
 *
 * const Text = Schema.fromJsonString(PresenceWatch.PresenceEvent)
 *
 * const program = Effect.gen(function*() {
 *   const event = PresenceWatch.PresenceEvent.cases.Missing.make({ userId: "some-user" })
 *   const text = yield* Schema.encodeEffect(Text)(event) // {"_tag":"Missing","userId":"some-user"}
 *   return yield* Schema.decodeEffect(Text)(text)
 * })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const PresenceEvent: Schema.TaggedUnion<{
  readonly Snapshot: Schema.TaggedStruct<
    "Snapshot",
    { readonly userId: Schema.String; readonly presence: Model<UcUserPresence> }
  >
  readonly Change: Schema.TaggedStruct<
    "Change",
    {
      readonly userId: Schema.String
      readonly presence: Model<UcUserPresence>
      readonly previous: Model<UcUserPresence>
    }
  >
  readonly Missing: Schema.TaggedStruct<"Missing", { readonly userId: Schema.String }>
}> = Schema.TaggedUnion({
  Snapshot: { userId: Schema.String, presence: UcUserPresence },
  Change: { userId: Schema.String, presence: UcUserPresence, previous: UcUserPresence },
  Missing: { userId: Schema.String }
}).annotate({ identifier: "PresenceEvent" })

/**
 * What a {@link PresenceWatch} tells: of users, and of itself.
 *
 * **Details**
 *
 * - `Gap`: what happened to these users between `since` and `until` was not told. They are read anew, and every difference
 *   follows as an event; what was undone in the meantime is lost.
 * - `Synced`: all that these users are has been told: after the start, and after each gap.
 *
 * A program that ignores both is right in the end. A watch that polls tells neither.
 *
 * @category models
 * @since 0.1.0
 */
export type WatchEvent =
  | PresenceEvent
  | Data.TaggedEnum<{
      Gap: {
        readonly since: DateTime.Utc
        readonly until: DateTime.Utc
        readonly reason: GapReason
        readonly userIds: ReadonlyArray<string>
      }
      Synced: { readonly userIds: ReadonlyArray<string> }
    }>

/**
 * Why nothing was told for a while.
 *
 * - `Closed`: the connection ended
 * - `Silent`: nothing came over it any more
 * - `NotOpened`: it could not be opened
 * - `NoLongerSubscribed`: another program took the place of the channel
 * - `TokenRevoked`: the token that the channel was made with was revoked
 * - `Failed`: the service did not let the channel be made or subscribed
 *
 * @category models
 * @since 0.1.0
 */
export type GapReason = "Closed" | "Silent" | "NotOpened" | "NoLongerSubscribed" | "TokenRevoked" | "Failed"

/**
 * What a read of a watch can fail with: what the bulk operations can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type ReadError = LookupError

/**
 * What a watch can fail with: an error of all its reads, or an option that cannot be used.
 *
 * @category errors
 * @since 0.1.0
 */
export type WatchError = ReadError | PresenceConfigurationError

/**
 * Options of {@link changes}.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
  /** The id of a registered source; by default what Genesys Cloud itself says. */
  readonly sourceId?: string | undefined
  /** How often each user is read, if the budget allows; 10 seconds by default, soon enough for a wallboard. */
  readonly interval?: Duration.Input | undefined
  /**
   * The most requests in a minute, each for up to 50 users, repetitions included; 100 by default: a third of what Genesys
   * allows one token, so that two thirds are left for calls.
   */
  readonly requestsPerMinute?: number | undefined
  /**
   * How many requests may be in flight at a time; 4 by default. Requests for users whose last read failed count apart, up
   * to the same number, so that they hold up no others.
   */
  readonly concurrency?: number | undefined
  /**
   * How long a request that failed waits before it is tried again. By default from 1 second to 1 minute with jitter, for
   * ever. With a schedule of your own, the stream ends with the last error once the schedules of all requests have ended.
   * `Retry-After` comes on top, 5 minutes of it at most.
   */
  readonly retry?: Schedule.Schedule<unknown, ReadError> | undefined
  /**
   * Called for each failed request with the ids that it covered, for each row that cannot be read with its user, and once
   * for each id that cannot be sent. Defaults to doing nothing.
   */
  readonly onError?: ((error: ReadError, userIds: ReadonlyArray<string>) => Effect.Effect<void>) | undefined
}

const settingsOf = (options: Options): Result.Result<Settings, PresenceConfigurationError> =>
  Result.gen(function* () {
    const check = optionsOf("PresenceWatch")
    return {
      interval: yield* check.duration("interval", options.interval ?? "10 seconds"),
      requestsPerMinute: yield* check.number("requestsPerMinute", options.requestsPerMinute ?? 100, 0.001, Infinity),
      concurrency: yield* check.count("concurrency", options.concurrency ?? 4, { least: 1, infinite: true })
    }
  })

/**
 * Watches users: a snapshot of each first, and then what changes.
 *
 * **When to use**
 *
 * Use it for wallboards, routers and synchronisation. It reads the presences again and again, and uses no notification
 * channels.
 *
 * **Details**
 *
 * 50 users share a request, and each request is repeated on a clock of its own. A change is emitted within `interval`, or
 * within `requests / requestsPerMinute` minutes where that is longer, and the time that a request takes. 10,000 users are
 * 200 requests: with 100 in a minute, two minutes. A change that is undone within that time is not seen, apart from its
 * `modifiedDate`. A presence with an older `modifiedDate` than the one emitted comes from a replica that is behind, and is
 * ignored.
 *
 * The users may be an effect, such as the value of a `Ref` or a query. It is run once in each `interval`. A user added to
 * the set gets a `Snapshot`; a removed user is dropped. Ids that occur twice, in any case, count once. Failures of the
 * effect end the stream.
 *
 * A request that fails backs off on its own and is tried for ever, while the others go on. It takes about one request a
 * minute from the budget, and what policies repeat. Row by row: a row that cannot be read is reported to `onError`, and the
 * other users of the answer are emitted. An id that cannot be sent is reported once and left out.
 *
 * The stream ends with an error that concerns all users, once every request has met one: the service refuses the token or a
 * permission (401, 403), knows no such source, the login refuses the client, TLS fails, the client's layer is released. A
 * page of a gateway with such a status does not count.
 *
 * While nobody takes events from the stream, no request is made.
 *
 * **Example** (A wallboard)
 *
 * ```ts
 * import { PresenceWatch } from "@genesys-presence/client"
 * import { Console, Stream } from "effect"
 *
 * const board = PresenceWatch.changes(["some-user", "another-user"], { interval: "5 seconds" }).pipe(
 *   Stream.runForEach(
 *     PresenceWatch.PresenceEvent.match({
 *       Snapshot: ({ presence, userId }) => Console.log(userId, presence.presenceDefinition?.systemPresence),
 *       Change: ({ presence, userId }) => Console.log(userId, presence.presenceDefinition?.systemPresence),
 *       Missing: ({ userId }) => Console.log(userId, "is not known")
 *     })
 *   )
 * )
 * ```
 *
 * @category streams
 * @since 0.1.0
 */
export const changes = <E = never, R = never>(
  userIds: Iterable<string> | Effect.Effect<Iterable<string>, E, R>,
  options: Options = {}
): Stream.Stream<PresenceEvent, WatchError | E, PresenceClient | R> => {
  const settings = readOptions("PresenceWatch", options, settingsOf)
  if (Result.isFailure(settings)) return Stream.fail(settings.failure)
  const { onError, retry, sourceId } = options

  const watch = Effect.fnUntraced(function* (queue: Queue.Queue<PresenceEvent, WatchError | E | Cause.Done>) {
    const client = yield* PresenceClient
    const seen = makeSeen()
    return yield* poll({
      ...settings.success,
      client,
      sourceId,
      ...usersOf(userIds),
      retry,
      onUsers: seen.keep,
      onRead: (read) =>
        Queue.offerAll(
          queue,
          read.flatMap(([userId, presence]) => seen.note(userId, presence) ?? [])
        ),
      onError: (error, failedIds) => onError?.(error, failedIds) ?? Effect.void
    })
  })

  // A full queue holds the watch up, so that nobody asks for what nobody reads.
  return Stream.callback<PresenceEvent, WatchError | E, PresenceClient | R>(watch, {
    bufferSize: usersPerRequest,
    strategy: "suspend"
  })
}

/**
 * The shape of the service.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceWatchService {
  /**
   * Watches users: a snapshot of each first, and then what changes. The users may be an effect, which is run once in each
   * `interval`, and whose failures end the stream. A connection that is lost does not end it.
   */
  readonly changes: <E = never, R = never>(
    userIds: Iterable<string> | Effect.Effect<Iterable<string>, E, R>
  ) => Stream.Stream<WatchEvent, WatchError | PresenceError | E, R>
}

/**
 * Watches the presence of users, however that is done: see {@link layerAuto}, {@link layerNotifications} and
 * {@link layerPolling}.
 *
 * **Example** (A wallboard that does not know its source)
 *
 * ```ts
 * import { PresenceWatch } from "@genesys-presence/client"
 * import { Console, Stream } from "effect"
 *
 * const board = PresenceWatch.PresenceWatch.use((watch) =>
 *   watch.changes(["some-user", "another-user"]).pipe(
 *     Stream.filter((event) => event._tag === "Snapshot" || event._tag === "Change"),
 *     Stream.runForEach(({ presence, userId }) => Console.log(userId, presence.presenceDefinition?.systemPresence))
 *   )
 * )
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class PresenceWatch extends Context.Service<PresenceWatch, PresenceWatchService>()(
  "@genesys-presence/client/PresenceWatch"
) {}

/**
 * Options of {@link layerNotifications} and {@link layerAuto}.
 *
 * @category options
 * @since 0.1.0
 */
export interface NotificationOptions extends Pick<Options, "requestsPerMinute" | "concurrency"> {
  /** How often users are read of whom no notification tells; 10 seconds by default. */
  readonly interval?: Duration.Input | undefined
  /** How often all others are read, for what was never sent; 10 minutes by default. */
  readonly sweepInterval?: Duration.Input | undefined
  /**
   * How many channels the watch may have, each for 1,000 users; 10 by default. All programs with one OAuth client share
   * 20: a 21st takes the place of one of them.
   */
  readonly channels?: number | undefined
  /** How many channels may be made in an hour, beyond those at the start; 4 by default. */
  readonly newChannelsPerHour?: number | undefined
  /** How often the watch pings; 25 seconds by default. The service closes connections that are silent. */
  readonly pingEvery?: Duration.Input | undefined
  /** How long nothing may come before the service is asked; 35 seconds by default. It sends a heartbeat every 30. */
  readonly watchdog?: Duration.Input | undefined
  /** How long an answer to that, or the opening of a connection, may take; 5 seconds by default. */
  readonly answerTimeout?: Duration.Input | undefined
  /** Whether a channel may have an address of plain `ws:` on another host than this machine; `false` by default. */
  readonly allowInsecureHttp?: boolean | undefined
  /**
   * Called for each failed request with the ids that it concerned. Defaults to doing nothing.
   */
  readonly onError?: ((error: PresenceError, userIds: ReadonlyArray<string>) => Effect.Effect<void>) | undefined
}

const pushSettingsOf = (
  options: NotificationOptions
): Result.Result<Omit<PushSettings, "pollsMeanwhile">, PresenceConfigurationError> =>
  Result.gen(function* () {
    const check = optionsOf("PresenceWatch")
    const channels = yield* check.count("channels", options.channels ?? 10, { least: 1 })
    return {
      ...(yield* settingsOf(options)),
      sweepInterval: yield* check.duration("sweepInterval", options.sweepInterval ?? "10 minutes"),
      channels,
      channelsPerHour:
        channels + (yield* check.count("newChannelsPerHour", options.newChannelsPerHour ?? 4, { least: 1 })),
      allowInsecureHttp: options.allowInsecureHttp === true,
      pingEvery: yield* check.duration("pingEvery", options.pingEvery ?? "25 seconds"),
      watchdog: yield* check.duration("watchdog", options.watchdog ?? "35 seconds"),
      answerTimeout: yield* check.duration("answerTimeout", options.answerTimeout ?? "5 seconds")
    }
  })

const usersOf = <E, R>(userIds: Iterable<string> | Effect.Effect<Iterable<string>, E, R>) => {
  let fixed: ReadonlyArray<string> | undefined
  return {
    areFixed: !Effect.isEffect(userIds),
    users: Effect.isEffect(userIds) ? userIds : Effect.sync(() => (fixed ??= Array.from(userIds)))
  }
}

const layerPushed = (options: NotificationOptions, pollsMeanwhile: boolean) =>
  Layer.effect(
    PresenceWatch,
    Effect.gen(function* () {
      const settings = yield* Effect.fromResult(readOptions("PresenceWatch", options, pushSettingsOf))
      const client = yield* PresenceClient
      const notifications = yield* NotificationsClient
      const sockets = yield* Socket.WebSocketConstructor
      const { onError } = options
      return {
        changes: (userIds) =>
          Stream.provideService(
            pushed({
              ...settings,
              ...usersOf(userIds),
              pollsMeanwhile,
              client,
              notifications,
              onError: (error, ids) => onError?.(error, ids) ?? Effect.void
            }),
            Socket.WebSocketConstructor,
            sockets
          )
      }
    })
  )

/**
 * A watch that reads users again and again, as {@link changes} does.
 *
 * Fails with `PresenceConfigurationError` when an option cannot be used.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerPolling = (
  options: Options = {}
): Layer.Layer<PresenceWatch, PresenceConfigurationError, PresenceClient> =>
  Layer.effect(
    PresenceWatch,
    Effect.gen(function* () {
      yield* Effect.fromResult(readOptions("PresenceWatch", options, settingsOf))
      const client = yield* PresenceClient
      return {
        changes: (userIds) => Stream.provideService(changes(userIds, options), PresenceClient, client)
      }
    })
  )

/**
 * A watch that is told of changes over the notification channels of Genesys Cloud, within a second.
 *
 * **Details**
 *
 * The users are read in bulk at the start and after each gap; `modifiedDate` decides between what was read and what was
 * told. Each channel has 1,000 users. A channel that can be used again is: after a connection is lost the watch connects to
 * the same one, after a wait with jitter that grows up to 90 seconds. A connection over which nothing comes is given up. For
 * maintenance the next connection is opened before the last one is closed. Users whose topics the service refuses, or for
 * whom there is no channel left, are polled.
 *
 * Whoever reads the stream slowly gets the latest state of each user. It fails as {@link changes} does, and never because a
 * connection is lost.
 *
 * **Gotchas**
 *
 * While no connection is live, nothing is told: {@link layerAuto} polls in that time.
 *
 * Fails with `PresenceConfigurationError` when an option cannot be used. It needs a `WebSocketConstructor`:
 * `Socket.layerWebSocketConstructorGlobal`, or `NodeSocket.layerWebSocketConstructor`.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerNotifications = (
  options: NotificationOptions = {}
): Layer.Layer<
  PresenceWatch,
  PresenceConfigurationError,
  PresenceClient | NotificationsClient | Socket.WebSocketConstructor
> => layerPushed(options, false)

/**
 * {@link layerNotifications}, and polling every `interval` while no connection is live.
 *
 * **Example** (Everything from the environment)
 *
 * ```ts
 * import { NodeHttpClient } from "@effect/platform-node"
 * import { PresenceClient, PresenceWatch } from "@genesys-presence/client"
 * import { Layer } from "effect"
 * import { Socket } from "effect/socket"
 *
 * const Live = PresenceWatch.layerAuto().pipe(
 *   Layer.provide(PresenceClient.layerFromConfig()),
 *   Layer.provide([NodeHttpClient.layerUndici, Socket.layerWebSocketConstructorGlobal])
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerAuto = (
  options: NotificationOptions = {}
): Layer.Layer<
  PresenceWatch,
  PresenceConfigurationError,
  PresenceClient | NotificationsClient | Socket.WebSocketConstructor
> => layerPushed(options, true)
