/**
 * The facts of every operation of the Presence API and of the Notifications API, under the API's own names.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const contract: {
    readonly getNotificationsAvailabletopics: import("./Operation.ts").Operation<{
        readonly expand?: readonly ("description" | "enforced" | "permissionDetails" | "publicApiTemplateUriPaths" | "requiresPermissions" | "schema" | "topicParameters" | "transports" | "visibility")[] | undefined;
        readonly includePreview?: boolean | undefined;
    }, import("./AvailableTopic.ts").AvailableTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getNotificationsChannels: import("./Operation.ts").Operation<{
        readonly includechannels?: "oauthclient" | "token" | undefined;
    }, import("./Channel.ts").ChannelEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postNotificationsChannels: import("./Operation.ts").Operation<{}, import("./Channel.ts").Channel, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly headNotificationsChannel: import("./Operation.ts").Operation<{
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getNotificationsChannelSubscriptions: import("./Operation.ts").Operation<{
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, import("./ChannelTopic.ts").ChannelTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postNotificationsChannelSubscriptions: import("./Operation.ts").Operation<{
        readonly body: readonly import("./ChannelTopic.ts").ChannelTopicRequest[];
        readonly ignoreErrors?: boolean | undefined;
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, import("./ChannelTopic.ts").ChannelTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putNotificationsChannelSubscriptions: import("./Operation.ts").Operation<{
        readonly body: readonly import("./ChannelTopic.ts").ChannelTopicRequest[];
        readonly ignoreErrors?: boolean | undefined;
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, import("./ChannelTopic.ts").ChannelTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deleteNotificationsChannelSubscriptions: import("./Operation.ts").Operation<{
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceDefinitions: import("./Operation.ts").Operation<{
        readonly deactivated?: boolean | undefined;
        readonly divisionId?: readonly string[] | undefined;
        readonly localeCode?: import("./LocaleCode.ts").LocaleCode | undefined;
    }, import("./OrganizationPresenceDefinition.ts").OrganizationPresenceDefinitionEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postPresenceDefinitions: import("./Operation.ts").Operation<{
        readonly body: import("./OrganizationPresenceDefinition.ts").OrganizationPresenceDefinitionRequest;
    }, import("./OrganizationPresenceDefinition.ts").OrganizationPresenceDefinition, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceDefinition: import("./Operation.ts").Operation<{
        readonly localeCode?: import("./LocaleCode.ts").LocaleCode | undefined;
        readonly definitionId: string;
    }, import("./OrganizationPresenceDefinition.ts").OrganizationPresenceDefinition, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceDefinition: import("./Operation.ts").Operation<{
        readonly body: import("./OrganizationPresenceDefinition.ts").OrganizationPresenceDefinitionRequest;
        readonly definitionId: string;
    }, import("./OrganizationPresenceDefinition.ts").OrganizationPresenceDefinition, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deletePresenceDefinition: import("./Operation.ts").Operation<{
        readonly definitionId: string;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceSettings: import("./Operation.ts").Operation<{}, import("./PresenceSettings.ts").PresenceSettings, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceSettings: import("./Operation.ts").Operation<{
        readonly body: import("./PresenceSettings.ts").PresenceSettingsRequest;
    }, import("./PresenceSettings.ts").PresenceSettings, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceSources: import("./Operation.ts").Operation<{
        readonly deactivated?: boolean | undefined;
    }, import("./Source.ts").SourceEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postPresenceSources: import("./Operation.ts").Operation<{
        readonly body: import("./Source.ts").SourceRequest;
    }, import("./Source.ts").Source, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceSource: import("./Operation.ts").Operation<{
        readonly sourceId: string;
    }, import("./Source.ts").Source, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceSource: import("./Operation.ts").Operation<{
        readonly body: import("./Source.ts").SourceRequest;
        readonly sourceId: string;
    }, import("./Source.ts").Source, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deletePresenceSource: import("./Operation.ts").Operation<{
        readonly sourceId: string;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresenceUserPrimarysource: import("./Operation.ts").Operation<{
        readonly userId: string;
    }, import("./UserPrimarySource.ts").UserPrimarySource, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresenceUserPrimarysource: import("./Operation.ts").Operation<{
        readonly body: import("./UserPrimarySource.ts").UserPrimarySourceRequest;
        readonly userId: string;
    }, import("./UserPrimarySource.ts").UserPrimarySource, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getSystempresences: import("./Operation.ts").Operation<{}, readonly import("./SystemPresence.ts").SystemPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUserPresence: import("./Operation.ts").Operation<{
        readonly sourceId: string;
        readonly userId: string;
    }, import("./UserPresence.ts").UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly patchUserPresence: import("./Operation.ts").Operation<{
        readonly body: import("./UserPresence.ts").UserPresenceRequest;
        readonly sourceId: string;
        readonly userId: string;
    }, import("./UserPresence.ts").UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUserPresencesPurecloud: import("./Operation.ts").Operation<{
        readonly userId: string;
    }, import("./UserPresence.ts").UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly patchUserPresencesPurecloud: import("./Operation.ts").Operation<{
        readonly body: import("./UserPresence.ts").UserPresenceRequest;
        readonly userId: string;
    }, import("./UserPresence.ts").UserPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUsersPresenceBulk: import("./Operation.ts").Operation<{
        readonly id?: readonly string[] | undefined;
        readonly sourceId: string;
    }, readonly import("./UcUserPresence.ts").UcUserPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getUsersPresencesPurecloudBulk: import("./Operation.ts").Operation<{
        readonly id?: readonly string[] | undefined;
    }, readonly import("./UcUserPresence.ts").UcUserPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putUsersPresencesBulk: import("./Operation.ts").Operation<{
        readonly body: readonly import("./MutableUserPresence.ts").MutableUserPresenceRequest[];
    }, readonly import("./UserPresence.ts").UserPresence[], 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresencedefinitions: import("./Operation.ts").Operation<{
        readonly pageNumber?: number | undefined;
        readonly pageSize?: number | undefined;
        readonly deleted?: "ALL" | boolean | undefined;
        readonly localeCode?: import("./LocaleCode.ts").LocaleCode | undefined;
    }, import("./OrganizationPresence.ts").OrganizationPresenceEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postPresencedefinitions: import("./Operation.ts").Operation<{
        readonly body: import("./OrganizationPresence.ts").OrganizationPresenceRequest;
    }, import("./OrganizationPresence.ts").OrganizationPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getPresencedefinition: import("./Operation.ts").Operation<{
        readonly localeCode?: import("./LocaleCode.ts").LocaleCode | undefined;
        readonly presenceId: string;
    }, import("./OrganizationPresence.ts").OrganizationPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putPresencedefinition: import("./Operation.ts").Operation<{
        readonly body: import("./OrganizationPresence.ts").OrganizationPresenceRequest;
        readonly presenceId: string;
    }, import("./OrganizationPresence.ts").OrganizationPresence, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deletePresencedefinition: import("./Operation.ts").Operation<{
        readonly presenceId: string;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
};
/**
 * The type of {@link contract}.
 *
 * @category models
 * @since 0.1.0
 */
export type Contract = typeof contract;
/**
 * The name of an operation.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationName = keyof Contract;
/**
 * The names of the operations, in the order of the table.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const operationNames: ReadonlyArray<OperationName>;
