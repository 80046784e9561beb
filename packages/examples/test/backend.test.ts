import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { PresenceDefinitions } from "@genesys-presence/client"
import { type FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"
import { HttpClient, HttpClientRequest, HttpRouter } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../src/backend/Api.ts"
import { AgentsLive } from "../src/backend/handlers.ts"
import { embedded } from "../src/organization.ts"

/** The backend on a free port, over a sandbox that fails as told, and a client of it. */
const backend = (...faults: ReadonlyArray<FaultRule.FaultRule>) =>
  HttpRouter.serve(HttpApiBuilder.layer(Api).pipe(Layer.provide(AgentsLive)), {
    disableListenLog: true,
    disableLogger: true
  }).pipe(
    Layer.provide(PresenceDefinitions.layer()),
    Layer.provideMerge(embedded({ users: 1, faults })),
    Layer.provideMerge(NodeHttpServer.layerTest)
  )

/** Asks the backend, and reads what it answers. */
const put = (agentId: string, status: string) =>
  Effect.gen(function* () {
    const response = yield* HttpClient.execute(
      HttpClientRequest.put(`/agents/${encodeURIComponent(agentId)}/status`).pipe(
        HttpClientRequest.bodyJsonUnsafe({ status })
      )
    )
    return [response.status, yield* response.json] as const
  })

const firstAgent = Effect.map(Sandbox, ({ users }) => users[0]?.id ?? "")

/** A rule for the write of the endpoint. */
const failing = (fault: FaultRule.RequestRule["fault"]): FaultRule.FaultRule => ({
  operation: "patchUserPresencesPurecloud",
  fault,
  times: "always"
})

describe("the backend", () => {
  it.live("sets an agent's status by its name", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* put(yield* firstAgent, "busy"), [200, { status: "busy" }])
      const { requests } = yield* Sandbox
      assert.strictEqual((yield* requests).filter(({ method }) => method === "PATCH").length, 1)
    }).pipe(Effect.provide(backend()))
  )

  it.live("does not know an agent that the organisation does not know", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* put("nobody", "Busy"), [404, { _tag: "UnknownAgent", agentId: "nobody" }])
    }).pipe(Effect.provide(backend()))
  )

  it.live("names the statuses that there are", () =>
    Effect.gen(function* () {
      const [code, body] = yield* put(yield* firstAgent, "Lunch")
      assert.strictEqual(code, 422)
      assert.include(JSON.stringify(body), "Available")
    }).pipe(Effect.provide(backend()))
  )

  for (const [what, rule, code, answer] of [
    ["a conflict is one of the caller's", failing({ kind: "errorStatus", status: 409 }), 409, "ChangedMeanwhile"],
    [
      "a rate limit is a matter of time",
      failing({ kind: "errorStatus", status: 429, retryAfter: "7" }),
      503,
      "TryAgainLater"
    ],
    ["so is a lost connection", failing({ kind: "resetBeforeHandling" }), 503, "TryAgainLater"],
    ["a missing permission is the operator's", failing({ kind: "errorStatus", status: 403 }), 500, "Misconfigured"]
  ] as const) {
    it.live(what, () =>
      Effect.gen(function* () {
        const [status, body] = yield* put(yield* firstAgent, "Busy")
        assert.strictEqual(status, code)
        assert.include(JSON.stringify(body), answer)
        if (code === 503 && JSON.stringify(rule).includes("retryAfter")) assert.deepInclude(body, { seconds: 7 })
      }).pipe(Effect.provide(backend(rule)))
    )
  }
})
