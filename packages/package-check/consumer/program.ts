import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { PresenceClient } from "@genesys-presence/client"
import { SystemPresenceName } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"

const OnSandbox = PresenceClient.layerFromConfig().pipe(
  Layer.provide(NodeHttpClient.layerUndici),
  Layer.provide(Sandbox.layer())
)

const program = Effect.gen(function* () {
  const presence = yield* PresenceClient
  const kinds = yield* presence.getSystempresences()
  const offersAvailable = kinds.some(({ name = "" }) => SystemPresenceName.equals(name, "Available"))
  yield* offersAvailable ? Effect.void : Effect.die(`nobody can be available: ${JSON.stringify(kinds)}`)
})

NodeRuntime.runMain(program.pipe(Effect.provide(OnSandbox)))
