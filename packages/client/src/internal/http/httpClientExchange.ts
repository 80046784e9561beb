import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as Headers from "effect/http/Headers"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientError from "effect/http/HttpClientError"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as UrlParams from "effect/http/UrlParams"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type {
  HttpExchange,
  HttpExchangeFailure,
  HttpExchangeRequest,
  HttpExchangeResponse
} from "../../HttpExchange.ts"
import { CollectedBody } from "./collectedBody.ts"
import { fromCause } from "./transportFailure.ts"

/** What is read of a body. */
export type Body = Pick<HttpExchangeResponse, "text" | "truncated">

/** Whether a body is known to be within the limit, so that its chunks need not be counted. */
export const isKnownToFit = (headers: Readonly<Record<string, string | undefined>>, maxBytes: number): boolean =>
  // A compressed body is longer than its content-length.
  headers["content-encoding"] === undefined && Number(headers["content-length"]) <= maxBytes

/** A body that was read at once. */
export const whole = (text: string): Body => ({ text, truncated: false })

/** Reads a body of unknown length, and closes the connection when it exceeds the limit. */
const readChunks = (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
): Effect.Effect<Body, HttpClientError.HttpClientError> =>
  Effect.suspend(() => {
    const body = new CollectedBody(maxBytes)
    return response.stream.pipe(
      Stream.runForEachWhile((chunk) =>
        Effect.sync(() => {
          body.add(chunk)
          return !body.truncated
        })
      ),
      Effect.map(() => ({ text: body.text(), truncated: body.truncated })),
      // An empty body has no stream.
      Effect.catchIf(
        (error) => error.reason._tag === "EmptyBodyError",
        () => Effect.succeed(whole(""))
      )
    )
  })

const readBody = (
  response: HttpClientResponse.HttpClientResponse,
  headers: Headers.Headers,
  maxBytes: number
): Effect.Effect<Body, HttpClientError.HttpClientError> =>
  isKnownToFit(headers, maxBytes) ? Effect.map(response.text, whole) : readChunks(response, maxBytes)

const read = (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
): Effect.Effect<HttpExchangeResponse, HttpClientError.HttpClientError> => {
  const { headers } = response
  return Effect.map(readBody(response, headers, maxBytes), (body) => ({ status: response.status, headers, ...body }))
}

/**
 * `fetch` must not follow redirects: it would send the body of a token request to another origin. The client's own spans
 * are switched off, since they would carry filled-in paths.
 */
const withoutRedirectsAndSpans = (context: Context.Context<never>): Context.Context<never> =>
  context.pipe(
    Context.add(HttpClient.TracerDisabledWhen, () => true),
    Context.add(FetchHttpClient.RequestInit, {
      ...Context.getOrUndefined(context, FetchHttpClient.RequestInit),
      redirect: "manual"
    })
  )

const requestOf = ({ body, headers, method, origin, path }: HttpExchangeRequest) => {
  const bare = HttpClientRequest.makeWith(
    method,
    origin + path,
    UrlParams.empty,
    Option.none(),
    headers,
    HttpBody.empty
  )
  return body === undefined ? bare : HttpClientRequest.bodyText(bare, body, headers["content-type"])
}

const send = (
  client: HttpClient.HttpClient,
  request: HttpExchangeRequest
): Effect.Effect<HttpExchangeResponse, HttpExchangeFailure> =>
  client.execute(requestOf(request)).pipe(
    Effect.matchEffect({
      // A client that turns statuses into failures still has the response.
      onFailure: (error) =>
        error.response === undefined ? Effect.fail(error) : read(error.response, request.maxBodyBytes),
      onSuccess: (response) => read(response, request.maxBodyBytes)
    }),
    Effect.mapError((error): HttpExchangeFailure =>
      error.reason._tag === "InvalidUrlError" || error.reason._tag === "EncodeError"
        ? { reason: "Unknown", code: error.reason._tag, sent: "no" }
        : fromCause(error.reason)
    ),
    Effect.updateContext(withoutRedirectsAndSpans)
  )

/** Exchanges over a client, each on a fiber of its own. */
export const make =
  (client: HttpClient.HttpClient): HttpExchange["Service"]["start"] =>
  (request, context, done) => {
    const fiber = Effect.runForkWith(context)(send(client, request))
    fiber.addObserver(done)
    return Fiber.interrupt(fiber)
  }
