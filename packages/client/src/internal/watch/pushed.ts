import type * as Notification from "@genesys-presence/models/Notification"
import * as SystemPresenceName from "@genesys-presence/models/SystemPresenceName"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import type * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Metric from "effect/Metric"
import type * as Scope from "effect/Scope"
import type * as Socket from "effect/socket/Socket"
import * as Stream from "effect/Stream"
import type { NotificationsClient } from "../../NotificationsClient.ts"
import type { PresenceClient } from "../../PresenceClient.ts"
import type { PresenceConfigurationError, PresenceError } from "../../PresenceError.ts"
import type { LookupError } from "../../PresenceLookup.ts"
import type { GapReason, WatchEvent } from "../../PresenceWatch.ts"
import { keyOf } from "../bulk/bulkRead.ts"
import { now as timeOf } from "../policies/time.ts"
import { byKey, ChannelBudget, runShard, type Shard, Shards } from "./channelShard.ts"
import type { SessionSettings } from "./channelSession.ts"
import { Mailbox } from "./mailbox.ts"
import { concernsAll, poll, PollControl, type Settings } from "./polling.ts"
import { makeSeen } from "./seen.ts"

/** How a watch by notifications goes, checked. */
export interface PushSettings extends Settings, SessionSettings {
  /** How often users are read of whom changes are told, in milliseconds: what was never sent is found by that. */
  readonly sweepInterval: number
  /** How many channels there may be. */
  readonly channels: number
  readonly channelsPerHour: number
  /** Whether users are read every `interval` while nothing is told of them. */
  readonly pollsMeanwhile: boolean
  readonly allowInsecureHttp: boolean
}

/** What is watched, and who is told. */
export interface Pushed<E, R> extends PushSettings {
  readonly client: PresenceClient["Service"]
  readonly notifications: NotificationsClient["Service"]
  readonly users: Effect.Effect<Iterable<string>, E, R>
  readonly areFixed: boolean
  readonly onError: (error: PresenceError, userIds: ReadonlyArray<string>) => Effect.Effect<void>
}

const conflatedEvents = Metric.counter("genesys_presence_watch_conflated_total", {
  description: "Events of a watch that a newer one of the same user replaced before anybody took them",
  incremental: true
})

const now = Effect.withFiber((fiber) => Effect.succeed(timeOf(fiber)))

/** A presence of an event as the reads have it: they write `On Queue`. */
const presenceIn = ({ eventBody, userId }: Notification.UserPresenceEvent): UcUserPresence => {
  const { presenceDefinition } = eventBody
  const systemPresence = presenceDefinition?.systemPresence
  return {
    ...eventBody,
    userId,
    ...(presenceDefinition !== undefined && {
      presenceDefinition: {
        ...presenceDefinition,
        ...(systemPresence !== undefined && {
          systemPresence: SystemPresenceName.normalize(systemPresence).replace(/([a-z])([A-Z])/g, "$1 $2")
        })
      }
    })
  }
}

/** Other sources come under the same topic, or did. */
const isOwnPresence = ({ eventBody: { source } }: Notification.UserPresenceEvent): boolean =>
  source === undefined || source.toUpperCase() === "PURECLOUD"

/** A time in which what happened to the users of a shard was not told. */
interface Loss {
  readonly since: DateTime.Utc
  readonly reason: GapReason
}

/** Watches users by notifications, and reads them where these cannot be relied on. */
export const pushed = <E, R>({
  areFixed,
  channels,
  channelsPerHour,
  client,
  interval,
  notifications,
  onError,
  pollsMeanwhile,
  sweepInterval,
  users,
  ...settings
}: Pushed<E, R>): Stream.Stream<
  WatchEvent,
  LookupError | PresenceError | PresenceConfigurationError | E,
  R | Socket.WebSocketConstructor
