import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Metric from "effect/Metric"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Tracer from "effect/Tracer"
import { isRetryable, PresenceAuthenticationError } from "../../PresenceError.ts"
import { copyWith } from "../errors/copy.ts"
import { finiteMillis } from "../errors/fields.ts"
import { longestAsked } from "../http/responseHeaders.ts"

/** What a login hands out. */
export interface FreshToken {
  readonly token: Redacted.Redacted
  readonly lifetime: Duration.Duration
}

type Token = Redacted.Redacted

/** All times are those of the monotonic clock, in nanoseconds: the wall clock may be set at any time. */
interface Held {
  readonly token: Token
  readonly renewAt: bigint
  readonly expiresAt: bigint
}

interface Failed {
  readonly error: PresenceAuthenticationError
  readonly until: bigint
}

/** The request to the login that all callers share. */
interface Renewal {
  readonly result: Deferred.Deferred<Token, PresenceAuthenticationError>
  /** When it has ended for sure, unless its runtime has dropped it. */
  readonly until: bigint
  fiber?: Fiber.Fiber<Token, PresenceAuthenticationError>
}

const maxMargin = Duration.minutes(5)
const refusedPause = Duration.minutes(1)
const rateLimitedPause = Duration.seconds(10)
const firstPause = Duration.seconds(1)
const longestPause = Duration.seconds(30)

/** Longer than a login takes at most; a worker drops what was started by a request that was cancelled. */
const renewalLimit = Duration.seconds(20)
/** A worker drops a renewal in the background whenever the request that started it ends first. */
const backgroundLimit = Duration.seconds(5)

/** How long the login is left alone after a failure; `inRow` counts the failures since the last token. */
const pauseAfter = (error: PresenceAuthenticationError, inRow: number): Duration.Duration => {
  const asked = Duration.min(error.retryAfter ?? Duration.zero, longestAsked)
  switch (error.reason) {
    case "RateLimited":
      return Duration.max(error.retryAfter === undefined ? rateLimitedPause : asked, firstPause)
    case "Unreachable":
    case "Unavailable":
      return Duration.max(asked, Duration.min(Duration.times(firstPause, 2 ** (inRow - 1)), longestPause))
    default:
      // What the login refuses now it refuses in a second, too.
      return Duration.max(asked, refusedPause)
  }
}

/** The failure as callers see it until the login is asked again; one that may be transient says when that is. */
const whilePaused = (error: PresenceAuthenticationError, nanosLeft: bigint): PresenceAuthenticationError =>
  isRetryable(error) ? copyWith(error, { retryAfter: finiteMillis(Number(nanosLeft) / 1e6) }) : error

const closed = new PresenceAuthenticationError({
  reason: "Closed",
  description: "the layer that fetches tokens has been released"
})

const requests = Metric.counter("genesys_presence_token_requests_total", {
  description: "Requests for an access token, by what came of them",
  incremental: true
})

const count = (outcome: string) => Metric.update(Metric.withAttributes(requests, { outcome }), 1)

/** Renewed in the last tenth of its life, at most 5 minutes before the end; `chance` (0 to 1) moves that by half. */
const margin = (lifetime: Duration.Duration, chance: number): Duration.Duration =>
  Duration.times(Duration.min(Duration.times(lifetime, 0.1), maxMargin), 0.5 + chance / 2)

const isCloudflareWorker = globalThis.navigator?.userAgent === "Cloudflare-Workers"

/**
 * Waits for a renewal. In a worker each caller waits on a promise of its own, which continues in the request that made it:
 * a caller that continued within another request would end with that one.
 */
const resultOf = ({ result }: Renewal): Effect.Effect<Token, PresenceAuthenticationError> =>
  isCloudflareWorker
    ? Effect.flatten(Effect.promise((signal) => Effect.runPromiseExit(Deferred.await(result), { signal })))
    : Deferred.await(result)

/**
 * Keeps one token for all callers.
 *
 * `Cache` of Effect would do for the plain part, but its callers wait for a renewal while the old token is still good,
 * and fail when the login is unreachable at that moment; here they go on with the old token.
 */
