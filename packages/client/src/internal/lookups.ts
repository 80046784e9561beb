import * as Contract from "@genesys-presence/models/Contract"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Arr from "effect/Array"
import * as Cache from "effect/Cache"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import { PresenceClient } from "../PresenceClient.ts"
import { PresenceNotFound } from "../PresenceError.ts"
import type { LookupOptions, Options } from "../PresenceLookup.ts"
import { type BulkAnswer, bulkRead, type BulkReadError, usersPerRequest } from "./bulkRead.ts"
import { refusedPlace } from "./refusedPlace.ts"

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

/** Makes the service. */
export const make = Effect.fnUntraced(function* (options: Options = {}) {
  const client = yield* PresenceClient
  const own = yield* Effect.context()

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
          const place = refusedPlace(error)
          const failed = place === undefined ? users : users.slice(place, place + 1)
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
        concurrency: options.concurrency ?? 8,
        discard: true
      }).pipe(Effect.updateContext(() => own))
    }
  })
  const resolver = options.window === undefined ? collected : RequestResolver.setDelay(collected, options.window)
  const requestOf = (userId: string, { sourceId }: LookupOptions = {}) => new Lookup({ userId, sourceId })

  if (options.cache === undefined) {
    return {
      get: (userId: string, lookup?: LookupOptions) => Effect.request(requestOf(userId, lookup), resolver),
      invalidate: () => Effect.void
    }
  }
  const { capacity = 10_000, timeToLive } = options.cache
  const cache = yield* RequestResolver.asCache(resolver, {
    capacity,
    timeToLive: (exit) => (Exit.isSuccess(exit) ? timeToLive : Duration.zero)
  })
  return {
    get: (userId: string, lookup?: LookupOptions) => Cache.get(cache, requestOf(userId, lookup)),
    invalidate: (userId: string, lookup?: LookupOptions) => Cache.invalidate(cache, requestOf(userId, lookup))
  }
})
