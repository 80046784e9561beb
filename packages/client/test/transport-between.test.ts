import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  type PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Cause, Effect, Exit, type Fiber, Layer, Option, Redacted, Scope } from "effect"
import { drawnService } from "./support/drawnService.ts"
import { request, seeded } from "./support/outcomes.ts"
import { runCount } from "@genesys-presence/test-support/runCount"
import type { Request } from "./support/scriptedTransport.ts"
import { VirtualTime } from "./support/virtualTime.ts"

type TransportLayer = RetryLayer.PolicyLayer

/** A transport that a program may put between two policies. Each policy then has an engine of its own. */
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
  const base = PresenceTransport.layer({ attemptTimeout: random() < 0.5 ? "3 seconds" : "30 seconds" }).pipe(
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
  const built = time.join(time.fork(Layer.buildWithScope(transport, Scope.makeUnsafe()), ofPolicies))
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

describe("a transport of the program's own between the policies", () => {
  it(`changes neither outcomes nor moments, in ${runs} random runs`, { timeout: 120_000 }, () => {
    const seen = new Map<string, number>()
    for (let seed = 1; seed <= runs; seed++) {
      const merged = runCalls(seed * 7, true)
      const apart = runCalls(seed * 7, false)
      assert.deepStrictEqual(merged, apart, `seed ${seed}`)
      for (const { attempts, result } of merged?.outcomes ?? []) {
        const kind = result.startsWith("{") ? "failure" : attempts > 1 ? "repeated" : result
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }
    }
    for (const kind of ["success", "repeated", "failure", "interrupted"]) {
      assert.isAbove(seen.get(kind) ?? 0, runs / 20, kind)
    }
  })
})
