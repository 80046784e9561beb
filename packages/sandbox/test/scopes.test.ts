import { assert, describe, it as test, layer } from "@effect/vitest"
import { Organization, Sandbox } from "@genesys-presence/sandbox"
import { Effect, Logger, Redacted } from "effect"
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
  layer(Sandbox.layer({ users: 2 }))("of a running sandbox", (it) => {
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

  test.effect("begins with the initial state, also after a reset", () =>
    Effect.gen(function* () {
      const { setInitialState } = yield* Sandbox
      yield* setInitialState({ users: [{ id: "ada", name: "Ada" }] })
      const scoped = yield* logInAt("/scopes/seeded")
      const path = "/api/v2/users/ada/presences/purecloud"
      assert.strictEqual((yield* scoped("GET", path)).status, 200)
      assert.strictEqual((yield* send("POST", "/scopes/seeded/control/reset")).status, 204)
      const later = yield* logInAt("/scopes/seeded")
      assert.strictEqual((yield* later("GET", path)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer({ users: 2 })))
  )

  test.effect("reports its own faults that were not had, when it is removed and at the end", () => {
    const messages: Array<unknown> = []
    const logger = Logger.make(({ logLevel, message }) =>
      messages.push(`${logLevel} ${String(message).split(",", 1)[0]}`)
    )
    return Effect.gen(function* () {
      for (const name of ["removed", "left"]) {
        yield* send("POST", `/scopes/${name}/control/faults`, {
          body: JSON.stringify({ operation: "*", fault: { kind: "errorStatus", status: 500 } })
        })
      }
      yield* send("DELETE", "/scopes/removed")
      const ends = (name: string) => `Warn The scope ${name} ends with a fault that was not had: errorStatus of *`
      assert.deepStrictEqual(messages, [ends("removed")])
      return ends
    }).pipe(
      Effect.provide(Sandbox.layer({ reportUnconsumedFaults: true })),
      Effect.tap((ends) => Effect.sync(() => assert.deepStrictEqual(messages, [ends("removed"), ends("left")]))),
      Effect.provide(Logger.layer([logger]))
    )
  })

  test.effect("is named in what is told of its requests, and on the page", () => {
    const paths: Array<string> = []
    return Effect.gen(function* () {
      const scoped = yield* logInAt("/scopes/named")
      yield* scoped("GET", "/api/v2/systempresences?x=1")
      assert.deepStrictEqual(paths, ["/scopes/named/oauth/token", "/scopes/named/api/v2/systempresences"])
      assert.deepStrictEqual((yield* send("GET", "/control/scopes")).body, ["named"])
      assert.containsSubset((yield* send("GET", "/control/overview")).body, { scopes: ["named"] })
      const { baseUrl } = yield* Sandbox
      const page = yield* Effect.promise(() => fetch(`${baseUrl}/scopes/named/`))
      assert.include(page.headers.get("content-type"), "text/html")
    }).pipe(Effect.provide(Sandbox.layer({ onRequest: ({ path }) => Effect.sync(() => void paths.push(path)) })))
  })

  test.effect("shares with the sandbox what never changes, so that a thousand are small", () =>
    Effect.gen(function* () {
      const organization = yield* Organization.make({ users: 20_000 })
      const forks = yield* Effect.forEach(Array.from({ length: 1000 }), () => organization.fork())
      assert.isTrue(forks.every(({ users }) => users === organization.users))
    })
  )

  test.effect("is not there without the control endpoint", () =>
    Effect.gen(function* () {
      for (const [method, path] of [
        ["GET", "/scopes/a/api/v2/systempresences"],
        ["PUT", "/scopes/a"],
        ["DELETE", "/scopes/a"],
        ["GET", "/scopes/a/control/state"]
      ] as const) {
        assert.strictEqual((yield* send(method, path)).status, 404, `${method} ${path}`)
      }
    }).pipe(Effect.provide(Sandbox.layer({ control: false })))
  )

  layer(Sandbox.layer({ host: "0.0.0.0" }))("where others can reach the sandbox", (it) => {
    it.effect("is made and removed by those who have the control token", () =>
      Effect.gen(function* () {
        const { controlToken } = yield* Sandbox
        const headers = { authorization: `Bearer ${controlToken === undefined ? "" : Redacted.value(controlToken)}` }
        const path = "/scopes/b/api/v2/systempresences"
        assert.strictEqual((yield* send("GET", path)).status, 404)
        assert.strictEqual((yield* send("PUT", "/scopes/b")).status, 401)
        assert.strictEqual((yield* send("PUT", "/scopes/b", { headers })).status, 204)
        const scoped = yield* logInAt("/scopes/b")
        assert.strictEqual((yield* scoped("GET", "/api/v2/systempresences")).status, 200)
        assert.strictEqual((yield* send("DELETE", "/scopes/b")).status, 401)
        assert.strictEqual((yield* scoped("GET", "/api/v2/systempresences")).status, 200)
        assert.strictEqual((yield* send("DELETE", "/scopes/b", { headers })).status, 204)
        assert.strictEqual((yield* send("GET", path)).status, 404)
      })
    )

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
