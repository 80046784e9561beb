import { assert, describe, layer } from "@effect/vitest"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Redacted } from "effect"
import { basic, send, userId } from "./api.ts"

/** Logs in under a prefix, and gives a function that sends requests under it. */
const logInAt = Effect.fnUntraced(function* (prefix: string) {
  const { defaultClient } = yield* Sandbox
  const issued = yield* send("POST", `${prefix}/oauth/token`, {
    headers: { authorization: basic(defaultClient) },
    body: new URLSearchParams({ grant_type: "client_credentials" })
  })
  const token: unknown = Reflect.get(Object(issued.body), "access_token")
  const headers = { authorization: `Bearer ${String(token)}`, "content-type": "application/json" }
  return (method: string, path: string, body?: unknown) =>
    send(method, `${prefix}${path}`, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
})

const presencePath = `/api/v2/users/${userId(1)}/presences/purecloud`

describe("a scope", () => {
  layer(Sandbox.layer({ users: 2 }))((it) => {
    it.effect("is an organisation of its own, with its own tokens, faults and ids", () =>
      Effect.gen(function* () {
        const outside = yield* logInAt("")
        const one = yield* logInAt("/scopes/test-1")
        const two = yield* logInAt("/scopes/test-2")
        yield* one("PATCH", presencePath, { message: "in one" })
        yield* send("POST", "/scopes/test-2/control/faults", {
          body: JSON.stringify({ operation: "*", fault: { kind: "errorStatus", status: 500 } })
        })
        const messageOf = (answer: { readonly body: unknown }) => Reflect.get(Object(answer.body), "message")
        assert.strictEqual(messageOf(yield* one("GET", presencePath)), "in one")
        assert.strictEqual(messageOf(yield* outside("GET", presencePath)), "")
        assert.strictEqual((yield* two("GET", presencePath)).status, 500)
        assert.strictEqual((yield* two("GET", presencePath)).status, 200)
        const made = yield* Effect.forEach([one, two], (at) => at("POST", "/api/v2/presence/sources", { name: "Door" }))
        assert.strictEqual(Reflect.get(Object(made[0]?.body), "id"), Reflect.get(Object(made[1]?.body), "id"))
      })
    )

    it.effect("does not take the tokens of another", () =>
      Effect.gen(function* () {
        const outside = yield* logInAt("")
        assert.strictEqual((yield* outside("GET", "/../scopes/test-3/api/v2/systempresences")).status, 401)
      })
    )

    it.effect("begins anew after it was removed", () =>
      Effect.gen(function* () {
        const before = yield* logInAt("/scopes/short")
        yield* before("PATCH", presencePath, { message: "gone soon" })
        assert.strictEqual((yield* send("DELETE", "/scopes/short")).status, 204)
        assert.strictEqual((yield* before("GET", presencePath)).status, 401)
        const after = yield* logInAt("/scopes/short")
        assert.strictEqual(Reflect.get(Object((yield* after("GET", presencePath)).body), "message"), "")
        assert.strictEqual((yield* send("DELETE", "/scopes/never-there")).status, 404)
      })
    )
  })

  layer(Sandbox.layer({ host: "0.0.0.0" }))("where others can reach the sandbox", (it) => {
    it.effect("has its control endpoint behind the same token", () =>
      Effect.gen(function* () {
        const { controlToken } = yield* Sandbox
        assert.strictEqual((yield* send("GET", "/scopes/a/control/state")).status, 401)
        const headers = { authorization: `Bearer ${controlToken === undefined ? "" : Redacted.value(controlToken)}` }
        assert.strictEqual((yield* send("GET", "/scopes/a/control/state", { headers })).status, 200)
      })
    )
  })
})
