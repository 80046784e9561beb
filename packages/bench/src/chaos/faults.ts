/** Every kind of fault that requests of a run can have, and what a patient client can make of it. */
import type { Fault } from "@genesys-presence/sandbox"
import type { Weighted } from "./draw.ts"

/**
 * What a fault leaves to a client: an answer that is `whole`, so that nothing is to be done; a failure that says to come
 * `again`; or an answer that is `final`, because the next one would be the same as far as a client can know.
 */
export type Ending = "whole" | "again" | "final"

/** A fault that can be drawn; a date in it counts from the moment of the request. */
export interface PossibleFault extends Weighted {
  readonly ending: Ending
  readonly fault: (nowMillis: number) => Fault.Fault
}

const always =
  (ending: Ending, weight: number) =>
  (fault: Fault.Fault): PossibleFault => ({ ending, weight, fault: () => fault })

/** A `Retry-After` as a date, which has whole seconds. */
const dated =
  (seconds: number) =>
  (status: 429 | 503): PossibleFault => ({
    ending: "again",
    weight: status === 429 ? 0.05 : 0.5,
    fault: (nowMillis) => ({
      kind: "errorStatus",
      status,
      retryAfter: new Date(nowMillis + seconds * 1000).toUTCString()
    })
  })

const oneSecond = 1
const aMinuteAgo = -60

const whole: ReadonlyArray<Fault.Fault> = [
  { kind: "delay", millis: 20 },
  { kind: "singleBytes" },
  { kind: "slowBody", bytesPerSecond: 200_000 },
  { kind: "informationalAnswers" },
  { kind: "byteOrderMark" },
  { kind: "wrongContentType" },
  { kind: "duplicateDelivery" }
]

const lost: ReadonlyArray<Fault.Fault> = [
  { kind: "resetBeforeHandling" },
  { kind: "resetAfterHandling" },
  { kind: "resetInHeaders" },
  { kind: "resetInBody" },
  { kind: "resetAfterBody" },
  { kind: "closedWithoutAnswer" },
  { kind: "closedWithoutAnswer", applied: true },
  { kind: "truncatedBody" },
  { kind: "notHttp" },
  { kind: "notHttp", applied: true },
  { kind: "wrongChunks" },
  { kind: "duplicateContentLength" }
]

const failing: ReadonlyArray<Fault.Fault> = [
  { kind: "errorStatus", status: 500 },
  { kind: "errorStatus", status: 500, applied: true },
  { kind: "errorStatus", status: 408 },
  { kind: "errorStatus", status: 503 },
  { kind: "htmlStatus", status: 502 },
  { kind: "htmlStatus", status: 504, applied: true },
  { kind: "emptyStatus", status: 503 },
  { kind: "emptyStatus", status: 504, applied: true }
]

/** What stands in `Retry-After`: an order to wait, and none. */
const waits = ["1", "0"]

/** What cannot be read there, which counts as 30 seconds. */
const unreadableWaits = ["-1", "soon"]

/** Each holds a place among the 64 until the client gives up on it. */
const stalls: ReadonlyArray<Fault.Fault> = [
  { kind: "noAnswer" },
  { kind: "noAnswer", applied: true },
  { kind: "stalledBody" }
]

const final: ReadonlyArray<Fault.Fault> = [
  { kind: "errorStatus", status: 400 },
  { kind: "errorStatus", status: 403 },
  { kind: "errorStatus", status: 404 },
  { kind: "redirect", status: 302, location: "/" },
  { kind: "redirect", status: 307, location: "/" },
  { kind: "errorBodyWithSuccess" },
  { kind: "htmlWithSuccess" },
  { kind: "emptyBodyWithSuccess" },
  { kind: "malformedJson" },
  { kind: "invalidUtf8" }
]

/** No 429 asks for hours: all calls of a client wait at one gate, so that it would be the end of the run. */
const hours: Fault.Fault = { kind: "errorStatus", status: 503, retryAfter: "7200" }

const kibibytes = 1024

/** The faults of requests of the API. Those of which each one costs seconds are rare. */
export const requestFaults: readonly [PossibleFault, ...ReadonlyArray<PossibleFault>] = [
  dated(oneSecond)(503),
  dated(aMinuteAgo)(503),
  dated(oneSecond)(429),
  dated(aMinuteAgo)(429),
  ...whole.map(always("whole", 1)),
  ...lost.map(always("again", 1)),
  ...failing.map(always("again", 1)),
  ...waits.map((retryAfter) => always("again", 0.5)({ kind: "errorStatus", status: 503, retryAfter })),
  ...unreadableWaits.map((retryAfter) => always("again", 0.05)({ kind: "errorStatus", status: 503, retryAfter })),
  // Each stops the whole client for a moment.
  ...waits.map((retryAfter) => always("again", 0.05)({ kind: "errorStatus", status: 429, retryAfter })),
  always("again", 0.05)({ kind: "emptyStatus", status: 429 }),
  ...stalls.map(always("again", 0.2)),
  ...final.map(always("final", 0.4)),
  always("final", 0.1)(hours),
  always("whole", 0.3)({ kind: "hugeBody", bytes: 256 * kibibytes }),
  always("final", 0.02)({ kind: "hugeBody", bytes: 11 * kibibytes * kibibytes })
]

/**
 * The faults of logins. Answers that a client has to believe are not among them: one that is told that its secret is
 * wrong leaves the login alone for a minute, as it should.
 */
export const loginFaults: readonly [PossibleFault, ...ReadonlyArray<PossibleFault>] = [
  always("again", 1)({ kind: "errorStatus", status: 503 }),
  always("again", 1)({ kind: "emptyStatus", status: 500 }),
  always("again", 1)({ kind: "htmlStatus", status: 502 }),
  always("again", 1)({ kind: "resetBeforeHandling" }),
  always("again", 1)({ kind: "resetAfterHandling" }),
  always("again", 1)({ kind: "truncatedBody" }),
  always("again", 0.5)({ kind: "tokenRateLimited" }),
  always("whole", 1)({ kind: "delay", millis: 20 }),
  always("whole", 1)({ kind: "singleBytes" }),
  always("whole", 4)({ kind: "shortLivedToken", expiresIn: 2 })
]
