/**
 * Reads and sets presence in Genesys Cloud from Effect 3. What is exported, and what each thing is for, stands in the
 * declarations beside it, which are made from those of the client.
 *
 * @since 0.1.0
 */
import * as Client4 from "@genesys-presence/client"
import * as Data3 from "effect/Data"
import { combinators, freshLayers, functions, service } from "./internal/modules.ts"
import { to3 } from "./internal/values.ts"

export const GenesysCloud = service(Client4.GenesysCloud, "GenesysCloud")
export const Authentication = service(Client4.Authentication, "Authentication")
export const PresenceTransport = service(Client4.PresenceTransport, "PresenceTransport")
export const PresenceClient = service(Client4.PresenceClient, "PresenceClient", { combinators: ["withHeaders"] })
export const PresenceDefinitions = service(Client4.PresenceDefinitions, "PresenceDefinitions", { freshLayers: true })
export const PresenceLookup = service(Client4.PresenceLookup, "PresenceLookup", { freshLayers: true })

const { DefinitionSummary: _summary, PresenceError: _schema, ...errors } = Client4.PresenceError
const { rateLimiterInBackground: _limiter, throttleShared: _throttle, ...policies } = Client4.RetryLayer

// First, so that the classes are there when something fails.
export const PresenceError = functions(errors)
export const PresenceChunkFailed = to3(Client4.PresenceChunkFailed)
export const PresenceConfigurationError = to3(Client4.PresenceConfigurationError)
export const PresenceDefinitionAmbiguous = to3(Client4.PresenceDefinitionAmbiguous)
export const PresenceDefinitionNotFound = to3(Client4.PresenceDefinitionNotFound)

export const ManyUsers = functions(Client4.ManyUsers)
export const Modify = functions(Client4.Modify)
export const Paging = functions(Client4.Paging)
export const PresenceWatch = { ...functions(Client4.PresenceWatch), PresenceEvent: Data3.taggedEnum() }
export const Region = functions(Client4.Region)
export const Retry = combinators(Client4.Retry)
export const RetryLayer = freshLayers(policies)
