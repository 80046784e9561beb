/**
 * Reads and sets presence in Genesys Cloud from Effect: the client, its errors, and the layers that it is made of.
 *
 * **Details**
 *
 * Services are classes; their options and results are types beside them. Modules of functions are namespaces. `Models` holds
 * the models of the API.
 *
 * @since 0.1.0
 */
export * as Models from "@genesys-presence/models"
export { Authentication, type ClientCredentials } from "./Authentication.ts"
export {
  GenesysCloud,
  type GenesysCloudLocation,
  type GenesysCloudOptions,
  type GenesysCloudUrls
} from "./GenesysCloud.ts"
export {
  HttpExchange,
  type HttpExchangeExit,
  type HttpExchangeFailure,
  type HttpExchangeRequest,
  type HttpExchangeResponse
} from "./HttpExchange.ts"
export * as ManyUsers from "./ManyUsers.ts"
export * as Modify from "./Modify.ts"
export { NotificationsClient, type NotificationsClientService } from "./NotificationsClient.ts"
export {
  type OperationArguments,
  type OperationFailure,
  type OperationMethodLambda,
  type OperationParameters,
  type OperationSuccess,
  type PresenceResponse,
  type UnreadableRow
} from "./OperationMethod.ts"
export * as Paging from "./Paging.ts"
export {
  type AnyExchange,
  type AnyPolicies,
  type KnownPolicies,
  type LayersOf,
  PresenceClient,
  type PresenceClientConnection,
  type PresenceClientLayer,
  type PresenceClientOptions,
  type PresenceClientService
} from "./PresenceClient.ts"
export {
  type ActiveDefinition,
  type DefinitionByLabel,
  type DefinitionBySystemPresence,
  type DefinitionQuery,
  PresenceDefinitions,
  type PresenceDefinitionsOptions
} from "./PresenceDefinitions.ts"
export * as PresenceError from "./PresenceError.ts"
export { type LookupError, type LookupOptions, PresenceLookup, type PresenceLookupOptions } from "./PresenceLookup.ts"
export {
  type CallBelow,
  type CallState,
  type PolicyRefusal,
  type PolicyWait,
  PresenceTransport,
  type PresenceTransportOptions,
  type TransportConstraints,
  type TransportRequest,
  type TransportResponse
} from "./PresenceTransport.ts"
export * as PresenceWatch from "./PresenceWatch.ts"
export * as Region from "./Region.ts"
export * as Retry from "./Retry.ts"
export * as RetryLayer from "./RetryLayer.ts"
export * as UserPresences from "./UserPresences.ts"
