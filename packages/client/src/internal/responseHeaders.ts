import * as Duration from "effect/Duration"
import * as Headers from "effect/http/Headers"
import * as Result from "effect/Result"

/** The id to quote to Genesys. Names of headers are lower case here, whatever came. */
export const correlationIdOf = (headers: Headers.Headers): string | undefined => headers["inin-correlation-id"]

/** What an error can carry; a longer wait is as good as none that ends. */
const longestWait = Duration.millis(Number.MAX_SAFE_INTEGER)

/** How long to wait, from seconds or an HTTP date; `undefined` when the header is absent or rubbish. */
export const retryAfterOf = (headers: Headers.Headers, now: number): Duration.Duration | undefined => {
  const value = headers["retry-after"]
  if (value === undefined) return undefined
  const parsed = Headers.parseRetryAfter(value)
  return Result.isSuccess(parsed) ? Duration.min(Headers.retryAfterDelay(parsed.success, now), longestWait) : undefined
}
