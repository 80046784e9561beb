import { assert, describe, it } from "@effect/vitest"
import { type PresenceError, PresenceTransport, RetryLayer } from "@genesys-presence/client"
import { Cause, Effect, Exit, Layer, Option, Scope } from "effect"
import { drawnTransport, drawOutcome, isErrorOf, isRateLimited, request, seeded } from "./support/outcomes.ts"
import { runCount } from "@genesys-presence/test-support/runCount"
import { VirtualTime } from "./support/virtualTime.ts"

/** What the laws need to know of a composition. */
interface Composition {
  readonly policies: ReadonlyArray<readonly [name: string, layer: RetryLayer.PolicyLayer]>
  readonly times: number
  readonly base: number
  readonly cap: number
  readonly spread: number
  readonly total: number
}

/** Some of the policies, with options that are drawn, in an order that is drawn. */
const drawComposition = (random: () => number): Composition => {
  const times = Math.floor(random() * 5)
  const base = 1 + Math.floor(random() * 2000)
  const cap = base + Math.floor(random() * 20_000)
  const spread = Math.floor(random() * 3000)
  const total = 1 + Math.floor(random() * 120_000)
  const attempt = 1 + Math.floor(random() * 3000)
  const all: ReadonlyArray<readonly [string, () => RetryLayer.PolicyLayer]> = [
    ["transient", () => RetryLayer.transient({ times, base, cap, maxWait: Math.floor(random() * 60_000) })],
    ["rateLimited", () => RetryLayer.rateLimited({ maxWait: Math.floor(random() * 180_000), spread })],
    ["timeout", () => RetryLayer.timeout({ total })],
    ["attempt", () => RetryLayer.timeout({ perAttempt: attempt })],
    ["bulkhead", () => RetryLayer.bulkhead({ limit: 1 })],
    ["throttle", () => RetryLayer.throttle({ limit: 2, maxWait: Math.floor(random() * 120_000) })],
    ["circuitBreaker", () => RetryLayer.circuitBreaker({ trip: { consecutive: 2 } })]
  ]
  const weights = [0.8, 0.8, 0.7, 0.5, 0.2, 0.1, 0.1]
  const chosen = all.filter((_, index) => random() < (weights[index] ?? 0))
  const order = chosen.map((policy) => [random(), policy] as const).toSorted(([a], [b]) => a - b)
  return {
    policies: order.map(([, [name, make]]) => [name, make()] as const),
    times,
    base,
    cap,
    spread,
    total
  }
}

/** Runs one call from a seed. */
const runOnce = (seed: number, health: number) => {
  const random = seeded(seed)
  const composition = drawComposition(random)
  const time = new VirtualTime()
  const { layer, sendings } = drawnTransport(() => drawOutcome(random, health))
  const isWrite = random() < 0.5
  const sent = request(isWrite ? "patchUserPresencesPurecloud" : "getSystempresences")
  const transport = composition.policies.reduceRight<
    Layer.Layer<PresenceTransport, PresenceError.PresenceConfigurationError>
  >((below, [, policy]) => Layer.provide(policy, below), layer)
  // The fibers yield at steps that are drawn too.
  const steps = seeded(seed + 1)
  const exit = time.join(
    time.fork(
      PresenceTransport.use((service) => service.execute(sent)).pipe(Effect.provide(transport)),
      random,
      () => steps() < 0.1
    )
  )
  const error =
    exit !== undefined && Exit.isFailure(exit) ? Option.getOrUndefined(Cause.findErrorOption(exit.cause)) : undefined
  const has = (name: string) => composition.policies.some(([policy]) => policy === name)
  return { ...composition, sendings, isWrite, exit, error, has, end: time.now, sleeping: time.sleeping, sent }
}

const runs = runCount(100_000)

/** Looks at many runs; the seed of the one that breaks a law is in the message. */
const forAll = (check: (run: ReturnType<typeof runOnce>, seen: (what: string) => void) => void) => {
  const counts = new Map<string, number>()
  for (let seed = 1; seed <= runs; seed++) {
    const run = runOnce(seed, 0.3)
    try {
      check(run, (what) => counts.set(what, (counts.get(what) ?? 0) + 1))
    } catch (cause) {
      throw new Error(`seed ${seed}: ${run.policies.map(([name]) => name).join(" > ")}`, { cause })
    }
  }
  return counts
}

