import * as HttpClient3 from "@effect/platform/HttpClient"
import * as HttpClientRequest3 from "@effect/platform/HttpClientRequest"
import type * as HttpMethod3 from "@effect/platform/HttpMethod"
import * as HttpTraceContext3 from "@effect/platform/HttpTraceContext"
import * as FiberRefs3 from "effect/FiberRefs"
import type * as Tracer4 from "effect4/Tracer"
import { originalOf } from "./tracing.ts"

/** Statuses whose answers have no body; a `Response` refuses one. */
export const withoutBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

/** By their headers: most calls have those of the token alone, and copying them costs more than the rest. */
const bases = new WeakMap<object, HttpClientRequest3.HttpClientRequest>()

const baseOf = (
  method: HttpMethod3.HttpMethod,
  headers: Readonly<Record<string, string>>
): HttpClientRequest3.HttpClientRequest => {
  const known = bases.get(headers)
  if (known?.method === method) return known
  const made = HttpClientRequest3.make(method)("", { headers })
  bases.set(headers, made)
  return made
}

/** Whether the program lets its `HttpClient` tell a service of its traces. */
const propagates = (fiberRefs: FiberRefs3.FiberRefs, request: HttpClientRequest3.HttpClientRequest): boolean =>
  FiberRefs3.getOrDefault(fiberRefs, HttpClient3.currentTracerPropagation) &&
  !FiberRefs3.getOrDefault(fiberRefs, HttpClient3.currentTracerDisabledWhen)(request)

/** A request without a body, with the trace context of the span around it. The headers must not change after it. */
export const requestOf = (
  // The client sends with the five methods of the contract alone.
  method: HttpMethod3.HttpMethod,
  url: string,
  headers: Readonly<Record<string, string>>,
  span: Tracer4.AnySpan | undefined,
  fiberRefs: FiberRefs3.FiberRefs
): HttpClientRequest3.HttpClientRequest => {
  const request = HttpClientRequest3.setUrl(baseOf(method, headers), url)
  return span !== undefined && propagates(fiberRefs, request)
    ? HttpClientRequest3.setHeaders(request, HttpTraceContext3.toHeaders(asSpan(originalOf(span))))
    : request
}

// `toHeaders` reads three fields, which every span has, but asks for one that this process has started.
const asSpan = (span: ReturnType<typeof originalOf>) => span as Parameters<typeof HttpTraceContext3.toHeaders>[0]
