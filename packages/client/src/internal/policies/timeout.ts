import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import { PresenceTimeout } from "../../PresenceError.ts"
import { finiteMillis } from "../errors/fields.ts"
import { optionsOf } from "./options.ts"
import type { Policy } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

/** Limits of time. */
export interface Options {
  /**
   * How long one request may take, from sending to the end of its answer, with no wait and no token counted. No limit by
   * default beyond the transport's own of 30 seconds; of several limits the shortest applies. A request that takes longer
   * is aborted on its socket.
   */
  readonly perAttempt?: Duration.Input | undefined
  /**
   * How long everything below may take together: waits, token and all attempts. None by default. Policies below know it,
   * and do not begin a wait that could not end within it.
   */
  readonly total?: Duration.Input | undefined
}

/** Limits the time of attempts and of calls. */
export const make = (options: Options): MakePolicy =>
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
