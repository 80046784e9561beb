import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { PresenceClient, PresenceDefinitions } from "@genesys-presence/effect3"
import { Console, Effect, Layer } from "effect"

const setBusy = (userId: string) =>
  Effect.gen(function* () {
    const presence = yield* PresenceClient
    const definitions = yield* PresenceDefinitions
    const { id } = yield* definitions.find({ systemPresence: "Busy" })
    return yield* presence.patchUserPresencesPurecloud({ userId, body: { presenceDefinition: { id } } })
  }).pipe(
    Effect.map(({ presenceDefinition }) => `${presenceDefinition?.systemPresence}`),
    Effect.catchTag("PresenceNotFound", (error) => Effect.succeed(error.message))
  )

const program = Effect.forEach(["00000001-0000-4000-8000-000000000001", "nobody"], setBusy).pipe(
  Effect.flatMap(Effect.forEach((line) => Console.log(line)))
)

const Live = PresenceDefinitions.layer().pipe(
  Layer.provideMerge(PresenceClient.layerFromConfig()),
  Layer.provide(NodeHttpClient.layerUndici)
)

NodeRuntime.runMain(Effect.provide(program, Live))
