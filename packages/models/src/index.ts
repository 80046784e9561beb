/**
 * Every model of the Genesys Cloud Presence API as an Effect schema, and its operations as one typed contract.
 *
 * @since 0.1.0
 */
export * as AvailableTopic from "./AvailableTopic.ts"
export * as Channel from "./Channel.ts"
export * as ChannelTopic from "./ChannelTopic.ts"
export * as Contract from "./Contract.ts"
export * as ErrorBody from "./ErrorBody.ts"
export * as LocaleCode from "./LocaleCode.ts"
export * as Model from "./Model.ts"
export * as MutableUserPresence from "./MutableUserPresence.ts"
export * as NotificationTopic from "./NotificationTopic.ts"
export * as OpenApi from "./OpenApi.ts"
export * as Operation from "./Operation.ts"
export * as OrganizationPresence from "./OrganizationPresence.ts"
export * as OrganizationPresenceDefinition from "./OrganizationPresenceDefinition.ts"
export * as Ownership from "./Ownership.ts"
export * as PresenceDefinition from "./PresenceDefinition.ts"
export * as PresenceSettings from "./PresenceSettings.ts"
export * as Source from "./Source.ts"
export * as SystemPresence from "./SystemPresence.ts"
export * as SystemPresenceName from "./SystemPresenceName.ts"
export * as UcUserPresence from "./UcUserPresence.ts"
export * as User from "./User.ts"
export * as UserPresence from "./UserPresence.ts"
export * as UserPrimarySource from "./UserPrimarySource.ts"
