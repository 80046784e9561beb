import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Latch from "effect/Latch"
import * as Pull from "effect/Pull"
import * as Result from "effect/Result"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import type { PresenceClient } from "../../PresenceClient.ts"
import { isRetryable, retryAfter } from "../../PresenceError.ts"
import type { LookupError } from "../../PresenceLookup.ts"
import { bulkRead, idText, invalidIndex } from "../bulk/bulkRead.ts"
import { longestAsked } from "../http/responseHeaders.ts"
import { withPolicy } from "../policies/policyTransport.ts"
import { now as timeOf, pause } from "../policies/time.ts"
import { Budget } from "./budget.ts"
import { type Chunk, UserChunks } from "./userChunks.ts"

/** How polling goes, checked. */
export interface Settings {
  /** How often each chunk is read, in milliseconds. */
  readonly interval: number
  readonly requestsPerMinute: number
  readonly concurrency: number
}

/** What is polled, and who is told. */
export interface Polling<E, R> extends Settings {
  readonly client: PresenceClient["Service"]
  readonly sourceId: string | undefined
  /** Gives the users, and is run once in each interval unless they are fixed. */
  readonly users: Effect.Effect<Iterable<string>, E, R>
  readonly areFixed: boolean
  readonly retry: Schedule.Schedule<unknown, LookupError> | undefined
  /** The set of users is another one. */
  readonly onUsers: (isWatched: (key: unknown) => boolean) => void
  /** Users were read. `undefined`: the service left the user out. */
  readonly onRead: (read: ReadonlyArray<readonly [userId: string, UcUserPresence | undefined]>) => Effect.Effect<void>
  readonly onError: (error: LookupError, userIds: ReadonlyArray<string>) => Effect.Effect<void>
  /** How often a chunk of these users is read, in milliseconds; by default `interval`. */
  readonly intervalOf?: ((keys: Iterable<unknown>) => number) | undefined
  /** Users were asked for, at a time of the monotonic clock, and the service has answered. */
  readonly onAnswered?: ((keys: ReadonlyArray<unknown>, askedAt: number) => void) | undefined
  readonly control?: PollControl | undefined
}

/** What may be asked of a poll while it runs. */
export class PollControl {
  /** Reads the chunks with such users as soon as the budget allows. The poll puts it there. */
  refresh: (matches: (key: unknown) => boolean) => void = () => {}
}

const minute = 60_000

const patiently = Schedule.min([Schedule.exponential("1 second"), Schedule.spaced(minute)]).pipe(Schedule.jittered)

const now = Effect.withFiber((fiber) => Effect.succeed(timeOf(fiber)))

/**
 * Whether an error stays, and is one of all users. It must come from the service itself: a firewall in front of it that
 * answers with a page may be gone in a moment.
 */
export const concernsAll = (error: LookupError): boolean => {
  switch (error._tag) {
    case "PresenceUnauthorized":
    case "PresenceForbidden":
      return error.text === undefined
    case "PresenceNotFound":
      return error.code !== undefined
    case "PresenceAuthenticationError":
      return error.reason === "Refused"
        ? error.error !== undefined
        : error.reason !== "UnexpectedAnswer" && !isRetryable(error)
    case "PresenceTransportError":
      return !isRetryable(error)
    case "PresenceInvalidRequest":
      return true
    default:
      return false
  }
}

/**
 * Reads all users again and again, each chunk on a clock of its own. A chunk that fails waits on its own too, and has
 * permits of its own, so that it holds up no other. Fails when every chunk has given up, or with the effect for the users.
 */
