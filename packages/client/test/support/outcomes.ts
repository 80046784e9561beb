import { type PresenceError, PresenceTransport } from "@genesys-presence/client"
import { Contract } from "@genesys-presence/models"
import { Clock, Effect, Layer } from "effect"
import { noAnswer, ok, type Reply, type Request, status, tooSlow } from "./scriptedTransport.ts"

/** What happens to one request. */
interface Outcome {
  /** How long the answer takes, in milliseconds; `Infinity` when none comes. */
  readonly latency: number
  /** What the answer asks to wait, in milliseconds. */
  readonly retryAfter?: number
  /** Whether the service did what it was asked to. */
  readonly executed: boolean
  readonly isRefusal: boolean
  readonly reply: (request: Request) => Reply
}

/** What was seen of one request. */
export interface Sending extends Outcome {
  readonly at: number
  /** How many sendings and answers there were before. */
  readonly order: number
  answeredOrder: number
  /** When its answer came; `undefined` when none did. */
  answeredAt: number | undefined
  error: PresenceError.PresenceError | undefined
}

/** Numbers from 0 to 1, the same for the same seed. */
export const seeded = (seed: number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws what happens to a request; `health` is the share of requests that succeed. */
export const drawOutcome = (random: () => number, health: number): Outcome => {
  const latency = Math.floor(random() * 2000)
  const maybe = random() < 0.5
  if (random() < health) return { latency, executed: true, isRefusal: false, reply: () => ok }
  const asks = random() < 0.7 ? Math.floor(random() * 60) * 1000 : undefined
  const answer = (code: number, executed: boolean, retryAfter: number | undefined): Outcome => ({
    latency,
    executed,
    isRefusal: code === 429,
    ...(retryAfter !== undefined && { retryAfter }),
    reply: (request) => status(request, code, retryAfter)
  })
  const codes = [408, 500, 502, 504] as const
  const kind = Math.floor(random() * 8)
  switch (kind) {
    case 0:
    case 1:
      return answer(429, false, asks)
    case 2:
      // Nobody knows, whether it says when to come back or not.
      return answer(503, maybe, asks)
    case 3:
      return answer(codes[Math.floor(random() * codes.length)] ?? 500, maybe, random() < 0.3 ? asks : undefined)
    case 4:
      return { latency, executed: false, isRefusal: false, reply: (request) => noAnswer(request, "no") }
    case 5:
      return { latency, executed: maybe, isRefusal: false, reply: (request) => noAnswer(request, "unknown") }
    case 6:
      return random() < 0.5
        ? { latency: Infinity, executed: maybe, isRefusal: false, reply: () => ok }
        : { latency, executed: maybe, isRefusal: false, reply: tooSlow }
    default:
      return answer(404, false, undefined)
  }
}

/** A transport whose outcomes are drawn, and what it has seen. */
export const drawnTransport = (draw: () => Outcome) => {
  const sendings: Array<Sending> = []
  let order = 0
  const layer = Layer.succeed(PresenceTransport, {
    execute: (request) =>
      Effect.flatMap(Clock.Clock, (clock) => {
        request.call.attempts += 1
        const sending: Sending = {
          ...draw(),
          at: clock.currentTimeMillisUnsafe(),
          order: order++,
          answeredOrder: Infinity,
          answeredAt: undefined,
          error: undefined
        }
        sendings.push(sending)
        const answered = Effect.tapError(
          Effect.suspend(() => {
            sending.answeredOrder = order++
            sending.answeredAt = clock.currentTimeMillisUnsafe()
            return sending.reply(request)
          }),
          (error) =>
            Effect.sync(() => {
              sending.error = error
            })
        )
        return sending.latency === Infinity ? Effect.never : Effect.delay(answered, sending.latency)
      })
  })
  return { sendings, layer }
}

/** A request that nothing was done with yet. */
export const request = (operation: "getSystempresences" | "patchUserPresencesPurecloud"): Request => ({
  operation,
  definition: Contract.contract[operation],
  target: Contract.contract[operation].path,
  headers: {},
  body: undefined,
  call: { attempts: 0, status: undefined, startedAt: 0n, mayHaveBeenExecuted: false }
})
