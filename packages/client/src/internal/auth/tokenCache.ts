import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { isRetryable, type PresenceAuthenticationError } from "../../PresenceError.ts"
import { copyWith } from "../errors/copy.ts"
import { finiteMillis } from "../errors/fields.ts"

/** What a login hands out. */
export interface FreshToken {
  readonly token: Redacted.Redacted
  readonly lifetime: Duration.Duration
}

/** Times are those of the monotonic clock, in nanoseconds: the wall clock may be corrected at any time. */
interface Held {
  readonly token: Redacted.Redacted
  readonly renewAt: bigint
  readonly expiresAt: bigint
}

interface Failed {
  readonly error: PresenceAuthenticationError
  readonly until: bigint
}

const maxMargin = Duration.minutes(5)
const refusedPause = Duration.minutes(1)
const rateLimitedPause = Duration.seconds(10)
const firstPause = Duration.seconds(1)
const longestPause = Duration.seconds(30)

/** How long the login is left alone after a failure; `inRow` counts the failures since the last token. */
const pauseAfter = (error: PresenceAuthenticationError, inRow: number): Duration.Duration => {
  const asked = error.retryAfter ?? Duration.zero
  switch (error.reason) {
    case "RateLimited":
      return Duration.max(error.retryAfter ?? rateLimitedPause, firstPause)
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

const requests = Metric.counter("genesys_presence_token_requests_total", {
  description: "Requests for an access token, by what came of them",
  incremental: true
})

const count = (outcome: string) => Metric.update(Metric.withAttributes(requests, { outcome }), 1)

/** Renewed in the last tenth of its life, at most 5 minutes before the end; `chance` (0 to 1) moves that by half. */
const margin = (lifetime: Duration.Duration, chance: number): Duration.Duration =>
  Duration.times(Duration.min(Duration.times(lifetime, 0.1), maxMargin), 0.5 + chance / 2)

/**
 * Keeps one token for all callers.
 *
 * `Cache` of Effect would do for the plain part, but its callers wait for a renewal while the old token is still good,
 * and fail when the login is unreachable at that moment; here they go on with the old token.
 */
export const make = Effect.fnUntraced(function* (fetch: Effect.Effect<FreshToken, PresenceAuthenticationError>) {
  const scope: Scope.Scope = yield* Effect.scope
  const context = yield* Effect.context()
  // One clock for all callers, so that a token does not expire early for one of them and late for another.
  const clock = yield* Clock.Clock
  const now = () => clock.monotonicTimeNanosUnsafe()
  let held: Held | undefined
  let failed: Failed | undefined
  let failures = 0
  let inFlight: Deferred.Deferred<Redacted.Redacted, PresenceAuthenticationError> | undefined

  const renew = Effect.gen(function* () {
    const started = now()
    const { lifetime, token } = yield* fetch
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
  }).pipe(
    Effect.catch((error) =>
      Effect.gen(function* () {
        failures += 1
        const pause = pauseAfter(error, failures)
        const nanos = Duration.toNanosUnsafe(pause)
        failed = { error, until: now() + nanos }
        yield* count(error.reason)
        yield* Effect.logDebug("Genesys Cloud token not fetched").pipe(
          Effect.annotateLogs({ reason: error.reason, pause: Duration.format(pause) })
        )
        return yield* whilePaused(error, nanos)
      })
    )
  )

  /** Starts a request unless one is under way. It belongs to the layer, so that no caller's interruption ends it. */
  const start = Effect.suspend(() => {
    if (inFlight !== undefined) return Effect.succeed(inFlight)
    const deferred = Deferred.makeUnsafe<Redacted.Redacted, PresenceAuthenticationError>()
    inFlight = deferred
    return renew.pipe(
      Effect.onExit((exit) =>
        Effect.suspend(() => {
          inFlight = undefined
          return Deferred.done(deferred, exit)
        })
      ),
      Effect.provideContext(context),
      Effect.forkIn(scope, { uninterruptible: false }),
      Effect.as(deferred)
    )
  }).pipe(Effect.uninterruptible)

  const current = (): Redacted.Redacted | undefined =>
    held !== undefined && now() < held.renewAt ? held.token : undefined

  const token = Effect.suspend(() => {
    const fresh = current()
    if (fresh !== undefined) return Effect.succeed(fresh)
    const time = now()
    const paused =
      failed !== undefined && time < failed.until ? whilePaused(failed.error, failed.until - time) : undefined
    if (held !== undefined && time < held.expiresAt) {
      return paused === undefined ? Effect.as(start, held.token) : Effect.succeed(held.token)
    }
    return paused === undefined ? Effect.flatMap(start, Deferred.await) : Effect.fail(paused)
  })

  const invalidate = (rejected: Redacted.Redacted) =>
    Effect.sync(() => {
      if (held !== undefined && Redacted.value(held.token) === Redacted.value(rejected)) held = undefined
    })

  return { token, current, invalidate }
})
