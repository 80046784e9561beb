import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { RequestRecord } from "../../RequestRecord.ts"

interface Kept extends Omit<RequestRecord, "at"> {
  /** In milliseconds since 1970: a date for each request would cost more than the rest of its record. */
  readonly atMillis: number
}

/** What the sandbox remembers of the requests that it answered. */
export interface RequestLog {
  readonly add: (record: Kept) => Effect.Effect<void>
  /** The latest requests, the oldest first. */
  readonly recent: Effect.Effect<ReadonlyArray<RequestRecord>>
  readonly clear: Effect.Effect<void>
}

const recordOf = ({ atMillis, ...record }: Kept): RequestRecord => ({ ...record, at: DateTime.makeUnsafe(atMillis) })

/** At first there was no request. The latest `kept` are remembered, and `onRequest` is called for each. */
export const makeRequestLog = (
  kept: number,
  onRequest: ((record: RequestRecord) => Effect.Effect<void>) | undefined
): RequestLog => {
  let records: Array<Kept> = []
  return {
    add: (record) =>
      Effect.suspend(() => {
        records.push(record)
        // Cut rarely: cutting at every request would copy the whole list each time.
        if (records.length >= 2 * kept) records = records.slice(-kept)
        return onRequest === undefined ? Effect.void : onRequest(recordOf(record))
      }),
    clear: Effect.sync(() => {
      records = []
    }),
    recent: Effect.sync(() => records.slice(-kept).map(recordOf))
  }
}
