import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Random from "effect/Random"
import { type PresenceError, retryAfter, wasNotExecuted } from "../PresenceError.ts"
import type { TransportRequest } from "../PresenceTransport.ts"
import { kindOf, wasNotSent } from "./failureKind.ts"
import { Gate } from "./gate.ts"
import { PerCall } from "./perCall.ts"
import { holdsNothing, type Passage, type Policy, type Sent } from "./policy.ts"
import { signal } from "./policySignals.ts"
import * as RetryBudget from "./retryBudget.ts"
import * as Waiting from "./waiting.ts"

/** Limits of the retries after transient failures. */
export interface Options {
  /**
   * How many times a request is sent again; 3 by default: a failure that outlives four attempts is seldom one of the
   * moment.
   */
  readonly times?: number | undefined
  /**
   * The upper end of the first wait; 250 milliseconds by default, about what a gateway needs to turn to another server.
   * It doubles with each retry, and each wait is drawn evenly between nothing and its upper end ("full jitter"), so that
   * callers who failed together do not come back together.
   */
  readonly base?: Duration.Input | undefined
  /** Where the doubling ends; 10 seconds by default: a person may be waiting. */
  readonly cap?: Duration.Input | undefined
  /**
   * The longest `Retry-After` that is waited for; 30 seconds by default, because what asks for more is down for
   * maintenance. Beyond it the call fails at once with the error that asked.
   */
  readonly maxWait?: Duration.Input | undefined
  /**
   * Whether requests are repeated that the service may have executed though repeating them is not safe: POST and PATCH
   * after a lost connection, a timeout or a 5xx. `false` by default: it may create two of something, or undo what
   * another writer did. `Retry.repeatUnsafe` says so for some calls only.
   */
  readonly repeatUnsafe?: boolean | undefined
  /**
   * What keeps retries from making an outage worse. Every retry takes 1; every success gives back `perSuccess`, so that
   * in the long run at most that share of the load is retries. 50 and 0.1 by default: an outage with 1,000 callers is
   * met by 1,050 requests, not by 4,000.
   */
  readonly budget?:
    | {
        /** How much fits in; the bucket starts full. 50 by default. */
        readonly capacity?: number | undefined
        /** What each success adds; 0.1 by default. */
        readonly perSuccess?: number | undefined
      }
    | undefined
}

/** Whether the caller takes it on itself that requests are executed twice. */
export const RepeatUnsafe: Context.Reference<boolean> = Context.Reference("@genesys-presence/client/RepeatUnsafe", {
  defaultValue: () => false
})

/** Repeats after transient failures where that is safe; the budget is the policy's own. */
export const make = (options: Options = {}): Effect.Effect<Policy> => {
  const times = options.times ?? 3
  const base = Waiting.millis(options.base ?? "250 millis")
  const cap = Waiting.millis(options.cap ?? "10 seconds")
  const allowance = Waiting.millis(options.maxWait ?? "30 seconds")
  const repeatUnsafe = options.repeatUnsafe ?? false

  const isSafe = (error: PresenceError, request: TransportRequest, fiber: Fiber.Fiber<unknown, unknown>): boolean =>
    request.definition.repeatable || repeatUnsafe || wasNotExecuted(error) || fiber.getRef(RepeatUnsafe)

  return Effect.sync(() => {
    const budget = RetryBudget.make(options.budget?.capacity ?? 50, options.budget?.perSuccess ?? 0.1)

    const made = new PerCall()

    const run = (send: Sent, request: TransportRequest, last: PresenceError | undefined): Sent =>
      Effect.matchEffect(send, {
        onSuccess: (response) => {
          budget.deposit()
          return Effect.succeed(response)
        },
        onFailure: (error) => {
          if (last !== undefined && wasNotSent(error, last)) return Effect.fail(last)
          const kind = kindOf(error)
          if (kind === "transient") return again(send, request, error, budget)
          // What the login takes is bounded already: all callers share one request to it.
          return kind === "login" ? again(send, request, error, undefined) : Effect.fail(error)
        }
      })

    const again = (
      send: Sent,
      request: TransportRequest,
      error: PresenceError,
      payer: RetryBudget.RetryBudget | undefined
    ): Sent =>
      Effect.withFiber((fiber) => {
        const giveUp = (reason: string) => {
          signal(fiber, request, { kind: "rejection", policy: "transient", reason })
          return Effect.fail(error)
        }
        if (!isSafe(error, request, fiber)) return giveUp("unsafe")
        const retries = made.get(request)
        if (retries >= times) return giveUp("times")
        const asked = retryAfter(error)
        const wait = Waiting.plan(fiber, {
          floor: asked === undefined ? 0 : Duration.toMillis(asked),
          spread: Math.min(cap, base * 2 ** retries) * fiber.getRef(Random.Random).nextDoubleUnsafe(),
          allowance
        })
        if (wait === undefined) return giveUp("wait")
        if (payer?.take() === false) return giveUp("budget")
        made.add(request, 1)
        signal(fiber, request, { kind: "retry", policy: "transient", reason: error._tag, wait })
        return Effect.flatMap(
          Effect.onInterrupt(Waiting.pause(wait), () => Effect.sync(() => payer?.giveBack())),
          () => {
            // A rate limit may have been hit by another call meanwhile.
            const opening = fiber.getRef(Gate).closed(request, fiber)
            return opening === undefined
              ? run(send, request, error)
              : Effect.flatMap(
                  Effect.mapError(opening, () => error),
                  () => run(send, request, error)
                )
          }
        )
      })

    const around = (send: Sent, request: TransportRequest) => run(send, request, undefined)
    const passage: Passage = { answered: budget.deposit, leave: holdsNothing, rest: around }

    return { around, letThrough: () => passage }
  })
}
