import { describe, layer } from "@effect/vitest"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import { Effect, Layer, Redacted } from "effect"
import { transports } from "../support/clients.ts"
import { HostileServer } from "../support/hostileServer.ts"
import { generatedPaths } from "./generatedPaths.ts"
import { pathAttempts } from "./paths.ts"
import { configurationAttempts, Elsewhere, proxies, requestAttempts } from "./requests.ts"

const Servers = Layer.merge(HostileServer.layer, Elsewhere.layer)

for (const [transport, http] of transports) {
  const Client = PresenceClient.layerBare().pipe(
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make("fixed-token"))),
    Layer.provide(
      Layer.unwrap(Effect.map(HostileServer, ({ url }) => GenesysCloud.layer({ apiUrl: url, loginUrl: url })))
    ),
    Layer.provideMerge(http),
    Layer.provideMerge(Servers)
  )
  describe(`over ${transport}`, () => {
    layer(Client, { excludeTestServices: true })("where the request goes:", (it) => {
      for (const { name, run } of requestAttempts) it.effect(name, () => run)
      for (const { name, run } of pathAttempts) it.effect(name, () => run)
    })
  })
}

layer(Servers, { excludeTestServices: true })("where the request goes:", (it) => {
  for (const { name, run } of configurationAttempts) it.effect(name, () => run)
  for (const { name, run } of proxies) it.effect(name, () => run)
  it.effect(generatedPaths.name, () => generatedPaths.run, { timeout: 600_000 })
})
