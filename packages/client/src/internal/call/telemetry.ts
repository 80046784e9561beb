import type { OperationName } from "@genesys-presence/models/Contract"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Cause from "effect/Cause"
import type * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as Tracer from "effect/Tracer"
import type { PresenceAuthenticationError, PresenceError } from "../../PresenceError.ts"
import type { TransportRequest } from "../../PresenceTransport.ts"
import { errorOf } from "../policies/engine.ts"

/** In seconds. The lower ones are what OpenTelemetry advises for requests; calls also wait and repeat. */
const boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 180]

const duration = Metric.histogram("genesys_presence_call_duration_seconds", {
  description: "How long calls took, waits and all attempts included",
  boundaries
})

const outcomeOf = (exit: Exit.Exit<unknown, PresenceError>): string => {
  if (Exit.isSuccess(exit)) return "success"
  return errorOf(exit.cause)?._tag ?? (Cause.hasInterruptsOnly(exit.cause) ? "interrupted" : "defect")
}

/** Counts and times the calls of one operation by their outcome. The series are made once, and updated without a fiber. */
export const measuring = (operation: OperationName) => {
  const byOutcome = new Map<string, Metric.Histogram<number>>()
  const seriesOf = (outcome: string): Metric.Histogram<number> => {
    const known = byOutcome.get(outcome)
    if (known !== undefined) return known
    const series = Metric.withAttributes(duration, { operation, outcome })
    byOutcome.set(outcome, series)
    return series
  }
  return <A, E extends PresenceError>(
    call: Effect.Effect<A, E>,
    startedAt: bigint,
    clock: Clock.Clock,
    fiber: Fiber.Fiber<unknown, unknown>
  ): Effect.Effect<A, E> =>
    Effect.onExit(call, (exit) => {
      const seconds = Number(clock.monotonicTimeNanosUnsafe() - startedAt) / 1e9
      seriesOf(outcomeOf(exit)).updateUnsafe(seconds, fiber.context)
      return Effect.void
    })
}

/** The attributes of a host that OpenTelemetry requires of the spans of clients. */
export const serverAttributes = (url: string): Readonly<Record<string, unknown>> => {
  const { hostname, port, protocol } = new URL(url)
  return { "server.address": hostname, "server.port": port === "" ? (protocol === "http:" ? 80 : 443) : Number(port) }
}

/**
 * How something ended, for its span: tracers show the message of an error, and that of ours quotes the server, which may name
 * a user. A defect may quote anything.
 */
const shownExit = (exit: Exit.Exit<unknown, unknown>, what: string, error: PresenceError | undefined) => {
  if (Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause)) return exit
  const status = error !== undefined && "status" in error ? error.status : undefined
  const shown = new Error(`${what}: ${status ?? error?._tag ?? "defect"}`)
  shown.name = error?._tag ?? "Defect"
  return Exit.fail(shown)
}

/**
 * A span around an effect, of the kind of clients. Of an error it shows the tag and the status, and what `onEnd` adds.
 * Ids, messages and headers stay out of it.
 */
const spanned = <A, E extends PresenceError, R>(
  self: Effect.Effect<A, E, R>,
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  onEnd: (span: Tracer.Span, error: E | undefined) => void
): Effect.Effect<A, E, R> =>
  // Uninterruptible up to `onExit`, so that every span that was made is ended.
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.makeSpan(name, { kind: "client", attributes }), (span) =>
      restore(self).pipe(
        Effect.withParentSpan(span, { captureStackTrace: false }),
        Effect.onExit((exit) =>
          Effect.map(Clock.currentTimeNanos, (now) => {
            const error = Exit.isFailure(exit) ? errorOf(exit.cause) : undefined
            onEnd(span, error)
            span.end(now, shownExit(exit, name, error))
          })
        )
      )
    )
  )

/** A span around a call, with the attributes that OpenTelemetry names for HTTP clients. The path is the template. */
export const traced = <A, E extends PresenceError, R>(
  call: Effect.Effect<A, E, R>,
  { call: state, definition, operation }: TransportRequest,
  attributes: Readonly<Record<string, unknown>>
): Effect.Effect<A, E, R> =>
  spanned(
    call,
    `PresenceClient.${operation}`,
    { ...attributes, "http.request.method": definition.method, "url.template": definition.path },
    (span, error) => {
      if (error !== undefined) span.attribute("error.type", error._tag)
      if (error !== undefined && "correlationId" in error) {
        span.attribute("genesys.correlation_id", error.correlationId)
      }
      if (state.status !== undefined) span.attribute("http.response.status_code", state.status)
      if (state.attempts > 1) span.attribute("http.request.resend_count", state.attempts - 1)
    }
  )

/** A span around a request for a token. */
export const tracedLogin = <A, R>(
  login: Effect.Effect<A, PresenceAuthenticationError, R>,
  loginUrl: string
): Effect.Effect<A, PresenceAuthenticationError, R> =>
  spanned(
    login,
    "Authentication.token",
    { ...serverAttributes(loginUrl), "http.request.method": "POST", "url.template": "/oauth/token" },
    (span, error) => {
      if (error !== undefined) span.attribute("error.type", error.reason)
    }
  )

/** A collector keeps no more links of one span by default. */
const maxLinks = 128

/** Links the span of a call with the spans of those who wait for it. */
export const linkedWith =
  (waiting: ReadonlyArray<{ readonly context: Context.Context<never> }>) =>
  <A, E, R>(call: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const spans = new Set<Tracer.AnySpan>()
    for (const { context } of waiting) {
      const span = Context.getOrUndefined(context, Tracer.ParentSpan)
      if (span !== undefined && spans.size < maxLinks) spans.add(span)
    }
    return spans.size === 0 ? call : Effect.linkSpans(call, Array.from(spans))
  }

type Labels = Readonly<Record<string, string>>

/** Puts labels on all metrics and spans of an effect. */
export const labelled =
  (labels: Labels) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    self.pipe(
      Effect.updateService(Metric.CurrentMetricAttributes, (outer) => ({ ...outer, ...labels })),
      Effect.annotateSpans(labels)
    )

/** The same for what a layer does in the background. */
export const labelledLayer = <A, E, R>(labels: Labels, layer: Layer.Layer<A, E, R>): Layer.Layer<A, E, R> =>
  Layer.effectContext(labelled(labels)(Effect.flatMap(Effect.scope, (scope) => Layer.buildWithScope(layer, scope))))
