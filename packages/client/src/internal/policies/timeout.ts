import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import { PresenceTimeout } from "../../PresenceError.ts"
import type { TimeoutOptions } from "../../RetryOptions.ts"
import { finiteMillis } from "../errors/fields.ts"
import { optionsOf } from "./options.ts"
import type { Policy } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

/** Limits the time of attempts and of calls. */
export const make = (options: TimeoutOptions): MakePolicy =>
  Result.gen(function* () {
    const check = optionsOf("timeout")
    const perAttempt = yield* check.duration("perAttempt", options.perAttempt ?? Duration.infinity, { least: 1 })
    const total = yield* check.duration("total", options.total ?? Duration.infinity)
    return (): Policy => ({
      name: "timeout",
      admit: (call, now) => {
        call.limitAttempt(perAttempt)
        call.limitTime(
          now + total,
          () => new PresenceTimeout({ ...call.fields, scope: "call", limit: finiteMillis(total) })
        )
        return undefined
      }
    })
  })
