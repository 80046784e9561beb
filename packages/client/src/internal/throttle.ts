import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { PresenceThrottled } from "../CallError.ts"
import type { PresenceError } from "../PresenceError.ts"
import type { TransportRequest, TransportResponse } from "../PresenceTransport.ts"
import { Gate } from "./gate.ts"
import type { Policy, Sent } from "./policy.ts"
import { signal } from "./policySignals.ts"
import { reject } from "./rejection.ts"
import * as Waiting from "./waiting.ts"

/** What to stay below. */
export interface Options {
  /** How many requests the service takes in a window; 300 by default, Genesys's limit for one token. */
  readonly limit?: number | undefined
  /** How long the window is; 1 minute by default, as Genesys counts. */
  readonly window?: Duration.Input | undefined
  /**
   * Which share of the limit may be sent at once, from 0 to 1; the rest is spread evenly over the window. 0.05 by
   * default: in no window, wherever it begins, are there more requests than the limit, and 95 % of it can be used. With
   * 0.5, half of the limit goes at once, and half of it can be used in the long run.
   */
  readonly burst?: number | undefined
  /** What the requests are counted under in the store; `"presence"` by default. Give each token its own. */
  readonly key?: string | undefined
  /**
   * How long a call may wait for its turn; 2 minutes by default, as for a rate limit of the service. A call that would
   * wait longer fails at once with `PresenceThrottled`.
   */
  readonly maxWait?: Duration.Input | undefined
  /**
   * What happens when the store that counts cannot be asked: `"open"` sends the request, `"closed"` fails it with
   * `PresenceThrottled`. `"open"` by default: the service counts as well, so that the worst is a 429.
   */
  readonly onStoreFailure?: "open" | "closed" | undefined
  /**
   * Whether the limit is taken from `inin-ratelimit-allowed` once an answer carries it. `true` by default: an
   * organisation may have another limit than the usual one.
   */
  readonly learn?: boolean | undefined
}

/** What the answer says about the limit; `undefined` when it says nothing. */
const allowedBy = ({ headers }: TransportResponse): number | undefined => {
  const value = headers["inin-ratelimit-allowed"]
  return value !== undefined && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
}

/** A bucket of the size of the burst, which the rest of the limit fills once in a window. */
const bucketOf = (limit: number, burst: number, windowMillis: number) => {
  const size = Math.min(limit, Math.max(1, Math.floor(limit * burst)))
  const interval = windowMillis / Math.max(1, limit - size)
  return { interval, limit: size, window: Duration.millis(interval * size) }
}

const throttled = (request: TransportRequest, reason: PresenceThrottled["reason"], wait?: number) =>
  reject(
    request,
    "throttle",
    reason,
    (fields) =>
      new PresenceThrottled({
        ...fields,
        reason,
        ...(wait !== undefined && { retryAfter: Duration.millis(Math.ceil(wait)) })
      })
  )

/** Spaces requests, so that no window holds more than the limit; counted by the `RateLimiter` of the environment. */
export const make = (options: Options = {}): Effect.Effect<Policy, never, RateLimiter.RateLimiter> => {
  const windowMillis = Waiting.millis(options.window ?? "1 minute")
  const burst = options.burst ?? 0.05
  const key = options.key ?? "presence"
  const maxWait = Waiting.millis(options.maxWait ?? "2 minutes")
  const closed = options.onStoreFailure === "closed"
  const learn = options.learn ?? true

  return Effect.map(RateLimiter.RateLimiter, (limiter) => {
    /** One call at a time asks for a token: they go in their order, and a wait that is given up costs no token. */
    const turnstile = Semaphore.makeUnsafe(1)
    let waiting = 0
    /** When the call at the turnstile will get its token. */
    let nextAt = -Infinity
    let limit = options.limit ?? 300
    let bucket = bucketOf(limit, burst, windowMillis)

    const consume = (request: TransportRequest, since: number) =>
      Effect.catch(
        limiter.consume({
          algorithm: "token-bucket",
          onExceeded: "fail",
          key,
          limit: bucket.limit,
          window: bucket.window
        }),
        (error) =>
          Effect.withFiber((fiber): Effect.Effect<void, PresenceError> => {
            if (error.reason._tag === "RateLimitStoreError") {
              signal(fiber, request, { kind: "storeFailure", policy: "throttle", reason: "StoreUnavailable" })
              return closed ? throttled(request, "StoreUnavailable") : Effect.void
            }
            const floor = Duration.toMillis(error.reason.retryAfter)
            const now = Waiting.now(fiber)
            const wait = Waiting.plan(fiber, { floor, spread: 0, allowance: maxWait - (now - since) })
            if (wait === undefined) return throttled(request, "MaxWait", floor)
            nextAt = now + wait
            signal(fiber, request, { kind: "wait", policy: "throttle", reason: "limit", wait })
            return Effect.flatMap(Waiting.pause(wait), () => take(request, since))
          })
      )

    const take = (request: TransportRequest, since: number): Effect.Effect<void, PresenceError> =>
      Effect.withFiber((fiber) => {
        // No token is taken while a gate above is closed: tokens that were saved up would go as one burst.
        const opening = fiber.getRef(Gate).closed(request, fiber)
        return opening === undefined ? consume(request, since) : Effect.flatMap(opening, () => take(request, since))
      })

    const enter = (request: TransportRequest, fiber: Fiber.Fiber<unknown, unknown>) => {
      const now = Waiting.now(fiber)
      // When there are no tokens left, each of those who wait takes one before this call does.
      const floor = waiting > 0 && nextAt > now ? nextAt - now + waiting * bucket.interval : 0
      if (Waiting.plan(fiber, { floor, spread: 0, allowance: maxWait }) === undefined) {
        return throttled(request, "MaxWait", floor)
      }
      waiting += 1
      return Effect.ensuring(
        turnstile.withPermit(take(request, now)),
        Effect.sync(() => {
          waiting -= 1
        })
      )
    }

    const noteLimit = (response: TransportResponse) => {
      const allowed = allowedBy(response)
      if (allowed !== undefined && allowed !== limit) {
        limit = allowed
        bucket = bucketOf(allowed, burst, windowMillis)
      }
    }

    return (send, request): Sent => {
      const learning = learn
        ? Effect.map(send, (response) => {
            noteLimit(response)
            return response
          })
        : send
      return Effect.flatMap(
        Effect.withFiber((fiber) => enter(request, fiber)),
        () => learning
      )
    }
  })
}

/** With a limiter of its own, in memory. */
export const makeInMemory = (options?: Options): Effect.Effect<Policy, never, Scope.Scope> =>
  Effect.flatMap(Layer.build(Layer.fresh(Layer.provide(RateLimiter.layer, RateLimiter.layerStoreMemory))), (limiter) =>
    Effect.provideContext(make(options), limiter)
  )
