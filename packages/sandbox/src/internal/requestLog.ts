import * as Effect from "effect/Effect"
import type { RequestRecord } from "../RequestRecord.ts"

/** What the sandbox remembers of the requests that it answered. */
export interface RequestLog {
  readonly add: (record: RequestRecord) => Effect.Effect<void>
  /** The latest requests, the oldest first. */
  readonly recent: Effect.Effect<ReadonlyArray<RequestRecord>>
}

const kept = 10_000

/** At first there was no request. */
export const makeRequestLog = (): RequestLog => {
  let records: Array<RequestRecord> = []
  return {
    add: (record) =>
      Effect.sync(() => {
        records.push(record)
        // Cut rarely: cutting at every request would copy the whole list each time.
        if (records.length === 2 * kept) records = records.slice(kept)
      }),
    recent: Effect.sync(() => records.slice(-kept))
  }
}
