import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { basic, logIn, requestToken, send } from "./api.ts"

const grant = { grant_type: "client_credentials" }
const path = "/api/v2/systempresences"

describe("logging in", () => {
  it.effect("gives a bearer token for the id and the secret, in the header or in the form", () =>
    Effect.gen(function* () {
      const { client_id, client_secret } = {
        client_id: "00000006-0000-4000-8000-000000000001",
        client_secret: "sandbox-secret"
      }
      const answers = [
        yield* requestToken(grant, { authorization: basic(OAuthClient.administrator) }),
        yield* requestToken({ ...grant, client_id, client_secret })
      ]
      for (const { body, headers, status } of answers) {
        assert.strictEqual(status, 200)
        assert.hasAllKeys(body, ["access_token", "token_type", "expires_in"])
        assert.containsSubset(body, { token_type: "bearer", expires_in: 86_400 })
        assert.isNotNull(headers.get("ININ-Correlation-Id"))
      }
      assert.notDeepEqual(answers[0]?.body, answers[1]?.body)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is refused with status 400 and three fields when the id or the secret is wrong", () =>
    Effect.gen(function* () {
      const wrong = [
        {
          authorization: basic({
            clientId: "00000006-0000-4000-8000-000000000001",
            clientSecret: Redacted.make("wrong")
          })
        },
        { authorization: basic({ clientId: "nobody", clientSecret: Redacted.make("sandbox-secret") }) },
        { authorization: "Basic ???" },
        { authorization: `Basic ${btoa("without a colon")}` },
        {}
      ]
      for (const headers of wrong) {
        const { body, status } = yield* requestToken(grant, headers)
        assert.strictEqual(status, 400)
        assert.deepStrictEqual(body, {
          error: "invalid_client",
          description: "authentication failed",
          error_description: "authentication failed"
        })
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("knows no other grant and takes nothing but a form", () =>
    Effect.gen(function* () {
      const headers = { authorization: basic(OAuthClient.administrator) }
      const password = yield* requestToken({ grant_type: "password" }, headers)
      const none = yield* requestToken({}, headers)
      const json = yield* send("POST", "/oauth/token", {
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(grant)
      })
      assert.deepStrictEqual([password.status, none.status, json.status], [400, 400, 400])
      assert.propertyVal(password.body, "error", "unsupported_grant_type")
      assert.propertyVal(none.body, "error", "invalid_request")
      assert.propertyVal(json.body, "error", "invalid_request")
      assert.hasAllKeys(password.body, ["error", "description", "error_description"])
      assert.strictEqual(yield* Effect.flatMap(Sandbox, (sandbox) => sandbox.tokenRequests), 3)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("counts as one token request each time", () =>
    Effect.gen(function* () {
      const { tokenRequests } = yield* Sandbox
      assert.strictEqual(yield* tokenRequests, 0)
      const api = yield* logIn()
      yield* api.get(path)
      yield* logIn()
      assert.strictEqual(yield* tokenRequests, 2)
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})

describe("a request to the API", () => {
  const refusal = (code: string) => ({ status: 401, code })

  it.effect("without a token is not authenticated", () =>
    Effect.gen(function* () {
      for (const headers of [{}, { authorization: basic(OAuthClient.administrator) }, { authorization: "Bearer" }]) {
        const { body, status } = yield* send("GET", path, { headers })
        assert.strictEqual(status, 401)
        assert.containsSubset(body, refusal("authentication.required"))
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("with a token that nobody issued has bad credentials", () =>
    Effect.gen(function* () {
      const { body, status } = yield* send("GET", path, { headers: { authorization: "Bearer made-up" } })
      assert.strictEqual(status, 401)
      assert.containsSubset(body, refusal("bad.credentials"))
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("with a token of another sandbox has bad credentials", () =>
    Effect.gen(function* () {
      const { token } = yield* logIn().pipe(Effect.provide(Sandbox.layer(), { local: true }))
      const { status } = yield* send("GET", path, { headers: { authorization: `Bearer ${token}` } })
      assert.strictEqual(status, 401)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is answered until the token expires", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* TestClock.adjust(Duration.seconds(299))
      assert.strictEqual((yield* api.get(path)).status, 200)
      yield* TestClock.adjust(Duration.seconds(1))
      const { body, status } = yield* api.get(path)
      assert.strictEqual(status, 401)
      assert.containsSubset(body, refusal("credentials.expired"))
      assert.strictEqual((yield* (yield* logIn()).get(path)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer({ expiresIn: "5 minutes" })))
  )

  it.effect("is answered until the token is given back", () =>
    Effect.gen(function* () {
      const [api, other] = [yield* logIn(), yield* logIn()]
      assert.strictEqual((yield* api.delete("/api/v2/tokens/me")).status, 200)
      const { body, status } = yield* api.get(path)
      assert.strictEqual(status, 401)
      assert.containsSubset(body, refusal("bad.credentials"))
      assert.strictEqual((yield* api.delete("/api/v2/tokens/me")).status, 401)
      assert.strictEqual((yield* other.get(path)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is answered until the sandbox revokes all tokens", () =>
    Effect.gen(function* () {
      const { revokeTokens } = yield* Sandbox
      const api = yield* logIn()
      yield* revokeTokens
      const { body, status } = yield* api.get(path)
      assert.strictEqual(status, 401)
      assert.containsSubset(body, refusal("bad.credentials"))
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
