const id = "00000001-0000-4000-8000-000000000001"
const then = "2026-03-01T12:00:00.000Z"
const labels = { en_US: "Lunch" }

const definition = { id, name: "Lunch", type: "User", languageLabels: labels, systemPresence: "Meal", divisionId: "*" }
const deprecatedDefinition = { id, name: "Lunch", languageLabels: labels, systemPresence: "Meal", primary: false }
const kind = { id: "6a3af858-942f-489d-9700-5f9bcdcdae9b", systemPresence: "ON_QUEUE" }
const presence = { source: "PURECLOUD", presenceDefinition: kind, message: "back at two", modifiedDate: then }
const restore = { enabled: true, restoreTimeMilliseconds: 60_000, restoreOnQueueEnabled: false }
const settings = { id, name: "settings", restorePresenceSettings: restore, requestingOffQueueEnabled: true }
const source = { id, name: "Door", description: "Front door", type: "User", deactivated: false }
const detail = { errorCode: "invalid", fieldName: "name", entityId: id, entityName: "source" }
const limit = { key: "client.requests", namespace: "presence", value: 300 }
const user = { id, name: "Ada Abara", state: "active", version: 3, dateLastLogin: then }
const routing = { status: "IDLE", startTime: then }
const routingParam = { key: "name", value: "Ada" }
const routingError = { errorCode: "not.on.queue", status: 409, userParams: [routingParam] }
const topic = { id: `v2.users.${id}.presence`, state: "Permitted" }
const permission = { type: "requiresPermissions", permissions: ["some:station:view"], enforced: true }
const available = { id: "v2.users.{id}.station", permissionDetails: [permission], schema: { type: "object" } }
const channel = {
  connectUri: "wss://streaming.mypurecloud.com/channels/streaming-0-a",
  id: "streaming-0-a",
  expires: then
}
const outOfOffice = { active: true, modifiedDate: then }

/** Each model as it may come in JSON, without and with the fields that only the service sets. */
export const modelSamples: Readonly<Record<string, unknown>> = {
  ActivityOutOfOffice: outOfOffice,
  ActivityPresence: { presenceDefinition: kind, presenceMessage: "back at two", modifiedDate: then },
  AvailableTopic: available,
  AvailableTopicEntityListing: { entities: [available] },
  Channel: channel,
  ChannelCommand: { message: "subscribe", topics: [topic.id], correlationId: "1" },
  ChannelCommandAnswer: { result: "200", status: "subscribed", correlationId: "1" },
  ChannelEntityListing: { entities: [channel] },
  ChannelTopic: topic,
  ChannelTopicEntityListing: { entities: [topic] },
  ChannelTopicRequest: topic,
  Detail: detail,
  Division: { id, name: "Home" },
  ErrorBody: { message: "no such user", code: "not.found", status: 404, details: [detail], limit },
  IntegrationPresence: { userId: id, eventType: "UserPresenceStatusChanged", source: "MICROSOFTTEAMS" },
  Limit: limit,
  MutableUserPresenceRequest: { id, ...presence, selfUri: "/there" },
  NotificationEnvelope: { topicName: topic.id, version: "2", eventBody: presence, metadata: { CorrelationId: id } },
  NotificationMetadata: { CorrelationId: id },
  OrganizationPresence: { ...deprecatedDefinition, createdBy: user, createdDate: then, selfUri: "/there" },
  OrganizationPresenceDefinition: { ...definition, selfUri: "/there" },
  OrganizationPresenceDefinitionEntityListing: { total: 1, entities: [definition] },
  OrganizationPresenceDefinitionRequest: { ...definition, selfUri: "/there" },
  OrganizationPresenceEntityListing: { entities: [deprecatedDefinition], pageSize: 25, pageNumber: 1, total: 1 },
  OrganizationPresenceRequest: { ...deprecatedDefinition, selfUri: "/there" },
  OutOfOffice: { user: { id }, startDate: then, active: true, indefinite: true },
  PermissionDetails: permission,
  PresenceDefinition: kind,
  PresenceDefinitionRequest: { ...kind, selfUri: "/there" },
  PresenceSettings: settings,
  PresenceSettingsRequest: settings,
  RestorePresenceSettings: restore,
  RoutingStatus: routing,
  RoutingStatusError: routingError,
  RoutingStatusErrorParam: routingParam,
  Source: source,
  SourceEntityListing: { total: 1, entities: [source] },
  SourceRequest: source,
  SystemMessage: { channelId: channel.id, systemTopicType: "token_revoked", reason: "user_tokens_revoked" },
  SystemPresence: { id: "Meal", name: "Meal" },
  UcUserPresence: { userId: id, ...presence },
  User: user,
  UserActivity: {
    id,
    routingStatus: routing,
    presence: { presenceDefinition: kind },
    outOfOffice,
    activeQueueIds: [id]
  },
  UserPresence: { ...presence, undeclared: "survives" },
  UserPresenceRequest: { ...presence, selfUri: "/there" },
  UserRoutingStatus: { id, routingStatus: routing, errorInfo: routingError },
  UserPrimarySource: { id, sourceId: id, registered: true },
  UserPrimarySourceRequest: { sourceId: id, selfUri: "/there" }
}
