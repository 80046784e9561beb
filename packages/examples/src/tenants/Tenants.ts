/** A client for each organisation that a program serves: made at its first request, closed when it has been idle. */
import { PresenceClient, type PresenceClientConnection } from "@genesys-presence/client"
import { Context, Effect, Layer, LayerMap, Schema } from "effect"

/** No organisation has this name. */
export class UnknownTenant extends Schema.TaggedError<UnknownTenant>()("UnknownTenant", { tenant: Schema.String }) {
  override get message(): string {
    return `There is no tenant ${this.tenant}`
  }
}

/** Where an organisation is and as whom to log in, such as from a table or a vault. */
export class Connections extends Context.Service<
  Connections,
  { readonly of: (tenant: string) => Effect.Effect<PresenceClientConnection, UnknownTenant> }
>()("examples/Connections") {}

/** The clients in use, by tenant. After `Tenants.invalidate` the next request reads the connection again. */
export class Tenants extends LayerMap.Service<Tenants>()("examples/Tenants", {
  lookup: (tenant: string) =>
    Layer.unwrap(
      Connections.use((connections) =>
        Effect.map(connections.of(tenant), (connection) =>
          PresenceClient.layer({ ...connection, labels: { tenant }, policies: { bulkhead: { limit: 5 } } })
        )
      )
    ),
  idleTimeToLive: "10 minutes"
}) {
  /** The client of a tenant. A lookup that fails is not remembered: a tenant that is added later is found at once. */
  static readonly client = (tenant: string) =>
    Tenants.get(tenant).pipe(Layer.tapError(() => Tenants.invalidate(tenant)))
}
