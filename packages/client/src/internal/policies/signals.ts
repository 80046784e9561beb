import * as Clock from "effect/Clock"
import type * as Fiber from "effect/Fiber"
import * as Metric from "effect/Metric"
import type { TransportRequest } from "../../PresenceTransport.ts"

const counters = {
  retry: Metric.counter("genesys_presence_retries_total", {
    description: "Requests that were sent again",
    incremental: true
  }),
  wait: Metric.counter("genesys_presence_waits_total", {
    description: "Waits before a request, that of a retry not counted",
    incremental: true
  }),
  rejection: Metric.counter("genesys_presence_rejections_total", {
    description: "Calls that a policy did not send or not send again, though they might have succeeded",
    incremental: true
  }),
  storeFailure: Metric.counter("genesys_presence_throttle_store_failures_total", {
    description: "Times that the store of the throttle could not be asked",
    incremental: true
  })
}

const waits = Metric.histogram("genesys_presence_wait_duration_seconds", {
  description: "How long each wait was to be: for a turn, for a limit, for a retry",
  boundaries: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
})

/** Which policy did something. */
export type PolicyName = "transient" | "rateLimited" | "throttle" | "circuitBreaker" | "bulkhead" | "timeout"

interface Signal {
  readonly kind: keyof typeof counters
  readonly policy: PolicyName
  /** Why, in one word. */
  readonly reason: string
  /** How long the wait will be, in milliseconds. */
  readonly wait?: number | undefined
}

/** Counts what a policy did, and notes it on the span of the call when someone traces. */
export const signal = (
  fiber: Fiber.Fiber<unknown, unknown>,
  request: TransportRequest,
  { kind, policy, reason, wait }: Signal
): void => {
  const attributes = { policy, operation: request.operation }
  Metric.withAttributes(counters[kind], attributes).updateUnsafe(1, fiber.context)
  if (wait !== undefined) Metric.withAttributes(waits, attributes).updateUnsafe(wait / 1000, fiber.context)
  const { span } = fiber.cache
  if (span?._tag !== "Span") return
  span.event(`genesys_presence_${kind}`, fiber.getRef(Clock.Clock).currentTimeNanosUnsafe(), {
    policy,
    reason,
    ...(wait !== undefined && { wait_ms: wait })
  })
}
