import type { LocaleCode } from "@genesys-presence/models/LocaleCode"
import type { OrganizationPresence } from "@genesys-presence/models/OrganizationPresence"
import * as Effect from "effect/Effect"
import { spaced } from "./builtInDefinitions.ts"
import type { Definition, Definitions } from "./definitions.ts"
import { shownLabels } from "./labels.ts"
import type { OperationHandlers } from "./operationHandlers.ts"

const collection = "/api/v2/presencedefinitions"

/** Where the deprecated family has a definition: user presences point there. */
export const deprecatedDefinitionUri = (id: string): string => `${collection}/${id}`

/** A listing shows little of each definition. */
const entry = (definition: Definition, localeCode: LocaleCode | undefined): OrganizationPresence => ({
  ...definition.undeclared,
  id: definition.id,
  languageLabels: shownLabels(definition.languageLabels, localeCode),
  systemPresence: spaced(definition.systemPresence),
  deactivated: definition.deactivated,
  primary: definition.type === "System"
})

const view = (definition: Definition, localeCode: LocaleCode | undefined): OrganizationPresence => ({
  ...entry(definition, localeCode),
  ...(definition.name === undefined ? {} : { name: definition.name }),
  createdDate: definition.createdDate,
  modifiedDate: definition.modifiedDate,
  selfUri: deprecatedDefinitionUri(definition.id)
})

/** The operations of the deprecated family of definitions. */
export const deprecatedDefinitionHandlers = (
  definitions: Definitions
): OperationHandlers<
  | "getPresencedefinitions"
  | "postPresencedefinitions"
  | "getPresencedefinition"
  | "putPresencedefinition"
  | "deletePresencedefinition"
> => ({
  getPresencedefinitions: ({ deleted = false, localeCode, pageNumber = 1, pageSize = 25 }) =>
    Effect.map(definitions.list, (all) => {
      const matching = all.filter((definition) => deleted === "ALL" || definition.deactivated === deleted)
      const pageCount = Math.ceil(matching.length / pageSize)
      const lastPage = Math.max(pageCount, 1)
      const pageUri = (page: number): string => {
        const query = new URLSearchParams({ pageSize: `${pageSize}`, pageNumber: `${page}` })
        if (deleted !== false) query.set("deleted", `${deleted}`.toUpperCase())
        if (localeCode !== undefined) query.set("localeCode", localeCode)
        return `${collection}?${query.toString()}`
      }
      const offset = (pageNumber - 1) * pageSize
      return {
        entities: matching.slice(offset, offset + pageSize).map((definition) => entry(definition, localeCode)),
        pageSize,
        pageNumber,
        total: matching.length,
        firstUri: pageUri(1),
        ...(pageNumber > 1 ? { previousUri: pageUri(Math.min(pageNumber - 1, lastPage)) } : {}),
        ...(pageNumber < lastPage ? { nextUri: pageUri(pageNumber + 1) } : {}),
        lastUri: pageUri(lastPage),
        selfUri: pageUri(pageNumber),
        pageCount
      }
    }),

  postPresencedefinitions: ({ body }) => Effect.map(definitions.create(body), (definition) => view(definition, "ALL")),

  getPresencedefinition: ({ localeCode, presenceId }) =>
    Effect.map(definitions.get(presenceId), (definition) => view(definition, localeCode)),

  putPresencedefinition: ({ body, presenceId }) =>
    Effect.map(definitions.replace(presenceId, body), (definition) => view(definition, "ALL")),

  deletePresencedefinition: ({ presenceId }) => definitions.deactivate(presenceId)
})
