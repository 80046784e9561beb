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

/** Each model as it may come in JSON, without and with the fields that only the service sets. */
export const modelSamples: Readonly<Record<string, unknown>> = {
  Detail: detail,
  Division: { id, name: "Home" },
  ErrorBody: { message: "no such user", code: "not.found", status: 404, details: [detail], limit },
  Limit: limit,
  MutableUserPresenceRequest: { id, ...presence, selfUri: "/there" },
  OrganizationPresence: { ...deprecatedDefinition, createdBy: user, createdDate: then, selfUri: "/there" },
  OrganizationPresenceDefinition: { ...definition, selfUri: "/there" },
  OrganizationPresenceDefinitionEntityListing: { total: 1, entities: [definition] },
  OrganizationPresenceDefinitionRequest: { ...definition, selfUri: "/there" },
  OrganizationPresenceEntityListing: { entities: [deprecatedDefinition], pageSize: 25, pageNumber: 1, total: 1 },
  OrganizationPresenceRequest: { ...deprecatedDefinition, selfUri: "/there" },
  PresenceDefinition: kind,
  PresenceDefinitionRequest: { ...kind, selfUri: "/there" },
  PresenceSettings: settings,
  PresenceSettingsRequest: settings,
  RestorePresenceSettings: restore,
  Source: source,
  SourceEntityListing: { total: 1, entities: [source] },
  SourceRequest: source,
  SystemPresence: { id: "Meal", name: "Meal" },
  UcUserPresence: { userId: id, ...presence },
  User: user,
  UserPresence: { ...presence, undeclared: "survives" },
  UserPresenceRequest: { ...presence, selfUri: "/there" },
  UserPrimarySource: { id, sourceId: id, registered: true },
  UserPrimarySourceRequest: { sourceId: id, selfUri: "/there" }
}
