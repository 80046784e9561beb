import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import { PresenceTooManyRequests, retryAfter, type StatusError } from "../../PresenceError.ts"
import type { RateLimitedOptions } from "../../RetryOptions.ts"
import { finiteMillis } from "../errors/fields.ts"
import type { Call } from "./engine.ts"
import { kindOf } from "./failureKind.ts"
import { optionsOf } from "./options.ts"
import { type Policy, refuse, sendAgain, wait } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

/** For a call that was not sent itself: the 429 that closed the gate, as an error of this call. */
const refusedBy = (call: Call, { body, code, correlationId }: StatusError, millis: number) =>
  new PresenceTooManyRequests({
    ...call.fields,
    status: 429,
    ...(code !== undefined && { code }),
    ...(body !== undefined && { body }),
    ...(correlationId !== undefined && { correlationId }),
    retryAfter: finiteMillis(millis)
  })

/**
 * Waits after a 429 and sends again, whatever the method: a request that was refused was not executed. All calls wait at
 * one gate.
 */
export const make = (options: RateLimitedOptions = {}): MakePolicy =>
  Result.gen(function* () {
    const check = optionsOf("rateLimited")
    const maxWait = yield* check.duration("maxWait", options.maxWait ?? "2 minutes")
    const spread = yield* check.duration("spread", options.spread ?? "1 second", { finite: true })
    const base = yield* check.duration("base", options.base ?? "1 second", { finite: true, least: 1 })
    const probeEvery = yield* check.duration("probeEvery", options.probeEvery ?? "5 minutes", { least: 1 })
    const cap = yield* check.duration("cap", options.cap ?? "30 seconds", { least: 1 })

    return () => {
      /** When the gate opens, and the error that closed it. */
      let closed: { readonly until: number; readonly by: StatusError } | undefined
      /** When the next call is sent although the gate is closed, and the one that was. */
      let probeAt = Infinity
      let probe: Call | undefined
      /** How many times in a row the gate was closed. */
      let closings = 0
      /** When each call that waits at the gate goes on. */
      const waiting = new Map<Call, number>()

      const close = (error: StatusError, now: number) => {
        const until = closed?.until ?? -Infinity
        // Calls that were in flight when the gate closed are refused too; that is one closing, not many.
        if (now >= until) closings += 1
        const asked = retryAfter(error)
        const askedMillis = asked === undefined ? 0 : Duration.toMillis(asked)
        // A success of a call that was in flight may have reset the count.
        const backoff = askedMillis >= base ? 0 : Math.min(cap, base * 2 ** Math.max(0, closings - 1))
        const opens = now + Math.max(askedMillis, backoff)
        if (opens <= until) return
        closed = { until: opens, by: error }
        probeAt = now + probeEvery
      }

      const policy: Policy = {
        name: "rateLimited",
        admit: (call, now) => {
          if (closed === undefined || probe === call) return undefined
          const goesOn = waiting.get(call) ?? -Infinity
          if (now < goesOn) return wait(goesOn, "gate", goesOn - now)
          // The gate may have been closed again in the meantime.
          const left = closed.until - now
          if (left <= 0) return undefined
          if (now >= probeAt && probe === undefined) {
            probe = call
            probeAt = now + probeEvery
            return undefined
          }
          const until = call.plan(now, left, spread * call.random, maxWait - call.count(policy))
          if (until === undefined) return refuse(refusedBy(call, closed.by, left), "wait")
          call.addCount(policy, until - now)
          waiting.set(call, until)
          return wait(until, call.isOwnRetry ? "429" : "gate", until - now)
        },
        settle: (call, { error, response }, now) => {
          if (response !== undefined) closings = 0
          if (call === probe) {
            probe = undefined
            // The answer to a probe counts, and not the 429 that closed the gate.
            if (response !== undefined || (error !== undefined && "status" in error)) closed = undefined
          }
          if (error === undefined || kindOf(error) !== "rateLimit") return undefined
          // Its kind tells that it has a status.
          close(error as StatusError, now)
          return sendAgain(now)
        },
        release: (call) => {
          waiting.delete(call)
          if (probe === call) probe = undefined
        }
      }
      return policy
    }
  })
