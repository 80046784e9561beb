/**
 * What a sandbox remembers of the writes that came, so that a lost or doubled one shows.
 *
 * @since 0.1.0
 */
import { operationNames, type OperationName } from "@genesys-presence/models/Contract"
import * as Schema from "effect/Schema"

/**
 * All that came of one write: requests with the same operation, path and body are the same write.
 *
 * **Gotchas**
 *
 * The body is kept, and with it the free text of a presence.
 *
 * @category models
 * @since 0.1.0
 */
export interface LedgerEntry {
  readonly operation: OperationName
  /** The path without the query string. */
  readonly path: string
  /** The first 200 characters of the body. */
  readonly body: string
  /** How often it was carried out with success, whether the client learned of it or not. */
  readonly applied: number
  /** Of the requests that asked for it, at most the latest 100, in the order in which they came. */
  readonly correlationIds: ReadonlyArray<string>
}

/**
 * Decodes an entry.
 *
 * @category schemas
 * @since 0.1.0
 */
export const LedgerEntry: Schema.Codec<LedgerEntry> = Schema.Struct({
  operation: Schema.Literals(operationNames),
  path: Schema.String,
  body: Schema.String,
  applied: Schema.Natural,
  correlationIds: Schema.Array(Schema.String)
})
