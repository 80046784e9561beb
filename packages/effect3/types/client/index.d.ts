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
import type { PresenceError } from "./PresenceError.js";
export * as Models from "../models/index.js";
export { Authentication, type ClientCredentials } from "./Authentication.js";
export { GenesysCloud, type GenesysCloudLocation, type GenesysCloudOptions, type GenesysCloudUrls } from "./GenesysCloud.js";
export * as ManyUsers from "./ManyUsers.js";
export * as Modify from "./Modify.js";
export { NotificationsClient, type NotificationsClientService } from "./NotificationsClient.js";
export { type OperationArguments, type OperationFailure, type OperationMethodLambda, type OperationParameters, type OperationSuccess, type PresenceResponse, type UnreadableRow } from "./OperationMethod.js";
export * as Paging from "./Paging.js";
export { type AnyPolicies, type KnownPolicies, type LayersOf, PresenceClient, type PresenceClientConnection, type PresenceClientLayer, type PresenceClientOptions, type PresenceClientService } from "./PresenceClient.js";
export { type ActiveDefinition, type DefinitionByLabel, type DefinitionBySystemPresence, type DefinitionQuery, PresenceDefinitions, type PresenceDefinitionsOptions } from "./PresenceDefinitions.js";
export * as PresenceError from "./PresenceError.js";
export { type LookupError, type LookupOptions, PresenceLookup, type PresenceLookupOptions } from "./PresenceLookup.js";
export { type CallBelow, type CallState, type PolicyRefusal, type PolicyWait, PresenceTransport, type PresenceTransportOptions, type TransportConstraints, type TransportRequest, type TransportResponse } from "./PresenceTransport.js";
export * as PresenceWatch from "./PresenceWatch.js";
export * as Region from "./Region.js";
export * as Retry from "./Retry.js";
export * as RetryLayer from "./RetryLayer.js";
export * as UserPresences from "./UserPresences.js";
