import * as FetchHttpClient3 from "@effect/platform/FetchHttpClient"
import * as HttpClient3 from "@effect/platform/HttpClient"
import type * as HttpMethod3 from "@effect/platform/HttpMethod"
import * as HttpClientRequest3 from "@effect/platform/HttpClientRequest"
import * as HttpTraceContext3 from "@effect/platform/HttpTraceContext"
import * as Context3 from "effect/Context"
import * as Effect3 from "effect/Effect"
import * as Option3 from "effect/Option"
import * as Stream3 from "effect/Stream"
import * as Context4 from "effect4/Context"
import * as Effect4 from "effect4/Effect"
import * as HttpClient4 from "effect4/http/HttpClient"
import * as HttpClientError4 from "effect4/http/HttpClientError"
import type * as HttpClientRequest4 from "effect4/http/HttpClientRequest"
import * as HttpClientResponse4 from "effect4/http/HttpClientResponse"
import * as Tracer4 from "effect4/Tracer"
import { Caller, toEffect4 } from "./bridge.ts"
import { originalOf } from "./tracing.ts"

/** Statuses whose answers have no body; a `Response` refuses one. */
const withoutBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

const requestOf = (
  { body, headers, method }: HttpClientRequest4.HttpClientRequest,
  url: URL,
  span: Tracer4.AnySpan | undefined
) => {
  // As a text: a `URL` would be taken apart, and its query put together with other escapes.
  // The client sends with the five methods of the contract alone.
  const bare = HttpClientRequest3.make(method as HttpMethod3.HttpMethod)(url.href, {
    headers: { ...headers, ...(span !== undefined && HttpTraceContext3.toHeaders(asSpan(originalOf(span)))) }
  })
  // The client sends JSON and forms, which are short, and read into memory before they come here.
  return body._tag === "Uint8Array" ? HttpClientRequest3.bodyUint8Array(bare, body.body, body.contentType) : bare
}

// `toHeaders` reads three fields, which every span has, but asks for one that this process has started.
const asSpan = (span: ReturnType<typeof originalOf>) => span as Parameters<typeof HttpTraceContext3.toHeaders>[0]

/** As the client's own way through `fetch`: redirects are not followed, and nothing makes a span of its own. */
const quietly = <A, E>(effect: Effect3.Effect<A, E>): Effect3.Effect<A, E> =>
  Effect3.mapInputContext(
    Effect3.locally(effect, HttpClient3.currentTracerDisabledWhen, () => true),
    (context) =>
      Context3.add(context, FetchHttpClient3.RequestInit, {
        ...Option3.getOrUndefined(
          Context3.getOption(context as Context3.Context<FetchHttpClient3.RequestInit>, FetchHttpClient3.RequestInit)
        ),
        redirect: "manual"
      })
  )

/** A client of Effect 4 that sends through one of Effect 3. */
export const make = (client: HttpClient3.HttpClient): HttpClient4.HttpClient =>
  HttpClient4.make((request, url, _signal, fiber) => {
    const runtime = Context4.get(fiber.context, Caller)
    const span = Context4.getOrUndefined(fiber.context, Tracer4.ParentSpan)
    const exchanged = Effect3.map(client.execute(requestOf(request, url, span)), ({ headers, status, stream }) =>
      HttpClientResponse4.fromWeb(
        request,
        new Response(withoutBody.has(status) ? null : Stream3.toReadableStreamRuntime(stream, runtime), {
          status,
          headers
        })
      )
    )
    return Effect4.mapError(
      toEffect4(runtime, quietly(exchanged)),
      (cause) =>
        new HttpClientError4.HttpClientError({ reason: new HttpClientError4.TransportError({ request, cause }) })
    )
  })
