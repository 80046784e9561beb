/**
 * The 27 operations of the Presence API as one table.
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
 * The facts of every operation, under the API's own names; {@link Operations} says in words what each does.
 *
 * @category constants
 * @since 0.1.0
 */
export const contract = {
  getPresenceDefinitions: Operation.make("GET", "/api/v2/presence/definitions", {
    query: { deactivated: Operation.flagParameter, divisionId: Operation.listParameter(), localeCode },
    success: OrganizationPresenceDefinitionEntityListing,
    permissions: all("presence:presenceDefinition:view")
  }),
  postPresenceDefinitions: Operation.make("POST", "/api/v2/presence/definitions", {
    body: OrganizationPresenceDefinitionRequest,
    success: OrganizationPresenceDefinition,
    statuses: [200, 201],
    permissions: all("presence:presenceDefinition:add")
  }),
  getPresenceDefinition: Operation.make("GET", "/api/v2/presence/definitions/{definitionId}", {
    query: { localeCode },
    success: OrganizationPresenceDefinition,
    permissions: all("presence:presenceDefinition:view")
  }),
  putPresenceDefinition: Operation.make("PUT", "/api/v2/presence/definitions/{definitionId}", {
    body: OrganizationPresenceDefinitionRequest,
    success: OrganizationPresenceDefinition,
    permissions: all("presence:presenceDefinition:edit")
  }),
  deletePresenceDefinition: Operation.make("DELETE", "/api/v2/presence/definitions/{definitionId}", {
    statuses: [204],
    permissions: any("presence:presenceDefinition:delete", "presence:presenceDefinition:edit")
  }),
  getPresenceSettings: Operation.make("GET", "/api/v2/presence/settings", {
    success: PresenceSettings,
    permissions: all("presence:settings:view")
  }),
  putPresenceSettings: Operation.make("PUT", "/api/v2/presence/settings", {
    body: PresenceSettingsRequest,
    success: PresenceSettings,
    permissions: all("presence:settings:edit")
  }),
  getPresenceSources: Operation.make("GET", "/api/v2/presence/sources", {
    query: { deactivated: Operation.flagParameter },
    success: SourceEntityListing,
    permissions: all("presence:source:view")
  }),
  postPresenceSources: Operation.make("POST", "/api/v2/presence/sources", {
    body: SourceRequest,
    success: Source,
    permissions: all("presence:source:add")
  }),
  getPresenceSource: Operation.make("GET", "/api/v2/presence/sources/{sourceId}", {
    success: Source,
    permissions: all("presence:source:view")
  }),
  putPresenceSource: Operation.make("PUT", "/api/v2/presence/sources/{sourceId}", {
    body: SourceRequest,
    success: Source,
    permissions: all("presence:source:edit")
  }),
  deletePresenceSource: Operation.make("DELETE", "/api/v2/presence/sources/{sourceId}", {
    statuses: [204],
    permissions: any("presence:source:delete", "presence:source:edit")
  }),
  getPresenceUserPrimarysource: Operation.make("GET", "/api/v2/presence/users/{userId}/primarysource", {
    success: UserPrimarySource,
    permissions: all("presence:userPrimarySource:view")
  }),
  putPresenceUserPrimarysource: Operation.make("PUT", "/api/v2/presence/users/{userId}/primarysource", {
    body: UserPrimarySourceRequest,
    success: UserPrimarySource,
    permissions: all("presence:userPrimarySource:edit")
  }),
  getSystempresences: Operation.make("GET", "/api/v2/systempresences", {
    success: Schema.Array(SystemPresence)
  }),
  getUserPresence: Operation.make("GET", "/api/v2/users/{userId}/presences/{sourceId}", {
    success: UserPresence
  }),
  patchUserPresence: Operation.make("PATCH", "/api/v2/users/{userId}/presences/{sourceId}", {
    body: UserPresenceRequest,
    success: UserPresence,
    undocumentedPermissions: all("presence:userPresence:edit")
  }),
  getUserPresencesPurecloud: Operation.make("GET", "/api/v2/users/{userId}/presences/purecloud", {
    success: UserPresence
  }),
  patchUserPresencesPurecloud: Operation.make("PATCH", "/api/v2/users/{userId}/presences/purecloud", {
    body: UserPresenceRequest,
    success: UserPresence,
    undocumentedPermissions: all("presence:userPresence:edit")
  }),
  getUsersPresenceBulk: Operation.make("GET", "/api/v2/users/presences/{sourceId}/bulk", {
    query: { id: userIds },
    success: Schema.Array(UcUserPresence)
  }),
  getUsersPresencesPurecloudBulk: Operation.make("GET", "/api/v2/users/presences/purecloud/bulk", {
    query: { id: userIds },
    success: Schema.Array(UcUserPresence)
  }),
  putUsersPresencesBulk: Operation.make("PUT", "/api/v2/users/presences/bulk", {
    body: Schema.Array(MutableUserPresenceRequest),
    success: Schema.Array(UserPresence),
    permissions: any("presence:userPresence:edit")
  }),
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
  postPresencedefinitions: Operation.make("POST", "/api/v2/presencedefinitions", {
    body: OrganizationPresenceRequest,
    success: OrganizationPresence,
    permissions: all("presence:presenceDefinition:add"),
    replacement: "postPresenceDefinitions"
  }),
  getPresencedefinition: Operation.make("GET", "/api/v2/presencedefinitions/{presenceId}", {
    query: { localeCode },
    success: OrganizationPresence,
    permissions: all("presence:presenceDefinition:view"),
    replacement: "getPresenceDefinition"
  }),
  putPresencedefinition: Operation.make("PUT", "/api/v2/presencedefinitions/{presenceId}", {
    body: OrganizationPresenceRequest,
    success: OrganizationPresence,
    permissions: all("presence:presenceDefinition:edit"),
    replacement: "putPresenceDefinition"
  }),
  deletePresencedefinition: Operation.make("DELETE", "/api/v2/presencedefinitions/{presenceId}", {
    statuses: [],
    permissions: all("presence:presenceDefinition:delete"),
    replacement: "deletePresenceDefinition"
  })
} as const

