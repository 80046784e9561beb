import * as Duration from "effect/Duration"
import * as Headers from "effect/http/Headers"
import * as Result from "effect/Result"

/**
 * The id to quote to Genesys, without the secret that the server may have put there. Names of headers are lower case
 * here, whatever came.
 */
export const correlationIdOf = (headers: Headers.Headers, redact: (text: string) => string): string | undefined => {
  const id = headers["inin-correlation-id"]
  return id === undefined ? undefined : redact(id)
}

/** What an error can carry; a longer wait is as good as none that ends. */
const longestWait = Duration.millis(Number.MAX_SAFE_INTEGER)

/** When the answer was made by the clock that dates in it are of; a cache hands out the date of long ago. */
const madeAt = (headers: Headers.Headers): number | undefined => {
  const { age, date } = headers
  if (date === undefined || age !== undefined) return undefined
  const millis = Date.parse(date)
  return Number.isNaN(millis) ? undefined : millis
}

/**
 * How long to wait, from seconds or an HTTP date; `undefined` when the header is absent or rubbish.
 *
 * A date is held against the `Date` of the same answer, so that a wrong clock here makes the wait neither too short nor
 * too long; `now` only stands in for a missing one.
 */
export const retryAfterOf = (headers: Headers.Headers, now: number): Duration.Duration | undefined => {
  const value = headers["retry-after"]
  if (value === undefined) return undefined
  const parsed = Headers.parseRetryAfter(value)
  return Result.isSuccess(parsed)
    ? Duration.min(Headers.retryAfterDelay(parsed.success, madeAt(headers) ?? now), longestWait)
    : undefined
}
