import type * as HttpClient3 from "@effect/platform/HttpClient"
import type * as HttpClientError3 from "@effect/platform/HttpClientError"
import * as HttpClientRequest3 from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse3 from "@effect/platform/HttpClientResponse"
import * as Effect3 from "effect/Effect"
import type * as Exit3 from "effect/Exit"
import * as Stream3 from "effect/Stream"
import * as Context4 from "effect4/Context"
import * as Exit4 from "effect4/Exit"
import type * as Headers4 from "effect4/http/Headers"
import type { HttpExchange, HttpExchangeExit, HttpExchangeResponse } from "@genesys-presence/client/HttpExchange"
import { CollectedBody } from "@genesys-presence/client/internal/http/collectedBody"
import { type Body, isKnownToFit, whole } from "@genesys-presence/client/internal/http/httpClientExchange"
import { fromCause } from "@genesys-presence/client/internal/http/transportFailure"
import { Caller, interrupting } from "./bridge.ts"
import { toExit4 } from "./cause.ts"
import { requestOf, withoutBody } from "./httpRequest.ts"
import { fork } from "./requestFiber.ts"

const readChunks = (
  { stream }: HttpClientResponse3.HttpClientResponse,
  maxBytes: number
): Effect3.Effect<Body, HttpClientError3.HttpClientError> =>
  Effect3.suspend(() => {
    const body = new CollectedBody(maxBytes)
    return stream.pipe(
      Stream3.runForEachWhile((chunk) =>
        Effect3.sync(() => {
          body.add(chunk)
          return !body.truncated
        })
      ),
      Effect3.map(() => ({ text: body.text(), truncated: body.truncated })),
      // An empty body has no stream.
      Effect3.catchIf(
        (error) => error._tag === "ResponseError" && error.reason === "EmptyBody",
        () => Effect3.succeed(whole(""))
      )
    )
  })

// They are read by their names alone, and go back to the program as they came.
const asHeaders4 = (headers: object) => headers as Headers4.Headers

const read = (
  response: HttpClientResponse3.HttpClientResponse,
  maxBytes: number
): Effect3.Effect<HttpExchangeResponse, HttpClientError3.HttpClientError> => {
  // Some clients make them anew each time.
  const { headers, status } = response
  const answer = ({ text, truncated }: Body): HttpExchangeResponse => ({
    status,
    headers: asHeaders4(headers),
    text,
    truncated
  })
  if (withoutBody.has(status)) return Effect3.succeed(answer(whole("")))
  if (!isKnownToFit(headers, maxBytes)) return Effect3.map(readChunks(response, maxBytes), answer)
  return Effect3.map(response.text, (text) => answer(whole(text)))
}

const exitOf = (exit: Exit3.Exit<HttpExchangeResponse, HttpClientError3.HttpClientError>): HttpExchangeExit =>
  Exit4.mapError(toExit4(exit), fromCause)

/**
 * Exchanges over a client of Effect 3, each on one fiber of Effect 3 that also reads the response: crossing from one
 * version to the other costs as much as a part of the request.
 */
export const make =
  (client: HttpClient3.HttpClient): HttpExchange["Service"]["start"] =>
  ({ body, headers, maxBodyBytes, method, origin, path }, context, done) => {
    const runtime = Context4.get(context, Caller)
    const bare = requestOf(method, origin + path, headers)
    const request =
      body === undefined ? bare : HttpClientRequest3.bodyText(bare, body, headers["content-type"] ?? "text/plain")
    const response = Effect3.matchEffect(client.execute(request), {
      // A client that turns statuses into failures still has the response.
      onFailure: (error: HttpClientError3.HttpClientError) =>
        error._tag === "ResponseError" && error.reason === "StatusCode"
          ? read(error.response, maxBodyBytes)
          : Effect3.fail(error),
      onSuccess: (received: HttpClientResponse3.HttpClientResponse) => read(received, maxBodyBytes)
    })
    const fiber = fork(runtime, response)
    fiber.addObserver((exit) => done(exitOf(exit)))
    return interrupting(fiber)
  }
