import type { Operation } from "@genesys-presence/models"
import type { ConformanceFault } from "./conformanceFaults.ts"

/** The limits that the expectations count with. They are stated here and not taken from the client under test. */
export const limits = {
  tokenRenewals: 1,
  transient: { retries: 3, baseMillis: 250, capMillis: 10_000, maxWaitMillis: 30_000 },
  rateLimited: { baseMillis: 1000, capMillis: 30_000, spreadMillis: 1000, maxWaitMillis: 120_000 },
  timeout: { perAttemptMillis: 10_000, totalMillis: 180_000 }
} as const

/** The same in words, and what else the expectations follow from. */
export const rules: ReadonlyArray<string> = [
  "An operation is repeatable when its method is GET, PUT or DELETE. POST and PATCH are not.",
  "Transient are 408, 500, 502, 503, 504, a lost connection, bytes that are not HTTP, and an attempt that reaches timeout.perAttemptMillis.",
  "After a transient failure the request is sent again, at most transient.retries times, when the operation is repeatable. A POST or PATCH is not: no transient failure proves that it was not carried out, a 503 with Retry-After neither.",
  "The n-th such wait, n from 0, is Retry-After plus a random part of at most min(capMillis, baseMillis * 2^n). It is never shorter than Retry-After, and never longer than transient.maxWaitMillis.",
  "When Retry-After is longer than transient.maxWaitMillis the call fails at once.",
  "After a 429 the request is sent again, whatever the operation: a refused request was not carried out. The retries above are not used up.",
  "Such a wait is Retry-After plus a random part of at most rateLimited.spreadMillis. A Retry-After that is absent or shorter than baseMillis counts as min(capMillis, baseMillis * 2^n) after n refusals in a row.",
  "When all such waits of a call together would be longer than rateLimited.maxWaitMillis the call fails at once.",
  "Retry-After is a number of seconds or an HTTP date, which counts from the Date of the same answer, else from the clock; a date in the past is no wait. Without a header that can be read the message of the body counts: Retry the request in [7] seconds. A header that cannot be read, without such a message, counts as 30 seconds.",
  "After a 401 the token is renewed and the request sent again, whatever the operation, tokenRenewals times and without a wait.",
  "All other 4xx, 501, redirects, and a success whose body cannot be read are final. Where an operation documents no body, the body of a success may be anything but a page of HTML or an error body.",
  "Nothing is begun that could not end within timeout.totalMillis.",
  "A write counts as applied each time that the service carried it out with success. The second delivery of a POST is a conflict here: the name is taken.",
  "outcome is success, or the tag of the last error of the service. A status that is not documented is PresenceUnexpectedStatus.",
  "waitAtLeastMillis and waitAtMostMillis bound the time from the start of the call to its end, in which requests themselves take no time."
]

/** What must come of a call. */
export interface Expected {
  readonly attempts: number
  readonly applied: number
  readonly outcome: string
  readonly waitAtLeastMillis: number
  readonly waitAtMostMillis: number
}

const transientStatuses: ReadonlySet<number> = new Set([408, 500, 502, 503, 504])

const tags: Readonly<Record<number, string>> = {
  400: "PresenceBadRequest",
  401: "PresenceUnauthorized",
  403: "PresenceForbidden",
  404: "PresenceNotFound",
  408: "PresenceRequestTimeout",
  409: "PresenceConflict",
  413: "PresenceContentTooLarge",
  415: "PresenceUnsupportedMediaType",
  429: "PresenceTooManyRequests",
  500: "PresenceInternalServerError",
  503: "PresenceServiceUnavailable",
  504: "PresenceGatewayTimeout"
}

const unexpected = "PresenceUnexpectedStatus"

/** What the outcomes mean, for clients whose errors have other names. */
export const outcomes: Readonly<Record<string, string>> = {
  success: "the call succeeded",
  ...Object.fromEntries(Object.entries(tags).map(([status, tag]) => [tag, `the last answer had status ${status}`])),
  [unexpected]: "the last answer had a status that the operation does not document",
  PresenceTransportError: "the last attempt broke off, or what came is not HTTP",
  PresenceTimeout: "the last attempt reached its time limit",
  PresenceDecodeError: "the call succeeded, but its answer cannot be read"
}

/** What one faulty attempt means. */
type Verdict =
  | { readonly kind: "success" }
  | { readonly kind: "final"; readonly tag: string }
  | { readonly kind: "renew"; readonly tag: string }
  | { readonly kind: "rateLimit"; readonly tag: string; readonly askedMillis: number }
  | {
      readonly kind: "transient"
      readonly tag: string
      readonly askedMillis: number
    }

const statusVerdict = (operation: Operation.Any, status: number, retryAfterMillis: number | undefined): Verdict => {
  const documented: ReadonlyArray<number> = operation.errors
  const tag = (documented.includes(status) ? tags[status] : undefined) ?? unexpected
  const askedMillis = retryAfterMillis ?? 0
  if (status === 401) return { kind: "renew", tag }
  if (status === 429) return { kind: "rateLimit", tag, askedMillis }
  return transientStatuses.has(status) ? { kind: "transient", tag, askedMillis } : { kind: "final", tag }
}

