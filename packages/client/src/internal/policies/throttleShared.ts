import * as Duration from "effect/Duration"
import * as Exit from "effect/Exit"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import * as Result from "effect/Result"
import type { Refuse, Wait } from "../../PresenceTransport.ts"
import type { ThrottleOptions } from "../../RetryOptions.ts"
import { type Call, errorOf } from "./engine.ts"
import { PermitQueue } from "./permitQueue.ts"
import { type Policy, wait } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"
import { signal } from "./signals.ts"
import { bucketFor, limitIn, type Settings, settingsOf, throttled } from "./throttle.ts"

/** What the store said: there was a token, the next one comes after some milliseconds, or it could not be asked. */
type Answer =
  | { readonly _tag: "Granted"; readonly delay: number }
  | { readonly _tag: "Exceeded"; readonly retryAfter: number }
  | { readonly _tag: "Failed" }

const storeFailed: Answer = { _tag: "Failed" }

/** A store whose clock is wrong may ask for days; no queue that works is longer than a call may wait, and a window. */
const longestWait = ({ maxWait, window }: Settings): number => window + Math.min(maxWait, 86_400_000)

const answerOf = (
  exit: Exit.Exit<RateLimiter.ConsumeResult, RateLimiter.RateLimiterError>,
  settings: Settings
): Answer => {
  const isSane = (millis: number) => millis >= 0 && millis <= longestWait(settings)
  if (Exit.isSuccess(exit)) {
    const delay = Duration.toMillis(exit.value.delay)
    return isSane(delay) ? { _tag: "Granted", delay } : storeFailed
  }
  const reason = errorOf(exit.cause)?.reason
  if (reason?._tag !== "RateLimitExceeded") return storeFailed
  const retryAfter = Duration.toMillis(reason.retryAfter)
  return isSane(retryAfter) ? { _tag: "Exceeded", retryAfter } : storeFailed
}

/**
 * How often in a row the wait for a token may grow by a token or more. It grows when another process joins, but a wait
 * that grows with every request means that the store does not refill: what it holds cannot be a time.
 */
const maxGrowth = 4

/** The question that the call with the turn has asked the store. */
interface Question {
  readonly call: Call
  readonly until: number
  cancel?: () => void
  answer?: Answer
}

/** Spaces requests, so that no window has more than the limit, with a count that several processes share. */
export const make = (limiter: RateLimiter.RateLimiter, options: ThrottleOptions = {}): MakePolicy =>
  Result.map(settingsOf(options), (settings) => () => {
    let { limit } = settings
    let bucket = bucketFor(limit, settings)
    /** The call that holds the turn asks the store, for one token at a time. */
    const turn = new PermitQueue<Call>(1)
    const admitted = new Set<Call>()
    let question: Question | undefined
    /**
     * When the token comes that was taken in advance. It belongs to the turn: when the call that took it is interrupted,
     * the next one has it.
     */
    let tokenAt: number | undefined
    /** How long after the one before a token comes: longer than the bucket says when other processes take some. */
    let spacing = 0
    let growth = 0
    /** Until when a store that did not answer is left alone. */
    let silentUntil = -Infinity

    const pass = (call: Call): undefined => {
      tokenAt = undefined
      admitted.add(call)
      turn.release(call)
    }

    /** The answer, or a failure when the store has stopped to refill. */
    const plausible = (answer: Answer): Answer => {
      if (answer._tag === "Failed") return answer
      const millis = answer._tag === "Granted" ? answer.delay : answer.retryAfter
      if (millis < spacing) growth = 0
      else if (answer._tag === "Granted" && millis > spacing + bucket.interval / 2) growth += 1
      if (answer._tag === "Granted") spacing = millis
      return growth > maxGrowth ? storeFailed : answer
    }

    const withoutStore = (call: Call): Refuse | undefined => {
      signal(call.fiber, call.request, { kind: "storeFailure", policy: "throttle", reason: "StoreUnavailable" })
      return settings.failsClosed ? throttled(call, "StoreUnavailable") : pass(call)
    }

    /** Asks for a token: with "delay" for the next one in any case, with "fail" only for one that is there. */
    const ask = (call: Call, onExceeded: "delay" | "fail", now: number): Wait => {
      const asked = limiter.consume({
        algorithm: "token-bucket",
        onExceeded,
        // The bucket of a larger limit may hold more tokens than a smaller one allows.
        key: limit === settings.limit ? settings.key : `${settings.key}:${limit}`,
        limit: bucket.size,
        window: Duration.millis(bucket.interval * bucket.size)
      })
      const own: Question = { call, until: now + settings.storeTimeout }
      question = own
      own.cancel = call.run(asked, (exit) => {
        if (question !== own) return
        own.answer = plausible(answerOf(exit, settings))
        // The store counts from when it was asked.
        if (own.answer._tag === "Granted" && onExceeded === "delay") tokenAt = now + own.answer.delay
      })
      return wait(own.until)
    }

    /** What the call with the turn does next. */
    const proceed = (call: Call, until: number, now: number): Wait | Refuse | undefined => {
      const answer = question?.answer
      if (question !== undefined && answer === undefined) {
        if (now < question.until) return wait(question.until)
        silentUntil = now + settings.storeTimeout
      }
      question?.cancel?.()
      question = undefined
      const mayWait = (millis: number) => call.plan(now, millis, 0, until - now) !== undefined
      if (tokenAt !== undefined) {
        const left = tokenAt - now
        if (left <= 0) return pass(call)
        return mayWait(left) ? wait(tokenAt, "limit", left) : throttled(call, "MaxWait", left)
      }
      if (answer?._tag === "Failed" || now < silentUntil) return withoutStore(call)
      if (answer?._tag === "Granted") return pass(call)
      // Where the last call had to wait this one will too. To come back when there is a token may be too late every time:
      // another process may be quicker.
      if (answer === undefined) return ask(call, spacing > 0 && mayWait(spacing) ? "delay" : "fail", now)
      // A call that may not wait so long takes no token.
      return mayWait(answer.retryAfter) ? ask(call, "delay", now) : throttled(call, "MaxWait", answer.retryAfter)
    }

    const policy: Policy = {
      name: "throttle",
      admit: (call, now) => {
        if (admitted.has(call)) return undefined
        const known = turn.untilOf(call)
        const until = known ?? now + settings.maxWait
        if (turn.acquire(call, until)) return proceed(call, until, now)
        // While the store is asked for the call ahead, nobody knows whether there is a wait.
        const toNext = tokenAt === undefined ? 0 : Math.max(0, tokenAt - now)
        // When there are no tokens left, every call ahead takes one first.
        const expected = toNext === 0 ? 0 : toNext + (turn.waiting + 1) * Math.max(bucket.interval, spacing)
        const isTooLate = known === undefined ? call.plan(now, expected, 0, until - now) === undefined : now >= until
        if (expected > 0 && isTooLate) return throttled(call, "MaxWait", expected)
        if (known === undefined) turn.enqueue(call, until)
        return expected > 0 ? wait(until, "limit", expected) : wait(Infinity)
      },
      settle: (_call, { response }) => {
        const allowed = limitIn(response, settings)
        if (allowed !== undefined && allowed !== limit) {
          limit = allowed
          bucket = bucketFor(allowed, settings)
        }
        return undefined
      },
      release: (call) => {
        if (admitted.delete(call)) return
        if (question?.call === call) {
          question.cancel?.()
          question = undefined
        }
        turn.release(call)
      }
    }
    return policy
  })
