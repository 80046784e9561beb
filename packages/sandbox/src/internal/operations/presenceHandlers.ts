import type { MutableUserPresenceRequest } from "@genesys-presence/models/MutableUserPresence"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import type { UserPresence, UserPresenceRequest } from "@genesys-presence/models/UserPresence"
import * as Effect from "effect/Effect"
import { ErrorCode, invalidField, type Refusal } from "../http/refusal.ts"
import { builtInDefinitions, spaced } from "../state/definitions.ts"
import type { Presences } from "../state/presences.ts"
import { isPureCloudName, type NamedSource, type Sources } from "../state/sources.ts"
import type { Users } from "../state/users.ts"
import type { OperationHandlers } from "./operationRunner.ts"

const kinds = builtInDefinitions.map(({ id, systemPresence }) => ({
  id,
  name: spaced(systemPresence),
  selfUri: `/api/v2/systempresences/${id}`
}))

/** The operation on the kinds of presence. */
export const systemPresenceHandlers: OperationHandlers<"getSystempresences"> = {
  getSystempresences: () => Effect.succeed(kinds)
}

/** The operations on the presence of one user. */
export const userPresenceHandlers = (
  users: Users,
  sources: Sources,
  presences: Presences
): OperationHandlers<
  "getUserPresence" | "getUserPresencesPurecloud" | "patchUserPresence" | "patchUserPresencesPurecloud"
> => {
  /** A path names the product or a custom source; for registered sources the service has the bulk operations. */
  const fromPath = (sourceId: string): Effect.Effect<NamedSource, Refusal> => {
    if (isPureCloudName(sourceId)) return Effect.succeed(sources.pureCloud)
    const source = sources.named(sourceId)
    if (source._tag === "Custom") return Effect.succeed(source)
    const reason = `${sourceId} is a registered source: use the bulk operations for it`
    return Effect.fail(invalidField(ErrorCode.badRequest, "sourceId", reason))
  }

  // Asked for more than all else together: without a generator it costs half as much.
  const get = (userId: string, source: NamedSource): Effect.Effect<UserPresence, Refusal> =>
    Effect.flatMap(users.check(userId), () => presences.read(userId, source))

  const patch = Effect.fnUntraced(function* (
    userId: string,
    source: NamedSource,
    body: UserPresenceRequest
  ): Effect.fn.Return<UserPresence, Refusal> {
    yield* users.check(userId)
    yield* presences.write(yield* presences.check(userId, source, body, ""))
    return yield* presences.read(userId, source)
  })

  return {
    getUserPresence: ({ sourceId, userId }) => Effect.flatMap(fromPath(sourceId), (source) => get(userId, source)),

    getUserPresencesPurecloud: ({ userId }) => get(userId, sources.pureCloud),

    patchUserPresence: ({ body, sourceId, userId }) =>
      Effect.flatMap(fromPath(sourceId), (source) => patch(userId, source, body)),

    patchUserPresencesPurecloud: ({ body, userId }) => patch(userId, sources.pureCloud, body)
  }
}

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
