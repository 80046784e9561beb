import type { LocaleCode } from "./LocaleCode.js";
import type { MutableUserPresenceRequest } from "./MutableUserPresence.js";
import type * as Operation from "./Operation.js";
import type { OrganizationPresence, OrganizationPresenceEntityListing, OrganizationPresenceRequest } from "./OrganizationPresence.js";
import type { OrganizationPresenceDefinition, OrganizationPresenceDefinitionEntityListing, OrganizationPresenceDefinitionRequest } from "./OrganizationPresenceDefinition.js";
import type { PresenceSettings, PresenceSettingsRequest } from "./PresenceSettings.js";
import type { Source, SourceEntityListing, SourceRequest } from "./Source.js";
import type { SystemPresence } from "./SystemPresence.js";
import type { UcUserPresence } from "./UcUserPresence.js";
import type { UserPresence, UserPresenceRequest } from "./UserPresence.js";
import type { UserPrimarySource, UserPrimarySourceRequest } from "./UserPrimarySource.js";
/**
 * The facts of every operation, under the API's own names; {@link Operations} says in words what each does.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const contract: {
    readonly getPresenceDefinitions: Operation.Operation<{
        readonly deactivated?: boolean | undefined;
        readonly divisionId?: readonly string[] | undefined;
        readonly localeCode?: LocaleCode | undefined;
    }, OrganizationPresenceDefinitionEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postPresenceDefinitions: Operation.Operation<{
        readonly body: OrganizationPresenceDefinitionRequest;
    }, OrganizationPresenceDefinition, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceDefinition: Operation.Operation<{
        readonly localeCode?: LocaleCode | undefined;
        readonly definitionId: string;
    }, OrganizationPresenceDefinition, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceDefinition: Operation.Operation<{
        readonly body: OrganizationPresenceDefinitionRequest;
        readonly definitionId: string;
    }, OrganizationPresenceDefinition, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deletePresenceDefinition: Operation.Operation<{
        readonly definitionId: string;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceSettings: Operation.Operation<{}, PresenceSettings, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceSettings: Operation.Operation<{
        readonly body: PresenceSettingsRequest;
    }, PresenceSettings, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceSources: Operation.Operation<{
        readonly deactivated?: boolean | undefined;
    }, SourceEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postPresenceSources: Operation.Operation<{
        readonly body: SourceRequest;
    }, Source, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceSource: Operation.Operation<{
        readonly sourceId: string;
    }, Source, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceSource: Operation.Operation<{
        readonly body: SourceRequest;
        readonly sourceId: string;
    }, Source, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deletePresenceSource: Operation.Operation<{
        readonly sourceId: string;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceUserPrimarysource: Operation.Operation<{
        readonly userId: string;
    }, UserPrimarySource, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceUserPrimarysource: Operation.Operation<{
        readonly body: UserPrimarySourceRequest;
        readonly userId: string;
    }, UserPrimarySource, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getSystempresences: Operation.Operation<{}, readonly SystemPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUserPresence: Operation.Operation<{
        readonly sourceId: string;
        readonly userId: string;
    }, UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly patchUserPresence: Operation.Operation<{
        readonly body: UserPresenceRequest;
        readonly sourceId: string;
        readonly userId: string;
    }, UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUserPresencesPurecloud: Operation.Operation<{
        readonly userId: string;
    }, UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly patchUserPresencesPurecloud: Operation.Operation<{
        readonly body: UserPresenceRequest;
        readonly userId: string;
    }, UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUsersPresenceBulk: Operation.Operation<{
        readonly id?: readonly string[] | undefined;
        readonly sourceId: string;
    }, readonly UcUserPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUsersPresencesPurecloudBulk: Operation.Operation<{
        readonly id?: readonly string[] | undefined;
    }, readonly UcUserPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putUsersPresencesBulk: Operation.Operation<{
        readonly body: readonly MutableUserPresenceRequest[];
    }, readonly UserPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresencedefinitions: Operation.Operation<{
        readonly pageNumber?: number | undefined;
        readonly pageSize?: number | undefined;
        readonly deleted?: "ALL" | boolean | undefined;
        readonly localeCode?: LocaleCode | undefined;
    }, OrganizationPresenceEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postPresencedefinitions: Operation.Operation<{
        readonly body: OrganizationPresenceRequest;
    }, OrganizationPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresencedefinition: Operation.Operation<{
        readonly localeCode?: LocaleCode | undefined;
        readonly presenceId: string;
    }, OrganizationPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresencedefinition: Operation.Operation<{
        readonly body: OrganizationPresenceRequest;
        readonly presenceId: string;
    }, OrganizationPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deletePresencedefinition: Operation.Operation<{
        readonly presenceId: string;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
};
/**
 * The name of an operation of the Presence API.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationName = keyof typeof contract;
/**
 * The names of the operations, in the order of the table.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const operationNames: ReadonlyArray<OperationName>;
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
    readonly getPresenceDefinitions: Operation.Apply<F, "getPresenceDefinitions">;
    /**
     * Creates a status.
     *
     * Not repeatable: sent twice, it may create two.
     *
     * - `body`: the definition; `languageLabels` is required
     */
    readonly postPresenceDefinitions: Operation.Apply<F, "postPresenceDefinitions">;
    /**
     * Reads one status.
     *
     * - `definitionId`: the id of the definition
     * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
     */
    readonly getPresenceDefinition: Operation.Apply<F, "getPresenceDefinition">;
    /**
     * Replaces a status that the organisation made. `System` ones cannot be edited, and `systemPresence` cannot change.
     *
     * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
     *
     * - `definitionId`: the id of the definition
     * - `body`: the whole definition; `languageLabels` is required
     */
    readonly putPresenceDefinition: Operation.Apply<F, "putPresenceDefinition">;
    /**
     * Deactivates a status: reading it afterwards still answers, with `deactivated: true`.
     *
     * Repeatable. After a lost answer a retry may fail with `PresenceNotFound` although this call did it; the error has
     * `mayHaveBeenExecuted: true` then.
     *
     * - `definitionId`: the id of the definition
     */
    readonly deletePresenceDefinition: Operation.Apply<F, "deletePresenceDefinition">;
    /**
     * Reads the presence settings of the organisation.
     */
    readonly getPresenceSettings: Operation.Apply<F, "getPresenceSettings">;
    /**
     * Replaces the presence settings of the organisation.
     *
     * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
     *
     * - `body`: all of the settings: start from what `getPresenceSettings` answers
     */
    readonly putPresenceSettings: Operation.Apply<F, "putPresenceSettings">;
    /**
     * Lists the registered sources of presence, all at once.
     *
     * - `deactivated`: `true` lists the deleted ones instead; `false` by default
     */
    readonly getPresenceSources: Operation.Apply<F, "getPresenceSources">;
    /**
     * Registers a source of presence.
     *
     * Not repeatable: sent twice, it may register two.
     *
     * - `body`: the source; `name` is required
     */
    readonly postPresenceSources: Operation.Apply<F, "postPresenceSources">;
    /**
     * Reads one registered source.
     *
     * - `sourceId`: the id of the source
     */
    readonly getPresenceSource: Operation.Apply<F, "getPresenceSource">;
    /**
     * Replaces a registered source.
     *
     * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
     *
     * - `sourceId`: the id of the source
     * - `body`: the whole source; `name` is required
     */
    readonly putPresenceSource: Operation.Apply<F, "putPresenceSource">;
    /**
     * Deactivates a source: reading it afterwards still answers, with `deactivated: true`.
     *
     * Repeatable. After a lost answer a retry may fail with `PresenceNotFound` although this call did it; the error has
     * `mayHaveBeenExecuted: true` then.
     *
     * - `sourceId`: the id of the source
     */
    readonly deletePresenceSource: Operation.Apply<F, "deletePresenceSource">;
    /**
     * Reads which source decides the presence that others see of a user.
     *
     * - `userId`: the id of the user
     */
    readonly getPresenceUserPrimarysource: Operation.Apply<F, "getPresenceUserPrimarysource">;
    /**
     * Sets which source decides the presence that others see of a user.
     *
     * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
     *
     * - `userId`: the id of the user
     * - `body`: the source, by `sourceId`
     */
    readonly putPresenceUserPrimarysource: Operation.Apply<F, "putPresenceUserPrimarysource">;
    /**
     * Lists the kinds of presence that the product knows.
     */
    readonly getSystempresences: Operation.Apply<F, "getSystempresences">;
    /**
     * Reads a user's presence at one source.
     *
     * Takes names of custom sources and `PURECLOUD`; what a registered source says is read with `getUsersPresenceBulk`.
     *
     * - `userId`: the id of the user
     * - `sourceId`: the name of a custom source, or `PURECLOUD`
     */
    readonly getUserPresence: Operation.Apply<F, "getUserPresence">;
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
    readonly patchUserPresence: Operation.Apply<F, "patchUserPresence">;
    /**
     * Reads a user's Genesys Cloud presence.
     *
     * - `userId`: the id of the user
     */
    readonly getUserPresencesPurecloud: Operation.Apply<F, "getUserPresencesPurecloud">;
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
    readonly patchUserPresencesPurecloud: Operation.Apply<F, "patchUserPresencesPurecloud">;
    /**
     * Reads the presences of up to 50 users at one source. Users that do not exist are left out of the answer.
     *
     * - `sourceId`: the id of the source
     * - `id`: the ids of the users, from 1 to 50
     */
    readonly getUsersPresenceBulk: Operation.Apply<F, "getUsersPresenceBulk">;
    /**
     * Reads the Genesys Cloud presences of up to 50 users. Users that do not exist are left out of the answer.
     *
     * - `id`: the ids of the users, from 1 to 50
     */
    readonly getUsersPresencesPurecloudBulk: Operation.Apply<F, "getUsersPresencesPurecloudBulk">;
    /**
     * Sets the presences of several users.
     *
     * Repeatable. After a lost answer a retry sets them again, over what the users or another writer did
     * in between.
     *
     * - `body`: one entry a user; its `id` is the user's id
     */
    readonly putUsersPresencesBulk: Operation.Apply<F, "putUsersPresencesBulk">;
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
    readonly getPresencedefinitions: Operation.Apply<F, "getPresencedefinitions">;
    /**
     * Creates a status, in the older shape.
     *
     * Not repeatable: sent twice, it may create two.
     *
     * - `body`: the definition; `languageLabels` is required
     *
     * @deprecated use `postPresenceDefinitions`
     */
    readonly postPresencedefinitions: Operation.Apply<F, "postPresencedefinitions">;
    /**
     * Reads one status, in the older shape.
     *
     * - `presenceId`: the id of the definition
     * - `localeCode`: the locale of the labels, or `"ALL"`; by default the service chooses one
     *
     * @deprecated use `getPresenceDefinition`
     */
    readonly getPresencedefinition: Operation.Apply<F, "getPresencedefinition">;
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
    readonly putPresencedefinition: Operation.Apply<F, "putPresencedefinition">;
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
    readonly deletePresencedefinition: Operation.Apply<F, "deletePresencedefinition">;
}
