import { NodeHttpClient } from "@effect/platform-node"
import { PresenceClient, type RetryLayer } from "@genesys-presence/client"
import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { Config, Context, Effect, Layer, Option } from "effect"

/** The organisation that the tour visits, and what may be done to it. */
export class Organization extends Context.Service<
  Organization,
  {
    readonly description: string
    readonly canWrite: boolean
    /** Users whose presence may be read, and the first one's set. */
    readonly userIds: ReadonlyArray<string>
    /** A client that may only read, to see it refused; there is one in the sandbox alone. */
    readonly reader: Option.Option<PresenceClient["Service"]>
  }
>()("examples/Organization") {}

/** An embedded sandbox and a client of it. */
export const embedded = (
  options: Parameters<typeof Sandbox.layer>[0],
  policies: RetryLayer.PolicyLayer | false = false
) =>
  PresenceClient.layerFromConfig({ policies }).pipe(
    Layer.provide(NodeHttpClient.layerUndici),
    Layer.provideMerge(Sandbox.layer(options))
  )

/** Everybody is offline in a new sandbox: most users take up a status, as on a morning. */
const populate = Effect.fn("populate")(function* (
  presence: PresenceClient["Service"],
  users: ReadonlyArray<{ readonly id: string }>
) {
  const { entities = [] } = yield* presence.getPresenceDefinitions()
  const definitions = ["Available", "OnQueue", "Available", "OnQueue", "Busy", "Available", "Meeting", "Away"].flatMap(
    (kind) => entities.filter(({ systemPresence }) => systemPresence === kind)
  )
  yield* presence.putUsersPresencesBulk({
    body: users.flatMap(({ id }, index) => {
      const definition = definitions[index % (definitions.length + 1)]
      return definition?.id === undefined ? [] : [{ id, presenceDefinition: { id: definition.id } }]
    })
  })
})

/** An embedded sandbox with sixty users. */
const Embedded = Layer.effect(
  Organization,
  Effect.gen(function* () {
    const { baseUrl, users } = yield* Sandbox
    yield* populate(yield* PresenceClient, users)
    const reader = PresenceClient.layer({ apiUrl: baseUrl, loginUrl: baseUrl, policies: false, ...OAuthClient.reader })
    return {
      description: `the embedded sandbox at ${baseUrl}: no account is needed, and nothing leaves this machine`,
      canWrite: true,
      userIds: users.map(({ id }) => id),
      reader: Option.some(Context.get(yield* Layer.build(reader), PresenceClient))
    }
  })
).pipe(Layer.provide(NodeHttpClient.layerUndici), Layer.provideMerge(embedded({ users: 60 })))

/** The organisation that `GENESYS_CLOUD_*` names; changed only when that was asked for. */
const configured = (options: Options) =>
  Layer.merge(
    PresenceClient.layerFromConfig().pipe(Layer.provide(NodeHttpClient.layerUndici)),
    Layer.succeed(Organization, {
      description: options.write
        ? "your organisation: what the tour changes it puts back"
        : "your organisation, read-only: add --write to let the tour change things",
      canWrite: options.write,
      userIds: options.userIds,
      reader: Option.none()
    })
  )

export interface Options {
  readonly write: boolean
  readonly userIds: ReadonlyArray<string>
}

type Visited = Layer.Layer<Organization | PresenceClient, Config.ConfigError | Layer.Error<typeof Embedded>>

/** The organisation of the environment when there is one, else the embedded sandbox. */
export const layer = (options: Options): Visited =>
  Layer.unwrap(
    Effect.gen(function* () {
      const id = yield* Config.option(Config.String("GENESYS_CLOUD_CLIENT_ID"))
      const visited: Visited = Option.isSome(id) ? configured(options) : Embedded
      return visited
    })
  )
