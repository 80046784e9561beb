import type * as Duration from "effect/Duration"
import type { PresenceError } from "../../PresenceError.ts"
import type { ErrorFields } from "./fields.ts"

/** What may differ in the copy of an error. */
interface Changes extends Partial<ErrorFields> {
  readonly retryAfter?: Duration.Duration
}

/** A copy of an error with other fields: one that several callers share is given the state of each call. */
export const copyWith = <E extends PresenceError>(error: E, changes: Changes): E => {
  // The classes of schemas take the fields of an instance, and none of ours has another constructor.
  const Class = error.constructor as new (fields: object) => E
  return new Class({ ...error, ...changes })
}
