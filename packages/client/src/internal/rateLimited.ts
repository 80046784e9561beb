import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Random from "effect/Random"
import { type PresenceError, PresenceTooManyRequests, retryAfter, type StatusError } from "../PresenceError.ts"
import type { TransportRequest } from "../PresenceTransport.ts"
import { failWith } from "./callFailure.ts"
import { kindOf, wasNotSent } from "./failureKind.ts"
import { Gate } from "./gate.ts"
import { PerCall } from "./perCall.ts"
import { holdsNothing, type Passage, type Policy, type Sent } from "./policy.ts"
import { signal } from "./policySignals.ts"
import * as Waiting from "./waiting.ts"

/** Limits of the waiting for a rate limit. */
export interface Options {
  /**
   * How long a call may wait in all, over all of its waits; 2 minutes by default, twice the window of Genesys's limits.
   * A longer wait is not begun: limits of a whole day exist, and are announced with hours.
   */
  readonly maxWait?: Duration.Input | undefined
  /**
   * How much later than asked the waiting calls go, each at a random moment; 1 second by default, enough to keep them
   * from meeting the reopened limit as one burst. Nothing for `0`.
   */
  readonly spread?: Duration.Input | undefined
  /**
   * The first wait when the service does not say how long; 1 second by default, the unit of `Retry-After`. It doubles
   * with each refusal in a row. A shorter `Retry-After` counts as none: `0` would ask for a hot loop.
   */
  readonly base?: Duration.Input | undefined
  /** Where the doubling ends; 30 seconds by default, half the window of Genesys's limits. */
  readonly cap?: Duration.Input | undefined
}

/** For a call that was not sent itself: the answer that closed the gate, as one of its own. */
const refused = (request: TransportRequest, by: StatusError, floor: number) =>
  failWith(
    request,
    (fields) =>
      new PresenceTooManyRequests({
        ...fields,
        status: 429,
        ...(by.code !== undefined && { code: by.code }),
        ...(by.body !== undefined && { body: by.body }),
        ...(by.correlationId !== undefined && { correlationId: by.correlationId }),
        retryAfter: Duration.millis(Math.ceil(floor))
      })
  )

/** Waits after a 429 and sends again, whatever the method: refused is not executed. All calls wait at one gate. */
export const make = (options: Options = {}): Effect.Effect<Policy> => {
  const maxWait = Waiting.millis(options.maxWait ?? "2 minutes")
  const spread = Waiting.millis(options.spread ?? "1 second")
  const base = Waiting.millis(options.base ?? "1 second")
  const cap = Waiting.millis(options.cap ?? "30 seconds")

  return Effect.sync(() => {
    /** When the gate opens, and the answer that closed it. */
    let closing: { readonly opensAt: number; readonly by: StatusError } | undefined
    /** How many times in a row the gate was closed. */
    let closings = 0
    const waited = new PerCall()

    const close = (error: StatusError, now: number) => {
      // Those that were under way when the gate closed are refused too; that is one refusal, not many.
      const opensAt = closing?.opensAt ?? -Infinity
      if (now >= opensAt) closings += 1
      const asked = retryAfter(error)
      const askedMillis = asked === undefined ? 0 : Duration.toMillis(asked)
      // A success of a call that was under way may have set the count back meanwhile.
      const backoff = askedMillis >= base ? 0 : Math.min(cap, base * 2 ** Math.max(0, closings - 1))
      const until = now + Math.max(askedMillis, backoff)
      if (until > opensAt) closing = { opensAt: until, by: error }
    }

    const noteAnswer = () => {
      closings = 0
    }

    const isOpen = (now: number): boolean => closing === undefined || closing.opensAt <= now

    /** Waits until the gate is open; `undefined` when it is. */
    const closed = (
      request: TransportRequest,
      own: PresenceError | undefined,
      fiber: Fiber.Fiber<unknown, unknown>
    ): Effect.Effect<void, PresenceError> | undefined => {
      if (closing === undefined) return undefined
      const floor = closing.opensAt - Waiting.now(fiber)
      if (floor <= 0) return undefined
      const wait = Waiting.plan(fiber, {
        floor,
        spread: spread * fiber.getRef(Random.Random).nextDoubleUnsafe(),
        allowance: maxWait - waited.get(request)
      })
      if (wait === undefined) {
        signal(fiber, request, { kind: "rejection", policy: "rateLimited", reason: "wait" })
        return own === undefined ? refused(request, closing.by, floor) : Effect.fail(own)
      }
      signal(fiber, request, { kind: "wait", policy: "rateLimited", reason: own === undefined ? "gate" : "429", wait })
      waited.add(request, wait)
      // The gate may have been closed again meanwhile, so it is looked at again.
      return Effect.flatMap(Waiting.pause(wait), () => closed(request, own, fiber) ?? Effect.void)
    }

    const enter = (
      send: Sent,
      request: TransportRequest,
      own: PresenceError | undefined,
      fiber: Fiber.Fiber<unknown, unknown>
    ): Sent => {
      const opening = closed(request, own, fiber)
      return opening === undefined
        ? attempt(send, request, own)
        : Effect.flatMap(opening, () => attempt(send, request, own))
    }

    const attempt = (send: Sent, request: TransportRequest, own: PresenceError | undefined): Sent =>
      Effect.matchEffect(send, {
        onSuccess: (response) => {
          noteAnswer()
          return Effect.succeed(response)
        },
        onFailure: (error) => {
          if (own !== undefined && wasNotSent(error, own)) return Effect.fail(own)
          if (kindOf(error) !== "rateLimit") return Effect.fail(error)
          return Effect.withFiber((fiber) => {
            // The kind has just told that it is an answer, of status 429.
            close(error as StatusError, Waiting.now(fiber))
            return enter(send, request, error, fiber)
          })
        }
      })

    const gate: Gate = { closed: (request, fiber) => closed(request, undefined, fiber) }

    const behindGate = (send: Sent): Sent => Effect.provideService(send, Gate, gate)

    const passage: Passage = {
      answered: noteAnswer,
      leave: holdsNothing,
      rest: (send, request) => attempt(behindGate(send), request, undefined)
    }

    return {
      around: (send, request) => Effect.withFiber((fiber) => enter(behindGate(send), request, undefined, fiber)),
      letThrough: (_request, _fiber, { now }) => (isOpen(now) ? passage : undefined)
    }
  })
}
