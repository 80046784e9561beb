import * as FetchHttpClient3 from "@effect/platform/FetchHttpClient"
import * as HttpClient3 from "@effect/platform/HttpClient"
import * as HttpClientRequest3 from "@effect/platform/HttpClientRequest"
import type * as HttpMethod3 from "@effect/platform/HttpMethod"
import * as HttpTraceContext3 from "@effect/platform/HttpTraceContext"
import * as Context3 from "effect/Context"
import * as Option3 from "effect/Option"
import * as Runtime3 from "effect/Runtime"
import type * as Tracer4 from "effect4/Tracer"
import { refsWith } from "./bridge.ts"
import { originalOf } from "./tracing.ts"

/** Statuses whose answers have no body; a `Response` refuses one. */
export const withoutBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

/** A request without a body, with the trace context of the span around it. */
export const requestOf = (
  // The client sends with the five methods of the contract alone.
  method: HttpMethod3.HttpMethod,
  url: string,
  headers: Readonly<Record<string, string>>,
  span: Tracer4.AnySpan | undefined
): HttpClientRequest3.HttpClientRequest =>
  HttpClientRequest3.make(method)(url, {
    headers: span === undefined ? headers : { ...headers, ...HttpTraceContext3.toHeaders(asSpan(originalOf(span))) }
  })

// `toHeaders` reads three fields, which every span has, but asks for one that this process has started.
const asSpan = (span: ReturnType<typeof originalOf>) => span as Parameters<typeof HttpTraceContext3.toHeaders>[0]

const staying = new WeakMap<Context3.Context<never>, Context3.Context<never>>()

/** That `fetch` does not follow redirects; made once for each context. */
const stayingIn = (context: Context3.Context<never>): Context3.Context<never> => {
  const known = staying.get(context)
  if (known !== undefined) return known
  // It is looked for, whether or not the type says that it is there.
  const own = Context3.getOption(
    context as Context3.Context<FetchHttpClient3.RequestInit>,
    FetchHttpClient3.RequestInit
  )
  const made = Context3.add(context, FetchHttpClient3.RequestInit, {
    ...Option3.getOrUndefined(own),
    redirect: "manual"
  }) as Context3.Context<never> // with more than it says
  staying.set(context, made)
  return made
}

/** As the client's own way through `fetch`: redirects are not followed, and nothing makes a span of its own. */
export const quietly = ({ context, fiberRefs, runtimeFlags }: Runtime3.Runtime<never>): Runtime3.Runtime<never> =>
  Runtime3.make({
    context: stayingIn(context),
    fiberRefs: refsWith(fiberRefs, HttpClient3.currentTracerDisabledWhen, always),
    runtimeFlags
  })

const always = () => true
