import * as Duration from "effect/Duration"
import { ErrorCode, Refusal } from "./refusal.ts"

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
