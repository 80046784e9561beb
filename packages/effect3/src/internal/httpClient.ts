import * as FetchHttpClient3 from "@effect/platform/FetchHttpClient"
import * as HttpClient3 from "@effect/platform/HttpClient"
import type * as HttpMethod3 from "@effect/platform/HttpMethod"
import * as HttpClientRequest3 from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse3 from "@effect/platform/HttpClientResponse"
import * as HttpTraceContext3 from "@effect/platform/HttpTraceContext"
import * as Context3 from "effect/Context"
import * as Effect3 from "effect/Effect"
import * as Option3 from "effect/Option"
import * as Runtime3 from "effect/Runtime"
import * as Stream3 from "effect/Stream"
import * as Context4 from "effect4/Context"
import * as Effect4 from "effect4/Effect"
import * as Headers4 from "effect4/http/Headers"
import * as HttpClient4 from "effect4/http/HttpClient"
import * as HttpClientError4 from "effect4/http/HttpClientError"
import type * as HttpClientRequest4 from "effect4/http/HttpClientRequest"
import type * as HttpClientResponse4 from "effect4/http/HttpClientResponse"
import * as Stream4 from "effect4/Stream"
import * as Tracer4 from "effect4/Tracer"
import { Caller, outside, withRef } from "./bridge.ts"
import * as Body from "./body.ts"
import { originalOf } from "./tracing.ts"

/** Statuses whose answers have no body; a `Response` refuses one. */
const withoutBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

const requestOf = (
  { body, headers, method, url }: HttpClientRequest4.HttpClientRequest,
  span: Tracer4.AnySpan | undefined
) => {
  // The whole of it is in the text, which the client has put together.
  // The client sends with the five methods of the contract alone.
  const bare = HttpClientRequest3.make(method as HttpMethod3.HttpMethod)(url, {
    headers: { ...headers, ...(span !== undefined && HttpTraceContext3.toHeaders(asSpan(originalOf(span)))) }
  })
  // The client sends JSON and forms, which are short, and read into memory before they come here.
  return body._tag === "Uint8Array" ? HttpClientRequest3.bodyUint8Array(bare, body.body, body.contentType) : bare
}

// `toHeaders` reads three fields, which every span has, but asks for one that this process has started.
const asSpan = (span: ReturnType<typeof originalOf>) => span as Parameters<typeof HttpTraceContext3.toHeaders>[0]

/** As the client's own way through `fetch`: redirects are not followed, and nothing makes a span of its own. */
const quietly = (runtime: Runtime3.Runtime<never>): Runtime3.Runtime<never> => {
  const { context, fiberRefs, runtimeFlags } = withRef(runtime, HttpClient3.currentTracerDisabledWhen, () => true)
  // It is looked for, whether or not the type says that it is there.
  const own = Context3.getOption(
    context as Context3.Context<FetchHttpClient3.RequestInit>,
    FetchHttpClient3.RequestInit
  )
  return Runtime3.make({
    context: Context3.add(context, FetchHttpClient3.RequestInit, {
      ...Option3.getOrUndefined(own),
      redirect: "manual"
    }),
    fiberRefs,
    runtimeFlags
  }) as Runtime3.Runtime<never> // with more than it says
}

/** An answer as the client reads it. */
const responseOf = (
  request: HttpClientRequest4.HttpClientRequest,
  { headers, status, stream, text }: HttpClientResponse3.HttpClientResponse,
  runtime: Runtime3.Runtime<never>
): Effect3.Effect<HttpClientResponse4.HttpClientResponse> => {
  const failure = failed(request)
  const pieces = Stream3.catchTag(stream, "ResponseError", (error) =>
    // An empty body has no stream.
    error.reason === "EmptyBody" ? Stream3.empty : Stream3.fail(error)
  )
  const read = withoutBody.has(status)
    ? Body.makeShort(Effect3.succeed(""))
    : Body.isShort(headers)
      ? Body.makeShort(text)
      : Body.make(runtime, pieces)
  return Effect3.map(read, (body) => {
    const response = {
      request,
      status,
      headers: Headers4.fromInput(Object.entries(headers)),
      text: Effect4.mapError(body.text, failure),
      stream: Stream4.mapError(body.stream, failure)
    }
    // These are what the client reads of an answer, which nobody else gets to see.
    return response as unknown as HttpClientResponse4.HttpClientResponse
  })
}

const failed = (request: HttpClientRequest4.HttpClientRequest) => (cause: unknown) =>
  new HttpClientError4.HttpClientError({ reason: new HttpClientError4.TransportError({ request, cause }) })

/** A client of Effect 4 that sends through one of Effect 3. */
export const make = (client: HttpClient3.HttpClient): HttpClient4.HttpClient =>
  HttpClient4.makeWith<never, never, HttpClientError4.HttpClientError, never>(
    Effect4.flatMap((request) =>
      Effect4.withFiber(({ context }) => {
        const runtime = Context4.get(context, Caller)
        const span = Context4.getOrUndefined(context, Tracer4.ParentSpan)
        const answer = Effect3.flatMap(client.execute(requestOf(request, span)), (response) =>
          responseOf(request, response, runtime)
        )
        return Effect4.mapError(outside(quietly(runtime), answer), failed(request))
      })
    ),
    Effect4.succeed
  )
