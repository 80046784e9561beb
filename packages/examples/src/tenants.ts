/** Requests for several organisations in one program, each on an embedded sandbox of its own. */
import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { PresenceClient } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Console, Context, Effect, Layer } from "effect"
import { Connections, Tenants, UnknownTenant } from "./tenants/Tenants.ts"

/** What a backend does for a request that names its tenant. */
const countUsers = Effect.fn("countUsers")(
  function* (tenant: string, userIds: ReadonlyArray<string>) {
    const presence = yield* PresenceClient
    const presences = yield* presence.getUsersPresencesPurecloudBulk({ id: userIds })
    yield* Console.log(`${tenant}: ${presences.length} users`)
  },
  (effect, tenant) => Effect.provide(effect, Tenants.client(tenant)),
  Effect.catchTag("UnknownTenant", (error) => Console.log(error.message))
)

const start = (users: number) =>
  Effect.map(Layer.build(Layer.fresh(Sandbox.layer({ users }))), (context) => Context.get(context, Sandbox))

/** Two organisations. A real program reads the connection from its own table or vault. */
const Embedded = Layer.effect(
  Connections,
  Effect.gen(function* () {
    const sandboxes = new Map([
      ["acme", yield* start(3)],
      ["globex", yield* start(7)]
    ])
    return {
      of: (tenant) => {
        const sandbox = sandboxes.get(tenant)
        if (sandbox === undefined) return Effect.fail(new UnknownTenant({ tenant }))
        const { baseUrl, defaultClient } = sandbox
        return Effect.succeed({ apiUrl: baseUrl, loginUrl: baseUrl, ...defaultClient })
      }
    }
  })
)

const Live = Tenants.layer.pipe(Layer.provide(Embedded), Layer.provide(NodeHttpClient.layerUndici))

/** The ids of users are the same in every sandbox. */
const ids = Array.from({ length: 20 }, (_, index) => `00000001-0000-4000-8000-${`${index + 1}`.padStart(12, "0")}`)

const requests = ["acme", "globex", "initech", "acme"]

NodeRuntime.runMain(
  Effect.forEach(requests, (tenant) => countUsers(tenant, ids), { discard: true }).pipe(Effect.provide(Live))
)
