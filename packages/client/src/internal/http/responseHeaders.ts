import * as Duration from "effect/Duration"
import * as Headers from "effect/http/Headers"
import * as Result from "effect/Result"

/**
 * The id to quote to Genesys, without the secret that the server may have put there. Names of headers are lower case
 * here.
 */
export const correlationIdOf = (headers: Headers.Headers, redact: (text: string) => string): string | undefined => {
  const id = headers["inin-correlation-id"]
  return id === undefined ? undefined : redact(id)
}

/** The longest wait that an error can carry. */
const longestWait = Duration.millis(Number.MAX_SAFE_INTEGER)

/** When the response was made, by the clock of its dates; `undefined` for one of a cache, whose date is old. */
const madeAt = (headers: Headers.Headers): number | undefined => {
  const { age, date } = headers
  if (date === undefined || age !== undefined) return undefined
  const millis = Date.parse(date)
  return Number.isNaN(millis) ? undefined : millis
}

/**
 * How long to wait, from seconds or an HTTP date; `undefined` when the header is absent or cannot be read.
 *
 * A date is compared with the `Date` of the same response, so that a wrong clock here does not change the wait; `now` is
 * used when there is none.
 */
export const retryAfterOf = (headers: Headers.Headers, now: number): Duration.Duration | undefined => {
  const value = headers["retry-after"]
  if (value === undefined) return undefined
  const parsed = Headers.parseRetryAfter(value)
  return Result.isSuccess(parsed)
    ? Duration.min(Headers.retryAfterDelay(parsed.success, madeAt(headers) ?? now), longestWait)
    : undefined
}
