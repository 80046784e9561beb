import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceDefinitions,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Clock, Context, Effect, Exit, Fiber, Layer, ManagedRuntime, Redacted, References, Scope } from "effect"
import { Headers } from "effect/http"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService, issue, withCredentials } from "./support/fakeService.ts"
import { read } from "./support/runs.ts"

const token = Authentication.layerToken(Redacted.make("token"))

/** Builds a client in a scope of its own. */
const inScope = <E>(authentication: Parameters<typeof fakeClient<E>>[0]) =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const context = yield* Layer.buildWithScope(fakeClient(authentication), scope)
    return { scope, client: Context.get(context, PresenceClient), service: Context.get(context, FakeService) }
  })

describe("a call after its layer has been released", () => {
  for (const [what, authentication] of [
    ["a fixed token", token],
    ["a token that was never fetched", withCredentials]
  ] as const) {
    it.effect(`fails at once, with ${what}, and every later one does`, () =>
      Effect.gen(function* () {
        const { client, scope, service } = yield* inScope(authentication)
        yield* Scope.close(scope, Exit.void)
        for (const _ of [1, 2, 3]) {
          const error = yield* Effect.flip(client.getSystempresences())
          assert.deepInclude(error, { _tag: "PresenceTransportError", reason: "Closed", mayHaveBeenExecuted: false })
        }
        assert.lengthOf(service.apiTokens(), 0)
        assert.strictEqual(service.tokenCalls(), 0)
      })
    )
  }

  it.effect("is not retried, whatever the policies", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const layer = fakeClient(token, {}, RetryLayer.recommended())
      const client = Context.get(yield* Layer.buildWithScope(layer, scope), PresenceClient)
      yield* Scope.close(scope, Exit.void)
      const error = yield* Effect.flip(client.getSystempresences())
      assert.deepInclude(error, { _tag: "PresenceTransportError", reason: "Closed", attempts: 0 })
    })
  )

  it.effect("has no token either, for a program that asks for one itself", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(fakeClient(withCredentials), scope)
      const own = Context.get(context, Authentication)
      Context.get(context, FakeService).onLogin(() => Effect.succeed(issue("token-1", 3600)))
      yield* own.token
      assert.isDefined(own.current?.())
      yield* Scope.close(scope, Exit.void)
      assert.isUndefined(own.current?.())
      assert.deepInclude(yield* Effect.flip(own.token), { _tag: "PresenceAuthenticationError", reason: "Closed" })
    })
  )

  it.effect("fails when it waits for a token at that moment", () =>
    Effect.gen(function* () {
      const { client, scope, service } = yield* inScope(withCredentials)
      service.onLogin(() => Effect.never)
      const fiber = yield* Effect.forkChild(Effect.flip(client.getSystempresences()), { startImmediately: true })
      yield* Scope.close(scope, Exit.void)
      assert.deepInclude(yield* Fiber.join(fiber), { _tag: "PresenceAuthenticationError", reason: "Closed" })
    })
  )

  it.live("fails in a finalizer too, so that the program ends", () =>
    Effect.gen(function* () {
      const ends: Array<string> = []
      const runtime = ManagedRuntime.make(fakeClient(withCredentials))
      const client = yield* Effect.promise(() => runtime.runPromise(PresenceClient))
      yield* Effect.promise(() => runtime.dispose())
      yield* Effect.exit(client.getSystempresences()).pipe(Effect.map(({ _tag }) => ends.push(_tag)))
      assert.deepStrictEqual(ends, ["Failure"])
    })
  )
})

