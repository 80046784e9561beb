import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type * as Scope from "effect/Scope"
import { PresenceThrottled } from "../CallError.ts"
import type { PresenceError } from "../PresenceError.ts"
import type { TransportRequest, TransportResponse } from "../PresenceTransport.ts"
import { Gate } from "./gate.ts"
import { noPlace, Places } from "./places.ts"
import { holdsNothing, type Passage, type Policy, type Sent } from "./policy.ts"
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
   * How long the store may take to answer; 1 second by default. One that takes longer has failed, and is left alone for
   * as long again, so that calls do not wait for it one after the other.
   */
  readonly storeTimeout?: Duration.Input | undefined
  /**
   * Whether the limit is taken from `inin-ratelimit-allowed` once an answer carries it. `true` by default: an
   * organisation may have another limit than the usual one.
   */
  readonly learn?: boolean | undefined
}

/** What the answer says about the limit; `undefined` when it says nothing. */
const allowedBy = ({ headers }: TransportResponse): number | undefined => {
  const value = headers["inin-ratelimit-allowed"] ?? ""
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
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

/** The store did not answer in time. */
const silent = Effect.fail(
  new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "no answer in time" }) })
)

const makeWith = (options: Options, isLocal: boolean): Effect.Effect<Policy, never, RateLimiter.RateLimiter> => {
  const windowMillis = Waiting.millis(options.window ?? "1 minute")
  const burst = options.burst ?? 0.05
  const key = options.key ?? "presence"
  const maxWait = Waiting.millis(options.maxWait ?? "2 minutes")
  const closed = options.onStoreFailure === "closed"
  const storeTimeout = Waiting.millis(options.storeTimeout ?? "1 second")
  const learn = options.learn ?? true

  const storeFailed = (request: TransportRequest) =>
    Effect.withFiber((fiber): Effect.Effect<void, PresenceError> => {
      signal(fiber, request, { kind: "storeFailure", policy: "throttle", reason: "StoreUnavailable" })
      return closed ? throttled(request, "StoreUnavailable") : Effect.void
    })

  const mayWait = (fiber: Fiber.Fiber<unknown, unknown>, since: number, floor: number) =>
    Waiting.plan(fiber, { floor, spread: 0, allowance: maxWait - (Waiting.now(fiber) - since) })

  return Effect.map(RateLimiter.RateLimiter, (limiter) => {
    /** One call at a time asks for a token: they go in their order. */
    const turnstile = new Places(1)
    /**
     * When the token that was taken in advance is due. It belongs to the turnstile: when the call that took it is
     * interrupted, the next one has it.
     */
    let turnAt = -Infinity
    /** How long after the one before a turn comes: longer than the bucket says when other processes have theirs between. */
    let spacing = 0
    let silentUntil = -Infinity
    let limit = options.limit ?? 300
    let bucket = bucketOf(limit, burst, windowMillis)

    const consume = (onExceeded: "delay" | "fail") => {
      const asked = limiter.consume({
        algorithm: "token-bucket",
        onExceeded,
        key,
        limit: bucket.limit,
        window: bucket.window
      })
      if (storeTimeout === Infinity) return asked
      return Effect.timeoutOrElse(asked, {
        duration: Duration.millis(storeTimeout),
        orElse: () =>
          Effect.withFiber((fiber) => {
            silentUntil = Waiting.now(fiber) + storeTimeout
            return silent
          })
      })
    }

    const turn = (request: TransportRequest, since: number, fiber: Fiber.Fiber<unknown, unknown>) =>
      // Where the last call had to wait this one will too: it need not ask whether it must.
      spacing > 0 && mayWait(fiber, since, spacing) !== undefined
        ? reserve(request, since)
        : Effect.catch(consume("fail"), ({ reason }) => {
            if (reason._tag === "RateLimitStoreError") return storeFailed(request)
            const floor = Duration.toMillis(reason.retryAfter)
            // A call that may not wait so long takes no token.
            return mayWait(fiber, since, floor) === undefined
              ? throttled(request, "MaxWait", floor)
              : reserve(request, since)
          })

    /**
     * Takes a token in advance. Whoever only comes back when there is one again may find that another process was
     * quicker, every time.
     */
    const reserve = (request: TransportRequest, since: number): Effect.Effect<void, PresenceError> =>
      Effect.withFiber((fiber) => {
        // The store counts the delay from when it was asked, not from when the answer is here.
        const askedAt = Waiting.now(fiber)
        return Effect.matchEffect(consume("delay"), {
          onFailure: () => storeFailed(request),
          onSuccess: ({ delay }) => {
            spacing = Duration.toMillis(delay)
            turnAt = askedAt + spacing
            return turnAt > Waiting.now(fiber) ? waitForTurn(request, since) : Effect.void
          }
        })
      })

    const waitForTurn = (request: TransportRequest, since: number) =>
      Effect.withFiber((fiber): Effect.Effect<void, PresenceError> => {
        const floor = turnAt - Waiting.now(fiber)
        const wait = mayWait(fiber, since, floor)
        if (wait === undefined) return throttled(request, "MaxWait", floor)
        signal(fiber, request, { kind: "wait", policy: "throttle", reason: "limit", wait })
        return Effect.flatMap(Waiting.pause(wait), () => {
          // No token is used after a gate above has been closed: tokens that were saved up would go as one burst.
          const opening = fiber.getRef(Gate).closed(request, fiber)
          return opening === undefined ? Effect.void : Effect.flatMap(opening, () => take(request, since))
        })
      })

    const take = (request: TransportRequest, since: number): Effect.Effect<void, PresenceError> =>
      Effect.withFiber((fiber) => {
        const opening = fiber.getRef(Gate).closed(request, fiber)
        if (opening !== undefined) return Effect.flatMap(opening, () => take(request, since))
        const now = Waiting.now(fiber)
        if (turnAt > now) return waitForTurn(request, since)
        return silentUntil > now ? storeFailed(request) : turn(request, since, fiber)
      })

    const enter = (request: TransportRequest, fiber: Fiber.Fiber<unknown, unknown>) => {
      const now = Waiting.now(fiber)
      const ahead = turnstile.size
      // When there are no tokens left, each of those who wait takes one before this call does.
      const floor = ahead > 0 && turnAt > now ? turnAt - now + ahead * Math.max(bucket.interval, spacing) : 0
      if (Waiting.plan(fiber, { floor, spread: 0, allowance: maxWait }) === undefined) {
        return throttled(request, "MaxWait", floor)
      }
      const place = noPlace()
      const own = turnstile.take(place)
        ? take(request, now)
        : Effect.flatMap(turnstile.turn(place), () => take(request, now))
      return Effect.onExit(own, () => {
        turnstile.leave(place)
        return Effect.void
      })
    }

    const noteLimit = (response: TransportResponse) => {
      if (!learn) return
      const allowed = allowedBy(response)
      if (allowed !== undefined && allowed !== limit) {
        limit = allowed
        bucket = bucketOf(allowed, burst, windowMillis)
        toll = takeOne()
      }
    }

    const learning = (send: Sent): Sent =>
      Effect.map(send, (response) => {
        noteLimit(response)
        return response
      })

    /** Takes a token when there is one. */
    const takeOne = () => Effect.match(consume("fail"), { onFailure: () => false, onSuccess: () => true })
    let toll = takeOne()

    const passage: Passage = { answered: noteLimit, leave: holdsNothing, rest: learning }

    const around = (send: Sent, request: TransportRequest): Sent =>
      Effect.flatMap(
        Effect.withFiber((fiber) => enter(request, fiber)),
        () => learning(send)
      )

    return isLocal
      ? { around, letThrough: () => (turnstile.size === 0 ? passage : undefined), toll: () => toll }
      : { around }
  })
}

/** Spaces requests, so that no window holds more than the limit; counted by the `RateLimiter` of the environment. */
export const make = (options: Options = {}): Effect.Effect<Policy, never, RateLimiter.RateLimiter> =>
  makeWith(options, false)

/** With a limiter of its own, in memory. */
export const makeInMemory = (options?: Options): Effect.Effect<Policy, never, Scope.Scope> =>
  Effect.flatMap(Layer.build(Layer.fresh(Layer.provide(RateLimiter.layer, RateLimiter.layerStoreMemory))), (limiter) =>
    Effect.provideContext(makeWith({ ...options, storeTimeout: Duration.infinity }, true), limiter)
  )