> => {
  const run = Effect.fnUntraced(function* (
    mailbox: Mailbox
  ): Effect.fn.Return<
    void,
    LookupError | PresenceError | PresenceConfigurationError | E,
    R | Scope.Scope | Socket.WebSocketConstructor
  > {
    const shards = new Shards(channels)
    const budget = new ChannelBudget(channelsPerHour)
    const control = new PollControl()
    const seen = makeSeen()
    const losses = new Map<Shard, Loss>()
    /** Who has to be read before a shard is complete again, and since when that counts. */
    const unread = new Map<Shard, { readonly since: number; readonly keys: Set<unknown> }>()
    const fibers = yield* FiberSet.make<never, PresenceError | PresenceConfigurationError>()

    const note = (userId: string, presence: UcUserPresence | undefined): void => {
      const event = seen.note(userId, presence)
      if (event !== undefined) mailbox.put(event)
    }

    const follow = (shard: Shard) =>
      runShard(shard, {
        ...settings,
        notifications,
        channels: budget,
        isFatal: concernsAll,
        onInvalid: () => Effect.void,
        onError: (error) => onError(error, Array.from(shard.users.values())),
        onLive: Effect.gen(function* () {
          const loss = losses.get(shard)
          losses.delete(shard)
          if (loss !== undefined) {
            const userIds = Array.from(shard.users.values())
            mailbox.put({ _tag: "Gap", ...loss, until: yield* DateTime.now, userIds })
          }
          unread.set(shard, { since: yield* now, keys: new Set(shard.users.keys()) })
          control.refresh((key) => shard.users.has(key))
        }),
        onLost: Effect.fnUntraced(function* (reason: GapReason, silentFor: number) {
          const time = yield* DateTime.now
          if (!losses.has(shard))
            losses.set(shard, { reason, since: DateTime.subtract(time, { milliseconds: silentFor }) })
          unread.delete(shard)
          if (pollsMeanwhile) control.refresh((key) => shard.users.has(key))
        }),
        onSubscribed: (isNew) => control.refresh(isNew),
        onNotification: (notification) =>
          Effect.sync(() => {
            if (notification._tag !== "UserPresence" || !isOwnPresence(notification)) return
            const userId = shard.users.get(keyOf(notification.userId))
            if (userId !== undefined) note(userId, presenceIn(notification))
          })
      })

    const watched = Effect.tap(users, (userIds) =>
      Effect.forEach(shards.update(byKey(userIds)), (shard) => FiberSet.run(fibers, Effect.scoped(follow(shard))), {
        discard: true
      })
    )

    const polling = poll({
      ...settings,
      interval,
      client,
      sourceId: undefined,
      users: watched,
      areFixed,
      retry: undefined,
      control,
      onUsers: seen.keep,
      onRead: (read) =>
        Effect.sync(() => {
          for (const [userId, presence] of read) note(userId, presence)
        }),
      onError,
      intervalOf: (keys) => {
        for (const key of keys) {
          if (shards.covers(key)) continue
          if (pollsMeanwhile || shards.isLeftOut(key)) return interval
        }
        return sweepInterval
      },
      onAnswered: (keys, askedAt) => {
        for (const [shard, { keys: missing, since }] of unread) {
          if (askedAt < since) continue
          for (const key of keys) missing.delete(key)
          for (const key of missing) if (!shard.users.has(key)) missing.delete(key)
          if (missing.size > 0) continue
          unread.delete(shard)
          mailbox.put({ _tag: "Synced", userIds: Array.from(shard.users.values()) })
        }
      }
    })
    yield* Effect.raceFirst(polling, FiberSet.join(fibers))
  })

  return Stream.unwrap(
    Effect.contextWith((context: Context.Context<never>) => {
      const mailbox = new Mailbox(() => conflatedEvents.updateUnsafe(1, context))
      return Effect.succeed(
        Stream.mergeEffect(Stream.fromIterableEffectRepeat(mailbox.take), Effect.scoped(run(mailbox)))
      )
    })
  )
}
