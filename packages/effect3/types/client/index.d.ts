/**
 * Reads and sets presence in Genesys Cloud from Effect: the client, its errors, and the layers that it is made of.
 *
 * @since 0.1.0
 */
import type { PresenceError } from "./PresenceError.js";
export { Authentication, type Credentials } from "./Authentication.js";
export { GenesysCloud, type Location, type Urls } from "./GenesysCloud.js";
export * as ManyUsers from "./ManyUsers.js";
export * as Modify from "./Modify.js";
export * as Paging from "./Paging.js";
export { PresenceClient, type PresenceResponse } from "./PresenceClient.js";
export { PresenceDefinitions } from "./PresenceDefinitions.js";
export * as PresenceError from "./PresenceError.js";
export { PresenceChunkFailed, PresenceConfigurationError, PresenceDefinitionAmbiguous, PresenceDefinitionNotFound } from "./PresenceError.js";
export { PresenceLookup } from "./PresenceLookup.js";
export { PresenceTransport } from "./PresenceTransport.js";
export * as PresenceWatch from "./PresenceWatch.js";
export * as Region from "./Region.js";
export * as Retry from "./Retry.js";
export * as RetryLayer from "./RetryLayer.js";
