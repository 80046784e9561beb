/**
 * A backend with one endpoint, `PUT /agents/:id/status`, on the organisation that `GENESYS_CLOUD_*` names or else on an
 * embedded sandbox. `PORT` says where it listens; 3000 by default.
 */
import { NodeHttpServer, NodeRuntime } from "@effect/platform-node"
import { PresenceDefinitions } from "@genesys-presence/client"
import { Config, Effect, Layer } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { createServer } from "node:http"
import { Api } from "./backend/Api.ts"
import { AgentsLive } from "./backend/handlers.ts"
import { layer as Organization } from "./organization.ts"

const Port = Config.withDefault(Config.Port("PORT"), 3000)

const Server = Layer.unwrap(Effect.map(Port, (port) => NodeHttpServer.layer(createServer, { port })))

const Backend = HttpRouter.serve(HttpApiBuilder.layer(Api).pipe(Layer.provide(AgentsLive))).pipe(
  Layer.provide(PresenceDefinitions.layer()),
  Layer.provide(Organization({ write: true, userIds: [] })),
  Layer.provide(Server)
)

NodeRuntime.runMain(Layer.launch(Backend))
