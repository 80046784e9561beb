import { NodeHttpClient } from "@effect/platform-node"
import { PresenceClient, Region, RetryLayer } from "@genesys-presence/effect3"
import { Config, Layer } from "effect"

export const Acme = PresenceClient.layerConfig({
  region: Region.config("ACME_REGION"),
  clientId: Config.string("ACME_CLIENT_ID"),
  clientSecret: Config.redacted("ACME_CLIENT_SECRET"),
  policies: { circuitBreaker: false, transient: RetryLayer.transient({ times: 2 }) }
}).pipe(Layer.provide(NodeHttpClient.layerUndici))
