import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Authentication, GenesysCloud, HttpExchange, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import { SystemPresenceName } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"

const OnSandbox = Layer.unwrap(
  Effect.gen(function* () {
    const { baseUrl, defaultClient } = yield* Sandbox
    return PresenceClient.layerBare().pipe(
      Layer.provide(PresenceTransport.layer()),
      Layer.provide(Authentication.layerClientCredentials(defaultClient)),
      Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
      Layer.provide(HttpExchange.layer),
      Layer.provide(NodeHttpClient.layerUndici)
    )
  })
).pipe(Layer.provide(Sandbox.layer()))

const program = Effect.gen(function* () {
  const presence = yield* PresenceClient
  const kinds = yield* presence.getSystempresences()
  const offersAvailable = kinds.some(({ name = "" }) => SystemPresenceName.equals(name, "Available"))
  yield* offersAvailable ? Effect.void : Effect.die(`nobody can be available: ${JSON.stringify(kinds)}`)
})

NodeRuntime.runMain(program.pipe(Effect.provide(OnSandbox)))
