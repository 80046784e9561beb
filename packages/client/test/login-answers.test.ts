import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  type PresenceError
} from "@genesys-presence/client"
import type { HttpExchangeRequest } from "@genesys-presence/client/HttpExchange"
import { Effect, Exit, Layer, Logger, Redacted, References } from "effect"
import { Headers, HttpClientError, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { canarySecret, fakeClient, FakeService, invalidClient, issue, withCredentials } from "./support/fakeService.ts"
import { inAnHour, read } from "./support/runs.ts"

const unreachable = new HttpClientError.TransportError({
  request: HttpClientRequest.get("https://login.example"),
  cause: new Error("no reason")
})

const login = (body: unknown, status: number, headers?: Record<string, string>): Response =>
  Response.json(body, { status, ...(headers !== undefined && { headers }) })

/** What a call ends with when the login answers so. */
const refusalAfter = (answer: () => Response) =>
  Effect.gen(function* () {
    const service = yield* FakeService
    service.onLogin(() => Effect.sync(answer))
    const error = yield* Effect.flip(inAnHour(read))
    assert.strictEqual(error._tag, "PresenceAuthenticationError")
    return error as PresenceError.PresenceAuthenticationError // its tag has just been compared
  }).pipe(Effect.provide(fakeClient(withCredentials)))

describe("what the login is asked", () => {
  it.effect("is a token for a client, as a form", () => {
    const asked: Array<HttpExchangeRequest> = []
    return Effect.gen(function* () {
      const { token } = yield* Authentication
      yield* token
      const [request] = asked
      assert.deepInclude(request, {
        method: "POST",
        origin: "https://login.mypurecloud.de",
        path: "/oauth/token",
        body: "grant_type=client_credentials"
      })
      assert.deepInclude(request?.headers, {
        authorization: `Basic ${btoa(`some-client:${canarySecret}`)}`,
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded"
      })
    }).pipe(
      Effect.provide(
        withCredentials.pipe(
          Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
          Layer.provide(
            Layer.succeed(HttpExchange, {
              start: (request, _context, done) => {
                asked.push(request)
                const text = JSON.stringify({ access_token: "token", token_type: "bearer", expires_in: 60 })
                done(Exit.succeed({ status: 200, headers: Headers.empty, text, truncated: false }))
                return Effect.void
              }
            })
          )
        )
      )
    )
  })
})

describe("what the login answers", () => {
  for (const [name, answer, reason] of [
    ["500", () => login({}, 500), "Unavailable"],
    ["408", () => login({}, 408), "Unavailable"],
    ["400 with another error", () => login({ error: "unsupported_grant_type" }, 400), "Refused"],
    ["403", () => login({}, 403), "Refused"],
    ["302", () => login({}, 302, { location: "https://elsewhere.example" }), "UnexpectedAnswer"]
  ] as const) {
    it.effect(`${name} is ${reason}`, () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* refusalAfter(answer)).reason, reason)
      })
    )
  }

  it.effect("is quoted with its correlation id, and without the secret in whatever form it comes back", () =>
    Effect.gen(function* () {
      const basic = btoa(`some-client:${canarySecret}`)
      const error = yield* refusalAfter(() =>
        login({ error: `bad ${canarySecret}`, error_description: `got ${canarySecret} in ${basic}` }, 400, {
          "inin-correlation-id": "correlation-1"
        })
      )
      assert.strictEqual(error.error, "bad <redacted>")
      assert.strictEqual(error.description, "got <redacted> in <redacted>")
      assert.strictEqual(error.correlationId, "correlation-1")
    })
  )

  it.effect("has no correlation id where none came", () =>
    Effect.gen(function* () {
      assert.isFalse("correlationId" in (yield* refusalAfter(() => login({}, 500))))
    })
  )

  for (const [name, body, description] of [
    ["nothing of a token", { token: "x" }, "the answer is not a token"],
    [
      "a life that is no number",
      { access_token: "x", token_type: "bearer", expires_in: "soon" },
      "the answer is not a token"
    ],
    ["a life that is over", { access_token: "x", token_type: "bearer", expires_in: "0" }, "the answer is not a token"],
    [
      "a token of another kind",
      { access_token: "x", token_type: "mac", expires_in: 1 },
      "the token is not a bearer token"
    ]
  ] as const) {
    it.effect(`${name} is named as such`, () =>
      Effect.gen(function* () {
        const error = yield* refusalAfter(() => login(body, 200))
        assert.strictEqual(error.reason, "UnexpectedAnswer")
        assert.strictEqual(error.description, description)
      })
    )
  }

  it.effect("a page in the place of a token is named as such", () =>
    Effect.gen(function* () {
      const error = yield* refusalAfter(() => new Response("\n<!doctype html>", { status: 200 }))
      assert.strictEqual(error.reason, "UnexpectedAnswer")
      assert.strictEqual(error.description, "the answer is a page, as of a proxy, and not a token")
    })
  )

  it.effect("success without a body is not a token", () =>
    Effect.gen(function* () {
      const error = yield* refusalAfter(() => new Response(null, { status: 204 }))
      assert.strictEqual(error.reason, "UnexpectedAnswer")
      assert.strictEqual(error.status, 204)
    })
  )

  for (const [name, answer, life] of [
    ["a life written as text", { expires_in: "7200" }, 7200],
    ["a life with a fraction", { expires_in: 7200.5 }, 7200],
    ["no life", {}, 300],
    ["a life of null", { expires_in: null }, 300],
    [
      "a kind in capitals, and fields that are not known",
      { token_type: "BEARER", expires_in: 60, scope: "x", extra: {} },
      60
    ]
  ] as const) {
    for (const status of [200, 201, 203]) {
      it.effect(`a token with ${name} and status ${status} is used for ${life} s`, () =>
        Effect.gen(function* () {
          const service = yield* FakeService
          service.onLogin(() =>
            Effect.sync(() =>
              login({ access_token: `t${service.tokenCalls()}`, token_type: "bearer", ...answer }, status)
            )
          )
          yield* read
          // The last tenth of its life is for its renewal.
          yield* TestClock.adjust(life * 0.89 * 1000)
          yield* read
          assert.strictEqual(service.tokenCalls(), 1)
          yield* TestClock.adjust(life * 0.12 * 1000)
          yield* read
          assert.strictEqual(service.tokenCalls(), 2)
          assert.deepStrictEqual(service.apiTokens(), ["t1", "t1", "t2"])
        }).pipe(Effect.provide(fakeClient(withCredentials)))
      )
    }
  }

  it.effect("a token that cannot stand in a header is refused before a request is made with it", () =>
    Effect.gen(function* () {
      const error = yield* refusalAfter(() => issue("two words"))
      assert.strictEqual(error.reason, "MalformedToken")
      assert.strictEqual(error.status, 200)
    })
  )
})

