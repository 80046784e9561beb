import { assert, describe, it, vi } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  type PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Cause, Duration, Effect, Exit, Fiber, Layer, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { drawnService } from "./support/drawnService.ts"
import { FakeService, fakeClient, issue, withCredentials } from "./support/fakeService.ts"
import { request, seeded } from "./support/outcomes.ts"
import { runCount } from "./support/runCount.ts"
import { read } from "./support/runs.ts"
import type { Request } from "./support/scriptedTransport.ts"
import { VirtualTime } from "./support/virtualTime.ts"

type TransportLayer = RetryLayer.PolicyLayer

/** What a program of its own may put between policies. Nothing knows what it does, so that every call asks it. */
const between: TransportLayer = Layer.fresh(
  Layer.effect(
    PresenceTransport,
    Effect.map(PresenceTransport, ({ execute }) => PresenceTransport.of({ execute: (sent) => execute(sent) }))
  )
)

/** Some of the policies, in an order that is drawn; some of them twice, as nobody forbids. */
const drawPolicies = (random: () => number): ReadonlyArray<TransportLayer> => {
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least))
  const makes = [
    () => RetryLayer.timeout({ total: whole(1, 100_000) }),
    () => RetryLayer.timeout({ perAttempt: whole(1, 2500) }),
    () => RetryLayer.timeout({ perAttempt: whole(500, 2500), total: whole(5000, 100_000) }),
    () => RetryLayer.circuitBreaker({ trip: { consecutive: whole(1, 4) }, openFor: whole(1, 2000) }),
    () => RetryLayer.circuitBreaker({ trip: { rate: 0.5, size: 4, minimumCalls: 2 }, openFor: whole(1, 10_000) }),
    () =>
      RetryLayer.transient({
        times: whole(0, 4),
        base: whole(1, 2000),
        cap: whole(1, 20_000),
        budget: { capacity: whole(0, 4), perSuccess: random() }
      }),
    () => RetryLayer.rateLimited({ maxWait: whole(0, 100_000), spread: whole(0, 2000) }),
    () => RetryLayer.throttle({ limit: whole(2, 60), maxWait: whole(0, 60_000), burst: random() }),
    () => RetryLayer.bulkhead({ limit: whole(1, 4), maxQueue: whole(0, 4), maxWait: whole(1, 10_000) })
  ]
  return makes
    .filter(() => random() < 0.45)
    .map((make) => [random(), make()] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, policy]) => policy)
}

interface Call {
  readonly startsAt: number
  readonly operation: "getSystempresences" | "patchUserPresencesPurecloud"
  /** When its caller gives up. */
  readonly interruptedAt: number
}

const drawCalls = (random: () => number): ReadonlyArray<Call> =>
  Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
    const startsAt = Math.floor(random() * 6000)
    return {
      startsAt,
      operation: random() < 0.5 ? ("getSystempresences" as const) : ("patchUserPresencesPurecloud" as const),
      interruptedAt: random() < 0.2 ? startsAt + Math.floor(random() * 4000) : Infinity
    }
  }).toSorted((one, other) => one.startsAt - other.startsAt)

