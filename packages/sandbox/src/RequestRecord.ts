/**
 * What a sandbox remembers of the requests that it answered.
 *
 * @since 0.1.0
 */
import type { OperationName } from "@genesys-presence/models/Contract"
import type * as DateTime from "effect/DateTime"
import type { Kind } from "./Fault.ts"

/**
 * One answered request. Headers and bodies are not kept, so that no token or secret can be read from it.
 *
 * @category models
 * @since 0.1.0
 */
export interface RequestRecord {
  readonly method: string
  /** The path without the query string: at most its first 500 characters. */
  readonly path: string
  /** `undefined` for a request that is none of the contract's operations. */
  readonly operation: OperationName | undefined
  /** 0 when the connection broke before there was a status. */
  readonly status: number
  /** What the answer's `ININ-Correlation-Id` header says. */
  readonly correlationId: string
  /** When it was answered. */
  readonly at: DateTime.Utc
  /** The fault that the request had. */
  readonly fault: Kind | undefined
}
