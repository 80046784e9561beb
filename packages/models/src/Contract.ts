/**
 * The 27 operations of the Presence API as one table, from which everything else is derived: the client's methods and
 * their types, the routes of a server, reference documents and tests.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { LocaleCode } from "./LocaleCode.ts"
import { MutableUserPresenceRequest } from "./MutableUserPresence.ts"
import * as Operation from "./Operation.ts"
import {
  OrganizationPresence,
  OrganizationPresenceEntityListing,
  OrganizationPresenceRequest
} from "./OrganizationPresence.ts"
import {
  OrganizationPresenceDefinition,
  OrganizationPresenceDefinitionEntityListing,
  OrganizationPresenceDefinitionRequest
} from "./OrganizationPresenceDefinition.ts"
import { PresenceSettings, PresenceSettingsRequest } from "./PresenceSettings.ts"
import { Source, SourceEntityListing, SourceRequest } from "./Source.ts"
import { SystemPresence } from "./SystemPresence.ts"
import { UcUserPresence } from "./UcUserPresence.ts"
import { UserPresence, UserPresenceRequest } from "./UserPresence.ts"
import { UserPrimarySource, UserPrimarySourceRequest } from "./UserPrimarySource.ts"

const localeCode = Operation.textParameter(LocaleCode)
const userIds = Operation.listParameter({ maxItems: 50 })

const all = (...of: ReadonlyArray<string>): Operation.Permissions => ({ require: "all", of })
const any = (...of: ReadonlyArray<string>): Operation.Permissions => ({ require: "any", of })

/**
 * The operations under the API's own names.
 *
 * **Gotchas**
 *
 * `getPresencedefinition` and `getPresenceDefinition` differ by the case of one letter: the former, and its four
 * siblings, belong to the deprecated family.
 *
 * **Example** (Reading the table)
 *
 * ```ts
 * import { Contract } from "@genesys-presence/models"
 *
 * for (const [name, { method, path }] of Object.entries(Contract.contract)) {
 *   console.log(name, method, path)
 * }
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const contract = {
  /**
   * Lists the statuses that the organisation offers, all at once.
   *
   * - `deactivated`: `true` lists the deleted ones instead; `false` by default
   * - `divisionId`: only the definitions of these divisions; all by default
   * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
   */
  getPresenceDefinitions: Operation.make("GET", "/api/v2/presence/definitions", {
    query: { deactivated: Operation.flagParameter, divisionId: Operation.listParameter(), localeCode },
    success: OrganizationPresenceDefinitionEntityListing,
    permissions: all("presence:presenceDefinition:view")
  }),

  /**
   * Creates a status.
   *
   * Not repeatable: sent twice, it may create two.
   *
   * - `body`: the definition; `languageLabels` is required
   */
  postPresenceDefinitions: Operation.make("POST", "/api/v2/presence/definitions", {
    body: OrganizationPresenceDefinitionRequest,
    success: OrganizationPresenceDefinition,
    statuses: [200, 201],
    permissions: all("presence:presenceDefinition:add")
  }),

  /**
   * Reads one status.
   *
   * - `definitionId`: the id of the definition
   * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
   */
  getPresenceDefinition: Operation.make("GET", "/api/v2/presence/definitions/{definitionId}", {
    query: { localeCode },
    success: OrganizationPresenceDefinition,
    permissions: all("presence:presenceDefinition:view")
  }),

  /**
   * Replaces a status that the organisation made. `System` ones cannot be edited, and `systemPresence` cannot change.
   *
   * - `definitionId`: the id of the definition
   * - `body`: the whole definition; `languageLabels` is required
   */
  putPresenceDefinition: Operation.make("PUT", "/api/v2/presence/definitions/{definitionId}", {
    body: OrganizationPresenceDefinitionRequest,
    success: OrganizationPresenceDefinition,
    permissions: all("presence:presenceDefinition:edit")
  }),

  /**
   * Deactivates a status: reading it afterwards still answers, with `deactivated: true`.
   *
   * - `definitionId`: the id of the definition
   */
  deletePresenceDefinition: Operation.make("DELETE", "/api/v2/presence/definitions/{definitionId}", {
    statuses: [204],
    permissions: any("presence:presenceDefinition:delete", "presence:presenceDefinition:edit")
  }),

  /**
   * Reads the presence settings of the organisation.
   */
  getPresenceSettings: Operation.make("GET", "/api/v2/presence/settings", {
    success: PresenceSettings,
    permissions: all("presence:settings:view")
  }),

  /**
   * Replaces the presence settings of the organisation.
   *
   * - `body`: all of the settings: start from what `getPresenceSettings` answers
   */
  putPresenceSettings: Operation.make("PUT", "/api/v2/presence/settings", {
    body: PresenceSettingsRequest,
    success: PresenceSettings,
    permissions: all("presence:settings:edit")
  }),

  /**
   * Lists the registered sources of presence, all at once.
   *
   * - `deactivated`: `true` lists the deleted ones instead; `false` by default
   */
  getPresenceSources: Operation.make("GET", "/api/v2/presence/sources", {
    query: { deactivated: Operation.flagParameter },
    success: SourceEntityListing,
    permissions: all("presence:source:view")
  }),

  /**
   * Registers a source of presence.
   *
   * Not repeatable: sent twice, it may register two.
   *
   * - `body`: the source; `name` is required
   */
  postPresenceSources: Operation.make("POST", "/api/v2/presence/sources", {
    body: SourceRequest,
    success: Source,
    permissions: all("presence:source:add")
  }),

  /**
   * Reads one registered source.
   *
   * - `sourceId`: the id of the source
   */
  getPresenceSource: Operation.make("GET", "/api/v2/presence/sources/{sourceId}", {
    success: Source,
    permissions: all("presence:source:view")
  }),

  /**
   * Replaces a registered source.
   *
   * - `sourceId`: the id of the source
   * - `body`: the whole source; `name` is required
   */
  putPresenceSource: Operation.make("PUT", "/api/v2/presence/sources/{sourceId}", {
    body: SourceRequest,
    success: Source,
    permissions: all("presence:source:edit")
  }),

  /**
   * Deactivates a source: reading it afterwards still answers, with `deactivated: true`.
   *
   * - `sourceId`: the id of the source
   */
  deletePresenceSource: Operation.make("DELETE", "/api/v2/presence/sources/{sourceId}", {
    statuses: [204],
    permissions: any("presence:source:delete", "presence:source:edit")
  }),

  /**
   * Reads which source decides the presence that others see of a user.
   *
   * - `userId`: the id of the user
   */
  getPresenceUserPrimarysource: Operation.make("GET", "/api/v2/presence/users/{userId}/primarysource", {
    success: UserPrimarySource,
    permissions: all("presence:userPrimarySource:view")
  }),

  /**
   * Sets which source decides the presence that others see of a user.
   *
   * - `userId`: the id of the user
   * - `body`: the source, by `sourceId`
   */
  putPresenceUserPrimarysource: Operation.make("PUT", "/api/v2/presence/users/{userId}/primarysource", {
    body: UserPrimarySourceRequest,
    success: UserPrimarySource,
    permissions: all("presence:userPrimarySource:edit")
  }),

  /**
   * Lists the kinds of presence that the product knows.
   */
  getSystempresences: Operation.make("GET", "/api/v2/systempresences", {
    success: Schema.Array(SystemPresence)
  }),

  /**
   * Reads a user's presence at one source.
   *
   * Takes names of custom sources and `PURECLOUD`; what a registered source says is read with `getUsersPresenceBulk`.
   *
   * - `userId`: the id of the user
   * - `sourceId`: the name of a custom source, or `PURECLOUD`
   */
  getUserPresence: Operation.make("GET", "/api/v2/users/{userId}/presences/{sourceId}", {
    success: UserPresence
  }),

  /**
   * Changes a user's presence at one source: the definition, the message, and whether the source is the primary one, each
   * on its own or together.
   *
   * Takes names of custom sources and `PURECLOUD`. Not repeatable: sent again, it may undo what another writer did in
   * between. For a user other than the token's own, the service asks for `presence:userPresence:edit`.
   *
   * - `userId`: the id of the user
   * - `sourceId`: the name of a custom source, or `PURECLOUD`
   * - `body`: what to change; of `presenceDefinition` only `id` is needed
   */
  patchUserPresence: Operation.make("PATCH", "/api/v2/users/{userId}/presences/{sourceId}", {
    body: UserPresenceRequest,
    success: UserPresence,
    undocumentedPermissions: all("presence:userPresence:edit")
  }),

  /**
   * Reads a user's Genesys Cloud presence.
   *
   * - `userId`: the id of the user
   */
  getUserPresencesPurecloud: Operation.make("GET", "/api/v2/users/{userId}/presences/purecloud", {
    success: UserPresence
  }),

  /**
   * Changes a user's Genesys Cloud presence: the definition, the message, and whether Genesys Cloud is the primary source,
   * each on its own or together. An agent goes on queue with the id of the `On Queue` definition.
   *
   * Not repeatable: sent again, it may undo what another writer did in between. For a user other than the token's own, the
   * service asks for `presence:userPresence:edit`.
   *
   * - `userId`: the id of the user
   * - `body`: what to change; of `presenceDefinition` only `id` is needed
   */
  patchUserPresencesPurecloud: Operation.make("PATCH", "/api/v2/users/{userId}/presences/purecloud", {
    body: UserPresenceRequest,
    success: UserPresence,
    undocumentedPermissions: all("presence:userPresence:edit")
  }),

  /**
   * Reads the presences of up to 50 users at one source. Users that do not exist are left out of the answer.
   *
   * - `sourceId`: the id of the source
   * - `id`: the ids of the users, from 1 to 50
   */
  getUsersPresenceBulk: Operation.make("GET", "/api/v2/users/presences/{sourceId}/bulk", {
    query: { id: userIds },
    success: Schema.Array(UcUserPresence)
  }),

  /**
   * Reads the Genesys Cloud presences of up to 50 users. Users that do not exist are left out of the answer.
   *
   * - `id`: the ids of the users, from 1 to 50
   */
  getUsersPresencesPurecloudBulk: Operation.make("GET", "/api/v2/users/presences/purecloud/bulk", {
    query: { id: userIds },
    success: Schema.Array(UcUserPresence)
  }),

  /**
   * Sets the presences of several users.
   *
   * - `body`: one entry a user; its `id` is the user's id
   */
  putUsersPresencesBulk: Operation.make("PUT", "/api/v2/users/presences/bulk", {
    body: Schema.Array(MutableUserPresenceRequest),
    success: Schema.Array(UserPresence),
    permissions: any("presence:userPresence:edit")
  }),

  /**
   * Lists one page of the organisation's statuses, in the older shape.
   *
   * - `pageNumber`: counted from 1, the default
   * - `pageSize`: 25 by default
   * - `deleted`: `true` lists the deleted ones instead, `"ALL"` both; `false` by default
   * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
   *
   * @deprecated use `getPresenceDefinitions`
   */
  getPresencedefinitions: Operation.make("GET", "/api/v2/presencedefinitions", {
    query: {
      pageNumber: Operation.countParameter(1),
      pageSize: Operation.countParameter(25),
      deleted: Operation.flagOrAllParameter,
      localeCode
    },
    success: OrganizationPresenceEntityListing,
    replacement: "getPresenceDefinitions"
  }),

  /**
   * Creates a status, in the older shape.
   *
   * Not repeatable: sent twice, it may create two.
   *
   * - `body`: the definition; `languageLabels` is required
   *
   * @deprecated use `postPresenceDefinitions`
   */
  postPresencedefinitions: Operation.make("POST", "/api/v2/presencedefinitions", {
    body: OrganizationPresenceRequest,
    success: OrganizationPresence,
    permissions: all("presence:presenceDefinition:add"),
    replacement: "postPresenceDefinitions"
  }),

  /**
   * Reads one status, in the older shape.
   *
   * - `presenceId`: the id of the definition
   * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
   *
   * @deprecated use `getPresenceDefinition`
   */
  getPresencedefinition: Operation.make("GET", "/api/v2/presencedefinitions/{presenceId}", {
    query: { localeCode },
    success: OrganizationPresence,
    permissions: all("presence:presenceDefinition:view"),
    replacement: "getPresenceDefinition"
  }),

  /**
   * Replaces a status, in the older shape.
   *
   * - `presenceId`: the id of the definition
   * - `body`: the whole definition; `languageLabels` is required
   *
   * @deprecated use `putPresenceDefinition`
   */
  putPresencedefinition: Operation.make("PUT", "/api/v2/presencedefinitions/{presenceId}", {
    body: OrganizationPresenceRequest,
    success: OrganizationPresence,
    permissions: all("presence:presenceDefinition:edit"),
    replacement: "putPresenceDefinition"
  }),

  /**
   * Deactivates a status, in the older family.
   *
   * - `presenceId`: the id of the definition
   *
   * @deprecated use `deletePresenceDefinition`
   */
  deletePresencedefinition: Operation.make("DELETE", "/api/v2/presencedefinitions/{presenceId}", {
    statuses: [],
    permissions: all("presence:presenceDefinition:delete"),
    replacement: "deletePresenceDefinition"
  })
} as const

/**
 * The type of {@link contract}.
 *
 * @category models
 * @since 0.1.0
 */
export type Contract = typeof contract

/**
 * The name of an operation.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationName = keyof Contract

/**
 * The names of the operations, in the order of the table.
 *
 * @category constants
 * @since 0.1.0
 */
export const operationNames: ReadonlyArray<OperationName> =
  // The keys of an object literal are those that its type says.
  Object.keys(contract) as ReadonlyArray<OperationName>
