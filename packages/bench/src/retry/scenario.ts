/** What the service does to a client. */

export type Answer = { readonly status: number; readonly retryAfter?: number } | "reset"

export interface Scenario {
  readonly method: "get" | "post"
  /** How many calls are made at once. */
  readonly callers: number
  /** How long the client is told that a call may take, in milliseconds. */
  readonly limit: number
  /** To the first request of each caller, all at the same moment. */
  readonly first: Answer
  /** To what comes after that. */
  readonly later: Answer
}

/** More than the longest wait of the matrix that a client is to keep. */
const enough = 70_000

/** A 429 for each caller that asks for some seconds, then success. */
export const refusesOnce = (retryAfter: number, callers = 1): Scenario => ({
  method: "get",
  callers,
  limit: enough,
  first: { status: 429, retryAfter },
  later: { status: 200 }
})

/** A 429 that asks for more seconds than the call may take. */
export const refusesFor = (retryAfter: number, limit: number): Scenario => {
  const answer = { status: 429, retryAfter }
  return { method: "get", callers: 1, limit, first: answer, later: answer }
}

/** A failure of a write, whenever it is sent. */
export const failsWrites = (answer: Answer): Scenario => ({
  method: "post",
  callers: 1,
  limit: enough,
  first: answer,
  later: answer
})
