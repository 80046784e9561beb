import type { Source } from "@genesys-presence/models/Source"
import * as Effect from "effect/Effect"
import type { OperationHandlers } from "./operationHandlers.ts"
import type { RegisteredSource, Sources } from "./sources.ts"

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
