import type { Source } from "@genesys-presence/models/Source"
import * as Effect from "effect/Effect"
import { ErrorCode, invalidField } from "../http/refusal.ts"
import { undeclaredKeys } from "../state/entities.ts"
import type { PrimarySources } from "../state/primarySources.ts"
import type { RegisteredSource, Sources } from "../state/sources.ts"
import type { Users } from "../state/users.ts"
import type { OperationHandlers } from "./operationRunner.ts"

const collection = "/api/v2/presence/sources"

const view = (source: RegisteredSource): Source => ({
  ...source.undeclared,
  id: source.id,
  name: source.name,
  ...(source.description === undefined ? {} : { description: source.description }),
  type: source.type,
  deactivated: source.deactivated,
  selfUri: `${collection}/${source.id}`
})

/** The operations on registered sources. */
export const sourceHandlers = (
  sources: Sources
): OperationHandlers<
  "getPresenceSources" | "postPresenceSources" | "getPresenceSource" | "putPresenceSource" | "deletePresenceSource"
> => ({
  getPresenceSources: ({ deactivated = false }) =>
    Effect.map(sources.list, (all) => {
      const entities = all.filter((source) => source.deactivated === deactivated).map(view)
      return { total: entities.length, entities, selfUri: collection }
    }),

  postPresenceSources: ({ body }) => Effect.map(sources.create(body), view),

  getPresenceSource: ({ sourceId }) => Effect.map(sources.get(sourceId), view),

  putPresenceSource: ({ body, sourceId }) => Effect.map(sources.replace(sourceId, body), view),

  deletePresenceSource: ({ sourceId }) => sources.deactivate(sourceId)
})

const primarySourceKeys: ReadonlySet<string> = new Set(["id", "name", "sourceId", "registered", "selfUri"])

/** The operations on primary sources. */
export const primarySourceHandlers = (
  users: Users,
  sources: Sources,
  primarySources: PrimarySources
): OperationHandlers<"getPresenceUserPrimarysource" | "putPresenceUserPrimarysource"> => ({
  getPresenceUserPrimarysource: Effect.fnUntraced(function* ({ userId }) {
    yield* users.check(userId)
    return yield* primarySources.get(userId)
  }),

  putPresenceUserPrimarysource: Effect.fnUntraced(function* ({ body, userId }) {
    yield* users.check(userId)
    if (body.sourceId === undefined || body.sourceId === "") {
      return yield* invalidField(ErrorCode.constraintValidation, "sourceId", "it is missing")
    }
    const source = sources.named(body.sourceId)
    if (source._tag !== "Custom" && source.source.deactivated) {
      return yield* invalidField(ErrorCode.invalidValue, "sourceId", `the source ${body.sourceId} is deactivated`)
    }
    if (source._tag === "Custom" && body.registered === true) {
      return yield* invalidField(ErrorCode.invalidValue, "sourceId", `there is no registered source ${body.sourceId}`)
    }
    yield* primarySources.choose(userId, {
      source,
      name: body.name,
      undeclared: undeclaredKeys(body, primarySourceKeys)
    })
    return yield* primarySources.get(userId)
  })
})
