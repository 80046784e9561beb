import * as Contract from "@genesys-presence/models/Contract"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import type { TransportRequest } from "../../PresenceTransport.ts"

const OperationName: Schema.Literals<ReadonlyArray<Contract.OperationName>> = Schema.Literals(Contract.operationNames)

/** A length of time, as milliseconds in JSON, which has no infinity. */
export const FiniteDuration = Schema.DurationFromMillis.check(
  Schema.makeFilter((duration) => Number.isSafeInteger(Math.ceil(Duration.toMillis(duration))), {
    expected: "a finite duration"
  })
)

/** A number of milliseconds as a duration that an error can carry: whole milliseconds, rounded up, and finite. */
export const finiteMillis = (millis: number): Duration.Duration =>
  Duration.millis(Math.min(Math.max(0, Math.ceil(millis)), Number.MAX_SAFE_INTEGER))

/** The same for a wait that may be unknown. */
export const retryAfterField = (millis: number | undefined): { readonly retryAfter?: Duration.Duration } =>
  millis === undefined || Number.isNaN(millis) ? {} : { retryAfter: finiteMillis(millis) }

/** Whether the service may have executed the call; the default is for errors that a test constructs. */
export const mayHaveBeenExecuted = (byDefault: boolean) =>
  Schema.Boolean.pipe(Schema.withConstructorDefault(Effect.succeed(byDefault)))

/** What every error of a call carries. */
export const base = (executed: boolean) => ({
  /** The operation, under the API's own name. */
  operation: OperationName,
  method: Schema.Literals(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  /** The path with its parameters in braces, not filled in: ids stay out of logs. */
  path: Schema.String,
  /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
  attempts: Schema.Int,
  /** How long the call took, from its start to this error. */
  elapsed: FiniteDuration,
  /**
   * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
   * did not.
   */
  mayHaveBeenExecuted: mayHaveBeenExecuted(executed)
})

/** The same for an error that may also occur outside of a call, or before its first request. */
export const beforeSending = {
  operation: OperationName,
  method: base(false).method,
  path: Schema.String,
  attempts: Schema.Int.pipe(Schema.withConstructorDefault(Effect.succeed(0))),
  elapsed: FiniteDuration.pipe(Schema.withConstructorDefault(Effect.succeed(Duration.zero))),
  mayHaveBeenExecuted: mayHaveBeenExecuted(false)
}

/** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
export const correlationId = Schema.optionalKey(Schema.String)

/** How long the other side asks to wait. */
export const retryAfter = Schema.optionalKey(FiniteDuration)

/** The time since a reading of the monotonic clock, both in nanoseconds, to the millisecond. */
export const elapsedSince = (startedAt: bigint, now: bigint): Duration.Duration =>
  Duration.millis(Number((now - startedAt) / 1_000_000n))

/** What an error of a call says about the call. */
export type ErrorFields = ReturnType<typeof errorFields>

/** The fields of an error of a call, as the call is now. */
export const errorFields = (
  { call, definition, operation }: TransportRequest,
  fiber: Fiber.Fiber<unknown, unknown>
) => ({
  operation,
  method: definition.method,
  path: definition.path,
  attempts: call.attempts,
  elapsed: elapsedSince(call.startedAt, fiber.getRef(Clock.Clock).monotonicTimeNanosUnsafe()),
  mayHaveBeenExecuted: call.mayHaveBeenExecuted
})
