import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { logIn, send } from "./api.ts"

const origin = "http://localhost:5173"
const path = "/api/v2/systempresences"

const allowed = ({ headers }: { readonly headers: Headers }) => headers.get("access-control-allow-origin")

describe("pages of other origins", () => {
  it.effect("may not read anything by default", () =>
    Effect.gen(function* () {
      const { token } = yield* logIn()
      const answer = yield* send("GET", path, { headers: { authorization: `Bearer ${token}`, origin } })
      assert.strictEqual(answer.status, 200)
      assert.isNull(allowed(answer))
      const asked = { origin, "access-control-request-method": "GET" }
      assert.strictEqual((yield* send("OPTIONS", path, { headers: asked })).status, 405)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("may use the API, the login and scopes where they are allowed", () =>
    Effect.gen(function* () {
      const asked = {
        origin,
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization,content-type"
      }
      for (const prefix of ["", "/scopes/page"]) {
        for (const target of [path, "/oauth/token"]) {
          const preflight = yield* send("OPTIONS", `${prefix}${target}`, { headers: asked })
          assert.strictEqual(preflight.status, 204)
          assert.strictEqual(allowed(preflight), origin)
          assert.include(preflight.headers.get("access-control-allow-methods"), "PATCH")
          assert.strictEqual(preflight.headers.get("access-control-allow-headers"), "authorization,content-type")
        }
      }
      const { faults } = yield* Sandbox
      const { token } = yield* logIn()
      const get = (from: string) => send("GET", path, { headers: { authorization: `Bearer ${token}`, origin: from } })
      yield* faults.add({ operation: "*", fault: { kind: "errorStatus", status: 429, retryAfter: "7" } })
      for (const status of [429, 200]) {
        const answer = yield* get(origin)
        assert.strictEqual(answer.status, status)
        assert.strictEqual(allowed(answer), origin)
        assert.strictEqual(answer.headers.get("vary"), "origin")
        assert.include(answer.headers.get("access-control-expose-headers"), "inin-correlation-id")
      }
      assert.isNull(allowed(yield* get("http://localhost:5174")))
    }).pipe(Effect.provide(Sandbox.layer({ allowedOrigins: [origin] })))
  )

  it.effect("never switch anything", () =>
    Effect.gen(function* () {
      for (const [method, target] of [
        ["POST", "/control/reset"],
        ["POST", "/scopes/page/control/reset"],
        ["DELETE", "/scopes/page"]
      ] as const) {
        const answer = yield* send(method, target, { headers: { origin } })
        assert.strictEqual(answer.status, 403)
        assert.isNull(allowed(answer))
      }
    }).pipe(Effect.provide(Sandbox.layer({ allowedOrigins: "*" })))
  )
})
