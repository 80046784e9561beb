import type { MutableUserPresenceRequest } from "@genesys-presence/models/MutableUserPresence"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Effect from "effect/Effect"
import type { OperationHandlers } from "./operationHandlers.ts"
import type { Presences } from "./presences.ts"
import { ErrorCode, invalidField, type Refusal } from "./refusal.ts"
import type { NamedSource, Sources } from "./sources.ts"
import type { Users } from "./users.ts"

/** The operations on the presences of many users. */
export const bulkPresenceHandlers = (
  users: Users,
  sources: Sources,
  presences: Presences
): OperationHandlers<"getUsersPresenceBulk" | "getUsersPresencesPurecloudBulk" | "putUsersPresencesBulk"> => {
  const readAll = Effect.fnUntraced(function* (
    source: NamedSource,
    ids: ReadonlyArray<string> | undefined
  ): Effect.fn.Return<ReadonlyArray<UcUserPresence>, Refusal> {
    if (ids === undefined) {
      return yield* invalidField(ErrorCode.invalidQueryParameter, "id", "the id of at least one user is needed")
    }
    const existing = Array.from(new Set(ids)).filter(users.has)
    return yield* Effect.forEach(existing, (userId) =>
      Effect.map(presences.read(userId, source), (presence) => ({ userId, ...presence }))
    )
  })

  /** `sourceId` names a registered source, `source` a custom one; without both it is the product. */
  const fromEntry = Effect.fnUntraced(function* (
    entry: MutableUserPresenceRequest,
    at: string
  ): Effect.fn.Return<NamedSource, Refusal> {
    if (entry.sourceId === undefined) {
      return entry.source === undefined || entry.source === "" ? sources.pureCloud : sources.named(entry.source)
    }
    const source = sources.named(entry.sourceId)
    if (source._tag !== "Custom" && !source.source.deactivated) return source
    const reason = `there is no active registered source ${entry.sourceId}`
    return yield* invalidField(ErrorCode.invalidValue, `${at}sourceId`, reason)
  })

  return {
    getUsersPresenceBulk: ({ id, sourceId }) => readAll(sources.named(sourceId), id),

    getUsersPresencesPurecloudBulk: ({ id }) => readAll(sources.pureCloud, id),

    putUsersPresencesBulk: Effect.fnUntraced(function* ({ body }) {
      const changes = yield* Effect.forEach(body, (entry, index) =>
        Effect.gen(function* () {
          const at = `[${index}].`
          yield* users.check(entry.id)
          return yield* presences.check(entry.id, yield* fromEntry(entry, at), entry, at)
        })
      )
      // Only here, where nothing can be refused any more, does the state change.
      yield* Effect.forEach(changes, presences.write)
      return yield* Effect.forEach(changes, ({ source, userId }) => presences.read(userId, source))
    })
  }
}
