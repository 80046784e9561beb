import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import { retryAfter } from "../../PresenceError.ts"
import type { TransientOptions } from "../../RetryOptions.ts"
import type { Call } from "./engine.ts"
import { kindOf } from "./failureKind.ts"
import { optionsOf, readOptions } from "./options.ts"
import { giveUp, type Policy, sendAgain } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

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
export const make = (options: TransientOptions = {}): MakePolicy =>
  Result.gen(function* () {
    const check = optionsOf("transient")
    const times = yield* check.count("times", options.times ?? 3, { least: 0 })
    const base = yield* check.duration("base", options.base ?? "250 millis", { finite: true })
    const cap = yield* check.duration("cap", options.cap ?? "10 seconds")
    const maxWait = yield* check.duration("maxWait", options.maxWait ?? "30 seconds")
    const repeatUnsafe = yield* check.oneOf("repeatUnsafe", options.repeatUnsafe ?? false, [true, false])
    const budgetOptions = yield* readOptions("transient.budget", options.budget ?? {}, Result.succeed)
    const capacity = yield* check.number("budget.capacity", budgetOptions.capacity ?? 50, 0, Infinity)
    const perSuccess = yield* check.number("budget.perSuccess", budgetOptions.perSuccess ?? 0.1, 0, Infinity)

    const isSafe = ({ fiber, request, state }: Call): boolean =>
      request.definition.repeatable || repeatUnsafe || !state.mayHaveBeenExecuted || fiber.getRef(RepeatUnsafe)

    return () => {
      const budget = new RetryBudget(capacity)
      /** The calls that have paid for a retry, with the number of requests that they had sent by then. */
      const paid = new Map<Call, number>()
      /** Gives back what a call has paid for a retry that was not sent. */
      const refund = (call: Call) => {
        if (paid.get(call) === call.state.attempts) budget.add(1)
        paid.delete(call)
      }

      const policy: Policy = {
        name: "transient",
        settle: (call, { error, response }, now) => {
          refund(call)
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
            paid.set(call, call.state.attempts)
          }
          call.addCount(policy, 1)
          return sendAgain(at, error._tag)
        },
        release: refund
      }
      return policy
    }
  })
