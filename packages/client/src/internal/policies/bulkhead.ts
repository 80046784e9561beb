import * as Result from "effect/Result"
import { PresenceBulkheadFull } from "../../PresenceError.ts"
import type { BulkheadOptions } from "../../RetryOptions.ts"
import type { Call } from "./engine.ts"
import { optionsOf } from "./options.ts"
import { PermitQueue } from "./permitQueue.ts"
import { type Policy, refuse, wait } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

const full = (call: Call, reason: PresenceBulkheadFull["reason"]) =>
  refuse(new PresenceBulkheadFull({ ...call.fields, reason }), reason)

/** Admits a number of requests at a time, first come, first served. */
export const make = (options: BulkheadOptions = {}): MakePolicy =>
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
