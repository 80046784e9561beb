import type { UserPresence, UserPresenceRequest } from "@genesys-presence/models/UserPresence"
import * as Effect from "effect/Effect"
import type { OperationHandlers } from "./operationHandlers.ts"
import type { Presences } from "./presences.ts"
import { ErrorCode, invalidField, type Refusal } from "./refusal.ts"
import { isPureCloudName, type NamedSource, type Sources } from "./sources.ts"
import type { Users } from "./users.ts"

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
