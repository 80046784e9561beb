import { assert, describe, it } from "@effect/vitest"
import { Authentication, PresenceClient, PresenceError } from "@genesys-presence/client"
import { Effect, Exit, Fiber, Layer, Redacted } from "effect"
import { HttpClientError, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { canarySecret, fakeClient, FakeService, invalidClient, issue, withCredentials } from "./support/fakeService.ts"

const read = Effect.flatMap(PresenceClient, (client) => client.getSystempresences())

/** The error that a call ends with when there is no token for it. */
const refusal = Effect.gen(function* () {
  const error = yield* Effect.flip(read)
  assert.strictEqual(error._tag, "PresenceAuthenticationError")
  return error as PresenceError.PresenceAuthenticationError // its tag has just been compared
})

const Client = fakeClient(withCredentials)

describe("a login that refuses", () => {
  it.effect("says so once for all who wait", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.delay(Effect.sync(invalidClient), "1 second"))
      const started = yield* Effect.forEach(Array.from({ length: 1000 }), () => Effect.forkChild(Effect.exit(read)))
      yield* Effect.yieldNow
      yield* TestClock.adjust("1 second")
      const exits = yield* Fiber.joinAll(started)
      assert.isTrue(exits.every(Exit.isFailure))
      assert.strictEqual(service.tokenCalls(), 1)
      assert.strictEqual(service.apiTokens().length, 0)
    }).pipe(Effect.provide(Client))
  )

  it.effect("is asked at most once a minute with a wrong secret", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(invalidClient))
      for (let second = 0; second < 600; second++) {
        const error = yield* refusal
        assert.strictEqual(error.reason, "InvalidClient")
        yield* TestClock.adjust("1 second")
      }
      assert.strictEqual(service.tokenCalls(), 10)
    }).pipe(Effect.provide(Client))
  )

  it.effect("gives its reason, and what to do, to the operation that needed the token", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(invalidClient))
      const error = yield* refusal
      assert.strictEqual(error.operation, "getSystempresences")
      assert.strictEqual(error.status, 400)
      assert.strictEqual(error.error, "invalid_client")
      assert.strictEqual(error.description, "authentication failed")
      assert.strictEqual(
        error.message,
        "getSystempresences: no token: InvalidClient: authentication failed (status 400, invalid_client). " +
          "Check the client id, the client secret and the region"
      )
      assert.isFalse(PresenceError.isRetryable(error))
    }).pipe(Effect.provide(Client))
  )

  it.effect("because it is asked too often is left alone for as long as it says", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() =>
        Effect.sync(() =>
          Response.json(
            { error: "invalid_request", error_description: "rate limit exceeded; slow down" },
            { status: 400, headers: { "retry-after": "120" } }
          )
        )
      )
      const error = yield* refusal
      assert.strictEqual(error.reason, "RateLimited")
      assert.isTrue(PresenceError.isRetryable(error))
      yield* TestClock.adjust("119 seconds")
      yield* refusal
      assert.strictEqual(service.tokenCalls(), 1)
      yield* TestClock.adjust("1 second")
      yield* refusal
      assert.strictEqual(service.tokenCalls(), 2)
    }).pipe(Effect.provide(Client))
  )

  it.effect("that asks for longer than 5 minutes is asked again after these", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      for (const [index, status] of [429, 503, 403].entries()) {
        service.onLogin(() => Effect.sync(() => new Response("", { status, headers: { "retry-after": "1893456000" } })))
        yield* refusal
        yield* TestClock.adjust("299 seconds")
        yield* refusal
        assert.strictEqual(service.tokenCalls(), index + 1)
        yield* TestClock.adjust("1 second")
      }
      service.onLogin(() => Effect.succeed(issue("good")))
      yield* read
    }).pipe(Effect.provide(Client))
  )

  it.effect("is asked again after the failure is over", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.succeed(new Response("<html>", { status: 502 })))
      const error = yield* refusal
      assert.strictEqual(error.reason, "Unavailable")
      service.onLogin(() => Effect.succeed(issue("good")))
      yield* TestClock.adjust("1 second")
      yield* read
      assert.deepStrictEqual(service.apiTokens(), ["good"])
    }).pipe(Effect.provide(Client))
  )
})

