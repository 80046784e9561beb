import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Latency, Limits, LimitsControl } from "../../Limits.ts"
import { ErrorCode, Refusal } from "../http/refusal.ts"

/** The limits, and the pause that they ask for. */
export interface LimitsStore extends LimitsControl {
  /** The limits now, without an effect. */
  readonly current: () => Limits
  /** Waits as long as an answer takes. */
  readonly pause: Effect.Effect<void>
}

const millisOf = (latency: Latency): Effect.Effect<number> => {
  if (latency.kind === "fixed") return Effect.succeed(latency.millis)
  if (latency.kind === "uniform") return Random.nextBetween(latency.minimum, latency.maximum)
  return Effect.map(Random.next, (random) => -Math.log(1 - random) * latency.mean)
}

/** At first the limits are the given ones. */
export const makeLimits = (initial: Limits): LimitsStore => {
  let limits = initial
  return {
    current: () => limits,

    get: Effect.sync(() => limits),

    set: (changes) => Effect.sync(() => (limits = { ...limits, ...changes })),

    pause: Effect.suspend(() =>
      limits.latency === null ? Effect.void : Effect.flatMap(millisOf(limits.latency), Effect.sleep)
    )
  }
}

interface Window {
  /** In milliseconds since 1970. */
  readonly endsAt: number
  readonly count: number
}

/** What became of a request. */
interface Counted {
  /** What the answer's headers say. */
  readonly headers: { readonly [header: string]: string }
  /** Why the request is refused; `undefined` when it is within the limit. */
  readonly refusal: Refusal | undefined
}

/** How many requests came with each token during the minute that began with the first of them. */
export interface RateWindows {
  /** Counts a request; `limit` is how many the window may have. */
  readonly count: (token: string, limit: number | null, nowMillis: number) => Counted
  /** What the headers say to a request that came without a valid token: of its limit nothing is used. */
  readonly unused: (limit: number | null) => Counted["headers"]
}

const usualLimit = 300
const windowMillis = Duration.toMillis(Duration.minutes(1))

const headersOf = (limit: number | null, count: number, seconds: number): Counted["headers"] => ({
  "inin-ratelimit-allowed": `${limit ?? usualLimit}`,
  "inin-ratelimit-count": `${count}`,
  "inin-ratelimit-reset": `${seconds}`
})

const tooMany = (seconds: number): Refusal =>
  new Refusal({
    code: ErrorCode.tooManyRequests,
    message: `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
    headers: { "retry-after": `${seconds}` }
  })

/** At first no request was counted. */
export const makeRateWindows = (): RateWindows => {
  const windows = new Map<string, Window>()
  return {
    count: (token, limit, now) => {
      const known = windows.get(token)
      const { count, endsAt } =
        known !== undefined && now < known.endsAt ? known : { endsAt: now + windowMillis, count: 0 }
      const refused = limit !== null && count >= limit
      // A refused request does not count: the headers never say more than is allowed.
      const counted = refused ? count : count + 1
      windows.set(token, { endsAt, count: counted })
      const seconds = Math.ceil((endsAt - now) / 1000)
      return {
        headers: headersOf(limit, counted, seconds),
        refusal: refused ? tooMany(seconds) : undefined
      }
    },

    unused: (limit) => headersOf(limit, 0, windowMillis / 1000)
  }
}
