import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  type PresenceError,
  PresenceTransport
} from "@genesys-presence/client"
import type { HttpExchangeExit } from "@genesys-presence/client/HttpExchange"
import { Contract } from "@genesys-presence/models"
import { Clock, Context, Effect, Exit, Fiber, Layer, Redacted } from "effect"
import { Headers } from "effect/http"
import type { Request } from "./scriptedTransport.ts"

/** What happens to one request. */
interface Outcome {
  /** How long the response takes, in milliseconds; `Infinity` when none comes. */
  readonly latency: number
  /** The status of the response; `undefined` when the connection is refused or lost. */
  readonly status: number | undefined
  /** What the response asks to wait, in milliseconds. */
  readonly retryAfter?: number
  /** Whether the service did what it was asked to. */
  readonly executed: boolean
  /** Whether a client can know that it did not. */
  readonly isProof: boolean
}

/** What was seen of one request. */
export interface Sending extends Outcome {
  readonly at: number
  /** How many requests, responses and aborts there were before. */
  readonly order: number
  endedOrder: number
  /** When its response came or it was aborted; `undefined` while it is in flight. */
  endedAt: number | undefined
  isAborted: boolean
}

export const isRateLimited = ({ status }: Outcome): boolean => status === 429

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
  const executed = random() < 0.5
  if (random() < health) return { latency, status: 200, executed: true, isProof: false }
  const asks = random() < 0.7 ? { retryAfter: Math.floor(random() * 60) * 1000 } : {}
  const kind = Math.floor(random() * 8)
  switch (kind) {
    case 0:
    case 1:
      return { latency, status: 429, executed: false, isProof: true, ...asks }
    case 2:
      return { latency, status: 503, executed, isProof: false, ...asks }
    case 3: {
      const codes = [408, 500, 502, 504] as const
      const status = codes[Math.floor(random() * codes.length)] ?? 500
      return { latency, status, executed, isProof: false, ...(random() < 0.3 && asks) }
    }
    case 4:
      return { latency, status: undefined, executed: false, isProof: true }
    case 5:
      return { latency, status: undefined, executed, isProof: false }
    case 6:
      return { latency: Infinity, status: 200, executed, isProof: false }
    default:
      return { latency, status: 404, executed: false, isProof: true }
  }
}

const exitOf = ({ isProof, retryAfter, status }: Outcome): HttpExchangeExit =>
  status === undefined
    ? Exit.fail(isProof ? { reason: "ConnectionRefused", sent: "no" } : { reason: "ConnectionLost", sent: "unknown" })
    : Exit.succeed({
        status,
        headers: Headers.fromInput(retryAfter === undefined ? {} : { "retry-after": `${retryAfter / 1000}` }),
        text: "[]",
        truncated: false
      })

/** The transport of production over an exchange whose outcomes are drawn, and what that has seen. */
export const drawnTransport = (draw: () => Outcome) => {
  const sendings: Array<Sending> = []
  let order = 0
  const exchange = Layer.succeed(HttpExchange, {
    start: (_request, context, done) => {
      const clock = Context.get(context, Clock.Clock)
      const sending: Sending = {
        ...draw(),
        at: clock.currentTimeMillisUnsafe(),
        order: order++,
        endedOrder: Infinity,
        endedAt: undefined,
        isAborted: false
      }
      sendings.push(sending)
      const end = () => {
        sending.endedOrder = order++
        sending.endedAt = clock.currentTimeMillisUnsafe()
      }
      const responds = Effect.sync(() => {
        end()
        done(exitOf(sending))
      })
      const fiber = Effect.runForkWith(context)(
        sending.latency === Infinity ? Effect.never : Effect.delay(responds, sending.latency)
      )
      return Effect.andThen(
        Fiber.interrupt(fiber),
        Effect.sync(() => {
          if (sending.endedAt !== undefined) return
          sending.isAborted = true
          end()
        })
      )
    }
  })
  const layer = PresenceTransport.layer({ attemptTimeout: "Infinity" }).pipe(
    Layer.provide(Authentication.layerToken(Redacted.make("a-token"))),
    Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
    Layer.provide(exchange)
  )
  return { sendings, layer }
}

/** Whether an error is the one of a request. */
export const isErrorOf = (error: PresenceError.PresenceError, { isAborted, status }: Sending): boolean => {
  if (isAborted) return error._tag === "PresenceTimeout" && error.scope === "attempt"
  return status === undefined ? error._tag === "PresenceTransportError" : "status" in error && error.status === status
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
