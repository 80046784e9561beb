import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { constVoid } from "effect/Function"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import * as Result from "effect/Result"
import type { PolicyRefusal, PolicyWait } from "../../PresenceTransport.ts"
import type { ThrottleOptions } from "../../RetryOptions.ts"
import type { Call } from "./engine.ts"
import { PermitQueue } from "./permitQueue.ts"
import { type Policy, wait } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"
import { signal } from "./signals.ts"
import { bucketFor, limitIn, type Settings, settingsOf, throttled } from "./throttle.ts"

/** What the store said: whether it gave a token, and after how many milliseconds that one or the next one comes. */
interface Answer {
  readonly isGranted: boolean
  readonly millis: number
}

/** The store could not be asked, or its answer makes no sense. */
const storeFailed: Answer = { isGranted: false, millis: NaN }

/** A store whose clock is wrong may ask for days; no queue that works is longer than a call may wait, and a window. */
const longestWait = ({ maxWait, window }: Settings): number => window + Math.min(maxWait, 86_400_000)

type Consume = Parameters<RateLimiter.RateLimiter["consume"]>[0]

/**
 * Asks a limiter. The program may have written it, so the answer is read inside the effect: what it throws, or what
 * cannot be read, is a defect there and not in the code of the call.
 */
const answerOf = (limiter: RateLimiter.RateLimiter, options: Consume): Effect.Effect<Answer> =>
  Effect.suspend(() => limiter.consume(options)).pipe(
    Effect.map(({ delay }): Answer => ({ isGranted: true, millis: Duration.toMillis(delay) })),
    Effect.catch(({ reason }) =>
      // "delay" asks for a token in any case. To ask again would never end.
      Effect.sync((): Answer =>
        reason._tag === "RateLimitExceeded" && options.onExceeded === "fail"
          ? { isGranted: false, millis: Duration.toMillis(reason.retryAfter) }
          : storeFailed
      )
    )
  )

/**
 * How often in a row the wait for a token may grow by a token or more. It grows when another process joins, but a wait
 * that grows with every request means that the store does not refill: what it holds cannot be a time.
 */
const maxGrowth = 4

/** The question that the call with the turn has asked the store. */
interface Question {
  readonly call: Call
  readonly until: number
  cancel: () => void
  answer?: Answer
}

