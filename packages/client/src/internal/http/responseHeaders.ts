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

/** Genesys's longest limits are those of a day. Whatever asks for more is broken, or has another clock. */
export const longestWait = Duration.days(1)

/** After this a login and a watch ask again, however long they were asked to wait: one answer must not stop them. */
export const longestAsked = Duration.minutes(5)

/** When the response was made, by the clock of its dates; `undefined` for one of a cache, whose date is old. */
const madeAt = (headers: Headers.Headers): number | undefined => {
  if (headers["age"] !== undefined) return undefined
  const millis = Date.parse(String(headers["date"]))
  return Number.isNaN(millis) ? undefined : millis
}

/** What counts when a server asks for a wait that cannot be read: `transient` still waits so long by default. */
const unreadableWait = Duration.seconds(30)

/** Seconds as gateways write them: `2.5`, `+2`, `2s`, `2; comment`. */
const looseSeconds = /^\+?(\d{1,12}(?:\.\d+)?)\s*(?:s|secs?|seconds?)?\s*(?:;.*)?$/i

/** A date of ISO 8601, in three parts. One without a zone is meant in UTC, as all dates of HTTP are. */
const isoDate = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/i

/** A comma, but for the one of an HTTP date, which follows the name of a day. */
const betweenValues = /(?<!(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*),/i

/** How long one value asks to wait; `undefined` when it cannot be read. */
const delayOf = (text: string, from: number): Duration.Duration | undefined => {
  const value = text.replaceAll('"', "").trim()
  const parsed = Headers.parseRetryAfter(value)
  if (Result.isSuccess(parsed)) return Headers.retryAfterDelay(parsed.success, from)
  const seconds = looseSeconds.exec(value)?.[1]
  if (seconds !== undefined) return Duration.seconds(Number(seconds))
  const [, day, time, zone = "Z"] = isoDate.exec(value) ?? []
  const millis = Date.parse(`${day}T${time}${zone}`)
  return Number.isNaN(millis) ? undefined : Duration.millis(Math.max(0, millis - from))
}

/**
 * How long to wait, from seconds or a date, and a day at most; `undefined` without the header. Of several values, such as
 * a gateway's beside the service's, the longest counts. When none can be read, `otherwise` counts, or else 30 seconds: the
 * server asked for a wait.
 *
 * A date is compared with the `Date` of the same response, so that a wrong clock here does not change the wait; `now` is
 * used when there is none.
 */
export const retryAfterOf = (
  headers: Headers.Headers,
  now: number,
  otherwise?: Duration.Duration
): Duration.Duration | undefined => {
  const value = headers["retry-after"]
  if (value === undefined) return otherwise
  const from = madeAt(headers) ?? now
  const delays = value.split(betweenValues).map((one) => delayOf(one, from))
  const known = delays.filter((delay) => delay !== undefined)
  if (known.length === 0) return otherwise ?? unreadableWait
  return Duration.min(known.reduce(Duration.max), longestWait)
}
