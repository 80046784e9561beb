import { NodeHttpClient } from "@effect/platform-node"
import Undici from "@effect/platform-node/Undici"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { type Duration, Effect, Exit, Layer, Redacted, Schema } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import * as Https from "node:https"
import type { Broken, Way } from "./way.ts"

const over = (client: Layer.Layer<HttpClient.HttpClient>): Layer.Layer<HttpExchange> =>
  Layer.provide(HttpExchange.layer, client)

const tunnelling = (proxy: string) =>
  Layer.effect(
    NodeHttpClient.Dispatcher,
    Effect.acquireRelease(
      Effect.sync(() => new Undici.ProxyAgent(proxy)),
      (agent) => Effect.promise(() => agent.destroy())
    )
  )

const tunnellingAgent = (proxy: string) =>
  Layer.sync(NodeHttpClient.HttpAgent, () => ({
    http: new Https.Agent(),
    https: new Https.Agent({ proxyEnv: { https_proxy: proxy } })
  }))

/** A transport of the client. */
export interface Transport {
  readonly name: string
  readonly direct: Layer.Layer<HttpExchange>
  /** With connections that are kept, where that is no default. */
  readonly keeping?: Layer.Layer<HttpExchange>
  /** Through a proxy, where the transport takes one for itself and not for its whole process. */
  readonly through?: (proxy: string) => Layer.Layer<HttpExchange>
}

export const transports: ReadonlyArray<Transport> = [
  {
    name: "UndiciHttpExchange",
    direct: UndiciHttpExchange.layer(),
    through: (proxy) => Layer.provide(UndiciHttpExchange.layerNoDispatcher, tunnelling(proxy))
  },
  {
    name: "layerUndici",
    direct: over(NodeHttpClient.layerUndici),
    through: (proxy) => over(Layer.provide(NodeHttpClient.layerUndiciNoDispatcher, tunnelling(proxy)))
  },
  {
    name: "layerNodeHttp",
    direct: over(NodeHttpClient.layerNodeHttp),
    keeping: over(
      Layer.provide(NodeHttpClient.layerNodeHttpNoAgent, NodeHttpClient.layerAgentOptions({ keepAlive: true }))
    ),
    through: (proxy) => over(Layer.provide(NodeHttpClient.layerNodeHttpNoAgent, tunnellingAgent(proxy)))
  },
  { name: "fetch", direct: over(FetchHttpClient.layer) }
]

/** What a call came to, and what of it arrived. */
export const Observation = Schema.Struct({
  error: Schema.NullOr(PresenceError.PresenceError),
  /** How many requests the server had in whole. */
  received: Schema.Int,
  /** Whether it had any byte of one. */
  arrived: Schema.Boolean
})

export type Observation = typeof Observation.Type

const calls = {
  GET: PresenceClient.use((client) => client.getUserPresencesPurecloud({ userId: "ada" })),
  PATCH: PresenceClient.use((client) =>
    client.patchUserPresencesPurecloud({ userId: "ada", body: { message: "lunch" } })
  )
}

export type Method = keyof typeof calls

const api = (url: string, http: Layer.Layer<HttpExchange>, attemptTimeout: Duration.Input) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(RetryLayer.transient({ times: 1, base: "1 millis" })),
    Layer.provide(PresenceTransport.layer({ attemptTimeout })),
    Layer.provide(Authentication.layerToken(Redacted.make("canary-token"))),
    // Not `GenesysCloud.layer`, which takes http for this machine alone.
    Layer.provide(Layer.succeed(GenesysCloud, { apiUrl: url, loginUrl: url })),
    Layer.provide(http)
  )

const connecting = (
  { direct, keeping = direct, through }: Transport,
  { isKeptAlive }: Way,
  { proxy }: Broken
): Layer.Layer<HttpExchange> | undefined => {
  if (proxy !== undefined) return through?.(proxy)
  return isKeptAlive === true ? keeping : direct
}

/** Makes a call that is repeated once where it may be; `null` when the transport cannot go that way. */
export const observe = Effect.fnUntraced(function* (
  way: Way,
  transport: Transport,
  method: Method,
  attemptTimeout: Duration.Input
) {
  const broken = yield* way.open
  const http = connecting(transport, way, broken)
  if (http === undefined) return null
  return yield* Effect.gen(function* () {
    if (way.isKeptAlive) yield* calls.GET
    yield* broken.settled ?? Effect.void
    const [bytes, received] = [broken.bytes(), broken.received()]
    const exit = yield* Effect.exit(calls[method])
    const error = Exit.isSuccess(exit) ? null : yield* Effect.flip(exit)
    return { error, received: broken.received() - received, arrived: broken.bytes() > bytes } satisfies Observation
  }).pipe(Effect.provide(api(broken.url, http, attemptTimeout)))
}, Effect.scoped)
