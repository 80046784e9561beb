import type { OperationName } from "@genesys-presence/models/Contract"
import type * as Duration from "effect/Duration"
import { PresenceAuthenticationError } from "../CallError.ts"

/** The same failure with other fields: one that many callers share gets the operation of each, and what is left to wait. */
export const amended = (
  failure: PresenceAuthenticationError,
  changes: { readonly operation?: OperationName; readonly retryAfter?: Duration.Duration }
): PresenceAuthenticationError => {
  const { correlationId, description, error, reason, retryAfter, status } = failure
  return new PresenceAuthenticationError({
    reason,
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
    ...(description !== undefined && { description }),
    ...(correlationId !== undefined && { correlationId }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...changes
  })
}
