import type { Contract, OperationName } from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import type * as Effect from "effect/Effect"
import type { Refusal } from "./refusal.ts"

/** What carries out one operation. */
export type OperationHandler<Name extends OperationName> = (
  input: Operation.Parameters<Contract[Name]>
) => Effect.Effect<Operation.Success<Contract[Name]>, Refusal>

/** One handler for each of the named operations: a missing one does not compile. */
export type OperationHandlers<Name extends OperationName = OperationName> = {
  readonly [K in Name]: OperationHandler<K>
}
