import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { PresenceTimeout } from "../CallError.ts"
import { AttemptTimeout, Deadline } from "./limits.ts"
import type { TransportRequest } from "../PresenceTransport.ts"
import { holdsNothing, type Passage, type Policy, type Sent } from "./policy.ts"
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
  const totalMillis = Duration.toMillis(total)

  const limitAttempts = (context: Context.Context<never>) => {
    const outer = Context.get(context, AttemptTimeout)
    return limitsAttempts ? Context.add(context, AttemptTimeout, Duration.min(outer, perAttempt)) : context
  }

  const limitCall = (context: Context.Context<never>, end: number) =>
    Context.add(limitAttempts(context), Deadline, Math.min(Context.get(context, Deadline), end))

  const outOfTime = (request: TransportRequest): Sent =>
    reject(request, "timeout", "total", (fields) => new PresenceTimeout({ ...fields, scope: "call", limit: total }))

  const onlyAttempts = (send: Sent): Sent => Effect.updateContext(send, limitAttempts)

  const until = (end: number, send: Sent, request: TransportRequest): Sent =>
    Effect.withFiber((fiber) =>
      within(
        Effect.updateContext(send, (context: Context.Context<never>) => limitCall(context, end)),
        Math.max(0, end - Waiting.now(fiber)),
        outOfTime(request)
      )
    )

  const passage: Passage = { answered: holdsNothing, leave: holdsNothing, rest: onlyAttempts }

  return Effect.succeed({
    around: (send, request) =>
      limitsCall
        ? Effect.withFiber((fiber) => until(Waiting.now(fiber) + totalMillis, send, request))
        : onlyAttempts(send),
    letThrough: (_request, _fiber, limits) => {
      limits.limitAttempt(perAttempt)
      if (!limitsCall) return passage
      const end = limits.now + totalMillis
      limits.endAt(end, outOfTime)
      return { ...passage, rest: (send, request) => until(end, send, request) }
    }
  })
}
