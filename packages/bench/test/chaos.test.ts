import { assert, describe, it } from "@effect/vitest"
import { type PresenceClient, RetryLayer } from "@genesys-presence/client"
import { Fault, Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Effect, Random, Schedule } from "effect"
import { loginFaultOf, planOf, recovers } from "../src/chaos/faultPlan.ts"
import { isClean, judge } from "../src/chaos/judgement.ts"
import { callOf, numbersOf } from "../src/chaos/operations.ts"
import { attemptMillis, type Outcome, outcomesOf, type Perform } from "../src/chaos/outcomes.ts"
import { clientFor, perform, policies } from "../src/chaos/ownClient.ts"
import { makeService } from "../src/chaos/service.ts"

const run = { seed: "a small run", operations: 600 }
const rateLimit = 60_000

/** Runs an effect while the time of the test passes. */
const inTestTime = TestTime.passWhile({ step: "20 millis" })

/** A run without sockets and without real time: the client and the sandbox share the clock of the test. */
const judgementOf = (policy: RetryLayer.PolicyLayer, made: Effect.Effect<Perform, never, PresenceClient>) => {
  const service = makeService(run, { rateLimit })
  return Effect.gen(function* () {
    const { baseUrl } = yield* Sandbox
    const outcomes = yield* Effect.flatMap(made, (call) => outcomesOf(run, call)).pipe(
      Effect.provide(clientFor(baseUrl, policy))
    )
    return judge(run, outcomes, yield* service.seen)
  }).pipe(Effect.provide(service.layerInProcess), inTestTime, Random.withSeed("chaos"))
}

const withoutRetries = RetryLayer.timeout({ perAttempt: attemptMillis })

/** Waits for the login, which no attempt of a call can do anything about, and repeats whatever else fails. */
const loop = (attempts: number) =>
  Effect.map(
    perform,
    (call): Perform =>
      (...one) =>
        call(...one).pipe(
          Effect.retry({
            while: (tag) => tag === "PresenceAuthenticationError",
            schedule: Schedule.spaced("1 second")
          }),
          Effect.retry({ times: attempts - 1 })
        )
  )

describe("600 calls of which a third meets faults", () => {
  it.effect("lose no write, double none, and fail no read that had a chance; the same in every run", () =>
    Effect.gen(function* () {
      const judgement = yield* judgementOf(policies, perform)
      assert.deepStrictEqual(judgement.failedReadReasons, {})
      assert.isTrue(isClean(judgement))
      assert.isAbove(judgement.faults, 0.25 * judgement.requests)
      assert.isAbove(judgement.recoverableReads, 400)
      assert.deepStrictEqual(yield* judgementOf(policies, perform), judgement)
    })
  )

  it.effect("have writes doubled by a client that repeats whatever fails", () =>
    Effect.gen(function* () {
      const { doubledWrites } = yield* judgementOf(withoutRetries, loop(5))
      assert.isAbove(doubledWrites, 0)
    })
  )

  it.effect("fail by the dozen where nothing is repeated", () =>
    Effect.gen(function* () {
      const { doubledWrites, failedReads } = yield* judgementOf(withoutRetries, loop(1))
      assert.strictEqual(doubledWrites, 0)
      assert.isAbove(failedReads, 50)
    })
  )
})

describe("a write", () => {
  const nothingSeen = { requests: [], deliveredTwice: [], faults: 0, overRateLimit: 0, logins: 0, writes: [] }
  const all = (outcome: Outcome) => numbersOf(run).map(() => outcome)
  const patch = numbersOf(run).find((number) => callOf(run, number).name === "patchUserPresencesPurecloud")
  const seenOf = (applied: number) => ({
    ...nothingSeen,
    writes: [{ path: "/users/a", body: `{"message":"write-${patch}"}`, applied }]
  })

  it("is lost when its caller was told that it is done, and nobody carried it out", () => {
    const told = judge(run, all(undefined), nothingSeen)
    assert.isAbove(told.writes, 50)
    assert.strictEqual(told.lostWrites, told.writes)
    assert.strictEqual(judge(run, all("PresenceTransportError"), nothingSeen).lostWrites, 0)
  })

  it("is of unknown outcome when it was carried out, and its caller was told that it failed", () => {
    assert.containsSubset(judge(run, all("PresenceTransportError"), seenOf(1)), { unknownWrites: 1, doubledWrites: 0 })
  })

  it("is doubled when it was carried out twice, unless the network delivered it twice", () => {
    assert.strictEqual(judge(run, all(undefined), seenOf(2)).doubledWrites, 1)
    const deliveredTwice = numbersOf(run).map((one) => (one === patch ? 1 : 0))
    assert.strictEqual(judge(run, all(undefined), { ...seenOf(2), deliveredTwice }).doubledWrites, 0)
  })
})

describe("the faults of a run", () => {
  it("are of all kinds but those that a client has to believe for a minute, and reads that are behind", () => {
    const large = { seed: "kinds", operations: 20_000 }
    const faults = [
      ...numbersOf(large).flatMap((number) => planOf(large, number)),
      ...Array.from({ length: 200 }, (_, number) => loginFaultOf(large, number)).filter((fault) => fault !== undefined)
    ]
    const met = new Set(faults.map(({ fault }) => fault(0).kind))
    assert.sameMembers(
      Fault.kinds.filter((kind) => !met.has(kind)),
      // Reads that are behind a write would look like a lost one.
      ["staleReads", "invalidClient", "malformedToken"]
    )
  })
})

describe("a read has a chance", () => {
  const again = { ending: "again" } as const
  const whole = { ending: "whole" } as const
  const final = { ending: "final" } as const

  it("when an answer that is whole comes after at most two failures that pass", () => {
    assert.isTrue(recovers([]))
    assert.isTrue(recovers([whole, final]))
    assert.isTrue(recovers([again, again]))
    assert.isTrue(recovers([again, again, whole]))
  })

  it("and none otherwise", () => {
    assert.isFalse(recovers([again, again, again]))
    assert.isFalse(recovers([again, final]))
    assert.isFalse(recovers([final, again]))
  })
})
