/**
 * Reads and sets presence in Genesys Cloud from Effect 3. What is exported, and what each thing is for, stands in the
 * declarations beside it, which are made from those of the client.
 *
 * @since 0.1.0
 */
import * as Client4 from "@genesys-presence/client"
import * as Config3 from "effect/Config"
import * as ConfigError3 from "effect/ConfigError"
import * as Data3 from "effect/Data"
import * as Either3 from "effect/Either"
import { combinators, errorsAndPredicates, freshLayers, functions, service } from "./internal/modules.ts"

export * as Models from "./models.ts"

export const GenesysCloud = service(Client4.GenesysCloud, "GenesysCloud")
export const Authentication = service(Client4.Authentication, "Authentication")
export const PresenceTransport = service(Client4.PresenceTransport, "PresenceTransport", { freshLayers: ["layer"] })
export const PresenceClient = service(Client4.PresenceClient, "PresenceClient", {
  combinators: ["withHeaders"],
  freshLayers: ["layerBare"],
  wholeClients: ["layer", "layerConfig", "layerFromConfig"]
})
export const NotificationsClient = service(Client4.NotificationsClient, "NotificationsClient")
export const PresenceDefinitions = service(Client4.PresenceDefinitions, "PresenceDefinitions", {
  freshLayers: ["layer"]
})
export const PresenceLookup = service(Client4.PresenceLookup, "PresenceLookup", { freshLayers: ["layer"] })

const { DefinitionSummary: _summary, PresenceError: _schema, ...errors } = Client4.PresenceError
const { rateLimiterInBackground: _limiter, throttleShared: _throttle, ...policies } = Client4.RetryLayer

// First, so that the classes are there when something fails.
export const PresenceError = errorsAndPredicates(errors)

export const ManyUsers = functions(Client4.ManyUsers)
export const Modify = functions(Client4.Modify)
export const Paging = functions(Client4.Paging)
// Its service needs sockets of Effect 4.
const {
  PresenceWatch: _watch,
  layerAuto: _auto,
  layerNotifications: _notifications,
  layerPolling: _polling,
  ...watching
} = Client4.PresenceWatch

export const PresenceWatch = { ...functions(watching), PresenceEvent: Data3.taggedEnum() }
export const UserPresences = functions(Client4.UserPresences)
export const Region = {
  ...functions(Client4.Region),
  config: (name: string) =>
    Config3.mapOrFail(Config3.string(name), (text) => {
      const region = Client4.Region.fromText(text)
      return region === undefined
        ? // What reads it adds the name.
          Either3.left(
            ConfigError3.InvalidData([], `Expected a region (${Client4.Region.names.join(", ")}) or its domain`)
          )
        : Either3.right(region)
    })
}
export const Retry = combinators(Client4.Retry)
export const RetryLayer = freshLayers(policies)
