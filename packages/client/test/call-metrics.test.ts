import { assert, describe, it } from "@effect/vitest"
import { RetryLayer } from "@genesys-presence/client"
import { Effect, Fiber, Metric } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService, withCredentials } from "./support/fakeService.ts"
import { drawing, inAnHour, read } from "./support/runs.ts"
import { ok, ScriptedTransport, status } from "./support/scriptedTransport.ts"

/** The series of one metric, by its attributes. */
const series = (id: string) =>
  Effect.map(Metric.snapshot, (snapshots) =>
    snapshots.flatMap(({ attributes, id: found, state }) =>
      found === id ? [{ attributes: { ...attributes }, state }] : []
    )
  )

const calls = Effect.map(series("genesys_presence_call_duration_seconds"), (all) =>
  all.map(({ attributes, state }) => ({
    operation: attributes["operation"],
    outcome: attributes["outcome"],
    ...("count" in state && "sum" in state && { count: state.count, sum: state.sum })
  }))
)

/** With metrics of its own. */
const alone = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => Effect.provideService(effect, Metric.MetricRegistry, new Map()))

describe("the metrics of calls", () => {
  it.effect("count and time each call by operation and outcome, its waits and retries included", () => {
    const transport = new ScriptedTransport((request, index) =>
      index === 0 ? status(request, 503, "2 seconds") : index < 3 ? ok : status(request, 404)
    )
    return Effect.gen(function* () {
      yield* inAnHour(read)
      yield* read
      yield* Effect.exit(read)
      assert.sameDeepMembers(yield* calls, [
        { operation: "getSystempresences", outcome: "success", count: 2, sum: 2 },
        { operation: "getSystempresences", outcome: "PresenceNotFound", count: 1, sum: 0 }
      ])
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.transient())), alone)
  })

  it.effect("tell calls that were interrupted from those that failed", () => {
    const transport = new ScriptedTransport(() => Effect.never)
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(read, { startImmediately: true })
      yield* TestClock.adjust("3 seconds")
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(yield* calls, [
        { operation: "getSystempresences", outcome: "interrupted", count: 1, sum: 3 }
      ])
    }).pipe(Effect.provide(transport.client()), alone)
  })

  it.effect("have no id, message or path of a user in them", () =>
    Effect.gen(function* () {
      yield* inAnHour(read)
      const names = (yield* Metric.snapshot).flatMap(({ attributes }) => Object.keys(attributes ?? {}))
      assert.includeMembers(["operation", "outcome", "policy"], names)
    }).pipe(Effect.provide(fakeClient(withCredentials)), alone)
  )
})

describe("the metrics of tokens and waits", () => {
  it.effect("count the requests for a token by what came of them", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* inAnHour(read)
      service.onLogin(() => Effect.sync(() => Response.json({}, { status: 500 })))
      yield* TestClock.adjust("2 hours")
      yield* Effect.exit(read)
      const counted = (yield* series("genesys_presence_token_requests_total")).map(({ attributes, state }) => [
        attributes["outcome"],
        "count" in state ? state.count : undefined
      ])
      assert.sameDeepMembers(counted, [
        ["success", 1],
        ["Unavailable", 1]
      ])
    }).pipe(Effect.provide(fakeClient(withCredentials)), alone)
  )

  it.effect("say how long was waited, by policy", () => {
    const transport = new ScriptedTransport((request, index) => (index === 0 ? status(request, 429, "7 seconds") : ok))
    return Effect.gen(function* () {
      yield* inAnHour(read)
      const [wait] = yield* series("genesys_presence_wait_duration_seconds")
      assert.strictEqual(wait?.attributes["policy"], "rateLimited")
      assert.isTrue(wait !== undefined && "sum" in wait.state && wait.state.sum === 7)
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited())), alone)
  })
})