describe("a login that cannot be reached", () => {
  it.effect("is a typed error with the code of the runtime", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() =>
        Effect.fail(
          new HttpClientError.HttpClientError({
            reason: new HttpClientError.TransportError({
              request: HttpClientRequest.post("https://login.example.com"),
              cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" })
            })
          })
        )
      )
      const error = yield* refusal
      assert.strictEqual(error.reason, "Unreachable")
      assert.strictEqual(error.description, "ConnectionRefused, ECONNREFUSED")
      assert.isTrue(PresenceError.isRetryable(error))
      assert.isTrue(PresenceError.wasNotExecuted(error))
    }).pipe(Effect.provide(Client))
  )

  it.effect("for its certificate says so, and that it does not help to ask again", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() =>
        Effect.fail(
          new HttpClientError.HttpClientError({
            reason: new HttpClientError.TransportError({
              request: HttpClientRequest.post("https://login.example.com"),
              cause: Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" })
            })
          })
        )
      )
      const error = yield* refusal
      assert.strictEqual(error.reason, "TlsFailure")
      assert.isFalse(PresenceError.isRetryable(error))
    }).pipe(Effect.provide(Client))
  )

  it.effect("is given up after 15 seconds", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.never)
      const fiber = yield* Effect.forkChild(refusal)
      yield* Effect.yieldNow
      yield* TestClock.adjust("15 seconds")
      assert.strictEqual((yield* Fiber.join(fiber)).description, "no answer within 15s")
    }).pipe(Effect.provide(Client))
  )
})

describe("an answer of the login that is no token", () => {
  const answers: ReadonlyArray<readonly [what: string, answer: () => Response, reason: string]> = [
    ["HTML", () => new Response("<html>"), "UnexpectedAnswer"],
    ["a token with status 300", () => new Response(issue("t").body, { status: 300 }), "UnexpectedAnswer"],
    ["nothing", () => new Response(""), "UnexpectedAnswer"],
    [
      "a redirect",
      () => new Response("", { status: 302, headers: { location: "https://x.example.com" } }),
      "UnexpectedAnswer"
    ],
    ["no token", () => Response.json({ token_type: "bearer", expires_in: 9 }), "UnexpectedAnswer"],
    ["a negative lifetime", () => issue("t", -1), "UnexpectedAnswer"],
    [
      "another kind of token",
      () => Response.json({ access_token: "t", token_type: "mac", expires_in: 9 }),
      "UnexpectedAnswer"
    ],
    ["a token with a line break", () => issue("to\r\nken"), "MalformedToken"],
    ["a token beyond ASCII", () => issue("tökén"), "MalformedToken"]
  ]
  for (const [what, answer, reason] of answers) {
    it.effect(`${what} is ${reason}`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onLogin(() => Effect.sync(answer))
        const error = yield* refusal
        assert.strictEqual(error.reason, reason)
        assert.strictEqual(service.apiTokens().length, 0)
      }).pipe(Effect.provide(Client))
    )
  }

  it.effect("but a token with a lifetime that no clock can hold is used", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.succeed(issue("long", 1e300)))
      yield* read
      yield* TestClock.adjust("300 days")
      yield* read
      assert.deepStrictEqual(service.apiTokens(), ["long", "long"])
    }).pipe(Effect.provide(Client))
  )

  it.effect("never shows the secret that the login repeats", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() =>
        Effect.sync(() =>
          Response.json({ error: "invalid_client", error_description: `wrong: ${canarySecret}` }, { status: 400 })
        )
      )
      const error = yield* refusal
      assert.strictEqual(error.description, "wrong: <redacted>")
    }).pipe(Effect.provide(Client))
  )
})

