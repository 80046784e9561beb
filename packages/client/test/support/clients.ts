import { NodeHttpClient } from "@effect/platform-node"
import { Authentication, GenesysCloud, HttpExchange, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Effect, Layer, Redacted } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"

/** Exchanges over a client of the platform. */
export const over = (client: Layer.Layer<HttpClient.HttpClient>): Layer.Layer<HttpExchange> =>
  Layer.provide(HttpExchange.layer, client)

/** The transports that the client is tested on over a real socket. */
export const transports: ReadonlyArray<readonly [name: string, layer: Layer.Layer<HttpExchange>]> = [
  ["fetch", over(FetchHttpClient.layer)],
  ["undici", over(NodeHttpClient.layerUndici)],
  ["undici, directly", UndiciHttpExchange.layer()],
  ["node:http", over(NodeHttpClient.layerNodeHttp)]
]

/** The URLs of the recording server as the location of the organisation. */
export const Recorded = Layer.unwrap(
  Effect.map(RecordingServer, ({ url }) => GenesysCloud.layer({ apiUrl: url, loginUrl: url }))
)

/** A client with a fixed token that talks to the recording server. */
export const recordedClient = (http: Layer.Layer<HttpExchange> = over(NodeHttpClient.layerUndici)) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make("fixed-token"))),
    Layer.provide(Recorded),
    Layer.provide(http),
    Layer.provideMerge(RecordingServer.layer)
  )
