/**
 * Every model of the Presence API and the Notifications API of Genesys Cloud as an Effect schema, and their operations as
 * one typed contract.
 *
 * @since 0.1.0
 */
import type * as Contract from "../models/Contract.js";
export * as AvailableTopic from "./AvailableTopic.js";
export * as Channel from "./Channel.js";
export * as ChannelCommand from "./ChannelCommand.js";
export * as ChannelTopic from "./ChannelTopic.js";
export * as Contract from "./Contract.js";
export * as ErrorBody from "./ErrorBody.js";
export * as IntegrationPresence from "./IntegrationPresence.js";
export * as LocaleCode from "./LocaleCode.js";
export * as Model from "./Model.js";
export * as MutableUserPresence from "./MutableUserPresence.js";
export * as Notification from "./Notification.js";
export * as NotificationEnvelope from "./NotificationEnvelope.js";
export * as NotificationsContract from "./NotificationsContract.js";
export * as NotificationTopic from "./NotificationTopic.js";
export * as Operation from "./Operation.js";
export * as OrganizationPresence from "./OrganizationPresence.js";
export * as OrganizationPresenceDefinition from "./OrganizationPresenceDefinition.js";
export * as OutOfOffice from "./OutOfOffice.js";
export * as Ownership from "./Ownership.js";
export * as PresenceContract from "./PresenceContract.js";
export * as PresenceDefinition from "./PresenceDefinition.js";
export * as PresenceSettings from "./PresenceSettings.js";
export * as RoutingStatus from "./RoutingStatus.js";
export * as Source from "./Source.js";
export * as SystemMessage from "./SystemMessage.js";
export * as SystemPresence from "./SystemPresence.js";
export * as SystemPresenceName from "./SystemPresenceName.js";
export * as UcUserPresence from "./UcUserPresence.js";
export * as User from "./User.js";
export * as UserActivity from "./UserActivity.js";
export * as UserPresence from "./UserPresence.js";
export * as UserPrimarySource from "./UserPrimarySource.js";
