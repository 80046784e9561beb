import { NodeHttpClient } from "@effect/platform-node"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Context, Effect, Layer, Redacted } from "effect"
import type { Client } from "../client.ts"

export const ours: Client = {
  name: "This client",
  package: "@genesys-presence/client",
  setUp: "`RetryLayer.recommended`; `timeout.total`",
  connect: ({ baseUrl, limit }) => {
    const live = PresenceClient.layerBare().pipe(
      Layer.provide(RetryLayer.recommended({ timeout: { total: limit } })),
      Layer.provide(PresenceTransport.layer()),
      Layer.provide(
        Authentication.layerClientCredentials({ clientId: "client", clientSecret: Redacted.make("secret") })
      ),
      Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
      Layer.provide(HttpExchange.layer),
      Layer.provide(NodeHttpClient.layerUndici)
    )
    return Effect.map(Layer.build(live), (services) => {
      const presence = Context.get(services, PresenceClient)
      return { get: presence.getPresenceDefinitions(), post: presence.postPresenceSources({ body: { name: "Door" } }) }
    })
  }
}
