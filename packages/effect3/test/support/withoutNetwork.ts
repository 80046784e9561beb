import { HttpClient, HttpClientResponse } from "@effect/platform"
import {
  Authentication,
  GenesysCloud,
  PresenceClient,
  PresenceTransport,
  type PresenceTransportOptions,
  RetryLayer
} from "@genesys-presence/effect3"
import { Effect, Layer, Redacted } from "effect"

export const token = "canary-token-4711"

/** A client of the program's own, without a network. */
export const http = (answer: (path: string, headers: Readonly<Record<string, string>>) => Effect.Effect<Response>) =>
  Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request, url) =>
      Effect.map(answer(url.pathname, request.headers), (response) => HttpClientResponse.fromWeb(request, response))
    )
  )

export const json = (value: unknown, status = 200) =>
  Effect.sync(() => {
    const body = JSON.stringify(value)
    return new Response(body, { status, headers: { "content-length": String(body.length) } })
  })

export const client = (
  transport: Layer.Layer<HttpClient.HttpClient>,
  policies: RetryLayer.PolicyLayer = RetryLayer.compose(),
  options: PresenceTransportOptions = {}
) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(policies),
    Layer.provide(PresenceTransport.layer(options)),
    Layer.provide(Authentication.layerToken(Redacted.make(token))),
    Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
    Layer.provide(transport)
  )

export const kinds = Effect.flatMap(PresenceClient, (presence) => presence.getSystempresences())
