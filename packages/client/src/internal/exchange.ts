import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type * as Headers from "effect/http/Headers"
import * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { CollectedBody } from "./collectedBody.ts"
import { fromCause, type TransportFailure } from "./transportFailure.ts"

/** An answer that has been read to its end, or to the limit. */
export interface Answer {
  readonly status: number
  readonly headers: Headers.Headers
  readonly text: string
  /** Whether the body was longer than the limit; `text` then holds as much of its beginning as an error keeps. */
  readonly truncated: boolean
}

/** What is read of a body. */
export type Body = Pick<Answer, "text" | "truncated">

/** Whether a body is known to be no longer than may be read, so that its pieces need not be counted. */
export const isKnownToFit = (headers: Readonly<Record<string, string | undefined>>, maxBytes: number): boolean =>
  // A compressed body is longer than it says.
  headers["content-encoding"] === undefined && Number(headers["content-length"]) <= maxBytes

/** A body that was read at once. */
export const whole = (text: string): Body => ({ text, truncated: false })

/** Reads a body whose length is unknown, and stops the connection when it grows over the limit. */
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
): Effect.Effect<Body, HttpClientError.HttpClientError> => {
  return isKnownToFit(headers, maxBytes) ? Effect.map(response.text, whole) : readChunks(response, maxBytes)
}

const read = (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
): Effect.Effect<Answer, HttpClientError.HttpClientError> => {
  const { headers } = response
  return Effect.map(readBody(response, headers, maxBytes), (body) => ({ status: response.status, headers, ...body }))
}

/** A client of `fetch` must not follow redirects; no client is to make a span of its own. */
const quietly = (context: Context.Context<never>): Context.Context<never> =>
  context.pipe(
    Context.add(HttpClient.TracerDisabledWhen, () => true),
    Context.add(FetchHttpClient.RequestInit, {
      ...Context.getOrUndefined(context, FetchHttpClient.RequestInit),
      redirect: "manual"
    })
  )

/**
 * Sends one request and reads its answer, whatever the status.
 *
 * Redirects are not followed: `fetch` would send the body of a token request on to another origin. The client's own
 * spans are switched off, since they would carry filled-in paths; ours stand around the call.
 */
export const exchange = (
  client: HttpClient.HttpClient,
  request: HttpClientRequest.HttpClientRequest,
  maxBytes: number
): Effect.Effect<Answer, TransportFailure> =>
  client.execute(request).pipe(
    Effect.matchEffect({
      // A client that turns statuses into failures still has the answer.
      onFailure: (error) => (error.response === undefined ? Effect.fail(error) : read(error.response, maxBytes)),
      onSuccess: (response) => read(response, maxBytes)
    }),
    Effect.mapError((error) =>
      error.reason._tag === "InvalidUrlError" || error.reason._tag === "EncodeError"
        ? { reason: "Unknown" as const, code: error.reason._tag, sent: "no" as const }
        : fromCause(error.reason)
    ),
    Effect.updateContext(quietly)
  )
