/** Our client as it runs in production, but with limits that are never reached. */
import {
  Authentication,
  GenesysCloud,
  type HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Layer, Redacted } from "effect"

const policies = RetryLayer.recommended({
  throttle: { limit: 1_000_000_000, learn: false },
  bulkhead: { limit: 1_000_000 }
})

/** A client for a server on this machine. */
export const ownClient = (baseUrl: string, token: string, http: Layer.Layer<HttpExchange>) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(policies),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make(token))),
    Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
    Layer.provide(http)
  )
