import * as Contract from "@genesys-presence/models/Contract"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Arr from "effect/Array"
import * as Cache from "effect/Cache"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import * as Result from "effect/Result"
import { PresenceClient } from "../../PresenceClient.ts"
import { PresenceNotFound, PresenceTransportError } from "../../PresenceError.ts"
import type { LookupError, LookupOptions, PresenceLookupOptions } from "../../PresenceLookup.ts"
import { linkedWith } from "../call/telemetry.ts"
import { optionsOf } from "../policies/options.ts"
import { byMonotonicTime, byWallTime } from "../policies/time.ts"
import { type BulkAnswer, bulkRead, invalidIndex, keyOf, operationFor, usersPerRequest } from "./bulkRead.ts"

class Lookup extends Request.Class<
  { readonly key: unknown; readonly sourceId: string | undefined },
  UcUserPresence,
  LookupError
> {
  // Private, since lookups are compared by their fields.
  readonly #userId: string
  readonly #abandoned = Deferred.makeUnsafe<void>()

  constructor(userId: string, sourceId: string | undefined) {
    super({ key: keyOf(userId), sourceId })
    this.#userId = userId
  }

  /** The user, as the caller spells the id. */
  get userId(): string {
    return this.#userId
  }

  /** Completes when the caller has been interrupted. */
  get abandoned(): Effect.Effect<void> {
    return Deferred.await(this.#abandoned)
  }

  get isAbandoned(): boolean {
    return Deferred.isDoneUnsafe(this.#abandoned)
  }

  abandon(): void {
    Deferred.doneUnsafe(this.#abandoned, Effect.void)
  }
}

type Waiting = ReadonlyArray<Request.Entry<Lookup>>
type Users = ReadonlyArray<readonly [userId: string, waiting: Waiting]>

/** The service says that it does not know a user by saying nothing. */
const notFound = ({ attempts, correlationId, elapsed, operation }: BulkAnswer["response"]): PresenceNotFound => {
  const { method, path } = Contract.contract[operation]
  return new PresenceNotFound({
    operation,
    method,
    path,
    attempts,
    elapsed,
    status: 404,
    ...(correlationId !== undefined && { correlationId })
  })
}

const closed = (sourceId: string | undefined): LookupError => {
  const operation = operationFor(sourceId)
  const { method, path } = Contract.contract[operation]
  return new PresenceTransportError({
    operation,
    method,
    path,
    attempts: 0,
    elapsed: Duration.zero,
    mayHaveBeenExecuted: false,
    reason: "Closed",
    sent: "no"
  })
}

/** A map, since an id may be any text: an object has keys of its own. */
const byUser = (entries: Waiting): Users => {
  const users = new Map<unknown, readonly [userId: string, waiting: Array<Request.Entry<Lookup>>]>()
  for (const entry of entries) {
    const { key, userId } = entry.request
    const user = users.get(key)
    if (user === undefined) users.set(key, [userId, [entry]])
    else user[1].push(entry)
  }
  return Array.from(users.values())
}

const complete = (waiting: Waiting, exit: Exit.Exit<UcUserPresence, LookupError>): void => {
  for (const entry of waiting) entry.completeUnsafe(exit)
}

const settingsOf = (options: PresenceLookupOptions) =>
  Result.gen(function* () {
    const check = optionsOf("PresenceLookup")
    const { cache, window } = options
    return {
      window: window === undefined ? undefined : yield* check.duration("window", window, { finite: true }),
      concurrency: yield* check.count("concurrency", options.concurrency ?? 8, { least: 1, infinite: true }),
      cache:
        cache === undefined
          ? undefined
          : {
              timeToLive: yield* check.duration("cache.timeToLive", cache.timeToLive),
              capacity: yield* check.count("cache.capacity", cache.capacity ?? 10_000, { least: 1, infinite: true })
            }
    }
  })

/** Makes the service. */
export const make = Effect.fnUntraced(function* (options: PresenceLookupOptions = {}) {
  const client = yield* PresenceClient
  const own = yield* Effect.context()
  const { cache: kept, concurrency, window } = yield* Effect.fromResult(settingsOf(options))

  let isClosed = false
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      isClosed = true
    })
  )

  /** One bulk call, linked with the spans that wait for it. */
  const call = (sourceId: string | undefined, users: Users) =>
    linkedWith(users.flatMap(([, waiting]) => waiting))(bulkRead(client, sourceId)(users.map(([userId]) => userId)))

  /** Reads up to 50 users, each with those who wait for it. */
  const read = (sourceId: string | undefined, users: Users): Effect.Effect<void> =>
    Effect.matchEffect(call(sourceId, users), {
      onSuccess: (answer) =>
        Effect.sync(() => {
          for (const [userId, waiting] of users) {
            const exit = Result.match(answer.presenceOf(userId), {
              onFailure: (error): Exit.Exit<UcUserPresence, LookupError> => Exit.fail(error),
              onSuccess: (found) => (found === undefined ? Exit.fail(notFound(answer.response)) : Exit.succeed(found))
            })
            complete(waiting, exit)
          }
        }),
      onFailure: (error) =>
        Effect.suspend(() => {
          const index = invalidIndex(error)
          const failed = index === undefined ? users : users.slice(index, index + 1)
          for (const [, waiting] of failed) complete(waiting, Exit.fail(error))
          return ask(
            sourceId,
            users.filter((user) => !failed.includes(user))
          )
        })
    })

  /** Reads users that somebody still waits for, until nobody does. */
  const ask = (sourceId: string | undefined, users: Users): Effect.Effect<void> =>
    Effect.suspend(() => {
      const wanted = users.filter(([, waiting]) => waiting.some(({ request }) => !request.isAbandoned))
      const waiting = wanted.flatMap(([, entries]) => entries)
      if (isClosed) complete(waiting, Exit.fail(closed(sourceId)))
      if (isClosed || wanted.length === 0) return Effect.void
      // One interruption may end many callers, one after another: the next users are looked at after all of them.
      const abandoned = Effect.andThen(
        Effect.forEach(waiting, ({ request }) => request.abandoned),
        Effect.yieldNow
      )
      return Effect.raceFirst(read(sourceId, wanted), abandoned)
    })

  const collected = RequestResolver.makeGrouped<Lookup, string | undefined>({
    key: ({ request }) => request.sourceId,
    resolver: (entries, sourceId) => {
      const users = byUser(entries)
      return Effect.forEach(Arr.chunksOf(users, usersPerRequest), (chunk) => ask(sourceId, chunk), {
        concurrency,
        discard: true
      }).pipe(Effect.updateContext(() => own))
    }
  })
  const resolver = window === undefined ? collected : RequestResolver.setDelay(collected, Duration.millis(window))
  const requestOf = (userId: string, { sourceId }: LookupOptions = {}) => new Lookup(userId, sourceId)

  const lookUp = (request: Lookup): Effect.Effect<UcUserPresence, LookupError> =>
    isClosed
      ? Effect.fail(closed(request.sourceId))
      : Effect.onInterrupt(Effect.request(request, resolver), () => Effect.sync(() => request.abandon()))

  if (kept === undefined) {
    return {
      get: (userId: string, lookup?: LookupOptions) => Effect.suspend(() => lookUp(requestOf(userId, lookup))),
      invalidate: () => Effect.void
    }
  }
  const cache = yield* Cache.makeWith((request: Lookup) => byWallTime(lookUp(request)), {
    capacity: kept.capacity,
    timeToLive: (exit) => (Exit.isSuccess(exit) ? Duration.millis(kept.timeToLive) : Duration.zero)
  })
  return {
    get: (userId: string, lookup?: LookupOptions) => byMonotonicTime(Cache.get(cache, requestOf(userId, lookup))),
    invalidate: (userId: string, lookup?: LookupOptions) => Cache.invalidate(cache, requestOf(userId, lookup))
  }
})
