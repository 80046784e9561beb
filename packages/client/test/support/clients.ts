import { NodeHttpClient } from "@effect/platform-node"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import * as UndiciHttpClient from "@genesys-presence/client/UndiciHttpClient"
import { Effect, Layer, Redacted } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { RecordingServer } from "./recordingServer.ts"

/** The transports that the client is tested on over a real socket. */
export const transports: ReadonlyArray<readonly [name: string, layer: Layer.Layer<HttpClient.HttpClient>]> = [
  ["fetch", FetchHttpClient.layer],
  ["undici", NodeHttpClient.layerUndici],
  ["buffered undici", UndiciHttpClient.layer],
  ["node:http", NodeHttpClient.layerNodeHttp]
]

/** The URLs of the recording server as the location of the organisation. */
export const Recorded = Layer.unwrap(
  Effect.map(RecordingServer, ({ url }) => GenesysCloud.layer({ apiUrl: url, loginUrl: url }))
)

/** A client with a fixed token that talks to the recording server. */
export const recordedClient = (http: Layer.Layer<HttpClient.HttpClient> = NodeHttpClient.layerUndici) =>
  PresenceClient.layer.pipe(
    Layer.provide(PresenceTransport.layer),
    Layer.provide(Authentication.layerToken(Redacted.make("fixed-token"))),
    Layer.provide(Recorded),
    Layer.provide(http),
    Layer.provideMerge(RecordingServer.layer)
  )
