import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { PresenceBulkheadFull } from "../CallError.ts"
import type { TransportRequest } from "../PresenceTransport.ts"
import { Gate } from "./gate.ts"
import type { Policy, Sent } from "./policy.ts"
import { signal } from "./policySignals.ts"
import { reject } from "./rejection.ts"

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

/** A call's place: in flight, or in the queue. */
interface Place {
  held: boolean
  wake: () => void
}

const full = (request: TransportRequest, reason: PresenceBulkheadFull["reason"]): Sent =>
  reject(request, "bulkhead", reason, (fields) => new PresenceBulkheadFull({ ...fields, reason }))

/**
 * Admits some requests at a time, first come, first served.
 *
 * Not Effect's `Semaphore`: it has no longest queue, and giving up a wait for its permit could lose the permit that came
 * at the same moment. Here the place itself knows whether it is held, so that whoever leaves gives back what it has.
 */
export const make = (options: Options = {}): Effect.Effect<Policy> => {
  const limit = options.limit ?? 50
  const maxQueue = options.maxQueue ?? 10_000
  const maxWait = Duration.fromInputUnsafe(options.maxWait ?? "30 seconds")

  return Effect.sync(() => {
    let inFlight = 0
    const queue = new Set<Place>()

    const leave = (place: Place) => {
      if (!place.held) {
        queue.delete(place)
        return
      }
      for (const next of queue) {
        queue.delete(next)
        next.held = true
        next.wake()
        return
      }
      inFlight -= 1
    }

    const queued = (send: Sent, request: TransportRequest, place: Place): Sent => {
      queue.add(place)
      const turn = Effect.callback<void>((resume) => {
        place.wake = () => resume(Effect.void)
        // The turn may have come before anyone listened.
        if (place.held) place.wake()
      })
      return Effect.flatMap(Effect.timeoutOption(turn, maxWait), () =>
        // The turn may have come in the same moment as the end of the wait.
        place.held ? Effect.andThen(Effect.yieldNow, admitted(send, request, place)) : full(request, "MaxWait")
      )
    }

    /** Sends, unless a gate above was closed in the time of the wait: then it waits there, and without its place. */
    const admitted = (send: Sent, request: TransportRequest, place: Place): Sent =>
      Effect.withFiber((fiber) => {
        const opening = fiber.getRef(Gate).closed(request, fiber)
        if (opening === undefined) return send
        leave(place)
        place.held = false
        return Effect.flatMap(opening, () => enter(send, request, place))
      })

    const enter = (send: Sent, request: TransportRequest, place: Place): Sent =>
      Effect.withFiber((fiber) => {
        if (inFlight < limit) {
          inFlight += 1
          place.held = true
          return send
        }
        if (queue.size >= maxQueue) return full(request, "QueueFull")
        signal(fiber, request, { kind: "wait", policy: "bulkhead", reason: "limit" })
        return queued(send, request, place)
      })

    return (send, request) =>
      Effect.suspend(() => {
        const place: Place = { held: false, wake: () => undefined }
        return Effect.ensuring(
          enter(send, request, place),
          Effect.sync(() => leave(place))
        )
      })
  })
}