export const make = Effect.fnUntraced(function* (fetch: Effect.Effect<FreshToken, PresenceAuthenticationError>) {
  // A renewal belongs to the layer: it runs in the layer's context, and neither annotations nor spans nor an interruption
  // of the caller that starts it concern it.
  // A layer that a request builds, as in a `LayerMap`, outlives the span of that request.
  const context = Context.omit(Tracer.ParentSpan)(yield* Effect.context())
  // One clock for all callers, so that a token does not expire early for one of them and late for another.
  const clock = yield* Clock.Clock
  const now = () => clock.monotonicTimeNanosUnsafe()
  let isClosed = false
  let held: Held | undefined
  let failed: Failed | undefined
  let failures = 0
  let renewal: Renewal | undefined

  yield* Effect.addFinalizer(() =>
    Effect.suspend(() => {
      isClosed = true
      return renewal?.fiber === undefined ? Effect.void : Fiber.interrupt(renewal.fiber)
    })
  )

  const keep = ({ lifetime, token }: FreshToken, started: bigint) =>
    Effect.gen(function* () {
      const nanos = Duration.toNanosUnsafe(lifetime)
      const early = Duration.toNanosUnsafe(margin(lifetime, yield* Random.next))
      // The service counts from when it issued the token, which is later than `started`.
      held = { token, renewAt: started + nanos - early, expiresAt: started + nanos }
      failed = undefined
      failures = 0
      yield* count("success")
      yield* Effect.logDebug("Genesys Cloud token fetched").pipe(
        Effect.annotateLogs({ lifetime: Duration.format(lifetime) })
      )
      return token
    })

  const pause = (error: PresenceAuthenticationError) =>
    Effect.gen(function* () {
      failures += 1
      const length = pauseAfter(error, failures)
      const nanos = Duration.toNanosUnsafe(length)
      failed = { error, until: now() + nanos }
      yield* count(error.reason)
      yield* Effect.logDebug("Genesys Cloud token not fetched").pipe(
        Effect.annotateLogs({ reason: error.reason, pause: Duration.format(length) })
      )
      return yield* whilePaused(error, nanos)
    })

  const renew = Effect.suspend(() => {
    const started = now()
    return fetch.pipe(
      // A login that dies has failed too, and must not be asked once for each call.
      Effect.catchDefect(() =>
        Effect.fail(new PresenceAuthenticationError({ reason: "Unavailable", description: "the login died" }))
      ),
      Effect.matchEffect({ onFailure: pause, onSuccess: (fresh) => keep(fresh, started) })
    )
  })

  /** Starts a renewal unless one is in progress. All of it is one step: no caller can be interrupted within it. */
  const start = (limit: Duration.Duration): Renewal => {
    if (renewal !== undefined && now() < renewal.until) return renewal
    const own: Renewal = { result: Deferred.makeUnsafe(), until: now() + Duration.toNanosUnsafe(limit) }
    renewal = own
    own.fiber = Effect.runForkWith(context)(renew)
    own.fiber.addObserver((exit) => {
      if (renewal === own) renewal = undefined
      // Only the end of the layer interrupts it, and callers are not to be interrupted by that.
      Deferred.doneUnsafe(own.result, Exit.hasInterrupts(exit) ? Exit.fail(closed) : exit)
    })
    return own
  }

  const current = (): Token | undefined => (held !== undefined && now() < held.renewAt ? held.token : undefined)

  const token: Effect.Effect<Token, PresenceAuthenticationError> = Effect.suspend(() => {
    if (isClosed) return Effect.fail(closed)
    const fresh = current()
    if (fresh !== undefined) return Effect.succeed(fresh)
    const time = now()
    const paused =
      failed !== undefined && time < failed.until ? whilePaused(failed.error, failed.until - time) : undefined
    if (held !== undefined && time < held.expiresAt) {
      if (paused === undefined) start(backgroundLimit)
      return Effect.succeed(held.token)
    }
    return paused === undefined ? waitFor(start(renewalLimit)) : Effect.fail(paused)
  })

  /** Waits for a renewal, and starts another one when it has been dropped. */
  const waitFor = (shared: Renewal) =>
    Effect.timeoutOrElse(resultOf(shared), {
      duration: Duration.nanos(shared.until - now()),
      orElse: () => token
    })

  const invalidate = (rejected: Token) =>
    Effect.sync(() => {
      if (held !== undefined && Redacted.value(held.token) === Redacted.value(rejected)) held = undefined
    })

  return { token, current: () => (isClosed ? undefined : current()), invalidate }
})
