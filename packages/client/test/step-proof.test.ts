import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Context, Effect, Exit, Fiber, Layer, Redacted, Scheduler, Scope } from "effect"
import { HttpClient, type HttpClientRequest, HttpClientResponse } from "effect/http"
import { RateLimiter } from "effect/persistence"
import { TestClock } from "effect/testing"
import { VirtualTime } from "./support/virtualTime.ts"

/** How long the service takes, in milliseconds. */
const latency = 12

/** At most one request in 10 milliseconds. */
const oneAtATime = { limit: 6000, burst: 0.0001, learn: false, maxWait: "3 seconds" } as const
const onePermit = { limit: 1, maxWait: "3 seconds" } as const

/** One step of a fiber. */
const step = Effect.sync(() => {})

/** A transport of the program's own, of a few steps before and after the one below. */
const between: RetryLayer.PolicyLayer = Layer.fresh(
  Layer.effect(
    PresenceTransport,
    Effect.map(PresenceTransport, (below) => ({
      execute: (request) =>
        Effect.gen(function* () {
          yield* step
          yield* step
          const response = yield* below.execute(request)
          yield* step
          return response
        })
    }))
  )
)

const shared = () =>
  RetryLayer.throttleShared(oneAtATime).pipe(
    Layer.provide(RateLimiter.layer),
    Layer.provide(Layer.fresh(RateLimiter.layerStoreMemory))
  )

const timeout = () => RetryLayer.timeout({ perAttempt: "10 seconds", total: "1 minute" })
const breaker = () => RetryLayer.circuitBreaker({ trip: { consecutive: 3 }, openFor: 5 })
const transient = () => RetryLayer.transient({ base: 1, cap: 1 })
const rateLimited = () => RetryLayer.rateLimited({ base: 1, spread: 0 })
const throttle = () => RetryLayer.throttle(oneAtATime)
const bulkhead = () => RetryLayer.bulkhead(onePermit)

const compositions: Readonly<Record<string, () => RetryLayer.PolicyLayer>> = {
  timeout,
  circuitBreaker: breaker,
  transient,
  rateLimited,
  throttle,
  throttleShared: shared,
  bulkhead,
  recommended: () => RetryLayer.recommended({ throttle: oneAtATime, bulkhead: onePermit }),
  "all six, the bulkhead outermost": () =>
    RetryLayer.compose(bulkhead(), throttle(), rateLimited(), transient(), breaker(), timeout()),
  "a transport between the policies": () =>
    RetryLayer.compose(rateLimited(), bulkhead(), between, throttle(), bulkhead())
}

/** The next answers of the service; 200 when there is none. */
const service = (statuses: Array<number>) => {
  const client = HttpClient.make((request: HttpClientRequest.HttpClientRequest, url) => {
    const isLogin = url.pathname === "/oauth/token"
    const body = isLogin ? `{"access_token":"t","token_type":"bearer","expires_in":3600}` : "[]"
    const status = isLogin ? 200 : (statuses.shift() ?? 200)
    const response = new Response(body, { status, headers: { "content-length": `${body.length}` } })
    return Effect.delay(
      Effect.succeed(
        // The text of a `Response` comes in the time of the machine, which stands still here.
        Object.defineProperty(HttpClientResponse.fromWeb(request, response), "text", { value: Effect.succeed(body) })
      ),
      latency
    )
  })
  return Layer.succeed(HttpClient.HttpClient, client)
}

const fixed = Authentication.layerToken(Redacted.make("token"))
const cached = Authentication.layerClientCredentials({ clientId: "id", clientSecret: Redacted.make("secret") })

const half = () => 0.5

/** What the fiber meets at the step at which it yields. */
const situations = [
  "goes on",
  "is interrupted",
  "is interrupted in the queue",
  "another call releases",
  "another call fails"
] as const

interface Scenario {
  readonly policies: RetryLayer.PolicyLayer
  readonly authentication?: typeof fixed | typeof cached
  /** The statuses of calls that are made one after the other before. */
  readonly before?: ReadonlyArray<number>
  /** Whether other calls may be in flight beside it. */
  readonly isAlone?: boolean
}

