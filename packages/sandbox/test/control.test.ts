import { assert, describe, layer } from "@effect/vitest"
import { ChannelFault, Fault, Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer, Redacted } from "effect"
import { request as httpRequest } from "node:http"
import { type Api, builtIn, logIn, send, userId } from "./api.ts"

const json = (body: unknown) => ({ body: JSON.stringify(body) })

/** What every test of this file begins with. */
const fresh = send("POST", "/control/reset")

const lunch = (id: string) => ({ id, systemPresence: "Meal", languageLabels: { en_US: "Lunch" } })

const at = (value: unknown, ...path: ReadonlyArray<string | number>): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value
  )

describe("the control endpoint", () => {
  layer(Sandbox.layer({ users: 3 }))((it) => {
    it.effect("exports the state as JSON, and imports it into a sandbox that has another", () =>
      Effect.gen(function* () {
        yield* fresh
        const api = yield* logIn()
        yield* api.post("/api/v2/presence/definitions", {
          languageLabels: { en_US: "Lunch" },
          systemPresence: "Meal",
          added: { deep: [1] }
        })
        yield* api.post("/api/v2/presence/sources", { name: "Door" })
        yield* api.put("/api/v2/presence/settings", { name: "Ours", later: true })
        yield* api.put(`/api/v2/presence/users/${userId(1)}/primarysource`, { sourceId: "Zoom" })
        yield* api.patch(`/api/v2/users/${userId(1)}/presences/purecloud`, {
          presenceDefinition: { id: builtIn.busy },
          message: "calling"
        })
        yield* api.patch(`/api/v2/users/${userId(2)}/presences/Zoom`, { message: "away" })
        const state = (yield* send("GET", "/control/state")).body
        const paths = [
          "/api/v2/presence/definitions?localeCode=ALL",
          "/api/v2/presencedefinitions",
          "/api/v2/presence/sources",
          "/api/v2/presence/settings",
          `/api/v2/presence/users/${userId(1)}/primarysource`,
          `/api/v2/users/${userId(1)}/presences/purecloud`,
          `/api/v2/users/${userId(2)}/presences/Zoom`
        ]
        const answers = (by: Api) => Effect.forEach(paths, (path) => Effect.map(by.get(path), ({ body }) => body))
        const before = yield* answers(api)

        yield* fresh
        const later = yield* logIn()
        assert.notDeepEqual(yield* answers(later), before)
        assert.strictEqual((yield* send("PUT", "/control/state", json(state))).status, 204)
        assert.deepStrictEqual(yield* answers(later), before)
        assert.deepStrictEqual((yield* send("GET", "/control/state")).body, state)

        const next = yield* later.post("/api/v2/presence/sources", { name: "Lamp" })
        assert.strictEqual(next.status, 200)
        assert.notInclude(JSON.stringify(state), String(at(next.body, "id")))
      })
    )

    it.effect("takes a state in parts, and fills in the rest", () =>
      Effect.gen(function* () {
        yield* fresh
        yield* send(
          "PUT",
          "/control/state",
          json({
            users: [{ id: "ada", name: "Ada" }],
            definitions: [{ id: "lunch", systemPresence: "Meal", languageLabels: { en_US: "Lunch" } }],
            presences: [{ userId: "ada", definitionId: "lunch", message: "soup" }]
          })
        )
        const api = yield* logIn()
        const presence = yield* api.get("/api/v2/users/ada/presences/purecloud")
        assert.strictEqual(at(presence.body, "message"), "soup")
        assert.strictEqual(at(presence.body, "presenceDefinition", "systemPresence"), "Meal")
        const listing = yield* api.get("/api/v2/presence/definitions")
        assert.strictEqual(at(listing.body, "total"), 11)
        assert.strictEqual((yield* api.get(`/api/v2/users/${userId(1)}/presences/purecloud`)).status, 404)
      })
    )

    it.effect("refuses a state that is none, or that refers to what is not there, and changes nothing", () =>
      Effect.gen(function* () {
        yield* fresh
        const before = (yield* send("GET", "/control/state")).body
        const wrong: ReadonlyArray<readonly [body: string, message: RegExp]> = [
          ["{", /./],
          ["[]", /./],
          [JSON.stringify({ users: [{ id: "", name: "x" }] }), /users/],
          [
            JSON.stringify({
              users: [
                { id: "a", name: "x" },
                { id: "a", name: "y" }
              ]
            }),
            /^users\[1\]\.id: a is there twice$/
          ],
          [
            JSON.stringify({ presences: [{ userId: "nobody", definitionId: builtIn.busy }] }),
            /^presences\[0\]\.userId: there is no user nobody$/
          ],
          [
            JSON.stringify({ presences: [{ userId: userId(1), definitionId: "none" }] }),
            /^presences\[0\]\.definitionId: there is no definition none$/
          ],
          [
            JSON.stringify({ definitions: [lunch("a"), lunch("b")] }),
            /^definitions\[1\]\.languageLabels\.en_US: the presence definition a already has the label "Lunch"$/
          ],
          [
            JSON.stringify({ definitions: [{ ...lunch("a"), languageLabels: { de: "Pause" } }] }),
            /^definitions\[0\]\.languageLabels\.de: the presence definition \S+ already has the label "Pause"$/
          ],
          [
            JSON.stringify({ definitions: [{ ...lunch("a"), languageLabels: {} }] }),
            /^definitions\[0\]\.languageLabels: at least one label is needed$/
          ],
          [JSON.stringify({ definitions: [{ ...lunch("a"), type: "System" }] }), /^definitions\[0\]\.type: only /],
          [
            JSON.stringify({ definitions: [{ ...lunch(builtIn.busy), systemPresence: "Away" }] }),
            /^definitions\[0\]\.systemPresence: that of \S+ is Busy$/
          ],
          [
            JSON.stringify({
              sources: [
                { id: "a", name: "Door" },
                { id: "b", name: "door" }
              ]
            }),
            /^sources\[1\]\.name: the presence source a already has the name "Door"$/
          ],
          [JSON.stringify({ sources: [{ id: "a", name: "purecloud" }] }), /^sources\[0\]\.name: /],
          [JSON.stringify({ sources: [{ id: "a", name: "Door", type: "System" }] }), /^sources\[0\]\.type: only /],
          [
            JSON.stringify({ settings: { defaultPrimaryPresenceRegisteredSourceId: "none" } }),
            /^settings\.defaultPrimaryPresenceRegisteredSourceId: there is no registered source none$/
          ],
          [
            JSON.stringify({
              presences: ["PURECLOUD", "purecloud"].map((source) => ({
                userId: userId(1),
                source,
                definitionId: builtIn.busy
              }))
            }),
            /^presences\[1\]\.userId: \S+ has a presence from PURECLOUD already$/
          ]
        ]
        for (const [body, message] of wrong) {
          const answer = yield* send("PUT", "/control/state", { body })
          assert.strictEqual(answer.status, 400)
          assert.match(String(at(answer.body, "message")), message)
        }
        assert.deepStrictEqual((yield* send("GET", "/control/state")).body, before)
      })
    )

    it.effect("takes every spelling of a kind of presence, and leaves what the product brings its own", () =>
      Effect.gen(function* () {
        yield* fresh
        const definitions = ["On Queue", "ON_QUEUE", "OnQueue", "on-queue"].map((systemPresence, index) => ({
          id: `queue-${index}`,
          languageLabels: { en_US: `Queue ${index}` },
          systemPresence
        }))
        const busy = { id: builtIn.busy, systemPresence: "BUSY", languageLabels: { en_US: "Busy", fr: "Occupé" } }
        const state = { definitions: [...definitions, busy] }
        assert.strictEqual((yield* send("PUT", "/control/state", json(state))).status, 204)
        const api = yield* logIn()
        for (const { id } of definitions) {
          assert.containsSubset((yield* api.get(`/api/v2/presence/definitions/${id}`)).body, {
            systemPresence: "OnQueue"
          })
        }
        assert.strictEqual((yield* api.delete(`/api/v2/presence/definitions/${builtIn.busy}`)).status, 400)
        assert.containsSubset((yield* api.get(`/api/v2/presence/definitions/${builtIn.busy}?localeCode=fr`)).body, {
          type: "System",
          languageLabels: { fr: "Occupé" }
        })
        yield* fresh
      })
    )

    it.effect("goes back to the beginning with a reset: no tokens, nothing counted, the limits of the start", () =>
      Effect.gen(function* () {
        yield* fresh
        const { tokenRequests } = yield* Sandbox
        const path = "/api/v2/systempresences"
        const before = yield* logIn()
        yield* send("PUT", "/control/limits", json({ rateLimit: 1 }))
        assert.strictEqual((yield* before.get(path)).status, 200)
        assert.strictEqual((yield* before.get(path)).status, 429)
        yield* fresh
        assert.strictEqual(yield* tokenRequests, 0)
        assert.strictEqual((yield* before.get(path)).status, 401)
        const after = yield* logIn()
        assert.strictEqual((yield* after.get(path)).headers.get("inin-ratelimit-count"), "1")
        assert.strictEqual(yield* tokenRequests, 1)
      })
    )

    it.effect("counts the requests of a client anew after a reset", () =>
      Effect.gen(function* () {
        yield* fresh
        const path = "/api/v2/systempresences"
        const limit = send("PUT", "/control/limits", json({ clientRateLimit: 1 }))
        yield* limit
        const before = yield* logIn()
        assert.strictEqual((yield* before.get(path)).status, 200)
        yield* fresh
        yield* limit
        const after = yield* logIn()
        assert.strictEqual((yield* after.get(path)).status, 200)
        assert.strictEqual((yield* after.get(path)).status, 429)
        yield* fresh
      })
    )

    it.effect("goes back to the initial state with a reset", () =>
      Effect.gen(function* () {
        const { importState, reset, setInitialState } = yield* Sandbox
        const empty = { definitions: [], presences: [] }
        yield* setInitialState({ ...empty, users: [{ id: "ada", name: "Ada" }] })
        yield* importState({ ...empty, users: [{ id: "ben", name: "Ben" }] })
        yield* reset
        const { body } = yield* send("GET", "/control/state")
        assert.deepStrictEqual(at(body, "users"), [{ id: "ada", name: "Ada" }])
        const error = yield* Effect.flip(
          setInitialState({ presences: [{ userId: "x", source: "y", definitionId: "z", message: "", undeclared: {} }] })
        )
        assert.strictEqual(error._tag, "InvalidStateError")
        assert.deepStrictEqual((yield* send("GET", "/control/state")).body, body)
        yield* setInitialState({})
      })
    )

    it.effect("switches faults on and off, and says what became of them", () =>
      Effect.gen(function* () {
        yield* fresh
        const api = yield* logIn()
        const added = yield* send(
          "POST",
          "/control/faults",
          json({ operation: "getSystempresences", fault: { kind: "errorStatus", status: 503 }, times: 2 })
        )
        assert.strictEqual(added.status, 201)
        assert.strictEqual((yield* api.get("/api/v2/systempresences")).status, 503)
        const rules = yield* send("GET", "/control/faults")
        assert.strictEqual(at(rules.body, 0, "consumed"), 1)
        assert.strictEqual(at(rules.body, 0, "remaining"), 1)
        const id = String(at(added.body, "id"))
        assert.strictEqual((yield* send("DELETE", `/control/faults/${id}`)).status, 204)
        assert.strictEqual((yield* send("DELETE", `/control/faults/${id}`)).status, 404)
        assert.strictEqual((yield* api.get("/api/v2/systempresences")).status, 200)
        const refused = yield* send("POST", "/control/faults", json({ operation: "*", fault: { kind: "none" } }))
        assert.strictEqual(refused.status, 400)
        assert.match(
          String(at(refused.body, "message")),
          /^fault\.kind: There is no fault "none"\. The kinds are errorStatus, .*, topicRejected$/
        )
        assert.deepStrictEqual(at(refused.body, "issues", 0, "path"), ["fault", "kind"])
        assert.strictEqual((yield* send("DELETE", "/control/faults")).status, 204)
      })
    )

    it.effect("tells what a client needs by the address that it is asked by, and in a scope that of the scope", () =>
      Effect.gen(function* () {
        const { environment, port } = yield* Sandbox
        assert.deepStrictEqual(at((yield* send("GET", "/control/environment")).body, "variables"), environment)
        yield* send("PUT", "/scopes/environment")
        const { body } = yield* send("GET", "/scopes/environment/control/environment")
        assert.strictEqual(
          at(body, "variables", "GENESYS_CLOUD_API_URL"),
          `http://127.0.0.1:${port}/scopes/environment`
        )
        yield* send("DELETE", "/scopes/environment")
      })
    )

    it.effect("shows the fields of each kind of fault, and takes the values that it suggests", () =>
      Effect.gen(function* () {
        yield* fresh
        const { body } = yield* send("GET", "/control/overview")
        const kinds = at(body, "faultKinds")
        assert.isArray(kinds)
        assert.deepStrictEqual(Array.isArray(kinds) ? kinds.map((each) => at(each, "kind")) : [], [
          ...Fault.kinds,
          ...ChannelFault.kinds
        ])
        for (const each of Array.isArray(kinds) ? kinds : []) {
          const suggested = at(each, "operation")
          const forRequests = Fault.loginKinds.some((kind) => kind === at(each, "kind"))
            ? "oauthToken"
            : "putPresenceSettings"
          const operation = suggested === "*" ? forRequests : suggested
          const fields = Object.entries(at(each, "fields") ?? {}).map(([name, field]) => [name, at(field, "value")])
          const fault = { kind: at(each, "kind"), ...Object.fromEntries(fields) }
          const answer = yield* send("POST", "/control/faults", json({ operation, fault }))
          assert.strictEqual(answer.status, 201, JSON.stringify(each))
        }
        yield* fresh
      })
    )

    it.effect("sets limits, revokes tokens, and shows requests and the ledger", () =>
      Effect.gen(function* () {
        yield* fresh
        const api = yield* logIn()
        const limits = yield* send("PUT", "/control/limits", json({ rateLimit: 1 }))
        assert.deepStrictEqual(limits.body, { rateLimit: 1, clientRateLimit: null, latency: null })
        assert.strictEqual((yield* api.get("/api/v2/systempresences")).status, 200)
        assert.strictEqual((yield* api.get("/api/v2/systempresences")).status, 429)
        yield* send("PUT", "/control/limits", json({ rateLimit: null }))
        yield* api.patch(`/api/v2/users/${userId(1)}/presences/purecloud`, { message: "once" })
        const ledger = yield* send("GET", "/control/ledger")
        assert.strictEqual(at(ledger.body, 0, "operation"), "patchUserPresencesPurecloud")
        assert.strictEqual(at(ledger.body, 0, "applied"), 1)
        const requests = yield* send("GET", "/control/requests")
        assert.strictEqual(at(requests.body, 1, "status"), 200)
        assert.notInclude(JSON.stringify(requests.body), api.token)
        assert.strictEqual((yield* send("POST", "/control/tokens/revoke")).status, 204)
        assert.strictEqual((yield* api.get("/api/v2/systempresences")).status, 401)
      })
    )

    it.effect("finds users by name and sets a presence by hand", () =>
      Effect.gen(function* () {
        yield* fresh
        const path = `/control/users/${userId(2)}/presence`
        assert.strictEqual(
          (yield* send("PUT", path, json({ definitionId: builtIn.busy, message: "by hand" }))).status,
          204
        )
        assert.strictEqual((yield* send("PUT", path, json({ definitionId: "none" }))).status, 400)
        assert.strictEqual(
          (yield* send("PUT", "/control/users/nobody/presence", json({ definitionId: builtIn.busy }))).status,
          404
        )
        const { body } = yield* send("GET", "/control/overview?search=bruno&limit=5")
        assert.strictEqual(at(body, "users", "total"), 1)
        assert.strictEqual(at(body, "users", "shown", 0, "presence", "label"), "Busy")
        assert.strictEqual(at(body, "users", "shown", 0, "presence", "message"), "by hand")
      })
    )

    it.effect("refuses pages of other origins, and names that only seem to be this machine", () =>
      Effect.gen(function* () {
        const { baseUrl, port } = yield* Sandbox
        const foreign = yield* send("GET", "/control/state", { headers: { origin: "https://evil.example.com" } })
        assert.strictEqual(foreign.status, 403)
        assert.strictEqual((yield* send("GET", "/control/state", { headers: { origin: baseUrl } })).status, 200)
        const rebound = yield* Effect.callback<number | undefined>((resume) => {
          httpRequest(
            { port, host: "127.0.0.1", path: "/control/state", headers: { host: `evil.example.com:${port}` } },
            (response) => {
              response.resume()
              resume(Effect.succeed(response.statusCode))
            }
          ).end()
        })
        assert.strictEqual(rebound, 403)
      })
    )

    it.effect("says what is not there", () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* send("GET", "/control/nothing")).status, 404)
        assert.strictEqual((yield* send("DELETE", "/control/state")).status, 405)
      })
    )
  })

  layer(Sandbox.layer({ control: false }))("when it is left out", (it) => {
    it.effect("answers as any unknown path, the page too", () =>
      Effect.gen(function* () {
        for (const path of ["/control/state", "/"]) {
          const answer = yield* send("GET", path)
          assert.strictEqual(answer.status, 404)
          assert.strictEqual(at(answer.body, "code"), "not.found")
        }
      })
    )
  })

  layer(Sandbox.layer({ host: "0.0.0.0" }))("where others can reach the sandbox", (it) => {
    it.effect("asks for a token", () =>
      Effect.gen(function* () {
        const { controlToken } = yield* Sandbox
        assert.isDefined(controlToken)
        const token = controlToken === undefined ? "" : Redacted.value(controlToken)
        assert.strictEqual((yield* send("GET", "/control/state")).status, 401)
        for (const wrong of ["", "x", `${token}x`, token.slice(1)]) {
          const headers = { authorization: `Bearer ${wrong}` }
          assert.strictEqual((yield* send("GET", "/control/state", { headers })).status, 401)
        }
        const headers = { authorization: `Bearer ${token}` }
        assert.strictEqual((yield* send("GET", "/control/state", { headers })).status, 200)
      })
    )
  })

  layer(Sandbox.layer().pipe(Layer.fresh))("by default", (it) => {
    it.effect("is reached by this machine alone", () =>
      Effect.gen(function* () {
        const { baseUrl, controlToken } = yield* Sandbox
        assert.match(baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/)
        assert.isUndefined(controlToken)
      })
    )
  })
})
