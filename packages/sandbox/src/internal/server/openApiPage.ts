import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { OAuthClient } from "../../OAuthClient.ts"

/** What answers a request for the reference of the API; `undefined` for a path that is no part of it. */
export type OpenApiPage = (path: string) => Effect.Effect<HttpServerResponse.HttpServerResponse> | undefined

const headers = {
  "cache-control": "no-cache",
  // The script stands in the page itself; what it asks for can only come from the sandbox.
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'unsafe-inline' 'unsafe-eval'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff"
}

/**
 * Serves the contract as an OpenAPI document at `/openapi.json`, and as a page for people at `/docs`.
 *
 * The page is filled in with the credentials of `client`. Both are made when somebody first asks for them: the page alone brings three megabytes of script, which a test that
 * starts a sandbox must not wait for.
 */
export const makeOpenApiPage = (baseUrl: string, client: OAuthClient | undefined): Effect.Effect<OpenApiPage> =>
  Effect.gen(function* () {
    const document = yield* Effect.cached(
      Effect.promise(() => import("@genesys-presence/models/OpenApi")).pipe(
        Effect.map((OpenApi) => OpenApi.document({ serverUrl: baseUrl })),
        // Whoever asks first may go away; others wait for the same document.
        Effect.uninterruptible
      )
    )
    const json = Effect.map(document, (content) => HttpServerResponse.jsonUnsafe(content, { headers }))
    const reference = yield* Effect.cached(
      Effect.promise(() => import("./openApiReference.ts")).pipe(
        Effect.flatMap(({ openApiReference }) =>
          Effect.flatMap(document, (content) => openApiReference(content, client))
        ),
        Effect.map(HttpServerResponse.setHeaders(headers)),
        Effect.uninterruptible
      )
    )
    return (path) => {
      if (path === "/openapi.json") return json
      return path === "/docs" ? reference : undefined
    }
  })