/**
 * The name of an operation of the Presence API.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationName = keyof typeof contract

/**
 * The names of the operations, in the order of the table.
 *
 * @category constants
 * @since 0.1.0
 */
export const operationNames: ReadonlyArray<OperationName> =
  // The keys of an object literal are those that its type says.
  Object.keys(contract) as ReadonlyArray<OperationName>

/**
 * One property for each operation, documented here once for all that is derived from the contract: methods of a client,
 * handlers of a server. `F` says what the properties are.
 *
 * **Details**
 *
 * The words stand in an interface and not on the table, since editors do not carry them through a mapped type.
 *
 * **Gotchas**
 *
 * `getPresencedefinition` and `getPresenceDefinition` differ by the case of one letter: the former, and its four
 * siblings, belong to the deprecated family.
 *
 * @category models
 * @since 0.1.0
 */
export interface Operations<F extends Operation.TypeLambda> {
  /**
   * Lists the statuses that the organisation offers, all at once.
   *
   * - `deactivated`: `true` lists the deleted ones instead; `false` by default
   * - `divisionId`: only the definitions of these divisions; all by default
   * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
   */
  readonly getPresenceDefinitions: Operation.Apply<F, "getPresenceDefinitions">

  /**
   * Creates a status.
   *
   * Not repeatable: sent twice, it may create two.
   *
   * - `body`: the definition; `languageLabels` is required
   */
  readonly postPresenceDefinitions: Operation.Apply<F, "postPresenceDefinitions">

  /**
   * Reads one status.
   *
   * - `definitionId`: the id of the definition
   * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
   */
  readonly getPresenceDefinition: Operation.Apply<F, "getPresenceDefinition">

  /**
   * Replaces a status that the organisation made. `System` ones cannot be edited, and `systemPresence` cannot change.
   *
   * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
   *
   * - `definitionId`: the id of the definition
   * - `body`: the whole definition; `languageLabels` is required
   */
  readonly putPresenceDefinition: Operation.Apply<F, "putPresenceDefinition">

  /**
   * Deactivates a status: reading it afterwards still answers, with `deactivated: true`.
   *
   * Repeatable. After a lost answer a retry may fail with `PresenceNotFound` although this call did it; the error has
   * `mayHaveBeenExecuted: true` then.
   *
   * - `definitionId`: the id of the definition
   */
  readonly deletePresenceDefinition: Operation.Apply<F, "deletePresenceDefinition">

  /**
   * Reads the presence settings of the organisation.
   */
  readonly getPresenceSettings: Operation.Apply<F, "getPresenceSettings">

  /**
   * Replaces the presence settings of the organisation.
   *
   * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
   *
   * - `body`: all of the settings: start from what `getPresenceSettings` answers
   */
  readonly putPresenceSettings: Operation.Apply<F, "putPresenceSettings">

  /**
   * Lists the registered sources of presence, all at once.
   *
   * - `deactivated`: `true` lists the deleted ones instead; `false` by default
   */
  readonly getPresenceSources: Operation.Apply<F, "getPresenceSources">

  /**
   * Registers a source of presence.
   *
   * Not repeatable: sent twice, it may register two.
   *
   * - `body`: the source; `name` is required
   */
  readonly postPresenceSources: Operation.Apply<F, "postPresenceSources">

