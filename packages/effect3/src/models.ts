/**
 * The models of the Presence API as schemas of Effect 3, and what the contract says of its operations. What each thing is
 * for stands in the declarations beside it, which are made from those of the models.
 *
 * @since 0.1.0
 */
import * as Models4 from "@genesys-presence/models"
import { functions } from "./internal/modules.ts"

export const AvailableTopic = functions(Models4.AvailableTopic)
export const Channel = functions(Models4.Channel)
export const ChannelCommand = functions(Models4.ChannelCommand)
export const ChannelTopic = functions(Models4.ChannelTopic)
// The contracts describe operations, with codecs that the client keeps to itself.
export const Contract = Models4.Contract
export const NotificationsContract = Models4.NotificationsContract
export const PresenceContract = Models4.PresenceContract
export const ErrorBody = functions(Models4.ErrorBody)
export const IntegrationPresence = functions(Models4.IntegrationPresence)
export const LocaleCode = functions(Models4.LocaleCode)
export const Model = functions(Models4.Model)
export const MutableUserPresence = functions(Models4.MutableUserPresence)
export const Notification = functions(Models4.Notification)
export const NotificationEnvelope = functions(Models4.NotificationEnvelope)
export const NotificationTopic = functions(Models4.NotificationTopic)
export const Operation = {
  errorStatuses: Models4.Operation.errorStatuses,
  reasonPhrases: Models4.Operation.reasonPhrases
}
export const OrganizationPresence = functions(Models4.OrganizationPresence)
export const OrganizationPresenceDefinition = functions(Models4.OrganizationPresenceDefinition)
export const OutOfOffice = functions(Models4.OutOfOffice)
export const Ownership = functions(Models4.Ownership)
export const PresenceDefinition = functions(Models4.PresenceDefinition)
export const PresenceSettings = functions(Models4.PresenceSettings)
export const RoutingStatus = functions(Models4.RoutingStatus)
export const Source = functions(Models4.Source)
export const SystemMessage = functions(Models4.SystemMessage)
export const SystemPresence = functions(Models4.SystemPresence)
export const SystemPresenceName = functions(Models4.SystemPresenceName)
export const UcUserPresence = functions(Models4.UcUserPresence)
export const User = functions(Models4.User)
export const UserActivity = functions(Models4.UserActivity)
export const UserPresence = functions(Models4.UserPresence)
export const UserPrimarySource = functions(Models4.UserPrimarySource)
