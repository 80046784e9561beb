import type { OperationName } from "@genesys-presence/models/Contract"
import * as Effect from "effect/Effect"
import { createHash } from "node:crypto"
import type { LedgerEntry } from "../../LedgerEntry.ts"
import { excerpt } from "./excerpt.ts"

/** A write that came. */
interface Write {
  readonly operation: OperationName
  readonly path: string
  readonly body: string
  readonly correlationId: string
}

/** What came of all writes. */
export interface Ledger {
  /** Remembers that a write came; what it gives counts each time that the write was carried out. */
  readonly arrived: (write: Write) => Effect.Effect<Effect.Effect<void>>
  readonly entries: Effect.Effect<ReadonlyArray<LedgerEntry>>
  readonly clear: Effect.Effect<void>
}

interface Entry extends LedgerEntry {
  applied: number
  correlationIds: ReadonlyArray<string>
}

const shownCharacters = 200
const keptIds = 100

/** A long body stands in the key by its hash, so that the ledger stays small. */
const keyOf = ({ body, operation, path }: Write): string =>
  JSON.stringify([
    operation,
    path,
    body.length <= shownCharacters ? body : createHash("sha256").update(body).digest("hex")
  ])

/** At first no write came. The latest `keptEntries` are remembered. */
export const makeLedger = (keptEntries: number): Ledger => {
  const entries = new Map<string, Entry>()
  return {
    arrived: (write) =>
      Effect.sync(() => {
        const key = keyOf(write)
        const entry: Entry = entries.get(key) ?? {
          operation: write.operation,
          path: write.path,
          body: excerpt(write.body, shownCharacters),
          applied: 0,
          correlationIds: []
        }
        entry.correlationIds = [...entry.correlationIds.slice(-keptIds + 1), write.correlationId]
        entries.set(key, entry)
        const [oldest] = entries.keys()
        if (entries.size > keptEntries && oldest !== undefined) entries.delete(oldest)
        return Effect.sync(() => {
          entry.applied++
        })
      }),

    clear: Effect.sync(() => entries.clear()),

    entries: Effect.sync(() => Array.from(entries.values(), (entry) => ({ ...entry })))
  }
}