describe("a fixed token or credentials", () => {
  for (const [value, issueOf] of [
    ["", "must not be empty"],
    ["two words", "must consist of visible ASCII characters without spaces"],
    ["two\nlines", "must not contain a line break"]
  ] as const) {
    it.effect(`${JSON.stringify(value)} ${issueOf}`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(
          Effect.provide(PresenceClient, fakeClient(Authentication.layerToken(Redacted.make(value))))
        )
        assert.strictEqual(error._tag, "PresenceConfigurationError")
        assert.include(error.message, issueOf)
      })
    )
  }
})

describe("what is logged of the token at debug", () => {
  it.effect("says when one was fetched, or why not, and no secret", () => {
    const lines: Array<string> = []
    const logger = Logger.make(({ fiber, message }) => {
      lines.push(`${String(message)} ${JSON.stringify(fiber.getRef(References.CurrentLogAnnotations))}`)
    })
    return Effect.gen(function* () {
      const service = yield* FakeService
      yield* inAnHour(read)
      service.onLogin(() => Effect.sync(() => login({}, 500)))
      yield* TestClock.adjust("2 hours")
      yield* Effect.flip(read)
      assert.lengthOf(lines, 2)
      assert.match(lines[0] ?? "", /^Genesys Cloud token fetched \{"lifetime":"1h"\}$/)
      assert.match(lines[1] ?? "", /^Genesys Cloud token not fetched \{"reason":"Unavailable","pause":"1s"\}$/)
    }).pipe(
      Effect.provide(fakeClient(withCredentials)),
      Effect.provide(Logger.layer([logger])),
      Effect.provideService(References.MinimumLogLevel, "Debug")
    )
  })

  describe("how long the login is left alone", () => {
    for (const [name, answer, seconds] of [
      ["too many requests without a word on how long", () => Effect.sync(() => login({}, 429)), 10],
      ["no answer", () => Effect.fail(new HttpClientError.HttpClientError({ reason: unreachable })), 1],
      ["wrong credentials", () => Effect.sync(invalidClient), 60]
    ] as const) {
      it.effect(`after ${name}: ${seconds} s`, () =>
        Effect.gen(function* () {
          const service = yield* FakeService
          service.onLogin(answer)
          yield* Effect.flip(read)
          yield* TestClock.adjust(`${seconds * 1000 - 1} millis`)
          yield* Effect.flip(read)
          assert.strictEqual(service.tokenCalls(), 1)
          yield* TestClock.adjust("1 millis")
          yield* Effect.flip(read)
          assert.strictEqual(service.tokenCalls(), 2)
        }).pipe(Effect.provide(fakeClient(withCredentials)))
      )
    }

    it.effect("and is named without a code where there is none", () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onLogin(() => Effect.fail(new HttpClientError.HttpClientError({ reason: unreachable })))
        const error = yield* Effect.flip(read)
        assert.isTrue(error._tag === "PresenceAuthenticationError" && error.description === "Unknown")
      }).pipe(Effect.provide(fakeClient(withCredentials)))
    )

    it.effect("what it says is kept in part when it says much", () =>
      Effect.gen(function* () {
        const error = yield* refusalAfter(() => login({ error: "x", error_description: "long ".repeat(10_000) }, 400))
        assert.isBelow((error.description ?? "").length, 5000)
      })
    )
  })
})