export const poll = Effect.fnUntraced(function* <E, R>({
  areFixed,
  client,
  concurrency,
  control,
  interval,
  intervalOf = () => interval,
  onAnswered,
  onError,
  onRead,
  onUsers,
  requestsPerMinute,
  retry,
  sourceId,
  users
}: Polling<E, R>): Effect.fn.Return<void, LookupError | E, R | Scope.Scope> {
  const budget = new Budget(requestsPerMinute)
  const chunks = new UserChunks()
  const fibers = yield* FiberSet.make<void, LookupError | E>()
  const somethingEnded = Latch.makeUnsafe()
  const readUsers = bulkRead(client, sourceId)

  /** Reads the users of a chunk but those whose ids cannot be sent. */
  const read = (chunk: Chunk): Effect.Effect<void, LookupError> => {
    const asked = Array.from(chunk.users)
    const ids = asked.map(([, userId]) => userId)
    if (ids.length === 0) return Effect.void
    return Effect.matchEffect(withPolicy(readUsers(ids), budget), {
      onSuccess: Effect.fnUntraced(function* ({ presenceOf }) {
        const known: Array<readonly [string, UcUserPresence | undefined]> = []
        for (const [key, userId] of asked) {
          if (!chunks.isWatched(key)) continue
          const presence = presenceOf(userId)
          if (Result.isFailure(presence)) yield* onError(presence.failure, [userId])
          else known.push([userId, presence.success])
        }
        yield* onRead(known)
      }),
      onFailure: (error) => {
        const userId = ids[invalidIndex(error) ?? -1]
        if (userId === undefined) return Effect.fail(error)
        chunks.refuse(chunk, userId)
        return Effect.andThen(onError(error, [idText(userId)]), read(chunk))
      }
    })
  }

  /** Notes a failure, and answers with the time to wait, in milliseconds. */
  const backOff = Effect.fnUntraced(function* (chunk: Chunk, error: LookupError) {
    yield* onError(error, Array.from(chunk.users.values()))
    chunk.step ??= yield* Schedule.toStep(retry ?? patiently)
    const wait = yield* chunk.step(yield* now, error).pipe(
      Effect.map(([, duration]) => Duration.toMillis(duration)),
      Pull.catchDone(() => Effect.succeed(undefined))
    )
    chunk.isFailing = true
    chunk.hasGivenUp = retry === undefined ? concernsAll(error) : wait === undefined
    if (chunks.haveAllGivenUp) return yield* Effect.fail(error)
    const asked = Duration.min(retryAfter(error) ?? Duration.zero, longestAsked)
    return Duration.toMillis(asked) + (wait ?? minute)
  })

  const look = Effect.fnUntraced(function* (chunk: Chunk) {
    const start = yield* now
    chunk.isStale = false
    const result = yield* Effect.result(read(chunk))
    if (Result.isSuccess(result)) {
      chunk.step = undefined
      chunk.isFailing = chunk.hasGivenUp = false
      const keys = Array.from(chunk.users.keys())
      onAnswered?.(keys, start)
      // Asked for again while it was read: once more.
      chunk.dueAt = chunk.isStale && control !== undefined ? -Infinity : start + intervalOf(keys)
    } else {
      const wait = yield* backOff(chunk, result.failure)
      chunk.dueAt = (yield* now) + wait
    }
    chunk.isInFlight = false
    somethingEnded.openUnsafe()
  })

  if (control !== undefined) {
    control.refresh = (matches) => {
      for (const chunk of chunks.all) {
        if (!Array.from(chunk.users.keys()).some(matches)) continue
        chunk.isStale = true
        if (!chunk.isFailing && !chunk.isInFlight) chunk.dueAt = -Infinity
      }
      somethingEnded.openUnsafe()
    }
  }

  let updateAt = -Infinity
  const update = Effect.gen(function* () {
    updateAt = Infinity
    chunks.update(yield* users)
    if (control !== undefined) {
      for (const chunk of chunks.all)
        if (chunk.isStale && !chunk.isFailing && !chunk.isInFlight) chunk.dueAt = -Infinity
    }
    onUsers(chunks.isWatched)
    if (!areFixed) updateAt = (yield* now) + Math.max(interval, budget.distance)
    somethingEnded.openUnsafe()
  })

  /** Begins what is due, or waits until something is. Nothing in here waits for a chunk, or for the effect of the users. */
  const proceed = Effect.gen(function* () {
    somethingEnded.closeUnsafe()
    const time = yield* now
    if (time >= updateAt) yield* FiberSet.run(fibers, update)
    const next = chunks.next(concurrency)
    const until = Math.min(updateAt, Math.max(next?.dueAt ?? Infinity, budget.nextAt))
    if (until > time) {
      const ended = somethingEnded.await
      yield* until === Infinity ? ended : Effect.raceFirst(ended, pause(until - time))
    } else if (next !== undefined && budget.take(time)) {
      next.isInFlight = true
      yield* FiberSet.run(fibers, look(next))
    }
  })
  yield* Effect.raceFirst(Effect.forever(proceed), FiberSet.join(fibers))
})