describe(`in ${runs} random runs of random compositions`, () => {
  it("all laws hold", { timeout: 120_000 }, () => {
    const counts = forAll(
      (
        { base, cap, end, error, exit, has, isWrite, policies, sendings, sent, sleeping, spread, times, total },
        seen
      ) => {
        // It ends, unless an answer never comes and nobody set a limit.
        if (exit === undefined) {
          assert.isFalse(has("timeout") || has("attempt"))
          assert.strictEqual(sendings.at(-1)?.latency, Infinity)
          return seen("no answer, no limit")
        }
        assert.strictEqual(sleeping, 0, "nothing sleeps on")
        // No more attempts than allowed: refusals are the business of another policy.
        assert.isAtMost(sendings.filter((sending) => !isRateLimited(sending)).length, has("transient") ? times + 1 : 1)
        assert.strictEqual(sent.call.attempts, sendings.length)
        // A write is applied at most once.
        if (isWrite) assert.isAtMost(sendings.filter(({ executed }) => executed).length, 1)
        // What an error says about it is true, and no more careful than it has to be.
        if (error?._tag !== "PresenceConfigurationError" && error !== undefined) {
          assert.strictEqual(
            error.mayHaveBeenExecuted,
            sendings.some(({ isAborted, isProof }) => isAborted || !isProof)
          )
        }
        for (const [index, sending] of sendings.entries()) {
          const { endedAt = 0, isAborted } = sending
          const retryAfter = isAborted ? 0 : (sending.retryAfter ?? 0)
          const next = sendings[index + 1]
          if (next === undefined) continue
          seen("repeats")
          const gap = next.at - endedAt
          // Never early.
          assert.isAtLeast(gap, retryAfter)
          // Never later than the policy says. One millisecond for a clock of whole ones.
          if (!has("throttle")) {
            assert.isAtMost(
              gap,
              isRateLimited(sending)
                ? Math.max(retryAfter, 30_000) + spread + 1
                : retryAfter + Math.min(cap, base * 2 ** index) + 1
            )
          }
        }
        const last = sendings.at(-1)
        // Never past the deadline of what is below it.
        if (policies[0]?.[0] === "timeout") assert.isAtMost(end, total)
        if (error?._tag === "PresenceTimeout" && error.scope === "call") {
          seen("deadlines")
          // No wait was begun that could not end before it: what it cut off is an attempt.
          return assert.isTrue(last !== undefined && last.isAborted && last.at < end)
        }
        if (Exit.isSuccess(exit)) return seen("successes")
        // The final error is the last real one, or a policy that never let it through.
        if (last === undefined) return assert.include(["PresenceThrottled", "PresenceCircuitOpen"], error?._tag)
        assert.isTrue(error !== undefined && "attempts" in error && error.attempts === sendings.length)
        assert.isTrue(isErrorOf(error as PresenceError.PresenceError, last))
        // It is not waited with.
        if (!has("throttle") && !has("circuitBreaker")) assert.strictEqual(end, last.endedAt)
        seen("failures")
      }
    )
    // The laws would hold for nothing at all as well.
    for (const what of ["repeats", "deadlines", "successes", "failures"])
      assert.isAbove(counts.get(what) ?? 0, runs / 100, what)
  })

  it("without failures there is exactly one request", () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const { exit, has, sendings, total } = runOnce(seed, 1)
      // A limit that cuts off a slow response is a failure.
      if (has("attempt")) continue
      assert.lengthOf(sendings, 1)
      if (!has("timeout") || total > 2000) assert.isTrue(exit !== undefined && Exit.isSuccess(exit))
    }
  })
})

