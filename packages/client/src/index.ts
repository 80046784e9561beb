/**
 * Reads and sets presence in Genesys Cloud from Effect: the client, its errors, and the layers that it is made of.
 *
 * @since 0.1.0
 */
export { Authentication, type Credentials } from "./Authentication.ts"
export { type ConnectionOptions, GenesysCloud, type Location, type Urls } from "./GenesysCloud.ts"
export { HttpExchange } from "./HttpExchange.ts"
export * as ManyUsers from "./ManyUsers.ts"
export * as Modify from "./Modify.ts"
export * as Paging from "./Paging.ts"
export { PresenceClient, type PresenceResponse } from "./PresenceClient.ts"
export { PresenceDefinitions } from "./PresenceDefinitions.ts"
export * as PresenceError from "./PresenceError.ts"
export {
  PresenceChunkFailed,
  PresenceConfigurationError,
  PresenceDefinitionAmbiguous,
  PresenceDefinitionNotFound
} from "./PresenceError.ts"
export { PresenceLookup } from "./PresenceLookup.ts"
export { PresenceTransport } from "./PresenceTransport.ts"
export * as PresenceWatch from "./PresenceWatch.ts"
export * as Region from "./Region.ts"
export * as Retry from "./Retry.ts"
export * as RetryLayer from "./RetryLayer.ts"
