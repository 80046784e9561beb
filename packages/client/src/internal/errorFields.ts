import * as Contract from "@genesys-presence/models/Contract"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"

const OperationName: Schema.Literals<ReadonlyArray<Contract.OperationName>> = Schema.Literals(Contract.operationNames)

/** A length of time, as milliseconds in JSON, which has no infinity. */
export const FiniteDuration = Schema.DurationFromMillis.check(
  Schema.makeFilter((duration) => Number.isSafeInteger(Math.ceil(Duration.toMillis(duration))), {
    expected: "a finite duration"
  })
)

/** Which call failed. */
export const call = {
  /** The operation, under the API's own name. */
  operation: OperationName,
  method: Schema.Literals(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  /** The path with its parameters in braces, not filled in: ids stay out of logs. */
  path: Schema.String
}

/** What had happened by then. */
export const progress = {
  /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
  attempts: Schema.Int,
  /** How long the call took, from its start to this error. */
  elapsed: FiniteDuration
}

/** What the answer said. */
export const answer = {
  /** What to tell Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
  correlationId: Schema.optionalKey(Schema.String)
}

/** How long the other side asks to wait. */
export const retryAfter = Schema.optionalKey(FiniteDuration)