/** Runs a call whose fiber yields at a step; `false` when the call has no such step. */
const runAt = (at: number, situation: (typeof situations)[number], scenario: Scenario): boolean => {
  const { authentication = fixed, before = [], policies } = scenario
  const time = new VirtualTime()
  const statuses = [...before]
  const layer = PresenceClient.layerBare().pipe(
    Layer.provide(policies),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(authentication),
    Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
    Layer.provide(HttpExchange.layer),
    Layer.provide(service(statuses))
  )
  const built = time.join(time.fork(Layer.buildWithScope(layer, Scope.makeUnsafe()), half))
  if (built === undefined || Exit.isFailure(built)) throw new Error("The client cannot be built")
  const call = Context.get(built.value, PresenceClient).getSystempresences()
  for (const _ of before) time.join(time.fork(call, half))
  time.advanceTo(time.now + 100)

  if (situation === "another call fails") statuses.push(404)
  const isInterrupted = situation.startsWith("is interrupted")
  const other = situation === "goes on" || situation === "is interrupted" ? undefined : time.fork(call, half)
  let fiber: Fiber.Fiber<unknown, unknown> | undefined
  const pause = situation.startsWith("another") ? 2 * latency : 1
  const scheduler = time.yieldingAt(at, pause, () => {
    if (isInterrupted) fiber?.interruptUnsafe()
  })
  fiber = time.fork(Effect.provideService(call, Scheduler.Scheduler, scheduler), half)
  const exit = time.join(fiber)
  const where = `step ${at}, ${situation}`
  assert.isDefined(exit, `${where}: it ends`)
  if (exit !== undefined && Exit.isFailure(exit)) {
    assert.isTrue(isInterrupted && Exit.hasInterrupts(exit), `${where}: ${String(exit.cause)}`)
  }
  if (other !== undefined) assert.isDefined(time.join(other), `${where}: the other call ends`)

  time.advanceTo(time.now + 100)
  assert.strictEqual(time.sleeping, 0, `${where}: nothing sleeps on`)
  const start = time.now
  const later = time.join(time.fork(call, half))
  assert.isTrue(later !== undefined && Exit.isSuccess(later), `${where}: a later call succeeds`)
  // Where the first call was interrupted before it asked for a token, this one has to.
  const allowed = authentication === cached ? [latency, 2 * latency] : [latency]
  assert.include(allowed, time.now - start, `${where}: it is sent at once`)
  return scheduler.hasYielded
}

/** Runs a call for every step that it has, and says how many these are. */
const prove = (situation: (typeof situations)[number], scenario: () => Scenario): number => {
  let at = 1
  while (runAt(at, situation, scenario())) at += 1
  return at - 1
}

describe("a fiber that yields at any of its steps loses no permit and no wake-up", () => {
  const scenarios: Readonly<Record<string, () => Scenario>> = {
    ...Object.fromEntries(
      Object.entries(compositions).map(([name, policies]) => [name, () => ({ policies: policies() })])
    ),
    "a half-open circuit": () => ({
      policies: RetryLayer.circuitBreaker({ trip: { consecutive: 1 }, openFor: 50 }),
      before: [500],
      isAlone: true
    }),
    "a retry that is due": () => ({ policies: RetryLayer.compose(transient(), bulkhead()), before: [500, 500] }),
    "a token that is fetched": () => ({
      policies: RetryLayer.recommended({ bulkhead: onePermit }),
      authentication: cached
    })
  }
  for (const [name, scenario] of Object.entries(scenarios)) {
    for (const situation of situations) {
      // Beside a probe no other call is admitted.
      if (scenario().isAlone === true && situation !== "goes on" && situation !== "is interrupted") continue
      it(`${name}: ${situation}`, () => {
        assert.isAbove(prove(situation, scenario), 20)
      })
    }
  }
})

describe("on the scheduler of Effect, which lets a fiber yield after 2,048 steps", () => {
  for (const [name, policies] of Object.entries({ ...compositions })) {
    it.effect(`${name}: a call after 1,950 to 2,100 steps is sent at once, interrupted or not`, () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const call = client.getSystempresences()
        for (let steps = 1950; steps <= 2100; steps += 1) {
          const busy = Effect.gen(function* () {
            for (let index = 0; index < steps; index++) yield* step
            return yield* call
          })
          const first = yield* Effect.forkChild(call, { startImmediately: true })
          const fiber = yield* Effect.forkChild(busy, { startImmediately: true })
          if (steps % 2 === 0) yield* Fiber.interrupt(fiber)
          yield* TestClock.adjust(100)
          assert.isTrue(Exit.isSuccess(yield* Fiber.await(first)))
          const exit = yield* Fiber.await(fiber)
          assert.isTrue(Exit.isSuccess(exit) || Exit.hasInterrupts(exit), `${steps} steps`)
          const later = yield* Effect.forkChild(call, { startImmediately: true })
          yield* TestClock.adjust(latency)
          assert.isDefined(later.pollUnsafe(), `${steps} steps: a later call is sent at once`)
          yield* TestClock.adjust(100)
        }
      }).pipe(
        Effect.provide(
          PresenceClient.layerBare().pipe(
            Layer.provide(policies()),
            Layer.provide(PresenceTransport.layer()),
            Layer.provide(fixed),
            Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
            Layer.provide(HttpExchange.layer),
            Layer.provide(service([]))
          )
        )
      )
    )
  }
})