/** Spaces requests, so that no window has more than the limit, with a count that several processes share. */
export const make = (limiter: RateLimiter.RateLimiter, options: ThrottleOptions = {}): MakePolicy =>
  Result.map(settingsOf(options), (settings) => () => {
    let { limit } = settings
    let bucket = bucketFor(limit, settings)
    /** The call that holds the turn asks the store, for one token at a time. */
    const turn = new PermitQueue<Call>(1)
    let question: Question | undefined
    /**
     * When the token comes that was taken in advance. It belongs to the turn: when the call that took it is interrupted,
     * the next one has it.
     */
    let tokenAt: number | undefined
    /** How long after the one before a token comes: longer than the bucket says when other processes take some. */
    let spacing = 0
    let growth = 0
    /**
     * How much longer than `maxWait` a call waits for the store: long enough to see the question of the call ahead end,
     * and its own. Otherwise a `maxWait` of 0 would refuse calls while there are tokens, or the store fails open.
     */
    const storeGrace = settings.maxWait < 2 * settings.storeTimeout ? 2 * settings.storeTimeout - settings.maxWait : 0
    /** Until when a store that did not answer is left alone. */
    let silentUntil = -Infinity

    /** The answer, or a failure when it makes no sense or the store has stopped to refill. */
    const plausible = (answer: Answer): Answer => {
      const { isGranted, millis } = answer
      const isSane = millis >= 0 && millis <= longestWait(settings)
      if (!isSane) return storeFailed
      if (millis < spacing) growth = 0
      else if (isGranted && millis > spacing + bucket.interval / 2) growth += 1
      if (isGranted) spacing = millis
      return growth > maxGrowth ? storeFailed : answer
    }

    const withoutStore = (call: Call): PolicyRefusal | undefined => {
      signal(call.fiber, call.request, { kind: "storeFailure", policy: "throttle", reason: "StoreUnavailable" })
      return settings.failsClosed ? throttled(call, "StoreUnavailable") : undefined
    }

    /** Asks for a token: with "delay" for the next one in any case, with "fail" only for one that is there. */
    const ask = (call: Call, onExceeded: "delay" | "fail", now: number): PolicyWait => {
      const asked = answerOf(limiter, {
        algorithm: "token-bucket",
        onExceeded,
        // The bucket of a larger limit may hold more tokens than a smaller one allows.
        key: limit === settings.limit ? settings.key : `${settings.key}:${limit}`,
        limit: bucket.size,
        window: Duration.millis(bucket.interval * bucket.size)
      })
      const own: Question = { call, until: now + settings.storeTimeout, cancel: constVoid }
      question = own
      own.cancel = call.run(asked, (exit) => {
        if (question !== own) return
        own.answer = Exit.isSuccess(exit) ? plausible(exit.value) : storeFailed
        // The store counts from when it was asked.
        if (own.answer.isGranted) tokenAt = now + own.answer.millis
      })
      return wait(own.until)
    }

    /** What the call with the turn does next. */
    const proceed = (call: Call, until: number, now: number): PolicyWait | PolicyRefusal | undefined => {
      const answer = question?.answer
      if (question !== undefined && answer === undefined) {
        if (now < question.until) return wait(question.until)
        silentUntil = now + settings.storeTimeout
      }
      question?.cancel()
      question = undefined
      const mayWait = (millis: number) => call.plan(now, millis, 0, until - now) !== undefined
      if (tokenAt !== undefined) {
        const left = tokenAt - now
        if (left <= 0) return undefined
        return mayWait(left) ? wait(tokenAt, "limit", left) : throttled(call, "MaxWait", left)
      }
      if (answer === storeFailed || now < silentUntil) return withoutStore(call)
      if (answer === undefined) {
        // The turn came too late.
        if (now > until + storeGrace) return throttled(call, "MaxWait")
        // Where the last call had to wait this one will too. To come back when there is a token may be too late every
        // time: another process may be quicker.
        return ask(call, spacing > 0 && mayWait(spacing) ? "delay" : "fail", now)
      }
      // A call that may not wait so long takes no token.
      return mayWait(answer.millis) ? ask(call, "delay", now) : throttled(call, "MaxWait", answer.millis)
    }

    const policy: Policy = {
      name: "throttle",
      admit: (call, now) => {
        if (call.isCounted) return undefined
        const known = turn.untilOf(call)
        const until = known ?? now + settings.maxWait
        // A token that came while nobody held the turn: the store has refilled since, so to use both exceeds the limit.
        if (turn.isIdle && (tokenAt ?? now) < now) tokenAt = undefined
        if (turn.acquire(call, until)) return proceed(call, until, now)
        // While the store is asked for the call ahead, nobody knows whether there is a wait.
        const toNext = Math.max(0, (tokenAt ?? now) - now)
        // When there are no tokens left, every call ahead takes one first.
        const expected = toNext === 0 ? 0 : toNext + (turn.waiting + 1) * Math.max(bucket.interval, spacing)
        const isLimited = expected > 0
        const latest = isLimited ? until : until + storeGrace
        const isTooLate = known === undefined ? call.plan(now, expected, 0, until - now) === undefined : now >= latest
        if (isTooLate) return throttled(call, "MaxWait", isLimited ? expected : undefined)
        turn.enqueue(call, until)
        return isLimited ? wait(latest, "limit", expected) : wait(latest)
      },
      send: (call) => {
        tokenAt = undefined
        turn.release(call)
      },
      settle: (_call, { response }) => {
        const allowed = limitIn(response, settings)
        if (allowed !== undefined) {
          limit = allowed
          bucket = bucketFor(allowed, settings)
        }
        return undefined
      },
      release: (call) => {
        if (question?.call === call) {
          question.cancel()
          question = undefined
        }
        turn.release(call)
      }
    }
    return policy
  })