describe("a rate limit that many calls share", () => {
  it("is obeyed by all of them, in whatever order the policies are", { timeout: 60_000 }, () => {
    let refusals = 0
    for (let seed = 1; seed <= 1000; seed++) {
      const random = seeded(seed)
      const maxWait = () => Math.floor(random() * 200_000)
      const throttle = RetryLayer.throttle({ limit: 30, maxWait: maxWait() })
      const all = [
        RetryLayer.rateLimited({
          maxWait: maxWait(),
          spread: Math.floor(random() * 2000),
          base: 1 + Math.floor(random() * 3000),
          cap: 1 + Math.floor(random() * 10_000)
        }),
        RetryLayer.transient({ maxWait: maxWait() }),
        throttle,
        RetryLayer.bulkhead({ limit: 1 + Math.floor(random() * 5), maxWait: maxWait() }),
        RetryLayer.circuitBreaker({ trip: { consecutive: 2 + Math.floor(random() * 100) } })
      ]
      const order = all
        .filter((_, index) => index === 0 || random() < 0.6)
        .map((policy) => [random(), policy] as const)
        .toSorted(([a], [b]) => a - b)
      const { layer, sendings } = drawnTransport(() => drawOutcome(random, 0.7))
      const transport = order.reduceRight<Layer.Layer<PresenceTransport, PresenceError.PresenceConfigurationError>>(
        (below, [, policy]) => Layer.provide(policy, below),
        layer
      )
      const time = new VirtualTime()
      const call = PresenceTransport.use((service) => service.execute(request("getSystempresences")))
      const isThrottled = order.some(([, policy]) => policy === throttle)
      const calls = Effect.forEach(
        Array.from({ length: 20 }),
        () => Effect.delay(Effect.exit(Effect.timeoutOption(call, "1 hour")), Math.floor(random() * 20_000)),
        { concurrency: "unbounded" }
      )
      const steps = seeded(seed + 1)
      const exit = time.join(time.fork(Effect.provide(calls, transport), random, () => steps() < 0.1))
      assert.isTrue(exit !== undefined && Exit.isSuccess(exit))
      if (exit === undefined || Exit.isFailure(exit)) return
      for (const each of exit.value) {
        const error = Exit.isFailure(each) ? Option.getOrUndefined(Cause.findErrorOption(each.cause)) : undefined
        // The last real error, or one of a call that was not sent.
        if (error !== undefined && "attempts" in error && error.attempts > 0) {
          assert.isTrue(
            sendings.some((sending) => isErrorOf(error, sending)),
            `seed ${seed}: ${error.message}`
          )
        }
      }
      assert.strictEqual(time.sleeping, 0)
      for (const { at } of isThrottled ? sendings : []) {
        const inWindow = sendings.filter((other) => other.at >= at && other.at < at + 60_000).length
        assert.isAtMost(inWindow, 30, `seed ${seed}`)
      }
      for (const sending of sendings) {
        const { endedAt = 0, endedOrder, retryAfter = 0 } = sending
        if (!isRateLimited(sending) || sending.isAborted || retryAfter < 1000) continue
        refusals += 1
        const early = sendings.find((later) => later.order > endedOrder && later.at < endedAt + retryAfter)
        assert.isUndefined(early, `seed ${seed}`)
      }
    }
    assert.isAbove(refusals, 1000)
  })
})

describe("interruption", () => {
  const calls = runCount(100_000)
  it(
    `of ${calls} calls at random moments and steps leaves no permit, waiter, timer or gate behind`,
    { timeout: 60_000 },
    () => {
      const random = seeded(7)
      const time = new VirtualTime()
      const limit = 20
      let healthy = false
      const { layer, sendings } = drawnTransport(() => {
        const outcome = drawOutcome(random, healthy ? 1 : 0.6)
        return healthy ? { ...outcome, latency: 1000 } : outcome
      })
      const policies = [
        RetryLayer.timeout({ total: "10 minutes" }),
        RetryLayer.circuitBreaker({ trip: { rate: 0.9 } }),
        RetryLayer.transient({ budget: { capacity: 1e9 } }),
        RetryLayer.rateLimited({ maxWait: "5 minutes" }),
        RetryLayer.throttle({ limit: 60_000 }),
        RetryLayer.bulkhead({ limit, maxWait: "1 hour" })
      ]
      const transport = policies.reduceRight<Layer.Layer<PresenceTransport, PresenceError.PresenceConfigurationError>>(
        (below, policy) => Layer.provide(policy, below),
        layer
      )
      const service = time.join(time.fork(Layer.buildWithScope(transport, Scope.makeUnsafe()), random))
      assert.isTrue(service !== undefined && Exit.isSuccess(service))
      if (service === undefined || Exit.isFailure(service)) return
      const steps = seeded(8)
      const call = () =>
        time.fork(
          Effect.provideContext(
            PresenceTransport.use((built) => built.execute(request("getSystempresences"))),
            service.value
          ),
          random,
          () => steps() < 0.1
        )
      let interrupted = 0
      const running = new Set<ReturnType<typeof call>>()
      for (let index = 0; index < calls; index++) {
        running.add(call())
        time.advanceTo(time.now + Math.floor(random() * 200))
        for (const fiber of running) {
          if (fiber.pollUnsafe() !== undefined) running.delete(fiber)
          else if (random() < 0.05) {
            time.interrupt(fiber)
            interrupted += 1
            running.delete(fiber)
          }
        }
      }
      for (const fiber of running) time.interrupt(fiber)
      assert.isAbove(interrupted, calls / 10)
      assert.strictEqual(time.sleeping, 0)
      // When all limits have passed, as many calls as are admitted go at once, and the next one waits for them.
      healthy = true
      time.advanceTo(time.now + 3_600_000)
      const before = sendings.length
      const last = Array.from({ length: limit + 1 }, call)
      assert.lengthOf(sendings, before + limit)
      for (const fiber of last) assert.isTrue(time.join(fiber)?._tag === "Success")
      assert.strictEqual((sendings.at(-1)?.at ?? 0) - (sendings[before]?.at ?? 0), 1000)
      assert.strictEqual(time.sleeping, 0)
    }
  )
})
