import { assert, describe, it } from "@effect/vitest"
import { PresenceClient } from "@genesys-presence/client"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService, issue, withCredentials } from "./support/fakeService.ts"
import { runCount } from "@genesys-presence/test-support/runCount"

const fibers = runCount(10_000)

const read = Effect.flatMap(PresenceClient, (client) => client.getSystempresences())

/** Starts `count` calls at once, and lets them run up to what they wait for. */
const start = (count: number) =>
  Effect.gen(function* () {
    const started = yield* Effect.forEach(Array.from({ length: count }), () => Effect.forkChild(read))
    yield* Effect.yieldNow
    return started
  })

/** The token of a login that takes a second. */
const afterLogin = TestClock.adjust("1 second")

/** A call after which there is a token. */
const firstCall = Effect.gen(function* () {
  const started = yield* start(1)
  yield* afterLogin
  yield* Fiber.joinAll(started)
})

const Client = fakeClient(withCredentials)

describe(`${fibers} fibers cost exactly one token call`, () => {
  it.effect("at the start, when there is none", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const started = yield* start(fibers)
      yield* afterLogin
      yield* Fiber.joinAll(started)
      assert.strictEqual(service.tokenCalls(), 1)
      assert.strictEqual(service.apiTokens().length, fibers)
    }).pipe(Effect.provide(Client))
  )

  it.effect("when the token has expired", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* firstCall
      yield* TestClock.adjust("2 hours")
      const started = yield* start(fibers)
      yield* afterLogin
      yield* Fiber.joinAll(started)
      assert.strictEqual(service.tokenCalls(), 2)
      assert.deepStrictEqual(new Set(service.apiTokens()), new Set(["token-1", "token-2"]))
    }).pipe(Effect.provide(Client))
  )

  it.effect("when all of them get a 401 for the same token", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* firstCall
      service.onApi((token) =>
        Effect.delay(
          Effect.sync(() => (token === "token-1" ? new Response("", { status: 401 }) : Response.json([]))),
          "1 second"
        )
      )
      const started = yield* start(fibers)
      // The refusals, the login, and the repeated calls.
      yield* TestClock.adjust("1 second")
      yield* afterLogin
      yield* TestClock.adjust("1 second")
      yield* Fiber.joinAll(started)
      assert.strictEqual(service.tokenCalls(), 2)
      assert.strictEqual(service.apiTokens().filter((token) => token === "token-1").length, 1 + fibers)
      assert.strictEqual(service.apiTokens().filter((token) => token === "token-2").length, fibers)
    }).pipe(Effect.provide(Client))
  )

  it.effect("when their 401 is late, for a token that has been replaced", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* firstCall
      // The calls go out with the first token, and their refusal takes 20 seconds.
      service.onApi((token) =>
        token === "token-1"
          ? Effect.delay(Effect.succeed(new Response("", { status: 401 })), "20 seconds")
          : Effect.succeed(Response.json([]))
      )
      const late = yield* start(fibers)
      // Meanwhile another call finds out, and renews the token.
      yield* TestClock.adjust("5 seconds")
      service.onApi((token) =>
        Effect.succeed(token === "token-1" ? new Response("", { status: 401 }) : Response.json([]))
      )
      const early = yield* start(1)
      yield* afterLogin
      yield* Fiber.joinAll(early)
      assert.strictEqual(service.tokenCalls(), 2)
      yield* TestClock.adjust("20 seconds")
      yield* Fiber.joinAll(late)
      assert.strictEqual(service.tokenCalls(), 2)
    }).pipe(Effect.provide(Client))
  )

  it.effect("when the one that asked first is interrupted", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const [leader, ...others] = yield* start(fibers)
      assert.isDefined(leader)
      yield* Fiber.interrupt(leader)
      yield* afterLogin
      yield* Fiber.joinAll(others)
      assert.strictEqual(service.tokenCalls(), 1)
    }).pipe(Effect.provide(Client))
  )
})

describe("a token", () => {
  it.effect("is good for as long on the clock of a caller as on that of the layer", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* firstCall
      for (const _ of [1, 2, 3]) yield* TestClock.withLive(read)
      assert.strictEqual(service.tokenCalls(), 1)
    }).pipe(Effect.provide(Client))
  )
})

describe("interruption", () => {
  it.effect("of all who wait does not lose the token that is on its way", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const started = yield* start(10)
      yield* Fiber.interruptAll(started)
      yield* afterLogin
      yield* read
      assert.strictEqual(service.tokenCalls(), 1)
    }).pipe(Effect.provide(Client))
  )
})

describe("renewal", () => {
  it.effect("happens before the end, and nobody waits for it", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* firstCall
      // The token is good for an hour; a call in its last two minutes is sure to find it due.
      yield* TestClock.adjust("58 minutes")
      yield* read
      yield* Effect.yieldNow
      assert.strictEqual(service.apiTokens().at(-1), "token-1")
      assert.strictEqual(service.tokenCalls(), 2)
      yield* afterLogin
      yield* read
      assert.strictEqual(service.apiTokens().at(-1), "token-2")
      assert.strictEqual(service.tokenCalls(), 2)
    }).pipe(Effect.provide(Client))
  )

  it.effect("does not begin in the first nine tenths of a token's life", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.succeed(issue("short", 100)))
      yield* read
      yield* TestClock.adjust("89 seconds")
      yield* read
      assert.strictEqual(service.tokenCalls(), 1)
      yield* TestClock.adjust("6 seconds")
      yield* read
      yield* Effect.yieldNow
      assert.strictEqual(service.tokenCalls(), 2)
    }).pipe(Effect.provide(Client))
  )

  it.effect("that fails costs no call while the old token is good, and leaves the login in peace", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.succeed(issue("good", 1000)))
      yield* read
      service.onLogin(() => Effect.succeed(new Response("down", { status: 503 })))
      yield* TestClock.adjust("951 seconds")
      for (let i = 0; i < 48; i++) {
        yield* read
        yield* TestClock.adjust("1 second")
      }
      // 1 at the start; then after pauses of 1, 2, 4, 8, 16 and 30 seconds.
      assert.strictEqual(service.tokenCalls(), 1 + 6)
      assert.deepStrictEqual(new Set(service.apiTokens()), new Set(["good"]))
      yield* TestClock.adjust("1 second")
      const error = yield* Effect.flip(read)
      assert.strictEqual(error._tag, "PresenceAuthenticationError")
    }).pipe(Effect.provide(Client))
  )
})