/** All that can be told from outside about the calls of a seed. */
const runCalls = (seed: number, isDirect: boolean) => {
  const random = seeded(seed)
  const policies = drawPolicies(random)
  const calls = drawCalls(random)
  let health = random()
  const service = drawnService(seeded(seed + 1), () => health)
  const time = new VirtualTime()
  const base = PresenceTransport.layerWith({ attemptTimeout: random() < 0.5 ? "3 seconds" : "30 seconds" }).pipe(
    Layer.provide(Authentication.layerToken(Redacted.make("a-token"))),
    Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
    Layer.provide(HttpExchange.layer),
    Layer.provide(service.layer)
  )
  const layers = isDirect ? policies : policies.flatMap((policy) => [between, policy])
  const transport = layers.reduceRight<Layer.Layer<PresenceTransport, PresenceError.PresenceConfigurationError>>(
    (below, policy) => Layer.provide(policy, below),
    Layer.orDie(base)
  )
  const ofPolicies = seeded(seed + 2)
  const built = time.join(time.fork(Effect.scoped(Layer.build(transport)), ofPolicies))
  assert.isTrue(built !== undefined && Exit.isSuccess(built))
  if (built === undefined || Exit.isFailure(built)) return undefined

  const outcomes: Array<{ sent: Request; fiber: Fiber.Fiber<unknown, unknown>; endedAt: number | undefined }> = []
  const start = (operation: Call["operation"]) => {
    const sent = {
      ...request(operation),
      call: { attempts: 0, status: undefined, startedAt: BigInt(time.now * 1e6), mayHaveBeenExecuted: false }
    }
    const call = Effect.provideContext(
      PresenceTransport.use(({ execute }) => execute(sent)),
      built.value
    )
    const outcome: (typeof outcomes)[number] = { sent, fiber: time.fork(call, ofPolicies), endedAt: undefined }
    outcome.fiber.addObserver(() => {
      outcome.endedAt = time.now
    })
    outcomes.push(outcome)
    return outcome.fiber
  }
  const events = calls.flatMap(({ interruptedAt, operation, startsAt }) => {
    let fiber: Fiber.Fiber<unknown, unknown> | undefined
    return [
      { at: startsAt, run: () => void (fiber = start(operation)) },
      { at: interruptedAt, run: () => void (fiber !== undefined && time.interrupt(fiber)) }
    ]
  })
  for (const { at, run } of events.filter((event) => event.at < Infinity).toSorted((one, other) => one.at - other.at)) {
    time.advanceTo(at)
    run()
  }
  time.advanceTo(time.now + 600_000)
  const stuck = outcomes.filter(({ endedAt }) => endedAt === undefined).length
  // What the calls have left behind shows in those that come together later.
  health = 1
  for (let index = 0; index < 6; index++) start("getSystempresences")
  time.advanceTo(time.now + 600_000)

  return {
    outcomes: outcomes.map(({ endedAt, fiber, sent }) => {
      const exit = fiber.pollUnsafe()
      return {
        endedAt,
        attempts: sent.call.attempts,
        status: sent.call.status,
        result:
          exit === undefined
            ? "none"
            : Exit.isSuccess(exit)
              ? "success"
              : Option.match(Cause.findErrorOption(exit.cause), {
                  onNone: () => (Cause.hasInterruptsOnly(exit.cause) ? "interrupted" : Cause.pretty(exit.cause)),
                  onSome: (error) => JSON.stringify(error)
                })
      }
    }),
    sentAt: service.sentAt,
    sleeping: time.sleeping,
    stuck,
    policies: policies.length
  }
}

// A hundredth of them would meet too few of the cases.
const runs = Math.max(300, runCount(3000))

describe("the fast path", () => {
  it(`comes to the same as the long way, at the same moments, in ${runs} random runs`, { timeout: 120_000 }, () => {
    const seen = new Map<string, number>()
    for (let seed = 1; seed <= runs; seed++) {
      const fast = runCalls(seed * 7, true)
      const long = runCalls(seed * 7, false)
      assert.deepStrictEqual(fast, long, `seed ${seed}`)
      for (const { attempts, result } of fast?.outcomes ?? []) {
        const kind = result.startsWith("{") ? "failure" : attempts > 1 ? "repeated" : result
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }
    }
    for (const kind of ["success", "repeated", "failure", "interrupted"]) {
      assert.isAbove(seen.get(kind) ?? 0, runs / 20, kind)
    }
  })
})

