import * as Result from "effect/Result"
import { type PresenceConfigurationError, PresenceThrottled } from "../../PresenceError.ts"
import type { TransportResponse } from "../../PresenceTransport.ts"
import type { ThrottleOptions } from "../../RetryOptions.ts"
import { retryAfterField } from "../errors/fields.ts"
import type { Call } from "./engine.ts"
import { optionsOf } from "./options.ts"
import { PermitQueue } from "./permitQueue.ts"
import { type Policy, refuse, wait } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

/** The options of both throttles, checked; times in milliseconds. */
export interface Settings {
  readonly limit: number
  readonly window: number
  readonly burst: number
  readonly key: string
  readonly maxWait: number
  readonly failsClosed: boolean
  readonly storeTimeout: number
  readonly learn: boolean
}

export const settingsOf = (options: ThrottleOptions): Result.Result<Settings, PresenceConfigurationError> =>
  Result.gen(function* () {
    const check = optionsOf("throttle")
    const onStoreFailure = yield* check.oneOf("onStoreFailure", options.onStoreFailure ?? "open", ["open", "closed"])
    const key: unknown = options.key ?? "presence"
    return {
      limit: yield* check.count("limit", options.limit ?? 300, { least: 1 }),
      window: yield* check.duration("window", options.window ?? "1 minute", { finite: true, least: 1 }),
      burst: yield* check.number("burst", options.burst ?? 0.05, 0, 1),
      key: typeof key === "string" ? key : yield* check.invalid("key", key, "a string"),
      maxWait: yield* check.duration("maxWait", options.maxWait ?? "2 minutes"),
      failsClosed: onStoreFailure === "closed",
      storeTimeout: yield* check.duration("storeTimeout", options.storeTimeout ?? "1 second", { least: 1 }),
      learn: yield* check.oneOf("learn", options.learn ?? true, [true, false])
    }
  })

/**
 * A token bucket for a limit: it holds the burst, and the rest of the limit refills it once in a window. So no window,
 * wherever it begins, has more requests than the limit.
 */
export const bucketFor = (limit: number, { burst, window }: Settings) => {
  const size = Math.max(1, Math.floor(limit * burst))
  return { size, interval: window / Math.max(1, limit - size) }
}

/** The limit that a response names; `undefined` when it names none, or when the throttle does not learn. */
export const limitIn = (response: TransportResponse | undefined, { learn }: Settings): number | undefined => {
  if (!learn || response === undefined) return undefined
  const value = response.headers["inin-ratelimit-allowed"] ?? ""
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
}

/** Does not send the call: its turn would come too late, or the store cannot be asked. */
export const throttled = (call: Call, reason: PresenceThrottled["reason"], millis?: number) =>
  refuse(new PresenceThrottled({ ...call.fields, reason, ...retryAfterField(millis) }), reason)

/** What a rounding error may take from a token. */
const tolerance = 1e-9

class TokenBucket {
  readonly size: number
  /** How long one token takes to come, in milliseconds. */
  readonly interval: number
  #tokens: number
  #at: number

  /** With tokens of a smaller bucket; full when they were counted an eternity ago. */
  constructor(limit: number, settings: Settings, tokens: number, at: number) {
    const { interval, size } = bucketFor(limit, settings)
    this.size = size
    this.interval = interval
    this.#tokens = tokens
    this.#at = at
  }

  /** How many tokens there are. */
  at(now: number): number {
    this.#tokens = Math.min(this.size, this.#tokens + (now - this.#at) / this.interval)
    this.#at = now
    return this.#tokens
  }

  /** Whether there is a token. */
  hasToken(now: number): boolean {
    return this.at(now) >= 1 - tolerance
  }

  take(now: number): void {
    this.#tokens = this.at(now) - 1
  }
}

/** Spaces requests, so that no window has more than the limit, with a count in memory. */
export const make = (options: ThrottleOptions = {}): MakePolicy =>
  Result.map(settingsOf(options), (settings) => () => {
    let { limit } = settings
    let bucket = new TokenBucket(limit, settings, 0, -Infinity)
    /** The call that holds the turn takes the next token, when its request is sent. */
    const turn = new PermitQueue<Call>(1)

    const policy: Policy = {
      name: "throttle",
      admit: (call, now) => {
        if (call.isCounted || (turn.isIdle && bucket.hasToken(now))) return undefined
        const known = turn.untilOf(call)
        const until = known ?? now + settings.maxWait
        const isFirst = turn.acquire(call, until)
        if (isFirst && bucket.hasToken(now)) return undefined
        // Every call ahead takes a token first.
        const ahead = isFirst ? 0 : turn.waiting + 1
        const expected = (ahead + 1 - bucket.at(now)) * bucket.interval
        const isTooLate =
          isFirst || known === undefined ? call.plan(now, expected, 0, until - now) === undefined : now >= until
        if (isTooLate) return throttled(call, "MaxWait", expected)
        if (isFirst) return wait(now + expected, "limit", expected)
        turn.enqueue(call, until)
        return wait(until, "limit", expected)
      },
      send: (call, now) => {
        bucket.take(now)
        turn.release(call)
      },
      settle: (_call, { response }, now) => {
        const allowed = limitIn(response, settings)
        if (allowed !== undefined && allowed !== limit) {
          // A smaller limit holds from now on: tokens of the larger one would exceed it.
          const tokens = allowed < limit ? 0 : bucket.at(now)
          limit = allowed
          bucket = new TokenBucket(allowed, settings, tokens, now)
          turn.wakeHolders()
        }
        return undefined
      },
      release: (call) => turn.release(call)
    }
    return policy
  })