  /**
   * Reads one registered source.
   *
   * - `sourceId`: the id of the source
   */
  readonly getPresenceSource: Operation.Apply<F, "getPresenceSource">

  /**
   * Replaces a registered source.
   *
   * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
   *
   * - `sourceId`: the id of the source
   * - `body`: the whole source; `name` is required
   */
  readonly putPresenceSource: Operation.Apply<F, "putPresenceSource">

  /**
   * Deactivates a source: reading it afterwards still answers, with `deactivated: true`.
   *
   * Repeatable. After a lost answer a retry may fail with `PresenceNotFound` although this call did it; the error has
   * `mayHaveBeenExecuted: true` then.
   *
   * - `sourceId`: the id of the source
   */
  readonly deletePresenceSource: Operation.Apply<F, "deletePresenceSource">

  /**
   * Reads which source decides the presence that others see of a user.
   *
   * - `userId`: the id of the user
   */
  readonly getPresenceUserPrimarysource: Operation.Apply<F, "getPresenceUserPrimarysource">

  /**
   * Sets which source decides the presence that others see of a user.
   *
   * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
   *
   * - `userId`: the id of the user
   * - `body`: the source, by `sourceId`
   */
  readonly putPresenceUserPrimarysource: Operation.Apply<F, "putPresenceUserPrimarysource">

  /**
   * Lists the kinds of presence that the product knows.
   */
  readonly getSystempresences: Operation.Apply<F, "getSystempresences">

  /**
   * Reads a user's presence at one source.
   *
   * Takes names of custom sources and `PURECLOUD`; what a registered source says is read with `getUsersPresenceBulk`.
   *
   * - `userId`: the id of the user
   * - `sourceId`: the name of a custom source, or `PURECLOUD`
   */
  readonly getUserPresence: Operation.Apply<F, "getUserPresence">

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
  readonly patchUserPresence: Operation.Apply<F, "patchUserPresence">

  /**
   * Reads a user's Genesys Cloud presence.
   *
   * - `userId`: the id of the user
   */
  readonly getUserPresencesPurecloud: Operation.Apply<F, "getUserPresencesPurecloud">

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
  readonly patchUserPresencesPurecloud: Operation.Apply<F, "patchUserPresencesPurecloud">

  /**
   * Reads the presences of up to 50 users at one source. Users that do not exist are left out of the answer.
   *
   * - `sourceId`: the id of the source
   * - `id`: the ids of the users, from 1 to 50
   */
  readonly getUsersPresenceBulk: Operation.Apply<F, "getUsersPresenceBulk">

  /**
   * Reads the Genesys Cloud presences of up to 50 users. Users that do not exist are left out of the answer.
   *
   * - `id`: the ids of the users, from 1 to 50
   */
  readonly getUsersPresencesPurecloudBulk: Operation.Apply<F, "getUsersPresencesPurecloudBulk">

  /**
   * Sets the presences of several users.
   *
   * Repeatable. After a lost answer a retry sets them again, over what the users or another writer did
   * in between.
   *
   * - `body`: one entry a user; its `id` is the user's id
   */
  readonly putUsersPresencesBulk: Operation.Apply<F, "putUsersPresencesBulk">

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
  readonly getPresencedefinitions: Operation.Apply<F, "getPresencedefinitions">

  /**
   * Creates a status, in the older shape.
   *
   * Not repeatable: sent twice, it may create two.
   *
   * - `body`: the definition; `languageLabels` is required
   *
   * @deprecated use `postPresenceDefinitions`
   */
  readonly postPresencedefinitions: Operation.Apply<F, "postPresencedefinitions">

  /**
   * Reads one status, in the older shape.
   *
   * - `presenceId`: the id of the definition
   * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
   *
   * @deprecated use `getPresenceDefinition`
   */
  readonly getPresencedefinition: Operation.Apply<F, "getPresencedefinition">

  /**
   * Replaces a status, in the older shape.
   *
   * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
   *
   * - `presenceId`: the id of the definition
   * - `body`: the whole definition; `languageLabels` is required
   *
   * @deprecated use `putPresenceDefinition`
   */
  readonly putPresencedefinition: Operation.Apply<F, "putPresencedefinition">

  /**
   * Deactivates a status, in the older family.
   *
   * Repeatable. After a lost answer a retry may fail with `PresenceNotFound` although this call did it; the error has
   * `mayHaveBeenExecuted: true` then.
   *
   * - `presenceId`: the id of the definition
   *
   * @deprecated use `deletePresenceDefinition`
   */
  readonly deletePresencedefinition: Operation.Apply<F, "deletePresencedefinition">
}
