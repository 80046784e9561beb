import type { LocaleCode } from "@genesys-presence/models/LocaleCode"
import type { OrganizationPresenceDefinition } from "@genesys-presence/models/OrganizationPresenceDefinition"
import * as Effect from "effect/Effect"
import type { Definition, Definitions } from "./definitions.ts"
import { shownLabels } from "./labels.ts"
import type { OperationHandlers } from "./operationHandlers.ts"

const collection = "/api/v2/presence/definitions"

const view = (definition: Definition, localeCode: LocaleCode | undefined): OrganizationPresenceDefinition => ({
  ...definition.undeclared,
  id: definition.id,
  ...(definition.name === undefined ? {} : { name: definition.name }),
  type: definition.type,
  languageLabels: shownLabels(definition.languageLabels, localeCode),
  systemPresence: definition.systemPresence,
  divisionId: definition.divisionId,
  deactivated: definition.deactivated,
  selfUri: `${collection}/${definition.id}`
})

/** The operations of the newer family of definitions. */
export const definitionHandlers = (
  definitions: Definitions
): OperationHandlers<
  | "getPresenceDefinitions"
  | "postPresenceDefinitions"
  | "getPresenceDefinition"
  | "putPresenceDefinition"
  | "deletePresenceDefinition"
> => ({
  getPresenceDefinitions: ({ deactivated = false, divisionId, localeCode }) =>
    Effect.map(definitions.list, (all) => {
      const entities = all.filter(
        (definition) =>
          definition.deactivated === deactivated &&
          (divisionId === undefined || divisionId.includes(definition.divisionId))
      )
      return {
        total: entities.length,
        entities: entities.map((definition) => view(definition, localeCode)),
        selfUri: collection
      }
    }),

  postPresenceDefinitions: ({ body }) => Effect.map(definitions.create(body), (definition) => view(definition, "ALL")),

  getPresenceDefinition: ({ definitionId, localeCode }) =>
    Effect.map(definitions.get(definitionId), (definition) => view(definition, localeCode)),

  putPresenceDefinition: ({ body, definitionId }) =>
    Effect.map(definitions.replace(definitionId, body), (definition) => view(definition, "ALL")),

  deletePresenceDefinition: ({ definitionId }) => definitions.deactivate(definitionId)
})
