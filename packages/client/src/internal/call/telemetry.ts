import type { OperationName } from "@genesys-presence/models/Contract"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Cause from "effect/Cause"
import type * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as Option from "effect/Option"
import type { PresenceError } from "../../PresenceError.ts"
import type { TransportRequest } from "../../PresenceTransport.ts"

/** In seconds. The lower ones are what OpenTelemetry advises for requests; calls also wait and repeat. */
const boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 180]

const duration = Metric.histogram("genesys_presence_call_duration_seconds", {
  description: "How long calls took, waits and all attempts included",
  boundaries
})

const outcomeOf = (exit: Exit.Exit<unknown, PresenceError>): string =>
  Exit.isSuccess(exit)
    ? "success"
    : Option.match(Cause.findErrorOption(exit.cause), {
        onNone: () => (Cause.hasInterruptsOnly(exit.cause) ? "interrupted" : "defect"),
        onSome: ({ _tag }) => _tag
      })

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
 * How a call ended, for its span: tracers show the message of an error, and that of ours quotes the server, which may name
 * a user.
 */
const shownExit = (exit: Exit.Exit<unknown, PresenceError>, operation: string): Exit.Exit<unknown, unknown> => {
  const error = Exit.isFailure(exit) ? Option.getOrUndefined(Cause.findErrorOption(exit.cause)) : undefined
  if (error === undefined) return exit
  const shown = new Error(`${operation}: ${"status" in error ? error.status : error._tag}`)
  shown.name = error._tag
  return Exit.fail(shown)
}

/**
 * A span around a call, with the attributes that OpenTelemetry names for HTTP clients. Ids, messages and headers stay
 * out of it: the path is the template.
 */
export const traced = <A, E extends PresenceError, R>(
  call: Effect.Effect<A, E, R>,
  { call: state, definition, operation }: TransportRequest,
  attributes: Readonly<Record<string, unknown>>
): Effect.Effect<A, E, R> =>
  Effect.flatMap(
    Effect.makeSpan(`PresenceClient.${operation}`, {
      kind: "client",
      attributes: { ...attributes, "http.request.method": definition.method, "url.template": definition.path }
    }),
    (span) =>
      call.pipe(
        Effect.withParentSpan(span, { captureStackTrace: false }),
        Effect.onExit((exit) =>
          Effect.map(Clock.currentTimeNanos, (now) => {
            const error = Exit.isFailure(exit) ? Option.getOrUndefined(Cause.findErrorOption(exit.cause)) : undefined
            if (error !== undefined) span.attribute("error.type", error._tag)
            if (error !== undefined && "correlationId" in error) {
              span.attribute("genesys.correlation_id", error.correlationId)
            }
            if (state.status !== undefined) span.attribute("http.response.status_code", state.status)
            if (state.attempts > 1) span.attribute("http.request.resend_count", state.attempts - 1)
            span.end(now, shownExit(exit, operation))
          })
        )
      )
  )

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
