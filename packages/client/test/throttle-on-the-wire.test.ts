import { assert, describe, it } from "@effect/vitest"
import { RetryLayer } from "@genesys-presence/client"
import { Clock, Effect, Layer } from "effect"
import { RateLimiter } from "effect/persistence"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService, issue, withCredentials } from "./support/fakeService.ts"
import { read } from "./support/runs.ts"

const limit = 60

/** The most requests in any window of a minute. */
const mostInAMinute = (sentAt: ReadonlyArray<number>): number =>
  Math.max(0, ...sentAt.map((at, first) => sentAt.slice(first).filter((later) => later < at + 60_000).length))

/** Notes when each request reaches the service. */
const recorded = Effect.gen(function* () {
  const service = yield* FakeService
  const sentAt: Array<number> = []
  const onApi: typeof service.onApi = (handler) =>
    service.onApi((token) =>
      Effect.andThen(
        Effect.map(Clock.currentTimeMillis, (at) => sentAt.push(at)),
        handler(token)
      )
    )
  return { ...service, onApi, sentAt }
})

const fork = (count: number) =>
  Effect.forEach(Array.from({ length: count }), () => Effect.forkChild(read, { startImmediately: true }))

/** Second by second: a jump would outrun calls that pass a permit on one after another. */
const minutes = (count: number) => Effect.replicateEffect(TestClock.adjust("1 second"), count * 60, { discard: true })

const shared = RetryLayer.throttleShared({ limit, maxWait: "1 hour" }).pipe(
  Layer.provide(RateLimiter.layer),
  Layer.provide(RateLimiter.layerStoreMemory)
)

for (const [name, throttle] of [
  ["throttle", RetryLayer.throttle({ limit, maxWait: "1 hour" })],
  ["throttleShared", shared]
] as const) {
  describe(`${name} counts a request when it goes on the wire`, () => {
    const Bulkhead = RetryLayer.bulkhead({ limit: 5, maxWait: "1 hour" })
    const Client = (policies: RetryLayer.PolicyLayer) =>
      Effect.provide(fakeClient(withCredentials, { attemptTimeout: "10 minutes" }, policies))

    it.effect("and not when it starts to wait for a permit", () =>
      Effect.gen(function* () {
        const { onApi, sentAt } = yield* recorded
        let isStalled = true
        onApi(() => Effect.delay(Effect.succeed(Response.json([])), isStalled ? "3 minutes" : "1 second"))
        yield* fork(200)
        yield* minutes(1)
        assert.lengthOf(sentAt, 5)
        isStalled = false
        yield* minutes(10)
        assert.lengthOf(sentAt, 200)
        assert.isAtMost(mostInAMinute(sentAt), limit)
      }).pipe(Client(RetryLayer.compose(throttle, Bulkhead)))
    )

    it.effect("and not when it starts to wait for the first token", () =>
      Effect.gen(function* () {
        const { onApi, onLogin, sentAt } = yield* recorded
        onLogin(() =>
          Effect.delay(
            Effect.sync(() => issue("slow")),
            "5 seconds"
          )
        )
        onApi(() => Effect.sync(() => Response.json([])))
        yield* fork(200)
        yield* minutes(10)
        assert.lengthOf(sentAt, 200)
        assert.isAtMost(mostInAMinute(sentAt), limit)
      }).pipe(Client(throttle))
    )

    it.effect("and again when it is repeated with a new token, or by a policy below", () =>
      Effect.gen(function* () {
        const { onApi, sentAt } = yield* recorded
        onApi((token) =>
          Effect.sync(() =>
            token === "token-1" || sentAt.length % 3 === 0 ? new Response("", { status: 401 }) : Response.json([])
          )
        )
        yield* fork(100)
        yield* minutes(10)
        assert.isAbove(sentAt.length, 100)
        assert.isAtMost(mostInAMinute(sentAt), limit)
      }).pipe(Client(throttle))
    )

    it.effect("also when a policy below repeats it", () =>
      Effect.gen(function* () {
        const { onApi, sentAt } = yield* recorded
        onApi(() =>
          Effect.sync(() => (sentAt.length % 2 === 0 ? new Response("", { status: 503 }) : Response.json([])))
        )
        yield* fork(100)
        yield* minutes(20)
        assert.isAbove(sentAt.length, 150)
        assert.isAtMost(mostInAMinute(sentAt), limit)
      }).pipe(
        Client(
          RetryLayer.compose(throttle, RetryLayer.transient({ times: 10, budget: { capacity: 1000, perSuccess: 1 } }))
        )
      )
    )
  })
}
