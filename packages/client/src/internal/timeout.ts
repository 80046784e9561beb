import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { PresenceTimeout } from "../CallError.ts"
import { AttemptTimeout, Deadline } from "./limits.ts"
import type { TransportRequest } from "../PresenceTransport.ts"
import type { Policy } from "./policy.ts"
import { reject } from "./rejection.ts"
import { within } from "./timeLimit.ts"
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

  const limitAttempts = (context: Context.Context<never>) => {
    const outer = Context.get(context, AttemptTimeout)
    return limitsAttempts ? Context.add(context, AttemptTimeout, Duration.min(outer, perAttempt)) : context
  }

  const limitCall = (context: Context.Context<never>, end: number) =>
    Context.add(limitAttempts(context), Deadline, Math.min(Context.get(context, Deadline), end))

  const outOfTime = (request: TransportRequest) =>
    reject(request, "timeout", "total", (fields) => new PresenceTimeout({ ...fields, scope: "call", limit: total }))

  return Effect.succeed((send, request) =>
    limitsCall
      ? Effect.withFiber((fiber) => {
          const end = Waiting.now(fiber) + Duration.toMillis(total)
          return within(
            Effect.updateContext(send, (context: Context.Context<never>) => limitCall(context, end)),
            total,
            () => outOfTime(request)
          )
        })
      : Effect.updateContext(send, limitAttempts)
  )
}
