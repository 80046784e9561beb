import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

interface Window {
  /** In milliseconds since 1970. */
  readonly endsAt: number
  readonly count: number
}

/** How many requests came with each token during the minute that began with the first of them. */
export interface RateWindows {
  /** Counts a request and says what the answer's headers say. */
  readonly count: (token: string) => Effect.Effect<{ readonly [header: string]: string }>
}

const requestsPerWindow = 300
const windowMillis = Duration.toMillis(Duration.minutes(1))

/** At first no request was counted. */
export const makeRateWindows = (): RateWindows => {
  const windows = new Map<string, Window>()
  return {
    count: Effect.fnUntraced(function* (token) {
      const now = yield* Clock.currentTimeMillis
      const open = windows.get(token)
      const window =
        open !== undefined && now < open.endsAt
          ? { endsAt: open.endsAt, count: open.count + 1 }
          : { endsAt: now + windowMillis, count: 1 }
      windows.set(token, window)
      return {
        "inin-ratelimit-allowed": `${requestsPerWindow}`,
        "inin-ratelimit-count": `${window.count}`,
        "inin-ratelimit-reset": `${Math.ceil((window.endsAt - now) / 1000)}`
      }
    })
  }
}
