import { Contract } from "@genesys-presence/models"
import { OAuthClient, Organization, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Exit, Layer, Redacted, Schema, Scope, Tracer } from "effect"
import { HttpClientRequest, HttpClientResponse, HttpServerRequest, HttpServerResponse } from "effect/http"
import { type Answer, builtIn, logIn, send, userId } from "./api.ts"

const presence = `/api/v2/users/${userId(1)}/presences/purecloud`

describe("a sandbox", () => {
  it.effect("is reachable at its own address, on a free port", () =>
    Effect.gen(function* () {
      const { baseUrl, port } = yield* Sandbox
      assert.isAbove(port, 0)
      assert.strictEqual(baseUrl, `http://127.0.0.1:${port}`)
      assert.strictEqual((yield* send("GET", "/nothing")).status, 404)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("remembers no more than it is told, and of each path its first 500 characters", () =>
    Effect.gen(function* () {
      const { requests } = yield* Sandbox
      for (const path of ["/one", "/two?x", `/${"long".repeat(1000)}?x`]) yield* send("GET", path)
      assert.deepStrictEqual(
        (yield* requests).map(({ path }) => path),
        ["/two", `/${"long".repeat(1000)}`.slice(0, 500)]
      )
    }).pipe(Effect.provide(Sandbox.layer({ remembered: 2 })))
  )

  it.effect("that is built twice has two states", () =>
    Effect.gen(function* () {
      const build = Effect.scoped(
        Effect.gen(function* () {
          const api = yield* logIn()
          const before = yield* api.get(presence)
          yield* api.patch(presence, { presenceDefinition: { id: builtIn.busy } })
          return before.body
        }).pipe(Effect.provide(Sandbox.layer(), { local: true }))
      )
      assert.containsSubset(yield* build, { presenceDefinition: { id: builtIn.offline } })
      assert.containsSubset(yield* build, { presenceDefinition: { id: builtIn.offline } })
    })
  )

  it.effect("on a port that is taken fails with an error that says so", () =>
    Effect.gen(function* () {
      const { port } = yield* Sandbox
      const error = yield* Effect.flip(Effect.scoped(Layer.build(Sandbox.layer({ port }))))
      assert.strictEqual(error._tag, "SandboxListenError")
      assert.strictEqual(error.port, port)
      assert.strictEqual(error.code, "EADDRINUSE")
      assert.strictEqual(error.message, `The port ${port} of 127.0.0.1 is already taken`)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("gives its port free when its scope ends, although clients keep connections open", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const sandbox = yield* Layer.buildWithScope(Sandbox.layer(), scope)
      yield* Effect.provideContext(send("GET", "/nothing"), sandbox)
      const { port } = Context.get(sandbox, Sandbox)
      yield* Scope.close(scope, Exit.void)
      const again = yield* Effect.scoped(Layer.build(Sandbox.layer({ port })))
      assert.strictEqual(Context.get(again, Sandbox).port, port)
    })
  )

  it.effect("has as many users as it was told, with names and ids of their own", () =>
    Effect.gen(function* () {
      const { users } = yield* Sandbox
      assert.strictEqual(users.length, 250)
      assert.strictEqual(new Set(users.map(({ id }) => id)).size, 250)
      assert.strictEqual(new Set(users.map(({ name }) => name)).size, 250)
      assert.deepStrictEqual(users[0], { id: userId(1), name: "Ada Abara" })
      const api = yield* logIn()
      assert.strictEqual((yield* api.get(`/api/v2/users/${users[249]?.id}/presences/purecloud`)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer({ users: 250 })))
  )

  it.effect("knows the clients that it was given and no others", () => {
    const mine: OAuthClient.OAuthClient = {
      clientId: "mine",
      clientSecret: Redacted.make("secret: with a colon"),
      permissions: "all"
    }
    return Effect.gen(function* () {
      const { clients, defaultClient } = yield* Sandbox
      assert.deepStrictEqual(clients, [mine])
      assert.strictEqual(defaultClient, mine)
      assert.strictEqual((yield* (yield* logIn(mine)).get(presence)).status, 200)
      assert.isTrue(Exit.isFailure(yield* Effect.exit(logIn(OAuthClient.administrator))))
    }).pipe(Effect.provide(Sandbox.layer({ clients: [mine] })))
  })

  it.effect("has an administrator and a reader by default, whose secrets do not show", () =>
    Effect.gen(function* () {
      const { clients, defaultClient } = yield* Sandbox
      assert.deepStrictEqual(
        clients.map(({ clientId }) => clientId),
        ["00000006-0000-4000-8000-000000000001", "00000006-0000-4000-8000-000000000002"]
      )
      assert.strictEqual(defaultClient.clientId, "00000006-0000-4000-8000-000000000001")
      assert.notInclude(JSON.stringify(clients), "sandbox-secret")
      assert.notInclude(JSON.stringify(clients), "sandbox-reader-secret")
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("remembers its requests without anything secret", () =>
    Effect.gen(function* () {
      const { requests } = yield* Sandbox
      const api = yield* logIn()
      const answers: ReadonlyArray<Answer> = [
        yield* api.get(`/api/v2/users/presences/purecloud/bulk?id=${userId(1)}`),
        yield* api.get("/nothing?secret=1"),
        yield* api.patch(presence, { presenceDefinition: { id: "nothing" } })
      ]
      const records = yield* requests
      assert.deepStrictEqual(
        records.map(({ method, operation, path, status }) => [method, path, operation, status]),
        [
          ["POST", "/oauth/token", undefined, 200],
          ["GET", "/api/v2/users/presences/purecloud/bulk", "getUsersPresencesPurecloudBulk", 200],
          ["GET", "/nothing", undefined, 404],
          ["PATCH", presence, "patchUserPresencesPurecloud", 400]
        ]
      )
      assert.deepStrictEqual(
        records.slice(1).map(({ correlationId }) => correlationId),
        answers.map(({ headers }) => headers.get("inin-correlation-id"))
      )
      assert.notInclude(JSON.stringify(records), api.token)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("adds no spans to those of the program under test", () => {
    const spans: Array<string> = []
    const tracer = Tracer.make({
      span: (options) => {
        spans.push(options.name)
        return new Tracer.NativeSpan(options)
      }
    })
    return Effect.gen(function* () {
      const api = yield* logIn()
      yield* Effect.withSpan(api.get(presence), "mine")
      assert.deepStrictEqual(spans, ["mine"])
    }).pipe(Effect.provide(Sandbox.layer()), Effect.provideService(Tracer.Tracer, tracer))
  })

  it.effect("prefers literal paths to parameters", () =>
    Effect.gen(function* () {
      const { requests } = yield* Sandbox
      const api = yield* logIn()
      yield* api.get("/api/v2/users/presences/purecloud/bulk")
      yield* api.get("/api/v2/users/presences/purecloudy/bulk")
      yield* api.put("/api/v2/users/presences/bulk", [])
      yield* api.get(presence)
      yield* api.get(`${presence}y`)
      yield* api.get("/api/v2/users/presences/presences/purecloud")
      assert.deepStrictEqual(
        (yield* requests).slice(1).map(({ operation }) => operation),
        [
          "getUsersPresencesPurecloudBulk",
          "getUsersPresenceBulk",
          "putUsersPresencesBulk",
          "getUserPresencesPurecloud",
          "getUserPresence",
          "getUserPresencesPurecloud"
        ]
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("answers every operation of the contract, none with a failure of its own", () =>
    Effect.gen(function* () {
      const { requests } = yield* Sandbox
      const api = yield* logIn()
      for (const name of Contract.operationNames) {
        const { method, path } = Contract.contract[name]
        const { status } = yield* send(method, path.replaceAll(/\{\w+\}/g, "nothing"), {
          headers: { authorization: `Bearer ${api.token}`, "content-type": "application/json" }
        })
        assert.notInclude([401, 403, 405, 500], status, name)
      }
      assert.deepStrictEqual(
        (yield* requests).slice(1).map(({ operation }) => operation),
        Array.from(Contract.operationNames)
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})

describe("an organisation without a socket", () => {
  it.effect("answers requests all the same", () =>
    Effect.gen(function* () {
      const { handler, requests, users } = yield* Organization.make({ users: 1 })
      const answer = (request: HttpClientRequest.HttpClientRequest) =>
        handler.pipe(
          Effect.provideService(
            HttpServerRequest.HttpServerRequest,
            HttpServerRequest.fromClientRequest(request.pipe(HttpClientRequest.prependUrl("http://localhost")))
          ),
          Effect.map((response) => HttpServerResponse.toClientResponse(response, { request }))
        )
      const issued = yield* HttpClientRequest.post("/oauth/token").pipe(
        HttpClientRequest.basicAuth("00000006-0000-4000-8000-000000000001", "sandbox-secret"),
        HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
        answer,
        Effect.flatMap(HttpClientResponse.schemaBodyJson(Schema.Struct({ access_token: Schema.String })))
      )
      const changed = yield* HttpClientRequest.patch(`/api/v2/users/${users[0]?.id}/presences/purecloud`).pipe(
        HttpClientRequest.bearerToken(issued.access_token),
        HttpClientRequest.bodyJsonUnsafe({ presenceDefinition: { id: builtIn.busy } }),
        answer
      )
      assert.strictEqual(changed.status, 200)
      assert.containsSubset(yield* changed.json, { presenceDefinition: { systemPresence: "Busy" } })
      assert.containsSubset(yield* requests, [{ operation: "patchUserPresencesPurecloud", status: 200 }])
    })
  )
})
