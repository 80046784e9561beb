import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, Retry, RetryLayer } from "@genesys-presence/client"
import { Clock, Context, Effect, Layer } from "effect"
import { Headers } from "effect/http"
import { inAnHour, read } from "./support/runs.ts"
import { ok, ScriptedTransport, status } from "./support/scriptedTransport.ts"

class First extends Context.Service<First, PresenceClient["Service"]>()("test/First") {}
class Second extends Context.Service<Second, PresenceClient["Service"]>()("test/Second") {}

describe("one layer in a constant, used for two tenants of one program", () => {
  const policies: ReadonlyArray<readonly [name: string, layer: RetryLayer.PolicyLayer]> = [
    ["transient", RetryLayer.transient()],
    ["rateLimited", RetryLayer.rateLimited()],
    ["timeout", RetryLayer.timeout({ total: "1 minute" })],
    ["throttle", RetryLayer.throttle()],
    ["circuitBreaker", RetryLayer.circuitBreaker()],
    ["bulkhead", RetryLayer.bulkhead()],
    ["recommended", RetryLayer.recommended()],
    ["two of them", RetryLayer.compose(RetryLayer.transient(), RetryLayer.rateLimited())]
  ]
  for (const [name, policy] of policies) {
    it.effect(`${name}: each sends through its own transport, and waits for itself only`, () => {
      const refused = new ScriptedTransport((request, index) => (index === 0 ? status(request, 429, "50 seconds") : ok))
      const free = new ScriptedTransport(() => ok)
      const both = Layer.merge(
        Layer.provide(Layer.effect(First, PresenceClient), refused.client(policy)),
        Layer.provide(Layer.effect(Second, PresenceClient), free.client(policy))
      )
      return Effect.gen(function* () {
        const first = yield* First
        const second = yield* Second
        yield* inAnHour(Effect.exit(first.getSystempresences()))
        yield* second.getSystempresences()
        assert.isAtLeast(refused.sentAt.length, 1)
        assert.lengthOf(free.sentAt, 1)
      }).pipe(Effect.provide(both))
    })
  }
})

describe("combinators", () => {
  it.effect("apply in the order in which they are written, the last one outermost", () => {
    const transport = new ScriptedTransport((request) => Effect.delay(status(request, 500), "900 millis"))
    return Effect.gen(function* () {
      const each = yield* Effect.flip(inAnHour(read.pipe(Retry.timeout({ total: "1 second" }), Retry.transient())))
      assert.isTrue(each._tag === "PresenceInternalServerError" && each.attempts === 4)
      const all = yield* Effect.flip(inAnHour(read.pipe(Retry.transient(), Retry.timeout({ total: "1 second" }))))
      assert.strictEqual(all._tag, "PresenceTimeout")
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("wrap the layers of the client, whose limits stay those of a whole call", () => {
    const transport = new ScriptedTransport((request) => status(request, 500))
    return Effect.gen(function* () {
      yield* Effect.flip(inAnHour(read.pipe(Retry.transient({ times: 1 }))))
      assert.lengthOf(transport.sentAt, 1 + 2 + 1)
    }).pipe(Effect.provide(transport.client(RetryLayer.transient({ times: 2 }))))
  })
})

describe("recommended, against a service that counts in windows of a minute", () => {
  for (const limit of [60, 300, 1000]) {
    it.effect(`of ${limit}: gets most of it, with hardly any refusal`, () => {
      const windows = new Map<number, number>()
      let refused = 0
      const transport = new ScriptedTransport((request) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const window = Math.floor(now / 60_000)
          const count = (windows.get(window) ?? 0) + 1
          windows.set(window, count)
          if (count > limit) {
            refused += 1
            return status(request, 429, (window + 1) * 60_000 - now)
          }
          return Effect.map(ok, (response) => ({
            ...response,
            headers: Headers.fromInput({ "inin-ratelimit-allowed": `${limit}` })
          }))
        })
      )
      const calls = limit * 3
      return Effect.gen(function* () {
        yield* inAnHour(
          Effect.forEach(Array.from({ length: calls }), () => Effect.asVoid(read), {
            concurrency: "unbounded",
            discard: true
          })
        )
        assert.isAtMost(refused / calls, 0.02)
        assert.isAtLeast(windows.get(1) ?? 0, 0.93 * limit)
      }).pipe(
        Effect.provide(
          transport.client(RetryLayer.recommended({ timeout: { total: "1 hour" }, throttle: { maxWait: "1 hour" } }))
        )
      )
    })
  }
})
