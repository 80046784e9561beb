import type { Fault } from "@genesys-presence/sandbox"

/** What a client can know of a faulty answer. */
export type Seen =
  | { readonly as: "status"; readonly status: number; readonly retryAfterMillis?: number }
  /** The connection broke, or what came is not HTTP. */
  | { readonly as: "lost" }
  /** No answer, or no end of it. */
  | { readonly as: "silence" }
  /** Success with a body that is not the documented one. */
  | { readonly as: "unreadable" }
  /** Success with a page of HTML, as of a portal that answers in the place of the service. */
  | { readonly as: "page" }
  /** The real answer of the last delivery, after a while. */
  | { readonly as: "answer"; readonly afterMillis: number }

/** A fault, how often it comes, and what is known of it. */
export interface ConformanceFault {
  readonly fault: Fault.Fault
  readonly times: number | "always"
  readonly seen: Seen
  /** How often the service carries a faulty request out. */
  readonly deliveries: 0 | 1 | 2
}

/** When the clock of every case starts: dates in `Retry-After` count from here. */
export const clockStartsAt = "2026-01-01T00:00:00.000Z"
const inFiveSeconds = "Thu, 01 Jan 2026 00:00:05 GMT"
/** How long a `Retry-After` counts that cannot be read. */
const unreadableMillis = 30_000
const inThePast = "Wed, 31 Dec 2025 23:59:00 GMT"

const once = (fault: Fault.Fault, seen: Seen, deliveries: 0 | 1 | 2): ConformanceFault => ({
  fault,
  times: 1,
  seen,
  deliveries
})

const always = (fault: Fault.Fault, seen: Seen, deliveries: 0 | 1): ConformanceFault => ({
  fault,
  times: "always",
  seen,
  deliveries
})

const refusal = (status: number, retryAfter?: string): Fault.Fault => ({
  kind: "errorStatus",
  status,
  ...(retryAfter !== undefined && { retryAfter })
})

const status = (code: number, retryAfterMillis?: number): Seen => ({
  as: "status",
  status: code,
  ...(retryAfterMillis !== undefined && { retryAfterMillis })
})

const lost: Seen = { as: "lost" }
const silence: Seen = { as: "silence" }
const unreadable: Seen = { as: "unreadable" }

/** The faults of the file, by the second half of a case's id. */
export const conformanceFaults: Readonly<Record<string, ConformanceFault>> = {
  "400": once(refusal(400), status(400), 0),
  "401": once(refusal(401), status(401), 0),
  "401-always": always(refusal(401), status(401), 0),
  "token-revoked": once({ kind: "tokenRevoked" }, status(401), 0),
  "403": once(refusal(403), status(403), 0),
  "404": once(refusal(404), status(404), 0),
  "408": once(refusal(408), status(408), 0),
  "409": once(refusal(409), status(409), 0),
  "410": once(refusal(410), status(410), 0),
  "redirect-302": once({ kind: "redirect", status: 302, location: "https://example.com/" }, status(302), 0),
  "redirect-307": once({ kind: "redirect", status: 307, location: "https://example.com/" }, status(307), 0),

  "429-seconds": once(refusal(429, "3"), status(429, 3000), 0),
  "429-date": once(refusal(429, inFiveSeconds), status(429, 5000), 0),
  "429-date-in-the-past": once(refusal(429, inThePast), status(429, 0), 0),
  "429-absent": once(refusal(429), status(429), 0),
  "429-absent-always": always(refusal(429), status(429), 0),
  "429-zero": once(refusal(429, "0"), status(429, 0), 0),
  "429-rubbish": once(refusal(429, "soon"), status(429, unreadableMillis), 0),
  "429-in-the-message": once(
    {
      kind: "errorStatus",
      status: 429,
      message: "Rate limit exceeded the maximum. Retry the request in [7] seconds"
    },
    status(429, 7000),
    0
  ),
  "429-long-always": always(refusal(429, "50"), status(429, 50_000), 0),
  "429-at-the-cap": once(refusal(429, "120"), status(429, 120_000), 0),
  "429-beyond-the-cap": once(refusal(429, "121"), status(429, 121_000), 0),
  "429-three-times": { ...once(refusal(429, "2"), status(429, 2000), 0), times: 3 },

  "500": once(refusal(500), status(500), 0),
  "500-always": always(refusal(500), status(500), 0),
  "500-carried-out": once({ kind: "errorStatus", status: 500, applied: true }, status(500), 1),
  "500-seconds": once(refusal(500, "4"), status(500, 4000), 0),
  "501": once(refusal(501), status(501), 0),
  "502-page": once({ kind: "htmlStatus", status: 502 }, status(502), 0),
  "503": once({ kind: "emptyStatus", status: 503 }, status(503), 0),
  "503-carried-out": once({ kind: "emptyStatus", status: 503, applied: true }, status(503), 1),
  "503-seconds": once(refusal(503, "2"), status(503, 2000), 0),
  "503-seconds-always": always(refusal(503, "2"), status(503, 2000), 0),
  "503-date": once(refusal(503, inFiveSeconds), status(503, 5000), 0),
  "503-zero": once(refusal(503, "0"), status(503, 0), 0),
  "503-rubbish": once(refusal(503, "soon"), status(503, unreadableMillis), 0),
  "503-at-the-cap": once(refusal(503, "30"), status(503, 30_000), 0),
  "503-beyond-the-cap": once(refusal(503, "31"), status(503, 31_000), 0),
  "504-page-carried-out": once({ kind: "htmlStatus", status: 504, applied: true }, status(504), 1),

  "reset-before-handling": once({ kind: "resetBeforeHandling" }, lost, 0),
  "reset-after-handling": once({ kind: "resetAfterHandling" }, lost, 1),
  "reset-after-handling-always": always({ kind: "resetAfterHandling" }, lost, 1),
  "reset-in-headers": once({ kind: "resetInHeaders" }, lost, 1),
  "reset-in-body": once({ kind: "resetInBody" }, lost, 1),
  "truncated-body": once({ kind: "truncatedBody" }, lost, 1),
  "closed-without-answer": once({ kind: "closedWithoutAnswer" }, lost, 0),
  "closed-without-answer-carried-out": once({ kind: "closedWithoutAnswer", applied: true }, lost, 1),
  "not-http": once({ kind: "notHttp" }, lost, 0),

  "no-answer": once({ kind: "noAnswer" }, silence, 0),
  "no-answer-carried-out": once({ kind: "noAnswer", applied: true }, silence, 1),
  "no-answer-always": always({ kind: "noAnswer" }, silence, 0),
  "stalled-body": once({ kind: "stalledBody" }, silence, 1),
  "delay-within-the-limit": once({ kind: "delay", millis: 3000 }, { as: "answer", afterMillis: 3000 }, 1),
  "delay-beyond-the-limit": once({ kind: "delay", millis: 15_000 }, { as: "answer", afterMillis: 15_000 }, 1),

  "malformed-json": once({ kind: "malformedJson" }, unreadable, 1),
  "empty-success": once({ kind: "emptyBodyWithSuccess" }, unreadable, 1),
  "page-with-success": once({ kind: "htmlWithSuccess" }, { as: "page" }, 0),
  "duplicate-delivery": once({ kind: "duplicateDelivery" }, { as: "answer", afterMillis: 0 }, 2)
}
