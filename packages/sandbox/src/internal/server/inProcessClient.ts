import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { Organization } from "../../Organization.ts"
import { BrokenConnectionError, wireOf } from "../http/wire.ts"

const unreachable = "ECONNREFUSED"

const broken = (request: HttpClientRequest, code: string | undefined) =>
  Effect.fail(
    new HttpClientError({ reason: new TransportError({ request, cause: new BrokenConnectionError({ code }) }) })
  )

/**
 * An HTTP client whose requests are answered by the handler without a socket. It reaches nothing but the given origin.
 * Whatever the handler takes from its surroundings, such as the clock, is what the layer was built with, as it is for a
 * server.
 */
export const inProcessClient = (
  origin: string,
  handler: Organization["handler"]
): Effect.Effect<HttpClient.HttpClient> =>
  Effect.contextWith((context: Parameters<typeof Effect.provideContext<never>>[0]) =>
    Effect.succeed(
      HttpClient.make((request, url) => {
        if (url.origin !== origin) return broken(request, unreachable)
        const serverRequest = HttpServerRequest.fromClientRequest(request)
        return handler.pipe(
          Effect.provideService(HttpServerRequest.HttpServerRequest, serverRequest),
          Effect.provideContext(context),
          Effect.flatMap((response) => {
            const seen = wireOf(response)?.seen
            if (seen?._tag === "Nothing") return Effect.never
            if (seen?._tag === "Broken") return broken(request, seen.code)
            return Effect.succeed(HttpServerResponse.toClientResponse(response, { request }))
          })
        )
      })
    )
  )
