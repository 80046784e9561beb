import { NodeRedis } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { type PresenceClient, RetryLayer } from "@genesys-presence/client"
import * as RedisRateLimiter from "@genesys-presence/client/RedisRateLimiter"
import { Context, Effect, Layer, Logger, Metric, Schedule, type Scope } from "effect"
import { RateLimiter } from "effect/persistence"
import { isMissing, RedisServer } from "@genesys-presence/test-support/redisServer"
import { read } from "./support/runs.ts"
import { ok, ScriptedTransport } from "./support/scriptedTransport.ts"

/** Four calls at once, and no other for an hour: how many are sent says who counted them, at any speed. */
const four = { limit: 4, burst: 1, window: "1 hour", maxWait: 0 } as const

type RedisOptions = NonNullable<Parameters<typeof NodeRedis.layer>[0]>

/** A connection to Redis that tells about its losses in the log, and ends at once with its process. */
const connection = (options: RedisOptions = { disableOfflineQueue: true }) =>
  Layer.effectDiscard(
    NodeRedis.NodeRedis.use(({ client }) => Effect.addFinalizer(() => Effect.sync(() => client.destroy())))
  ).pipe(
    Layer.provideMerge(Layer.unwrap(Effect.map(RedisServer, ({ socket }) => NodeRedis.layer({ ...options, socket })))),
    Layer.provide(Logger.layer([]))
  )

/** The client of a process: its connection and its throttle are its own. */
const clientOf = <A, E>(
  limiter: Layer.Layer<RateLimiter.RateLimiter | A, E, RedisServer>,
  options?: RetryLayer.ThrottleOptions
) =>
  Effect.gen(function* () {
    const built = yield* Layer.build(Layer.fresh(limiter))
    const policy = RetryLayer.throttleShared({ ...four, ...options }).pipe(Layer.provide(Layer.succeedContext(built)))
    const client = yield* Layer.build(new ScriptedTransport(() => ok).client(policy))
    return { built, client }
  })

const connected = (options?: RedisOptions) =>
  RateLimiter.layer.pipe(Layer.provide(RateLimiter.layerStoreRedis()), Layer.provideMerge(connection(options)))

const inBackground = RetryLayer.rateLimiterInBackground(
  RateLimiter.layerStoreRedis().pipe(Layer.provide(connection())),
  { retryEvery: "10 millis" }
)

/** What becomes of a call. */
const outcome = Effect.match(read, {
  onSuccess: () => "sent",
  onFailure: (error) => (error._tag === "PresenceThrottled" ? error.reason : error._tag)
})

/** What becomes of ten calls at once. */
const tenCalls = (client: Context.Context<PresenceClient>) =>
  Effect.forEach(Array.from({ length: 10 }), () => outcome, { concurrency: "unbounded" }).pipe(
    Effect.map((outcomes) =>
      Object.fromEntries([...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]))
    ),
    Effect.provideContext(client)
  )

const storeFailures = Effect.map(Metric.snapshot, (metrics) => {
  const state = metrics.find(({ id }) => id === "genesys_presence_throttle_store_failures_total")?.state
  return state !== undefined && "count" in state ? Number(state.count) : 0
})

const withinLimit = { sent: 4, MaxWait: 6 }

const run = <A, E>(test: Effect.Effect<A, E, RedisServer | Scope.Scope>) =>
  test.pipe(Effect.scoped, Effect.provide(RedisServer.layer), Effect.provideService(Metric.MetricRegistry, new Map()))

