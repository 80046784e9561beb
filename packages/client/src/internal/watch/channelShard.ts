import type * as Channel from "@genesys-presence/models/Channel"
import type * as Notification from "@genesys-presence/models/Notification"
import * as NotificationTopic from "@genesys-presence/models/NotificationTopic"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import type * as Socket from "effect/socket/Socket"
import type { NotificationsClient } from "../../NotificationsClient.ts"
import { PresenceConfigurationError, type PresenceError, retryAfter } from "../../PresenceError.ts"
import type { GapReason } from "../../PresenceWatch.ts"
import { keyOf } from "../bulk/bulkRead.ts"
import { isLoopback } from "../http/loopback.ts"
import { now as timeOf, pause } from "../policies/time.ts"
import { runSession, type SessionSettings } from "./channelSession.ts"

/** The users of one channel. Who stays in the set stays with the channel. */
export class Shard {
  /** The ids by their keys. */
  readonly users = new Map<unknown, string>()
  /** The keys of those to whose topics the channel is subscribed, and of those whose topics the service refuses. */
  subscribed: ReadonlySet<unknown> = new Set()
  refused: ReadonlySet<unknown> = new Set()
  readonly hasChanged = Latch.makeUnsafe()
  isLive = false

  /** Whether what happens to a user is told. */
  covers(key: unknown): boolean {
    return this.isLive && this.subscribed.has(key)
  }
}

/** How many channels may be made in an hour, by all shards together. Every one takes a place that siblings may need. */
export class ChannelBudget {
  readonly #madeAt: Array<number> = []
  readonly #perHour: number

  constructor(perHour: number) {
    this.#perHour = perHour
  }

