/**
 * Presences of many users as a stream of changes.
 *
 * @since 0.1.0
 */
import * as Contract from "@genesys-presence/models/Contract"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Arr from "effect/Array"
import type * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import * as Stream from "effect/Stream"
import { type BulkReadError, bulkRead, operationFor, usersPerRequest } from "./internal/bulk/bulkRead.ts"
import { optionsOf } from "./internal/policies/options.ts"
import { now as timeOf, pause } from "./internal/policies/time.ts"
import { PresenceClient } from "./PresenceClient.ts"
import { isRetryable, PresenceInvalidRequest, retryAfter } from "./PresenceError.ts"

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
 * Constructors and matchers of {@link PresenceEvent}.
 *
 * @category constructors
 * @since 0.1.0
 */
export const PresenceEvent: Data.TaggedEnum.Constructor<PresenceEvent> = Data.taggedEnum<PresenceEvent>()

/**
 * What a watch can fail with: what the bulk operations that it calls can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type WatchError = BulkReadError

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
  /** How many requests may be under way at a time; 4 by default. */
  readonly concurrency?: number | undefined
  /**
   * When a failed request is retried; the end of the schedule ends the stream with the error. By default, errors that are
   * `PresenceError.isRetryable` are retried for ever, with waits from 1 second to 1 minute, and all others end the stream.
   * Every retry waits at least as long as `Retry-After`.
   */
  readonly retry?: Schedule.Schedule<unknown, WatchError> | undefined
  /** Called for each failed request with the ids it covered. Defaults to doing nothing. */
  readonly onError?: ((error: WatchError, userIds: ReadonlyArray<string>) => Effect.Effect<void>) | undefined
}

const patiently = Schedule.min([Schedule.exponential("1 second"), Schedule.spaced("1 minute")]).pipe(Schedule.jittered)

const settingsOf = (options: Options): Result.Result<Settings, PresenceInvalidRequest> =>
  Result.gen(function* () {
    const check = optionsOf("PresenceWatch")
    return {
      interval: yield* check.duration("interval", options.interval ?? "10 seconds"),
      requestsPerMinute: yield* check.number("requestsPerMinute", options.requestsPerMinute ?? 100, 0.001, Infinity),
      concurrency: yield* check.count("concurrency", options.concurrency ?? 4, { least: 1, infinite: true })
    }
  }).pipe(
    Result.mapError(({ issue, setting }) => {
      const operation = operationFor(options.sourceId)
      const { method, path } = Contract.contract[operation]
      return new PresenceInvalidRequest({ operation, method, path, field: setting, issue })
    })
  )

/** The options, checked. */
interface Settings {
  /** In milliseconds. */
  readonly interval: number
  readonly requestsPerMinute: number
  readonly concurrency: number
}

/** Lets one through at a time, with the given distance between them. */
const makePace = (millisBetween: number): Effect.Effect<void> => {
  let nextAt = -Infinity
  return Effect.withFiber((fiber) => {
    const time = timeOf(fiber)
    const at = Math.max(time, nextAt)
    nextAt = at + millisBetween
    return at === time ? Effect.void : pause(at - time)
  })
}

/** What of a presence is looked at. */
const traits = ({ message, modifiedDate, presenceDefinition }: UcUserPresence) => [
  presenceDefinition?.id,
  message,
  modifiedDate === undefined ? undefined : DateTime.toEpochMillis(modifiedDate)
]

const isSame = (presence: UcUserPresence, other: UcUserPresence): boolean => {
  const others = traits(other)
  return traits(presence).every((trait, index) => trait === others[index])
}

/** What was last seen of each user. */
const makeSeen = () => {
  const seen = new Map<string, UcUserPresence | "missing">()
  return {
    /** Forgets all others. */
    keep: (userIds: ReadonlySet<string>): void => {
      for (const userId of seen.keys()) if (!userIds.has(userId)) seen.delete(userId)
    },
    /** What there is to tell of a user. */
    note: (userId: string, presence: UcUserPresence | undefined): PresenceEvent | undefined => {
      const previous = seen.get(userId)
      seen.set(userId, presence ?? "missing")
      if (presence === undefined) return previous === "missing" ? undefined : PresenceEvent.Missing({ userId })
      if (previous === undefined || previous === "missing") return PresenceEvent.Snapshot({ userId, presence })
      return isSame(presence, previous) ? undefined : PresenceEvent.Change({ userId, presence, previous })
    }
  }
}

/**
 * Watches users: a snapshot of each first, and then what changes.
 *
 * **When to use**
 *
 * Use it for wallboards, routers and synchronisation, where nothing tells you of changes by itself.
 *
 * **Details**
 *
 * The users are looked at in rounds, 50 in a request, the requests of a round spread evenly over the time that the budget
 * takes for them. So a change is emitted at the latest after `interval`, or `requests / requestsPerMinute` minutes where
 * that is longer, and the time that the requests of a round take: 10,000 users are 200 requests, and with 100 in a minute
 * two minutes. A change that is undone within that time is not seen, apart from its `modifiedDate`.
 *
 * The users may be an effect, which is run before each round: the value of a `Ref`, or a query. A user who is new in it
 * gets a snapshot; one who has gone is forgotten. Ids that occur twice count once. Failures of the effect end the stream.
 *
 * While a request fails, its users wait, and the others of the round go on; the next round begins when all are through.
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
 *     PresenceWatch.PresenceEvent.$match({
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
  const { onError, retry, sourceId } = options
  const settings = settingsOf(options)
  if (Result.isFailure(settings)) return Stream.fail(settings.failure)
  const { concurrency, interval, requestsPerMinute } = settings.success
  const current: Effect.Effect<Iterable<string>, E, R> = Effect.isEffect(userIds)
    ? userIds
    : Effect.succeed(Array.from(userIds))

  const watch = Effect.fnUntraced(function* (queue: Queue.Queue<PresenceEvent, WatchError | E | Cause.Done>) {
    const client = yield* PresenceClient
    const pace = makePace(60_000 / requestsPerMinute)
    const seen = makeSeen()

    const read = bulkRead(client, sourceId)

    const readChunk = (ids: ReadonlyArray<string>) => {
      const once = Effect.andThen(pace, read(ids)).pipe(
        Effect.tapError((error) => onError?.(error, ids) ?? Effect.void),
        Effect.tapError((error) => {
          const asked = retryAfter(error)
          return asked === undefined ? Effect.void : pause(Duration.toMillis(asked))
        })
      )
      const retried =
        retry === undefined
          ? Effect.retry(once, { schedule: patiently, while: isRetryable })
          : Effect.retry(once, { schedule: retry })
      return Effect.flatMap(retried, ({ byUser }) => {
        const events = ids.flatMap((userId) => seen.note(userId, byUser.get(userId)) ?? [])
        return Queue.offerAll(queue, events)
      })
    }

    const round = Effect.gen(function* () {
      const ids = new Set(yield* current)
      seen.keep(ids)
      // Without an interval nothing else would keep rounds without a request apart.
      if (ids.size === 0) return yield* pace
      return yield* Effect.forEach(Arr.chunksOf(ids, usersPerRequest), readChunk, { concurrency, discard: true })
    })

    const now = Effect.withFiber((fiber) => Effect.succeed(timeOf(fiber)))
    const paced = Effect.gen(function* () {
      const start = yield* now
      yield* round
      const left = start + interval - (yield* now)
      if (left > 0) yield* pause(left)
    })
    return yield* Effect.forever(paced)
  })

  // A full queue holds the watch up, so that nobody asks for what nobody reads.
  return Stream.callback(watch, { bufferSize: usersPerRequest, strategy: "suspend" })
}
