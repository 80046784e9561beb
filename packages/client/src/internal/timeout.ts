import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { PresenceTimeout } from "../CallError.ts"
import { AttemptTimeout, Deadline } from "./limits.ts"
import type { Policy, Sent } from "./policy.ts"
import { reject } from "./rejection.ts"
import * as Waiting from "./waiting.ts"

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

/** Bounds the time of requests and calls. */
export const make = (options: Options): Effect.Effect<Policy> => {
  const perAttempt = Duration.fromInputUnsafe(options.perAttempt ?? Duration.infinity)
  const total = Duration.fromInputUnsafe(options.total ?? Duration.infinity)
  const limitsAttempts = Duration.isFinite(perAttempt)
  const limitsCall = Duration.isFinite(total)

  const attempts = (send: Sent): Sent =>
    limitsAttempts ? Effect.updateService(send, AttemptTimeout, (outer) => Duration.min(outer, perAttempt)) : send

  return Effect.succeed((send, request) =>
    limitsCall
      ? Effect.withFiber((fiber) => {
          const end = Waiting.now(fiber) + Duration.toMillis(total)
          return Effect.timeoutOrElse(
            Effect.updateService(attempts(send), Deadline, (outer) => Math.min(outer, end)),
            {
              duration: total,
              orElse: () =>
                reject(
                  request,
                  "timeout",
                  "total",
                  (fields) => new PresenceTimeout({ ...fields, scope: "call", limit: total })
                )
            }
          )
        })
      : attempts(send)
  )
}