  /** Takes one, or says after how many milliseconds there will be one. */
  take(now: number): number {
    while (this.#madeAt[0] !== undefined && this.#madeAt[0] + hour <= now) this.#madeAt.shift()
    const [oldest] = this.#madeAt
    if (oldest !== undefined && this.#madeAt.length >= this.#perHour) return oldest + hour - now
    this.#madeAt.push(now)
    return 0
  }
}

const hour = 3_600_000

/** A connection that was live for so long is no part of an outage. */
const stableAfter = 60_000

/** The first wait is drawn below this one, and each one after it below its double: many clients do not return at once. */
const firstWait = 5000
const longestWait = 90_000

/** Another channel took the place of this one: to take it back at once would be a duel. */
const waitAfterEviction = 60_000

/** Long before a channel ends, 24 hours after its topics were written. */
const refreshEvery = 12 * hour

/** What a shard does, and who is told. */
export interface ShardOptions extends SessionSettings {
  readonly notifications: NotificationsClient["Service"]
  /** Whether plain `ws:` may go to other hosts. */
  readonly allowInsecureHttp: boolean
  readonly channels: ChannelBudget
  readonly onLive: Effect.Effect<void>
  /** `silentFor`: how long nothing had come before that, in milliseconds. */
  readonly onLost: (reason: GapReason, silentFor: number) => Effect.Effect<void>
  /** The channel tells of more users. */
  readonly onSubscribed: (isNew: (key: unknown) => boolean) => void
  readonly onNotification: (notification: Notification.Notification) => Effect.Effect<void>
  readonly onInvalid: (error: Notification.InvalidNotification) => Effect.Effect<void>
  readonly onError: (error: PresenceError) => Effect.Effect<void>
  /** Whether an error stays, so that it ends the watch. */
  readonly isFatal: (error: PresenceError) => boolean
}

const now = Effect.withFiber((fiber) => Effect.succeed(timeOf(fiber)))

interface Known {
  readonly id: Redacted.Redacted
  readonly connectUri: Redacted.Redacted
}

/** The channel, if it can be listened to: whoever listens on the way to a `ws:` address learns what it tells. */
const usable = (
  { connectUri, id }: Channel.Channel,
  allowInsecureHttp: boolean
): Result.Result<Known, PresenceConfigurationError> => {
  const address = connectUri === undefined ? "" : Redacted.value(connectUri)
  const { hostname, protocol } = URL.canParse(address) ? new URL(address) : { hostname: "", protocol: "" }
  const isSecure = protocol === "wss:" || (protocol === "ws:" && (allowInsecureHttp || isLoopback(hostname)))
  return isSecure && id !== undefined && connectUri !== undefined
    ? Result.succeed({ id, connectUri })
    : Result.fail(
        new PresenceConfigurationError({
          setting: "allowInsecureHttp",
          issue:
            "the service gave a channel no address of wss (ws is for this machine alone, unless the option is true)"
        })
      )
}

/** Keeps a channel for the users of a shard, and listens to it, whatever happens to either. */
export const runShard = Effect.fnUntraced(function* (
  shard: Shard,
  options: ShardOptions
): Effect.fn.Return<never, PresenceError | PresenceConfigurationError, Scope.Scope | Socket.WebSocketConstructor> {
  const {
    allowInsecureHttp,
    channels,
    isFatal,
    notifications,
    onError,
    onInvalid,
    onLive,
    onLost,
    onNotification,
    onSubscribed
  } = options
  let channel: Known | undefined
  let failures = 0

  /** Subscribes the channel to its users, in full. */
  const subscribe = Effect.fnUntraced(function* ({ id }: Known) {
    shard.hasChanged.closeUnsafe()
    const keys = new Map<string, unknown>()
    for (const [key, userId] of shard.users) {
      keys.set(NotificationTopic.ofUser(userId, "presence").toLowerCase(), key)
    }
    const { entities = [] } = yield* notifications.putNotificationsChannelSubscriptions({
      channelId: id,
      body: Array.from(shard.users.values(), (userId) => ({ id: NotificationTopic.ofUser(userId, "presence") })),
      ignoreErrors: true
    })
    const refused = new Set<unknown>()
    for (const { id: topic = "", state } of entities) {
      if (state === "Rejected") refused.add(keys.get(topic.toLowerCase()))
    }
    const before = shard.subscribed
    shard.refused = refused
    shard.subscribed = new Set(Array.from(keys.values()).filter((key) => !refused.has(key)))
    // What happened to them before that was not told.
    if (shard.isLive) onSubscribed((key) => shard.subscribed.has(key) && !before.has(key))
  })

  /** A channel that is subscribed. */
  const prepare = Effect.gen(function* () {
    while (channel === undefined) {
      const wait = channels.take(yield* now)
      if (wait > 0) yield* pause(wait)
      else {
        const created = yield* notifications.postNotificationsChannels()
        channel = yield* Effect.fromResult(usable(created, allowInsecureHttp))
      }
    }
    yield* subscribe(channel)
    return channel
  })

  /** Follows the set of users, and lets the channel exist for longer. */
  const follow = (of: Known) =>
    Effect.forever(
      Effect.raceFirst(shard.hasChanged.await, pause(refreshEvery)).pipe(
        Effect.andThen(subscribe(of)),
        Effect.catch((error) => {
          // Once more, and not only when the set changes again.
          shard.hasChanged.openUnsafe()
          return Effect.andThen(onError(error), pause(firstWait))
        })
      )
    )

  const listen = Effect.fnUntraced(function* (of: Known) {
    let liveAt: number | undefined
    yield* Effect.forkScoped(follow(of))
    const end = yield* runSession(of.connectUri, options, {
      onInvalid,
      onNotification,
      onLive: Effect.flatMap(now, (time) => {
        liveAt = time
        shard.isLive = true
        return onLive
      })
    })
    shard.isLive = false
    if (liveAt !== undefined && (yield* now) - liveAt >= stableAfter) failures = 0
    return end
  }, Effect.scoped)

  /** Whether the channel is still there, after a socket that could not be opened. */
  const isGone = ({ id }: Known) =>
    Effect.match(notifications.headNotificationsChannel({ channelId: id }), {
      onSuccess: () => false,
      onFailure: ({ _tag }) => _tag === "PresenceNotFound"
    })

  while (true) {
    const prepared = yield* Effect.result(prepare)
    let least = 0
    if (Result.isFailure(prepared)) {
      const error = prepared.failure
      if (error._tag === "PresenceConfigurationError") return yield* error
      if (error._tag === "PresenceNotFound") channel = undefined
      else if (isFatal(error)) return yield* error
      yield* onError(error)
      least = Duration.toMillis(retryAfter(error) ?? Duration.zero)
      yield* onLost("Failed", 0)
    } else {
      const end = yield* listen(prepared.success)
      yield* onLost(end.reason, end.silentFor)
      const { reason } = end
      if (reason === "NoLongerSubscribed") least = waitAfterEviction
      if (reason === "NoLongerSubscribed" || reason === "TokenRevoked" || (yield* isGone(prepared.success)))
        channel = undefined
    }
    const most = Math.min(longestWait, firstWait * 2 ** failures)
    failures += 1
    yield* pause(least + (yield* Random.next) * most)
  }
})

/** How many topics a channel takes. */
const usersPerShard = 1000

/** Divides users among channels; those for whom there is no room are in none. */
export class Shards {
  readonly all: Array<Shard> = []
  readonly #most: number
  readonly #byKey = new Map<unknown, Shard>()

  constructor(most: number) {
    this.#most = most
  }

  covers(key: unknown): boolean {
    return this.#byKey.get(key)?.covers(key) ?? false
  }

  /** Whether no channel can tell of a user: the service refuses the topic, or there are too few channels. */
  isLeftOut(key: unknown): boolean {
    const shard = this.#byKey.get(key)
    return shard === undefined || shard.refused.has(key)
  }

  /** Follows the set; answers with the shards that are new. */
  update(users: ReadonlyMap<unknown, string>): ReadonlyArray<Shard> {
    const fresh: Array<Shard> = []
    const changed = new Set<Shard>()
    for (const [key, shard] of this.#byKey) {
      if (users.has(key)) continue
      this.#byKey.delete(key)
      shard.users.delete(key)
      changed.add(shard)
    }
    for (const [key, userId] of users) {
      if (this.#byKey.has(key)) continue
      let shard = this.all.find((one) => one.users.size < usersPerShard)
      if (shard === undefined) {
        if (this.all.length >= this.#most) break
        shard = new Shard()
        this.all.push(shard)
        fresh.push(shard)
      }
      shard.users.set(key, userId)
      this.#byKey.set(key, shard)
      changed.add(shard)
    }
    for (const shard of changed) shard.hasChanged.openUnsafe()
    return fresh
  }
}

/** The users of a set by their keys; who occurs twice is one. */
export const byKey = (userIds: Iterable<string>): ReadonlyMap<unknown, string> => {
  const users = new Map<unknown, string>()
  for (const userId of userIds) if (!users.has(keyOf(userId))) users.set(keyOf(userId), userId)
  return users
}
