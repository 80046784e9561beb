import type { OperationName } from "@genesys-presence/models/Contract"
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Cause from "effect/Cause"
import type * as Fiber from "effect/Fiber"
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

/**
 * A span around a call, with the attributes that OpenTelemetry names for HTTP clients. Ids, messages and headers stay
 * out of it: the path is the template.
 */
export const traced = <A, E extends PresenceError, R>(
  call: Effect.Effect<A, E, R>,
  { call: state, definition, operation }: TransportRequest
): Effect.Effect<A, E, R> =>
  call.pipe(
    Effect.tapError((error) =>
      Effect.annotateCurrentSpan({
        "error.type": error._tag,
        ...("correlationId" in error && { "genesys.correlation_id": error.correlationId })
      })
    ),
    Effect.onExit(() =>
      Effect.annotateCurrentSpan({
        ...(state.status !== undefined && { "http.response.status_code": state.status }),
        ...(state.attempts > 1 && { "http.request.resend_count": state.attempts - 1 })
      })
    ),
    Effect.withSpan(
      `PresenceClient.${operation}`,
      {
        kind: "client",
        attributes: { "http.request.method": definition.method, "url.template": definition.path }
      },
      { captureStackTrace: false }
    )
  )