// Starting a server takes its time on a busy machine.
describe.skipIf(isMissing)("a throttle in Redis", { timeout: 30_000 }, () => {
  it.live("is one limit for all that use its key", () =>
    run(
      Effect.gen(function* () {
        yield* (yield* RedisServer).start
        const one = yield* clientOf(connected())
        const other = yield* clientOf(connected())
        const outcomes = yield* Effect.all([tenCalls(one.client), tenCalls(other.client)], { concurrency: "unbounded" })
        assert.strictEqual((outcomes[0]["sent"] ?? 0) + (outcomes[1]["sent"] ?? 0), 4)
        const third = yield* clientOf(connected(), { key: "another token" })
        assert.deepStrictEqual(yield* tenCalls(third.client), withinLimit)
        assert.strictEqual(yield* storeFailures, 0)
      })
    )
  )

  it.live("fails the start of a program that connects to it first", () =>
    run(
      Effect.gen(function* () {
        const error = yield* Effect.flip(clientOf(connected()))
        assert.strictEqual(error._tag, "RedisError")
      })
    )
  )

  it.live("counts no failure at the start of a program, while it is well", () =>
    run(
      Effect.gen(function* () {
        yield* (yield* RedisServer).start
        const limiter = Layer.unwrap(
          Effect.map(RedisServer, ({ socket }) => RedisRateLimiter.layer({ socket }, { startTimeout: "20 seconds" }))
        )
        for (const key of ["one", "other", "third"]) {
          const { client } = yield* clientOf(limiter, { key, onStoreFailure: "closed", storeTimeout: "20 seconds" })
          assert.deepStrictEqual(yield* tenCalls(client), withinLimit)
        }
        assert.strictEqual(yield* storeFailures, 0)
      })
    )
  )

  for (const [onStoreFailure, meanwhile] of [
    ["open", "sent"],
    ["closed", "StoreUnavailable"]
  ] as const) {
    it.live(`that is not there when the program starts fails ${onStoreFailure}, and holds once it is there`, () =>
      run(
        Effect.gen(function* () {
          const { built, client } = yield* clientOf(inBackground, { onStoreFailure })
          assert.deepStrictEqual(yield* tenCalls(client), { [meanwhile]: 10 })
          assert.strictEqual(yield* storeFailures, 10)
          yield* (yield* RedisServer).start
          yield* RateLimiter.RateLimiter.use((limiter) =>
            limiter.consume({ key: "is there", limit: 1, window: 1 })
          ).pipe(Effect.provideContext(built), Effect.retry(Schedule.spaced("5 millis")))
          assert.deepStrictEqual(yield* tenCalls(client), withinLimit)
          assert.strictEqual(yield* storeFailures, 10)
        })
      )
    )

    it.live(`that is killed and comes back fails ${onStoreFailure} meanwhile`, () =>
      run(
        Effect.gen(function* () {
          const server = yield* RedisServer
          yield* server.start
          const { built, client } = yield* clientOf(connected(), { onStoreFailure })
          assert.deepStrictEqual(yield* tenCalls(client), withinLimit)
          yield* server.kill
          assert.deepStrictEqual(yield* tenCalls(client), { [meanwhile]: 10 })
          assert.strictEqual(yield* storeFailures, 10)
          const redis = Context.get(built, NodeRedis.NodeRedis)
          // Not `once` of Node's, which gives up at the first attempt that fails.
          const back = new Promise<void>((resolve) => void redis.client.once("ready", resolve))
          yield* server.start
          yield* Effect.promise(() => back)
          // The server forgot what was counted before.
          assert.deepStrictEqual(yield* tenCalls(client), withinLimit)
        })
      )
    )

    it.live(`that does not answer fails ${onStoreFailure} in the time that it has`, () =>
      run(
        Effect.gen(function* () {
          const server = yield* RedisServer
          yield* server.start
          const { client } = yield* clientOf(connected(), { onStoreFailure, storeTimeout: "500 millis" })
          yield* server.pause
          assert.deepStrictEqual(yield* tenCalls(client), { [meanwhile]: 10 })
          assert.strictEqual(yield* storeFailures, 10)
          yield* server.resume
          // It is asked again once its time is over.
          yield* Effect.repeat(outcome, { until: (what) => what === "MaxWait" }).pipe(Effect.provideContext(client))
        })
      )
    )
  }

  it.live("fails open in the time that it has when the connection queues what it cannot send", () =>
    run(
      Effect.gen(function* () {
        const server = yield* RedisServer
        yield* server.start
        const { client } = yield* clientOf(connected({}), { storeTimeout: "500 millis" })
        yield* server.kill
        assert.deepStrictEqual(yield* tenCalls(client), { sent: 10 })
        assert.strictEqual(yield* storeFailures, 10)
      })
    )
  )
})