describe("a token that the API refuses", () => {
  it.effect("after it took it is renewed by the next call, even where the one that got it could not use it", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const refuse = () => Effect.sync(() => new Response("", { status: 401 }))
      const take = () => Effect.sync(() => Response.json([]))
      const afterLogin = TestClock.adjust("1 second")
      // The service refuses the first token; the call that learns it repeats itself with the second, and waits.
      service.onApi((token) => (token === "token-1" ? refuse() : Effect.delay(refuse(), "10 seconds")))
      const unlucky = yield* Effect.forkChild(Effect.flip(read))
      yield* afterLogin
      yield* afterLogin
      // Another call uses the second token meanwhile, and then that one is revoked as well.
      service.onApi(take)
      yield* read
      service.onApi((token) => (token === "token-3" ? take() : refuse()))
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* Fiber.join(unlucky))._tag, "PresenceUnauthorized")
      const next = yield* Effect.forkChild(read)
      yield* afterLogin
      assert.deepStrictEqual(yield* Fiber.join(next), [])
      assert.strictEqual(service.tokenCalls(), 3)
    }).pipe(Effect.provide(fakeClient(withCredentials)))
  )

  it.effect("is renewed and the call repeated once, a POST too", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(`token-${service.tokenCalls()}`)))
      service.revoke("token-1")
      const client = yield* PresenceClient
      const response = yield* client.execute("getSystempresences")
      assert.strictEqual(response.attempts, 2)
      service.onApi((token) =>
        Effect.succeed(token === "token-2" ? new Response("", { status: 401 }) : Response.json({ name: "Door" }))
      )
      assert.deepStrictEqual(yield* client.postPresenceSources({ body: { name: "Door" } }), { name: "Door" })
      assert.deepStrictEqual(service.apiTokens(), ["token-1", "token-2", "token-2", "token-3"])
    }).pipe(Effect.provide(Client))
  )

  it.effect("again after its renewal is PresenceUnauthorized, and does not cost a token for every call", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(`token-${service.tokenCalls()}`)))
      service.onApi(() => Effect.succeed(new Response("", { status: 401 })))
      const error = yield* Effect.flip(read)
      assert.strictEqual(error._tag, "PresenceUnauthorized")
      if (error._tag === "PresenceUnauthorized") assert.strictEqual(error.attempts, 2)
      for (let i = 0; i < 100; i++) assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceUnauthorized")
      assert.strictEqual(service.tokenCalls(), 2)
      yield* TestClock.adjust("1 minute")
      yield* Effect.flip(read)
      assert.strictEqual(service.tokenCalls(), 3)
    }).pipe(Effect.provide(Client))
  )

  it.effect("is remembered when the login hands it out again, and costs no token for every call", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue("same")))
      service.onApi(() => Effect.succeed(new Response("", { status: 401 })))
      for (let i = 0; i < 100; i++) assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceUnauthorized")
      assert.strictEqual(service.tokenCalls(), 2)
      assert.lengthOf(service.apiTokens(), 100)
      yield* TestClock.adjust("1 minute")
      yield* Effect.flip(read)
      assert.strictEqual(service.tokenCalls(), 3)
    }).pipe(Effect.provide(Client))
  )

  it.effect("is not sent twice when it is fixed", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.revoke("fixed")
      const error = yield* Effect.flip(read)
      assert.strictEqual(error._tag, "PresenceUnauthorized")
      assert.deepStrictEqual(service.apiTokens(), ["fixed"])
    }).pipe(Effect.provide(fakeClient(Authentication.layerToken(Redacted.make("fixed")))))
  )

  it.effect("comes from a token service of one's own in the same way", () => {
    let current = "first"
    const Own = Layer.succeed(Authentication, {
      token: Effect.sync(() => Redacted.make(current)),
      invalidate: (rejected) =>
        Effect.sync(() => {
          if (Redacted.value(rejected) === current) current = "second"
        })
    })
    return Effect.gen(function* () {
      const service = yield* FakeService
      service.revoke("first")
      yield* read
      assert.deepStrictEqual(service.apiTokens(), ["first", "second"])
    }).pipe(Effect.provide(fakeClient(Own)))
  })

  it.effect("is refused before it is sent when a header cannot hold it", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const error = yield* refusal
      assert.strictEqual(error.reason, "MalformedToken")
      assert.strictEqual(service.apiTokens().length, 0)
      assert.notInclude(JSON.stringify(error), "sneaky")
    }).pipe(
      Effect.provide(
        fakeClient(
          Layer.succeed(Authentication, {
            token: Effect.succeed(Redacted.make("sneaky\r\nx: y")),
            invalidate: () => Effect.void
          })
        )
      )
    )
  )
})
