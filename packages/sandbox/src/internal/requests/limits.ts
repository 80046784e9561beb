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
  /** Why the request is refused; `undefined` when it is within the limits. */
  readonly refusal: Refusal | undefined
}

/** How many requests came with each token, and from each client, in the minute that began with the first of them. */
export interface RateWindows {
  /** Counts a request of a client with one of its tokens. */
  readonly count: (token: string, clientId: string, limits: Limits, nowMillis: number) => Counted
  /** What the headers say to a request that came without a valid token: of its limit nothing is used. */
  readonly unused: (limits: Limits) => Counted["headers"]
  readonly clear: Effect.Effect<void>
}

const usualLimit = 300
const windowMillis = Duration.toMillis(Duration.minutes(1))

const headersOf = ({ rateLimit }: Limits, count: number, seconds: number): Counted["headers"] => ({
  "inin-ratelimit-allowed": `${rateLimit ?? usualLimit}`,
  "inin-ratelimit-count": `${count}`,
  "inin-ratelimit-reset": `${seconds}`
})

const secondsOf = (window: Window, now: number): number => Math.ceil((window.endsAt - now) / 1000)

const tooMany = (seconds: number): Refusal =>
  new Refusal({
    code: ErrorCode.tooManyRequests,
    message: `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`,
    headers: { "retry-after": `${seconds}` }
  })

/** Windows by what is counted for; those that have ended are released when the map has doubled since the last time. */
const makeWindows = () => {
  const windows = new Map<string, Window>()
  let releaseAt = 1000
  return {
    clear: () => windows.clear(),

    current: (key: string, now: number): Window => {
      const known = windows.get(key)
      return known !== undefined && now < known.endsAt ? known : { endsAt: now + windowMillis, count: 0 }
    },

    set: (key: string, window: Window, now: number): void => {
      windows.set(key, window)
      if (windows.size < releaseAt) return
      for (const [other, { endsAt }] of windows) if (endsAt <= now) windows.delete(other)
      releaseAt = Math.max(1000, 2 * windows.size)
    }
  }
}

/** The window, when it has no room for one more request. */
const full = (window: Window, limit: number | null): Window | undefined =>
  limit !== null && window.count >= limit ? window : undefined

/** At first no request was counted. */
export const makeRateWindows = (): RateWindows => {
  const ofTokens = makeWindows()
  const ofClients = makeWindows()

  /** The window of a client whose requests are limited, which costs each request a second look. */
  const ofClient = (clientId: string, { clientRateLimit }: Limits, now: number): Window | undefined =>
    clientRateLimit === null ? undefined : ofClients.current(clientId, now)

  return {
    count: (token, clientId, limits, now) => {
      const window = ofTokens.current(token, now)
      const clientWindow = ofClient(clientId, limits, now)
      const exceeded = full(window, limits.rateLimit) ?? (clientWindow && full(clientWindow, limits.clientRateLimit))
      // A refused request does not count: the headers never say more than is allowed.
      const counted = exceeded === undefined ? { ...window, count: window.count + 1 } : window
      ofTokens.set(token, counted, now)
      if (exceeded === undefined && clientWindow !== undefined) {
        ofClients.set(clientId, { ...clientWindow, count: clientWindow.count + 1 }, now)
      }
      return {
        headers: headersOf(limits, counted.count, secondsOf(counted, now)),
        refusal: exceeded === undefined ? undefined : tooMany(secondsOf(exceeded, now))
      }
    },

    unused: (limits) => headersOf(limits, 0, windowMillis / 1000),

    clear: Effect.sync(() => {
      ofTokens.clear()
      ofClients.clear()
    })
  }
}
