import { ErrorBody } from "@genesys-presence/models/ErrorBody"
import * as Contract from "@genesys-presence/models/Contract"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import type { CallErrorFields, OperationNameSchema, StatusErrorFields } from "../../PresenceError.ts"
import type { TransportRequest } from "../../PresenceTransport.ts"

export const OperationName: OperationNameSchema = Schema.Literals(Contract.operationNames)

export const Method = Schema.Literals(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])

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

/** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
export const correlationId = Schema.optionalKey(Schema.String)

/** How long the other side asks to wait. */
export const retryAfter = Schema.optionalKey(FiniteDuration)

/** What every error of a call carries. All but the operation have a default, for errors that a test constructs. */
export const base = ({
  attempts = 1,
  executed
}: {
  readonly attempts?: number
  readonly executed: boolean
}): CallErrorFields => ({
  operation: OperationName,
  method: Method.pipe(Schema.withConstructorDefault(Effect.succeed("GET" as const))),
  path: Schema.String.pipe(Schema.withConstructorDefault(Effect.succeed(""))),
  attempts: Schema.Int.pipe(Schema.withConstructorDefault(Effect.succeed(attempts))),
  elapsed: FiniteDuration.pipe(Schema.withConstructorDefault(Effect.succeed(Duration.zero))),
  mayHaveBeenExecuted: Schema.Boolean.pipe(Schema.withConstructorDefault(Effect.succeed(executed))),
  retryAfter
})

/** Adds the method and the path of the operation. */
export const withOperation = <A extends { readonly operation?: Contract.OperationName }>(input: A): A => {
  const definition = input.operation === undefined ? undefined : Contract.contract[input.operation]
  return definition === undefined ? input : { method: definition.method, path: definition.path, ...input }
}

/** What the error of a status carries. */
export const statusFields = (status: number, executed: boolean): StatusErrorFields => ({
  ...base({ executed }),
  correlationId,
  status: Schema.Int.pipe(Schema.withConstructorDefault(Effect.succeed(status))),
  code: Schema.optionalKey(Schema.String),
  body: Schema.optionalKey(ErrorBody),
  text: Schema.optionalKey(Schema.String)
})

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
