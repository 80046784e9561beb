/**
 * A backend on Effect 3 whose agents set their status: `PUT /agents/{id}/status` with `{"status": "Busy"}`.
 *
 * It takes the settings of the client from the environment, and the port from `PORT`.
 */
import {
  HttpApi,
  HttpApiBuilder,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApiSchema,
  HttpMiddleware,
  HttpServer
} from "@effect/platform"
import { NodeHttpClient, NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { PresenceClient, PresenceDefinitions } from "@genesys-presence/effect3"
import { Config, Effect, Layer, Schema } from "effect"
import { createServer } from "node:http"

class NoSuchAgent extends Schema.TaggedError<NoSuchAgent>()(
  "NoSuchAgent",
  { agentId: Schema.String },
  HttpApiSchema.annotations({ status: 404 })
) {}

class UnknownStatus extends Schema.TaggedError<UnknownStatus>()(
  "UnknownStatus",
  { status: Schema.String, known: Schema.Array(Schema.String) },
  HttpApiSchema.annotations({ status: 422 })
) {}

class TryLater extends Schema.TaggedError<TryLater>()(
  "TryLater",
  { correlationId: Schema.optional(Schema.String) },
  HttpApiSchema.annotations({ status: 503 })
) {}

const Status = Schema.Struct({ status: Schema.String })

const agents = HttpApiGroup.make("agents").add(
  HttpApiEndpoint.put("setStatus", "/agents/:agentId/status")
    .setPath(Schema.Struct({ agentId: Schema.String }))
    .setPayload(Status)
    .addSuccess(Status)
    .addError(NoSuchAgent)
    .addError(UnknownStatus)
    .addError(TryLater)
)

const api = HttpApi.make("agents").add(agents)

const setStatus = (agentId: string, label: string) =>
  Effect.gen(function* () {
    const presence = yield* PresenceClient
    const definitions = yield* PresenceDefinitions
    const { id } = yield* definitions.find({ label, locale: "en_US" })
    const body = { presenceDefinition: { id } }
    const { presenceDefinition } = yield* presence.patchUserPresencesPurecloud({ userId: agentId, body })
    return { status: presenceDefinition?.systemPresence ?? label }
  }).pipe(
    Effect.catchTags({
      PresenceNotFound: () => new NoSuchAgent({ agentId }),
      PresenceDefinitionNotFound: ({ available }) =>
        new UnknownStatus({
          status: label,
          known: available.flatMap(({ languageLabels }) => languageLabels["en_US"] ?? [])
        })
    }),
    Effect.catchIf(
      (error) => error._tag !== "NoSuchAgent" && error._tag !== "UnknownStatus",
      (error) =>
        Effect.zipRight(
          Effect.logError(error.message),
          new TryLater({ correlationId: "correlationId" in error ? error.correlationId : undefined })
        )
    )
  )

const Agents = HttpApiBuilder.group(api, "agents", (handlers) =>
  handlers.handle("setStatus", ({ path, payload }) => setStatus(path.agentId, payload.status))
)

// Whoever waits for an answer of this backend does not wait for minutes.
const Presence = PresenceDefinitions.layer().pipe(
  Layer.provideMerge(PresenceClient.layerFromConfig({ policies: { timeout: { total: "15 seconds" } } })),
  Layer.provide(NodeHttpClient.layerUndici)
)

const Server = Layer.unwrapEffect(
  Effect.map(Config.withDefault(Config.integer("PORT"), 3000), (port) => NodeHttpServer.layer(createServer, { port }))
)

const Live = HttpApiBuilder.serve(HttpMiddleware.logger).pipe(
  HttpServer.withLogAddress,
  Layer.provide(HttpApiBuilder.api(api)),
  Layer.provide(Agents),
  Layer.provide(Presence),
  Layer.provide(Server)
)

NodeRuntime.runMain(Layer.launch(Live))
