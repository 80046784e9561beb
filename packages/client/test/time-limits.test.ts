import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  Retry,
  RetryLayer
} from "@genesys-presence/client"
import { Cause, Effect, Exit, Layer, Redacted } from "effect"
import { Headers } from "effect/http"
import { read } from "./support/runs.ts"
import { ok, ScriptedTransport } from "./support/scriptedTransport.ts"

const limited = (transport: ScriptedTransport, total: RetryLayer.TimeoutOptions["total"]) =>
  transport.client(RetryLayer.timeout({ total }))

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length

describe("the limit of a call, on the clock of the machine", () => {
  it.live("ends a call that nobody answers", () => {
    const transport = new ScriptedTransport(() => Effect.never)
    return Effect.gen(function* () {
      const error = yield* Effect.flip(read)
      assert.strictEqual(error._tag, "PresenceTimeout")
    }).pipe(Effect.provide(limited(transport, "20 millis")))
  })

  it.live("may be longer than the timers of the runtime can be", () => {
    const transport = new ScriptedTransport(() => Effect.delay(ok, "20 millis"))
    return Effect.gen(function* () {
      assert.deepStrictEqual(yield* read, [])
    }).pipe(Effect.provide(limited(transport, "60 days")))
  })

  it.live("leaves no timer behind, whether the call ends or is interrupted", () => {
    const transport = new ScriptedTransport(() => Effect.andThen(Effect.yieldNow, ok))
    return Effect.gen(function* () {
      const before = timers()
      for (let i = 0; i < 20; i++) yield* read
      const hanging = new ScriptedTransport(() => Effect.never)
      yield* Effect.forEach(Array.from({ length: 20 }), () => Effect.timeoutOption(read, 1), { discard: true }).pipe(
        Effect.provide(limited(hanging, "1 hour"))
      )
      assert.isBelow(timers() - before, 10)
    }).pipe(Effect.provide(limited(transport, "1 hour")))
  })
})

describe("a limit that has not passed", () => {
  it.effect("does not turn an interruption from below into a timeout", () => {
    const transport = new ScriptedTransport(() => Effect.andThen(Effect.yieldNow, Effect.interrupt))
    return Effect.gen(function* () {
      const exit = yield* Effect.exit(read)
      assert.isTrue(Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause))
    }).pipe(Effect.provide(limited(transport, "1 hour")))
  })

  it.effect("hands on what comes at once", () => {
    const transport = new ScriptedTransport(() => ok)
    const call = PresenceClient.use((client) => client.getSystempresences()).pipe(Retry.timeout({ total: "1 hour" }))
    return Effect.gen(function* () {
      assert.deepStrictEqual(yield* call, [])
    }).pipe(Effect.provide(Layer.mergeAll(transport.client())))
  })
})

/** Keeps the event loop busy, then answers: at once, as a socket that is read after the timers, or a moment later. */
const busyExchange = (millis: number, answerAfter: number) =>
  Layer.succeed(HttpExchange, {
    start: (_request, _context, done) => {
      const answer = () => done(Exit.succeed({ status: 200, headers: Headers.empty, text: "[]", truncated: false }))
      setImmediate(() => {
        const until = performance.now() + millis
        while (performance.now() < until);
        if (answerAfter === 0) setImmediate(answer)
        else setTimeout(answer, answerAfter)
      })
      return Effect.void
    }
  })

const busyClient = (exchange: Layer.Layer<HttpExchange>, limit: RetryLayer.TimeoutOptions) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(RetryLayer.timeout(limit)),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make("token"))),
    Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
    Layer.provide(exchange)
  )

describe("a limit that runs out while the event loop is busy", () => {
  for (const [which, limit] of [
    ["an attempt", { perAttempt: "50 millis" }],
    ["a call", { total: "50 millis" }]
  ] as const) {
    it.live(`does not throw away a response that has arrived: of ${which}`, () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* read.pipe(Effect.provide(busyClient(busyExchange(150, 0), limit))), [])
      })
    )
  }

  it.live("gives the service back the time that the loop was busy", () =>
    Effect.gen(function* () {
      const layer = busyClient(busyExchange(1200, 50), { perAttempt: "500 millis" })
      assert.deepStrictEqual(yield* read.pipe(Effect.provide(layer)), [])
    })
  )
})
