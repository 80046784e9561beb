import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type { PresenceTransport, TransportRequest, TransportResponse } from "../PresenceTransport.ts"
import { TimeLimits } from "./limits.ts"
import type { Passage, Policy, Sent } from "./policy.ts"

/** What can come of a request that is under way. */
export interface Landing {
  /** The answer that the caller waits for. */
  readonly answered: (response: TransportResponse) => void
  /** Anything else, or how it goes on. */
  readonly otherwise: (sent: Sent) => void
  /** The time of the call was over, and the request has been aborted. */
  readonly outOfTime: () => void
}

/** Makes an attempt; gives what aborts it. */
export type Start = (
  request: TransportRequest,
  fiber: Fiber.Fiber<unknown, unknown>,
  limits: TimeLimits,
  landing: Landing
) => Effect.Effect<void>

/** A transport that can also start a request without an effect. */
export interface Base {
  /** How to, when there is all that an attempt needs. */
  readonly ready: (fiber: Fiber.Fiber<unknown, unknown>) => Start | undefined
  readonly execute: (request: TransportRequest) => Sent
}

interface FastPath {
  /** The outermost first. */
  readonly policies: ReadonlyArray<Policy>
  readonly base: Base
}

/** The path of each transport that has one. A transport that somebody has put around another has none. */
const paths = new WeakMap<PresenceTransport["Service"], FastPath>()

export const fastPathOf = (transport: PresenceTransport["Service"]): FastPath | undefined => paths.get(transport)

/** Runs what came of a request the first time, and sends it again after that. */
const firstThen = (first: Sent, again: Sent): Sent => {
  let isFirst = true
  return Effect.suspend(() => {
    if (!isFirst) return again
    isFirst = false
    return first
  })
}

/** One request on the fast path. */
class Run implements Landing {
  readonly #path: FastPath
  readonly #start: Start
  readonly #request: TransportRequest
  readonly #fiber: Fiber.Fiber<unknown, unknown>
  readonly #passages: Array<Passage> = []
  readonly #limits: TimeLimits
  #resume: (sent: Sent) => void = () => {}

  constructor(path: FastPath, start: Start, request: TransportRequest, fiber: Fiber.Fiber<unknown, unknown>) {
    this.#path = path
    this.#start = start
    this.#request = request
    this.#fiber = fiber
    this.#limits = new TimeLimits(fiber)
  }

  /** Passes the policies from a place on, and sends. At the first that wants more than a look, the long way begins. */
  pass(from: number): Sent {
    const { policies } = this.#path
    for (let place = from; place < policies.length; place++) {
      const policy = policies[place]
      const passage = policy?.letThrough?.(this.#request, this.#fiber, this.#limits)
      if (passage === undefined) return this.#leaveAt(place)
      if (policy?.toll !== undefined) {
        return Effect.flatMap(policy.toll(), (isPaid) => {
          if (!isPaid) return this.#leaveAt(place)
          this.#passages.push(passage)
          return this.pass(place + 1)
        })
      }
      this.#passages.push(passage)
    }
    return Effect.callback((resume) => {
      this.#resume = resume
      return this.#start(this.#request, this.#fiber, this.#limits, this)
    })
  }

  answered(response: TransportResponse) {
    for (const passage of this.#passages) passage.answered(response, this.#fiber)
    this.#resume(Effect.succeed(response))
  }

  otherwise(sent: Sent) {
    this.#resume(this.#after(sent, this.#passages.length))
  }

  outOfTime() {
    // No policy does anything about it.
    this.#resume(this.#limits.outOfTime(this.#request))
  }

  /** Gives back what is held. */
  leave() {
    for (const passage of this.#passages) passage.leave()
  }

  /** Takes the long way from a place on. */
  #leaveAt(place: number): Sent {
    return this.#after(longWay(this.#path, place, this.#request), place)
  }

  /** What the policies above a place do about what came of a request. */
  #after(sent: Sent, place: number): Sent {
    return this.#passages.slice(0, place).reduceRight((first, passage, above) => {
      const again = longWay(this.#path, above + 1, this.#request)
      return passage.rest(firstThen(first, again), this.#request)
    }, sent)
  }
}

/** Sends a request under the policies from a place on, each with all that it does. */
const longWay = ({ base, policies }: FastPath, from: number, request: TransportRequest): Sent =>
  Effect.suspend(() =>
    policies.slice(from).reduceRight((send, policy) => policy.around(send, request), base.execute(request))
  )

/**
 * A transport with a fast path: while no policy has to wait, to refuse or to repeat, all of a call between the caller
 * and the wire is one wait of its fiber. What a policy does around an effect costs as much as a tenth of the request
 * itself, and there are six of them.
 *
 * It is nothing but a shorter way to the same end. When anything else comes of the request than its answer, the policies
 * go on from there as they do without it.
 */
export const withFastPath = (policies: ReadonlyArray<Policy>, base: Base): PresenceTransport["Service"] => {
  const path = { policies, base }
  const transport: PresenceTransport["Service"] = {
    execute: (request) =>
      Effect.withFiber((fiber) => {
        const start = base.ready(fiber)
        if (start === undefined) return longWay(path, 0, request)
        const run = new Run(path, start, request, fiber)
        return Effect.onExit(run.pass(0), () => {
          run.leave()
          return Effect.void
        })
      })
  }
  paths.set(transport, path)
  return transport
}