describe("the recommended policies", () => {
  const policies = RetryLayer.recommended({ throttle: { limit: 6000 } })

  for (const [name, client] of [
    ["a fixed token", fakeClient(Authentication.layerToken(Redacted.make("a-token")), {}, policies)],
    ["credentials", fakeClient(withCredentials, {}, policies)]
  ] as const) {
    it.live(`take one timer a call with ${name}, while nothing goes wrong`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onLogin(() => Effect.sync(() => issue("token-1")))
        yield* read
        const set = vi.spyOn(globalThis, "setTimeout")
        for (let call = 0; call < 20; call++) yield* read
        const limits = set.mock.calls.map(([, millis = 0]) => millis)
        set.mockRestore()
        // The longer one, of the call, needs none of its own.
        assert.lengthOf(
          limits.filter((millis) => millis === 10_000),
          20
        )
        assert.lengthOf(
          limits.filter((millis) => millis > 150_000 && millis <= 180_000),
          0
        )
      }).pipe(Effect.provide(client))
    )
  }
})

describe("of two limits for a whole call", () => {
  for (const [outer, inner] of [
    ["2 seconds", "1 second"],
    ["1 second", "2 seconds"]
  ] as const) {
    it.effect(`${outer} around ${inner}, the shorter one ends it`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onApi(() => Effect.never)
        const fiber = yield* Effect.forkChild(Effect.flip(read))
        yield* TestClock.adjust("1 second")
        const error = yield* Fiber.join(fiber)
        assert.deepInclude(error, { _tag: "PresenceTimeout", scope: "call", limit: Duration.seconds(1) })
      }).pipe(
        Effect.provide(
          fakeClient(
            Authentication.layerToken(Redacted.make("a-token")),
            {},
            RetryLayer.compose(RetryLayer.timeout({ total: outer }), RetryLayer.timeout({ total: inner }))
          )
        )
      )
    )
  }
})

describe("a circuit that is closed", () => {
  const unavailable = (after: Duration.Input) =>
    Effect.delay(
      Effect.sync(() => new Response("{}", { status: 503 })),
      after
    )
  const client = (trip: { readonly consecutive: number }) =>
    fakeClient(
      Authentication.layerToken(Redacted.make("a-token")),
      {},
      RetryLayer.circuitBreaker({ trip, openFor: "2 seconds" })
    )

  it.effect("is not opened by a call that was let through before it had opened the last time", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* read
      service.onApi(() => unavailable("10 seconds"))
      const late = yield* Effect.forkChild(Effect.flip(read))
      yield* TestClock.adjust("1 second")
      service.onApi(() => unavailable(0))
      yield* Effect.flip(read)
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceCircuitOpen")
      yield* TestClock.adjust("3 seconds")
      service.onApi(() => Effect.sync(() => Response.json([])))
      yield* read
      yield* read
      yield* TestClock.adjust("6500 millis")
      assert.strictEqual((yield* Fiber.join(late))._tag, "PresenceServiceUnavailable")
      yield* read
    }).pipe(Effect.provide(client({ consecutive: 1 })))
  )

  it.effect("opens though nothing has gone wrong for hours before", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* read
      yield* TestClock.adjust("2 hours")
      yield* read
      service.onApi(() => unavailable(0))
      yield* Effect.flip(read)
      yield* Effect.flip(read)
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceCircuitOpen")
    }).pipe(Effect.provide(client({ consecutive: 2 })))
  )

  it.effect("counts failures in a row alone, among calls that are under way together", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* read
      const answers = [503, 200, 503].map((status, index) =>
        Effect.delay(
          Effect.sync(() => Response.json([], { status })),
          index * 1000
        )
      )
      service.onApi(() => answers.shift() ?? Effect.sync(() => Response.json([])))
      const all = yield* Effect.forkChild(Effect.all([read, read, read].map(Effect.exit), { concurrency: "unbounded" }))
      yield* TestClock.adjust("2500 millis")
      assert.deepStrictEqual(
        (yield* Fiber.join(all)).map(({ _tag }) => _tag),
        ["Failure", "Success", "Failure"]
      )
      yield* read
    }).pipe(Effect.provide(client({ consecutive: 2 })))
  )
})
