import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import { retryAfter } from "../../PresenceError.ts"
import type { Call } from "./engine.ts"
import { kindOf } from "./failureKind.ts"
import { optionsOf } from "./options.ts"
import { giveUp, type Policy, sendAgain } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

/** Limits of the retries after transient failures. */
export interface Options {
  /**
   * How many times a request is sent again; 3 by default: a failure that survives four attempts is seldom transient.
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
   * Whether POST and PATCH are repeated after a lost connection, a timeout or a 5xx, although the service may have
   * executed them. `false` by default: it may create two of something, or undo what another writer did.
   * `Retry.repeatUnsafe` says so for some calls only.
   */
  readonly repeatUnsafe?: boolean | undefined
  /**
   * What keeps retries from making an outage worse. Every retry takes 1; every success gives back `perSuccess`, so that
   * in the long run at most that share of the load is retries. 50 and 0.1 by default: an outage with 1,000 callers is
   * met by 1,050 requests, not by 4,000.
   */
  readonly budget?:
    | {
        /** How much it holds; it starts full. 50 by default, `Infinity` for no limit. */
        readonly capacity?: number | undefined
        /** What each success adds; 0.1 by default. */
        readonly perSuccess?: number | undefined
      }
    | undefined
}

/** Whether the caller accepts that requests may be executed twice. */
export const RepeatUnsafe: Context.Reference<boolean> = Context.Reference("@genesys-presence/client/RepeatUnsafe", {
  defaultValue: () => false
})

/** How many retries may be made beyond those that successes pay for. It starts full. */
class RetryBudget {
  readonly #capacity: number
  #tokens: number

  constructor(capacity: number) {
    this.#capacity = capacity
    this.#tokens = capacity
  }

  /** Takes the price of one retry; `false` when there is not enough. */
  take(): boolean {
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  add(tokens: number): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + tokens)
  }
}

/** Retries after transient failures where that is safe. All calls share one budget. */
export const make = (options: Options = {}): MakePolicy =>
  Result.gen(function* () {
    const check = optionsOf("transient")
    const times = yield* check.count("times", options.times ?? 3, { least: 0 })
    const base = yield* check.duration("base", options.base ?? "250 millis", { finite: true })
    const cap = yield* check.duration("cap", options.cap ?? "10 seconds")
    const maxWait = yield* check.duration("maxWait", options.maxWait ?? "30 seconds")
    const repeatUnsafe = yield* check.oneOf("repeatUnsafe", options.repeatUnsafe ?? false, [true, false])
    const capacity = yield* check.number("budget.capacity", options.budget?.capacity ?? 50, 0, Infinity)
    const perSuccess = yield* check.number("budget.perSuccess", options.budget?.perSuccess ?? 0.1, 0, Infinity)

    const isSafe = ({ fiber, request, state }: Call): boolean =>
      request.definition.repeatable || repeatUnsafe || !state.mayHaveBeenExecuted || fiber.getRef(RepeatUnsafe)

    return () => {
      const budget = new RetryBudget(capacity)
      /** The calls that have paid for a retry which is not sent yet. */
      const paid = new Set<Call>()

      const policy: Policy = {
        name: "transient",
        admit: (call) => {
          paid.delete(call)
          return undefined
        },
        settle: (call, { error, response }, now) => {
          if (response !== undefined) budget.add(perSuccess)
          if (error === undefined) return undefined
          const kind = kindOf(error)
          if (kind !== "transient" && kind !== "login") return undefined
          if (!isSafe(call)) return giveUp("unsafe")
          const retries = call.count(policy)
          if (retries >= times) return giveUp("times")
          const asked = retryAfter(error)
          const at = call.plan(
            now,
            asked === undefined ? 0 : Duration.toMillis(asked),
            Math.min(cap, base * 2 ** retries) * call.random,
            maxWait
          )
          if (at === undefined) return giveUp("wait")
          // A login needs no budget: all callers share one request to it.
          if (kind === "transient") {
            if (!budget.take()) return giveUp("budget")
            paid.add(call)
          }
          call.addCount(policy, 1)
          return sendAgain(at, error._tag)
        },
        release: (call) => {
          if (paid.delete(call)) budget.add(1)
        }
      }
      return policy
    }
  })
