import * as Contract from "@genesys-presence/models/Contract"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Arr from "effect/Array"
import * as Cache from "effect/Cache"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import * as Result from "effect/Result"
import { PresenceClient } from "../../PresenceClient.ts"
import { PresenceNotFound } from "../../PresenceError.ts"
import type { LookupOptions, Options } from "../../PresenceLookup.ts"
import { optionsOf } from "../policies/options.ts"
import { byMonotonicTime } from "../policies/time.ts"
import { type BulkAnswer, bulkRead, type BulkReadError, invalidIndex, usersPerRequest } from "./bulkRead.ts"

class Lookup extends Request.Class<
  { readonly userId: string; readonly sourceId: string | undefined },
  UcUserPresence,
  BulkReadError
> {}

type Waiting = ReadonlyArray<Request.Entry<Lookup>>

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

/** A map, since an id may be any text: an object has keys of its own. */
const byUser = (entries: Waiting): ReadonlyArray<readonly [userId: string, Waiting]> => {
  const users = new Map<string, Array<Request.Entry<Lookup>>>()
  for (const entry of entries) {
    const waiting = users.get(entry.request.userId)
    if (waiting === undefined) users.set(entry.request.userId, [entry])
    else waiting.push(entry)
  }
  return Array.from(users)
}

const complete = (waiting: Waiting, exit: Exit.Exit<UcUserPresence, BulkReadError>): void => {
  for (const entry of waiting) entry.completeUnsafe(exit)
}

const settingsOf = (options: Options) =>
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
export const make = Effect.fnUntraced(function* (options: Options = {}) {
  const client = yield* PresenceClient
  const own = yield* Effect.context()
  const { cache: kept, concurrency, window } = yield* Effect.fromResult(settingsOf(options))

  /** Asks for up to 50 users, each with those who wait for it. */
  const ask = (sourceId: string | undefined, users: ReadonlyArray<readonly [string, Waiting]>): Effect.Effect<void> =>
    Effect.matchEffect(bulkRead(client, sourceId)(users.map(([userId]) => userId)), {
      onSuccess: (answer) =>
        Effect.sync(() => {
          for (const [userId, waiting] of users) {
            const presence = answer.byUser.get(userId)
            complete(waiting, presence === undefined ? Exit.fail(notFound(answer.response)) : Exit.succeed(presence))
          }
        }),
      onFailure: (error) =>
        Effect.suspend(() => {
          const index = invalidIndex(error)
          const failed = index === undefined ? users : users.slice(index, index + 1)
          for (const [, waiting] of failed) complete(waiting, Exit.fail(error))
          const others = users.filter((user) => !failed.includes(user))
          return others.length === 0 ? Effect.void : ask(sourceId, others)
        })
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
  const requestOf = (userId: string, { sourceId }: LookupOptions = {}) => new Lookup({ userId, sourceId })

  if (kept === undefined) {
    return {
      get: (userId: string, lookup?: LookupOptions) => Effect.request(requestOf(userId, lookup), resolver),
      invalidate: () => Effect.void
    }
  }
  const cache = yield* RequestResolver.asCache(resolver, {
    capacity: kept.capacity,
    timeToLive: (exit) => (Exit.isSuccess(exit) ? Duration.millis(kept.timeToLive) : Duration.zero)
  })
  return {
    get: (userId: string, lookup?: LookupOptions) => byMonotonicTime(Cache.get(cache, requestOf(userId, lookup))),
    invalidate: (userId: string, lookup?: LookupOptions) => Cache.invalidate(cache, requestOf(userId, lookup))
  }
})