describe("a search for a definition after its layer has been released", () => {
  it.effect("fails at once, and so does one that was under way", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const layer = PresenceDefinitions.layer().pipe(Layer.provideMerge(fakeClient(withCredentials)))
      const context = yield* Layer.buildWithScope(layer, scope)
      Context.get(context, FakeService).onLogin(() => Effect.never)
      const find = Context.get(context, PresenceDefinitions).find({ systemPresence: "Busy" })
      const underWay = yield* Effect.forkChild(Effect.flip(find), { startImmediately: true })
      yield* Scope.close(scope, Exit.void)
      assert.deepInclude(yield* Fiber.join(underWay), { _tag: "PresenceAuthenticationError", reason: "Closed" })
      assert.deepInclude(yield* Effect.flip(find), { _tag: "PresenceTransportError", reason: "Closed" })
    })
  )
})

describe("a renewal that its runtime has dropped", () => {
  it.effect("is started again by those who wait, and by those who come", () =>
    Effect.gen(function* () {
      let logins = 0
      // As a worker does with the work of a request that has ended: the first login vanishes without an end.
      const exchange = Layer.succeed(HttpExchange, {
        start: ({ path }, _context, done) => {
          const isLogin = path === "/oauth/token"
          if (isLogin && ++logins === 1) return Effect.void
          const text = isLogin ? `{"access_token":"t","token_type":"bearer","expires_in":3600}` : "[]"
          done(Exit.succeed({ status: 200, headers: Headers.empty, text, truncated: false }))
          return Effect.void
        }
      })
      const layer = PresenceClient.layerBare().pipe(
        Layer.provide(PresenceTransport.layer()),
        Layer.provide(withCredentials),
        Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
        Layer.provide(exchange)
      )
      // Its own timer has been dropped as well.
      const clock = yield* Clock.Clock
      const withoutTimers: Clock.Clock = Object.assign(Object.create(clock), { sleep: () => Effect.never })
      const built = yield* Effect.provideService(Layer.build(layer), Clock.Clock, withoutTimers)
      const client = Context.get(built, PresenceClient)
      yield* TestClock.adjust("1 hour")
      const eight = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: 8 }, () => client.getSystempresences()),
          { concurrency: "unbounded" }
        ),
        { startImmediately: true }
      )
      yield* TestClock.adjust("20 seconds")
      assert.lengthOf(yield* Fiber.join(eight), 8)
      assert.strictEqual(logins, 2)
    })
  )

  it.effect("in the background is started again after 5 seconds, while the old token is good", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.succeed(issue("token-1", 3600)))
      yield* read
      service.onLogin(() => Effect.never)
      yield* TestClock.adjust("3595 seconds")
      yield* read
      yield* TestClock.adjust("4 seconds")
      yield* read
      assert.strictEqual(service.tokenCalls(), 2)
      service.onLogin(() => Effect.succeed(issue("token-2", 3600)))
      yield* TestClock.adjust("1 second")
      // The old token has expired.
      yield* read
      assert.strictEqual(service.tokenCalls(), 3)
    }).pipe(Effect.provide(fakeClient(withCredentials)))
  )
})

describe("the login that callers share", () => {
  it.effect("runs in the context of the layer, not of the first caller", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const seen: Array<object> = []
      service.onLogin(() =>
        Effect.gen(function* () {
          seen.push(yield* References.CurrentLogAnnotations)
          return Response.json({ access_token: "token-1", token_type: "bearer", expires_in: 3600 })
        })
      )
      yield* read.pipe(Effect.annotateLogs({ caller: "the first" }))
      assert.deepStrictEqual(seen, [{}])
    }).pipe(Effect.provide(fakeClient(withCredentials)))
  )

  it.effect("that dies counts as failed: it is asked once, not once a call", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.die(new Error("canary")))
      for (const _ of [1, 2, 3]) {
        const error = yield* Effect.flip(read)
        assert.deepInclude(error, {
          _tag: "PresenceAuthenticationError",
          reason: "Unavailable",
          description: "the login died"
        })
        assert.notInclude(JSON.stringify(error), "canary")
      }
      assert.strictEqual(service.tokenCalls(), 1)
      yield* TestClock.adjust("1 second")
      yield* Effect.flip(read)
      assert.strictEqual(service.tokenCalls(), 2)
    }).pipe(Effect.provide(fakeClient(withCredentials)))
  )
})
