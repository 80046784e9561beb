import type * as OpenApi from "@genesys-presence/models/OpenApi"
import * as Effect from "effect/Effect"
import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiScalar from "effect/http-api/HttpApiScalar"
import * as EffectOpenApi from "effect/http-api/OpenApi"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { OAuthClient } from "../../OAuthClient.ts"

const path = "/docs"

/** Effect's type of the options names those of older versions of Scalar only; the rest are handed on all the same. */
const options = {
  favicon: "/favicon.svg",
  defaultOpenAllTags: true,
  documentDownloadType: "json",
  // All that would lead to another server.
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  telemetry: false
} as const

/** Fills in the login, so that one button gets a token. */
const credentialsOf = ({ clientId, clientSecret }: OAuthClient) => ({
  authentication: {
    preferredSecurityScheme: "clientCredentials",
    securitySchemes: {
      clientCredentials: {
        flows: {
          clientCredentials: { "x-scalar-client-id": clientId, clientSecret: Redacted.value(clientSecret) }
        }
      }
    }
  }
})

/**
 * The document as a page to read, and to send requests from, as `client` where there is one.
 *
 * Effect brings Scalar's script, so that the page needs no other server, but makes pages of an `HttpApi` only: an empty
 * one whose document is replaced by ours.
 */
export const openApiReference = (
  document: OpenApi.Document,
  client: OAuthClient | undefined
): Effect.Effect<HttpServerResponse> => {
  const api = HttpApi.make("sandbox").annotate(EffectOpenApi.Transform, () => ({ ...document }))
  const request = HttpServerRequest.fromWeb(new Request(`http://localhost${path}`))
  return Effect.gen(function* () {
    const router = yield* HttpRouter.make
    yield* HttpApiScalar.layer(api, { path, scalar: { ...options, ...(client && credentialsOf(client)) } }).pipe(
      Layer.provide(Layer.succeed(HttpRouter.HttpRouter, router)),
      Layer.build
    )
    return yield* router.asHttpEffect()
  }).pipe(
    Effect.scoped,
    Effect.provideService(HttpServerRequest.HttpServerRequest, request),
    // The route is there: it was added a line above.
    Effect.orDie
  )
}
