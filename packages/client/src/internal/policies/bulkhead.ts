import type * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import { PresenceBulkheadFull } from "../../PresenceError.ts"
import type { Call } from "./engine.ts"
import { optionsOf } from "./options.ts"
import { PermitQueue } from "./permitQueue.ts"
import { type Policy, refuse, wait } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

/** Limits of what is in flight. */
export interface Options {
  /** How many requests may be in flight; 50 by default, what one HTTP/1.1 connection pool serves without queueing of its own. */
  readonly limit?: number | undefined
  /**
   * How many calls may wait for a place; 10,000 by default, far beyond a healthy queue and a few megabytes. The next one
   * fails at once with `PresenceBulkheadFull`.
   */
  readonly maxQueue?: number | undefined
  /**
   * How long a call may wait for a place; 30 seconds by default, as long as one request may take. After that it fails
   * with `PresenceBulkheadFull`.
   */
  readonly maxWait?: Duration.Input | undefined
}

const full = (call: Call, reason: PresenceBulkheadFull["reason"]) =>
  refuse(new PresenceBulkheadFull({ ...call.fields, reason }), reason)

/** Admits a number of requests at a time, first come, first served. */
export const make = (options: Options = {}): MakePolicy =>
  Result.gen(function* () {
    const check = optionsOf("bulkhead")
    const limit = yield* check.count("limit", options.limit ?? 50, { least: 1 })
    const maxQueue = yield* check.count("maxQueue", options.maxQueue ?? 10_000, { least: 0, infinite: true })
    const maxWait = yield* check.duration("maxWait", options.maxWait ?? "30 seconds")

    return (): Policy => {
      const permits = new PermitQueue<Call>(limit)
      return {
        name: "bulkhead",
        admit: (call, now) => {
          const known = permits.untilOf(call)
          const until = known ?? now + maxWait
          if (permits.acquire(call, until)) return undefined
          if (known === undefined) {
            if (permits.waiting >= maxQueue) return full(call, "QueueFull")
            permits.enqueue(call, until)
          }
          return now >= until ? full(call, "MaxWait") : wait(until, "limit")
        },
        release: (call) => permits.release(call)
      }
    }
  })
