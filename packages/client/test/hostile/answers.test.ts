import { describe, layer } from "@effect/vitest"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import { Effect, Layer, Redacted } from "effect"
import { transports } from "../support/clients.ts"
import { HostileServer } from "../support/hostileServer.ts"
import { canaryToken } from "../support/visible.ts"
import { answers } from "./answers.ts"

const Located = Layer.unwrap(Effect.map(HostileServer, ({ url }) => GenesysCloud.layer({ apiUrl: url, loginUrl: url })))

for (const [transport, http] of transports) {
  const Client = PresenceClient.layerBare().pipe(
    Layer.provide(PresenceTransport.layer({ maxBodyBytes: 1_000_000, attemptTimeout: "5 seconds" })),
    Layer.provide(Authentication.layerToken(Redacted.make(canaryToken))),
    Layer.provide(Located),
    Layer.provide(http),
    Layer.provideMerge(HostileServer.layer)
  )
  describe(`over ${transport}`, () => {
    layer(Client, { excludeTestServices: true })("what comes back:", (it) => {
      for (const { name, run } of answers) it.effect(name, () => run)
    })
  })
}
