import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { PresenceBulkheadFull } from "../CallError.ts"
import type { TransportRequest } from "../PresenceTransport.ts"
import { Gate } from "./gate.ts"
import { noPlace, type Place, Places } from "./places.ts"
import type { Passage, Policy, Sent } from "./policy.ts"
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

const full = (request: TransportRequest, reason: PresenceBulkheadFull["reason"]): Sent =>
  reject(request, "bulkhead", reason, (fields) => new PresenceBulkheadFull({ ...fields, reason }))

/** Admits some requests at a time, first come, first served. */
export const make = (options: Options = {}): Effect.Effect<Policy> => {
  const limit = options.limit ?? 50
  const maxQueue = options.maxQueue ?? 10_000
  const maxWait = Duration.fromInputUnsafe(options.maxWait ?? "30 seconds")

  return Effect.sync(() => {
    const places = new Places(limit)

    /** Sends, unless a gate above was closed in the time of the wait: then it waits there, and without its place. */
    const admitted = (send: Sent, request: TransportRequest, place: Place): Sent =>
      Effect.withFiber((fiber) => {
        const opening = fiber.getRef(Gate).closed(request, fiber)
        if (opening === undefined) return send
        places.leave(place)
        return Effect.flatMap(opening, () => enter(send, request, place))
      })

    const enter = (send: Sent, request: TransportRequest, place: Place): Sent => {
      if (places.take(place)) return send
      if (places.waiting >= maxQueue) return full(request, "QueueFull")
      return Effect.withFiber((fiber) => {
        signal(fiber, request, { kind: "wait", policy: "bulkhead", reason: "limit" })
        return Effect.flatMap(Effect.timeoutOption(places.turn(place), maxWait), () =>
          // The turn may have come in the same moment as the end of the wait.
          place.held ? admitted(send, request, place) : full(request, "MaxWait")
        )
      })
    }

    const leaving = (place: Place, send: Sent): Sent =>
      Effect.onExit(send, () => {
        places.leave(place)
        return Effect.void
      })

    const passageFor = (place: Place): Passage => {
      const leave = () => places.leave(place)
      return { answered: leave, leave, rest: (send) => leaving(place, send) }
    }

    return {
      around: (send, request) =>
        Effect.suspend(() => {
          const place = noPlace()
          return leaving(place, enter(send, request, place))
        }),
      letThrough: () => {
        const place = noPlace()
        return places.take(place) ? passageFor(place) : undefined
      }
    }
  })
}
