import type { LocaleCode } from "@genesys-presence/models/LocaleCode"
import type { OrganizationPresence } from "@genesys-presence/models/OrganizationPresence"
import type { OrganizationPresenceDefinition } from "@genesys-presence/models/OrganizationPresenceDefinition"
import * as Effect from "effect/Effect"
import { type Definition, type Definitions, deprecatedDefinitionUri, spaced } from "../state/definitions.ts"
import type { OperationHandlers } from "./operationRunner.ts"

type Labels = { readonly [localeCode: string]: string }

const allLocales: LocaleCode = "ALL"
const defaultLocale: LocaleCode = "en_US"

/**
 * The labels that an answer shows: all of them for `ALL`, else a single one, that of the asked locale, of the default
 * locale, or the first.
 */
const shownLabels = (labels: Labels, localeCode: LocaleCode | undefined): Labels => {
  if (localeCode === allLocales) return labels
  const shown = [localeCode, defaultLocale].find((code) => code !== undefined && Object.hasOwn(labels, code))
  return Object.fromEntries(Object.entries(labels).filter(([code], index) => (shown ? code === shown : index === 0)))
}

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

const deprecatedCollection = "/api/v2/presencedefinitions"

/** A listing shows little of each definition. */
const entry = (definition: Definition, localeCode: LocaleCode | undefined): OrganizationPresence => ({
  ...definition.undeclared,
  id: definition.id,
  languageLabels: shownLabels(definition.languageLabels, localeCode),
  systemPresence: spaced(definition.systemPresence),
  deactivated: definition.deactivated,
  primary: definition.type === "System"
})

const deprecatedView = (definition: Definition, localeCode: LocaleCode | undefined): OrganizationPresence => ({
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
        return `${deprecatedCollection}?${query.toString()}`
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

  postPresencedefinitions: ({ body }) =>
    Effect.map(definitions.create(body), (definition) => deprecatedView(definition, "ALL")),

  getPresencedefinition: ({ localeCode, presenceId }) =>
    Effect.map(definitions.get(presenceId), (definition) => deprecatedView(definition, localeCode)),

  putPresencedefinition: ({ body, presenceId }) =>
    Effect.map(definitions.replace(presenceId, body), (definition) => deprecatedView(definition, "ALL")),

  deletePresencedefinition: ({ presenceId }) => definitions.deactivate(presenceId)
})