const timedOut: Verdict = { kind: "transient", tag: "PresenceTimeout", askedMillis: 0 }

const verdictOf = (operation: Operation.Any, { deliveries, seen }: ConformanceFault): Verdict => {
  switch (seen.as) {
    case "status":
      return statusVerdict(operation, seen.status, seen.retryAfterMillis)
    case "lost":
      return { kind: "transient", tag: "PresenceTransportError", askedMillis: 0 }
    case "silence":
      return timedOut
    case "page":
      return { kind: "final", tag: "PresenceDecodeError" }
    case "unreadable":
      return operation.success.body === undefined ? { kind: "success" } : { kind: "final", tag: "PresenceDecodeError" }
    default:
      if (seen.afterMillis > limits.timeout.perAttemptMillis) return timedOut
      return deliveries === 2 && operation.method === "POST"
        ? statusVerdict(operation, 409, undefined)
        : { kind: "success" }
  }
}

const takesMillis = ({ seen }: ConformanceFault): number => {
  const { perAttemptMillis } = limits.timeout
  if (seen.as === "silence") return perAttemptMillis
  return seen.as === "answer" ? Math.min(seen.afterMillis, perAttemptMillis) : 0
}

const appliedBy = (operation: Operation.Any, { deliveries }: ConformanceFault): number => {
  if (operation.method === "GET") return 0
  return operation.method === "POST" ? Math.min(deliveries, 1) : deliveries
}

/** How long, in milliseconds; a part of it is left to chance. */
interface Wait {
  readonly least: number
  readonly most: number
}

const backoff = (baseMillis: number, capMillis: number, before: number): number =>
  Math.min(capMillis, baseMillis * 2 ** before)

/** Whether a length of time fits; a case that leaves that to chance would expect nothing. */
const fits = (least: number, most: number, allowed: number): boolean => {
  if (least <= allowed !== most <= allowed) throw new Error("It depends on chance whether this case goes on")
  return least <= allowed
}

/** The waits after the transient failures of one call; `undefined` when the call ends instead. */
const transientWaits = (operation: Operation.Any) => {
  const { baseMillis, capMillis, maxWaitMillis, retries } = limits.transient
  let made = 0
  return ({ askedMillis }: Extract<Verdict, { kind: "transient" }>): Wait | undefined => {
    if (!operation.repeatable) return undefined
    if (made === retries || askedMillis > maxWaitMillis) return undefined
    const most = askedMillis + backoff(baseMillis, capMillis, made++)
    return { least: askedMillis, most: Math.min(most, maxWaitMillis) }
  }
}

/** The same after refusals. */
const rateLimitWaits = () => {
  const { baseMillis, capMillis, maxWaitMillis, spreadMillis } = limits.rateLimited
  let refusals = 0
  let least = 0
  let most = 0
  return ({ askedMillis }: Extract<Verdict, { kind: "rateLimit" }>): Wait | undefined => {
    const floor = askedMillis >= baseMillis ? askedMillis : backoff(baseMillis, capMillis, refusals)
    refusals += 1
    if (!fits(least + floor, most + floor, maxWaitMillis)) return undefined
    const wait = { least: floor, most: Math.min(floor + spreadMillis, maxWaitMillis - least) }
    least += wait.least
    most = Math.min(most + wait.most, maxWaitMillis)
    return wait
  }
}

/** What the rules say about a call of an operation that meets a fault. */
export const expectedOf = (operation: Operation.Any, fault: ConformanceFault): Expected => {
  const verdict = verdictOf(operation, fault)
  const afterTransient = transientWaits(operation)
  const afterRateLimit = rateLimitWaits()
  let [attempts, applied, least, most] = [0, 0, 0, 0]
  const ended = (outcome: string): Expected => ({
    attempts,
    applied,
    outcome,
    waitAtLeastMillis: least,
    waitAtMostMillis: most
  })

  const waitAfter = (): Wait | undefined => {
    switch (verdict.kind) {
      case "success":
      case "final":
        return undefined
      case "renew":
        return attempts <= limits.tokenRenewals ? { least: 0, most: 0 } : undefined
      case "rateLimit":
        return afterRateLimit(verdict)
      default:
        return afterTransient(verdict)
    }
  }

  for (;;) {
    attempts += 1
    if (fault.times !== "always" && attempts > fault.times) {
      if (operation.method !== "GET") applied += 1
      return ended("success")
    }
    applied += appliedBy(operation, fault)
    least += takesMillis(fault)
    most += takesMillis(fault)
    if (verdict.kind === "success") return ended("success")
    const wait = waitAfter()
    if (wait === undefined) return ended(verdict.tag)
    if (!fits(least + wait.least, most + wait.least, limits.timeout.totalMillis)) return ended(verdict.tag)
    least += wait.least
    most += wait.most
  }
}
