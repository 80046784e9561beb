import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { readFileSync } from "node:fs"
import { assumptions } from "./assumptions.ts"
import { builtIn, definitionId, logIn, requestToken, send, sourceId, start, userId } from "./api.ts"
import { notificationAssumptions } from "./notificationAssumptions.ts"

const own = `/api/v2/users/${userId(1)}/presences/purecloud`
const definitions = "/api/v2/presence/definitions"
const olderDefinitions = "/api/v2/presencedefinitions"
const sources = "/api/v2/presence/sources"
const available = `${definitions}/${builtIn.available}`

const lunch = { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" }
const to = (id: string) => ({ presenceDefinition: { id } })

/** A client that may do nothing. */
const nobody: OAuthClient.OAuthClient = {
  clientId: "nobody",
  clientSecret: Redacted.make("nobody-secret"),
  permissions: []
}

const notFound = Effect.fnUntraced(function* (...requests: ReadonlyArray<readonly [method: string, path: string]>) {
  const { token } = yield* logIn()
  for (const [method, path] of requests) {
    const { status } = yield* send(method, path, { headers: { authorization: `Bearer ${token}` } })
    assert.strictEqual(status, 404, `${method} ${path}`)
  }
})

const primarySource = `/api/v2/presence/users/${userId(1)}/primarysource`

const refusedWrites = Effect.fnUntraced(function* (
  ...writes: ReadonlyArray<readonly [method: string, path: string, body: unknown]>
) {
  const { token } = yield* logIn()
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  for (const [method, path, body] of writes) {
    const { status } = yield* send(method, path, { headers, body: JSON.stringify(body) })
    assert.strictEqual(status, 400, `${method} ${path} ${JSON.stringify(body)}`)
  }
})

/** What each line of the page says, shown by requests; the names are in its last column. */
const shown: { readonly [name: string]: Effect.Effect<void, unknown, Sandbox> } = {
  "other APIs are not found": notFound(
    ["GET", "/api/v2/users"],
    ["GET", "/api/v2/users/me"],
    ["GET", "/api/v2/conversations"],
    ["GET", "/api/v2/organizations/me"]
  ),

  "only the own token can be given back": Effect.gen(function* () {
    yield* notFound(["DELETE", `/api/v2/tokens/${userId(1)}`])
    const api = yield* logIn()
    assert.strictEqual((yield* api.delete("/api/v2/tokens/me")).status, 200)
    assert.strictEqual((yield* api.get(own)).status, 401)
  }),

  "there is one grant": Effect.gen(function* () {
    const { body, status } = yield* requestToken({ grant_type: "authorization_code", code: "1234" })
    assert.strictEqual(status, 400)
    assert.containsSubset(body, { error: "unsupported_grant_type" })
  }),

  "users stay as they are": notFound(
    ["POST", "/api/v2/users"],
    ["PATCH", `/api/v2/users/${userId(1)}`],
    ["DELETE", `/api/v2/users/${userId(1)}`]
  ),

  "On Queue is only a presence": Effect.gen(function* () {
    const api = yield* logIn()
    assert.strictEqual((yield* api.patch(own, to(builtIn.onQueue))).status, 200)
    yield* notFound(["GET", `/api/v2/users/${userId(1)}/routingstatus`])
  }),

  "a presence changes only when it is set": Effect.gen(function* () {
    const api = yield* logIn()
    const restorePresenceSettings = { enabled: true, restoreTimeMilliseconds: 60_000, restoreOnQueueEnabled: true }
    yield* api.put("/api/v2/presence/settings", { restorePresenceSettings })
    yield* api.patch(own, to(builtIn.busy))
    yield* api.patch(own, to(builtIn.offline))
    const { body } = yield* api.get(own)
    assert.containsSubset(body, to(builtIn.offline))
    yield* TestClock.adjust("23 hours")
    assert.deepStrictEqual((yield* api.get(own)).body, body)
  }),

  "leaving the queue takes effect at once": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.put("/api/v2/presence/settings", { requestingOffQueueEnabled: true })
    yield* api.patch(own, to(builtIn.onQueue))
    const { body } = yield* api.patch(own, to(builtIn.available))
    assert.containsSubset(body, to(builtIn.available))
    assert.notProperty(body, "futurePresenceDefinition")
  }),

  "the primary source decides nothing": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.put(`/api/v2/presence/users/${userId(1)}/primarysource`, { sourceId: sourceId(2) })
    const { status } = yield* api.put("/api/v2/users/presences/bulk", [
      { id: userId(1), sourceId: sourceId(2), ...to(builtIn.busy) }
    ])
    assert.strictEqual(status, 200)
    assert.containsSubset((yield* api.get(own)).body, to(builtIn.offline))
  }),

  "divisions hide nothing": Effect.gen(function* () {
    yield* (yield* logIn()).post(definitions, { ...lunch, divisionId: "sales" })
    const reader = yield* logIn(OAuthClient.reader)
    assert.containsSubset((yield* reader.get(`${definitions}/${definitionId(1)}`)).body, { divisionId: "sales" })
  }),

  "listing definitions always needs the permission": Effect.gen(function* () {
    assert.strictEqual((yield* (yield* logIn(nobody)).get(definitions)).status, 403)
  }),

  "nobody is named as the author": Effect.gen(function* () {
    const api = yield* logIn()
    const { body, status } = yield* api.post(olderDefinitions, lunch)
    assert.strictEqual(status, 200)
    assert.notProperty(body, "createdBy")
    assert.notProperty(body, "modifiedBy")
  }),

  "the product speaks two languages": Effect.gen(function* () {
    const api = yield* logIn()
    const { body } = yield* api.get(`${available}?localeCode=ALL`)
    assert.deepInclude(body, { languageLabels: { en_US: "Available", de: "Verfügbar" } })
  }),

  "an idle token lives on": Effect.gen(function* () {
    const api = yield* logIn()
    yield* TestClock.adjust("23 hours")
    assert.strictEqual((yield* api.get(own)).status, 200)
  }),

  "requests beyond the limit are answered": Effect.gen(function* () {
    const api = yield* logIn()
    const answers = yield* Effect.forEach(Array.from({ length: 301 }), () => api.get(own))
    const last = answers.at(-1)
    assert.strictEqual(last?.status, 200)
    assert.strictEqual(last?.headers.get("inin-ratelimit-allowed"), "300")
    assert.strictEqual(last?.headers.get("inin-ratelimit-count"), "301")
  }),

  "logins are not limited": Effect.gen(function* () {
    const apis = yield* Effect.forEach(Array.from({ length: 100 }), () => logIn())
    assert.strictEqual(new Set(apis.map(({ token }) => token)).size, 100)
  }),

  "answers come straight from the sandbox": Effect.gen(function* () {
    const { headers } = yield* send("GET", "/api/v2/nowhere")
    assert.isFalse(headers.has("via"))
    assert.isFalse(headers.has("x-cache"))
    assert.strictEqual(headers.get("content-type"), "application/json")
  }),

  "ids count up": Effect.gen(function* () {
    const api = yield* logIn()
    assert.containsSubset((yield* api.post(definitions, lunch)).body, { id: definitionId(1) })
    const { body } = yield* api.post(definitions, { ...lunch, languageLabels: { en_US: "Dinner" } })
    assert.containsSubset(body, { id: definitionId(2) })
  }),

  "correlation ids count up": Effect.gen(function* () {
    const ids = yield* Effect.forEach([1, 2], () =>
      Effect.map(send("GET", "/api/v2/nowhere"), ({ headers }) => headers.get("inin-correlation-id"))
    )
    assert.deepStrictEqual(ids, ["00000005-0000-4000-8000-000000000001", "00000005-0000-4000-8000-000000000002"])
  }),

  "users are the same in every sandbox": Effect.gen(function* () {
    const { users } = yield* Sandbox
    const others = yield* Effect.map(Sandbox, (other) => other.users).pipe(
      Effect.provide(Sandbox.layer(), { local: true })
    )
    assert.deepStrictEqual(others, users)
  }),

  "a new sandbox knows nothing of another": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.post(definitions, lunch)
    assert.strictEqual((yield* api.get(`${definitions}/${definitionId(1)}`)).status, 200)
    yield* Effect.gen(function* () {
      const other = yield* logIn()
      assert.strictEqual((yield* other.get(`${definitions}/${definitionId(1)}`)).status, 404)
      const { status } = yield* send("GET", own, { headers: { authorization: `Bearer ${api.token}` } })
      assert.strictEqual(status, 401)
    }).pipe(Effect.provide(Sandbox.layer(), { local: true }))
  }),

  "the product is as old as the sandbox": Effect.gen(function* () {
    yield* TestClock.adjust("1 hour")
    const api = yield* logIn()
    const { body } = yield* api.get(`${olderDefinitions}/${builtIn.available}`)
    assert.containsSubset(body, { createdDate: start, modifiedDate: start })
  }),

  "the product's own cannot be changed": Effect.gen(function* () {
    const api = yield* logIn()
    const requests = [api.put(available, lunch), api.delete(available), api.delete(`${sources}/${sourceId(1)}`)]
    for (const { body, status } of yield* Effect.all(requests)) {
      assert.strictEqual(status, 400)
      assert.containsSubset(body, { code: "bad.request" })
    }
  }),

  "a presence that was never set is Offline": Effect.gen(function* () {
    const api = yield* logIn()
    const never = { ...to(builtIn.offline), message: "" }
    assert.containsSubset((yield* api.get(own)).body, never)
    assert.containsSubset((yield* api.get(`/api/v2/users/${userId(1)}/presences/door-sensor`)).body, never)
    const { body } = yield* api.get(`/api/v2/users/presences/${sourceId(2)}/bulk?id=${userId(1)}`)
    assert.containsSubset(body, [never])
  }),

  "a label is taken once": Effect.gen(function* () {
    const api = yield* logIn()
    assert.strictEqual((yield* api.post(definitions, lunch)).status, 201)
    const { body, status } = yield* api.post(definitions, { ...lunch, systemPresence: "Break" })
    assert.strictEqual(status, 409)
    assert.containsSubset(body, { code: "general.conflict" })
  }),

  "the name of a source is taken once": Effect.gen(function* () {
    const api = yield* logIn()
    const { body, status } = yield* api.post(sources, { name: "Microsoft Teams" })
    assert.strictEqual(status, 409)
    assert.containsSubset(body, { code: "general.conflict" })
  }),

  "a label that is missing is another": Effect.gen(function* () {
    const api = yield* logIn()
    for (const path of [available, `${available}?localeCode=fr`]) {
      assert.deepInclude((yield* api.get(path)).body, { languageLabels: { en_US: "Available" } })
    }
    yield* api.post(definitions, { ...lunch, languageLabels: { it: "Pranzo", de: "Mittag" } })
    const { body } = yield* api.get(`${definitions}/${definitionId(1)}`)
    assert.deepInclude(body, { languageLabels: { it: "Pranzo" } })
  }),

  "a bulk update is all or nothing": Effect.gen(function* () {
    const api = yield* logIn()
    const { status } = yield* api.put("/api/v2/users/presences/bulk", [
      { id: userId(1), ...to(builtIn.busy) },
      { id: "nobody", ...to(builtIn.busy) }
    ])
    assert.strictEqual(status, 404)
    assert.containsSubset((yield* api.get(own)).body, to(builtIn.offline))
  }),

  "a bulk read names each user once": Effect.gen(function* () {
    const api = yield* logIn()
    const { body } = yield* api.get(`/api/v2/users/presences/purecloud/bulk?id=${userId(1)},${userId(1)}`)
    assert.lengthOf(Array.isArray(body) ? body : [], 1)
  }),

  "creating a definition answers 201": Effect.gen(function* () {
    assert.strictEqual((yield* (yield* logIn()).post(definitions, lunch)).status, 201)
  }),

  "deleting in the deprecated family answers 204": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.post(olderDefinitions, lunch)
    assert.strictEqual((yield* api.delete(`${olderDefinitions}/${definitionId(1)}`)).status, 204)
  }),

  "pages have links": Effect.gen(function* () {
    const { body } = yield* (yield* logIn()).get(`${olderDefinitions}?pageSize=5`)
    assert.containsSubset(body, { nextUri: `${olderDefinitions}?pageSize=5&pageNumber=2` })
  }),

  "a read sees the write before it": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.patch(own, { message: "new" })
    assert.containsSubset((yield* api.get(own)).body, { message: "new" })
  }),

  "pages of other origins get no headers": Effect.gen(function* () {
    const { token } = yield* logIn()
    const headers = { authorization: `Bearer ${token}`, origin: "https://apps.example.com" }
    assert.isNull((yield* send("GET", own, { headers })).headers.get("access-control-allow-origin"))
  }),

  "only the product makes system definitions": refusedWrites(
    ["POST", definitions, { ...lunch, type: "System" }],
    ["POST", olderDefinitions, { ...lunch, primary: true }]
  ),

  "a definition needs a kind and a label": refusedWrites(
    ["POST", definitions, { languageLabels: lunch.languageLabels }],
    ["POST", definitions, { ...lunch, systemPresence: "Coffee" }],
    ["POST", definitions, { ...lunch, languageLabels: {} }]
  ),

  "a definition keeps its kind": Effect.gen(function* () {
    yield* (yield* logIn()).post(definitions, lunch)
    yield* refusedWrites(["PUT", `${definitions}/${definitionId(1)}`, { ...lunch, systemPresence: "Break" }])
  }),

  "kinds have the ids of the product's definitions": Effect.gen(function* () {
    const { body } = yield* (yield* logIn()).get("/api/v2/systempresences")
    assert.containsSubset(body, [{ id: builtIn.available, name: "Available" }])
  }),

  "a write without a change leaves the date": Effect.gen(function* () {
    const api = yield* logIn()
    const dateOf = ({ body }: { readonly body: unknown }): unknown => Reflect.get(Object(body), "modifiedDate")
    const change = { ...to(builtIn.busy), message: "calling" }
    yield* api.patch(own, change)
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(dateOf(yield* api.patch(own, change)), start)
    assert.strictEqual(dateOf(yield* api.patch(own, { message: "back" })), "1970-01-01T00:01:00.000Z")
  }),

  "a presence needs an active definition": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.post(definitions, lunch)
    yield* api.delete(`${definitions}/${definitionId(1)}`)
    yield* refusedWrites(
      ["PATCH", own, { presenceDefinition: {} }],
      ["PATCH", own, to("nothing")],
      ["PATCH", own, to(definitionId(1))]
    )
  }),

  "primary chooses the source": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.patch(`/api/v2/users/${userId(1)}/presences/door`, { message: "in", primary: true })
    assert.containsSubset((yield* api.get(primarySource)).body, { sourceId: "door", registered: false })
  }),

  "a registered source is no path": Effect.gen(function* () {
    yield* refusedWrites(["PATCH", `/api/v2/users/${userId(1)}/presences/${sourceId(2)}`, { message: "in" }])
  }),

  "a bulk read needs ids": Effect.gen(function* () {
    const api = yield* logIn()
    assert.strictEqual((yield* api.get("/api/v2/users/presences/purecloud/bulk")).status, 400)
  }),

  "a primary source has an id": Effect.gen(function* () {
    yield* (yield* logIn()).delete(`${sources}/${sourceId(2)}`)
    yield* refusedWrites(["PUT", primarySource, {}], ["PUT", primarySource, { sourceId: sourceId(2) }])
  }),

  "the default source exists": Effect.gen(function* () {
    const settings = "/api/v2/presence/settings"
    yield* refusedWrites(["PUT", settings, { defaultPrimaryPresenceRegisteredSourceId: "nothing" }])
    const api = yield* logIn()
    const known = { defaultPrimaryPresenceRegisteredSourceId: sourceId(2) }
    assert.strictEqual((yield* api.put(settings, known)).status, 200)
    assert.containsSubset((yield* api.get(primarySource)).body, { sourceId: sourceId(2) })
  }),

  "unknown fields come back": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.patch(own, { message: "new", added: { later: true } })
    assert.containsSubset((yield* api.get(own)).body, { added: { later: true } })
  }),

  "a limit begins with the first request": Effect.gen(function* () {
    const { limits } = yield* Sandbox
    yield* limits.set({ rateLimit: 1 })
    const api = yield* logIn()
    yield* TestClock.adjust("90 seconds")
    assert.strictEqual((yield* api.get(own)).status, 200)
    for (const _ of [1, 2]) {
      assert.strictEqual((yield* api.get(own)).headers.get("inin-ratelimit-count"), "1")
    }
    yield* TestClock.adjust("59 seconds")
    assert.strictEqual((yield* api.get(own)).status, 429)
    yield* TestClock.adjust("1 second")
    assert.strictEqual((yield* api.get(own)).status, 200)
  }),

  "a client has a limit over its tokens": Effect.gen(function* () {
    const { limits } = yield* Sandbox
    yield* limits.set({ clientRateLimit: 1 })
    const [one, two] = [yield* logIn(), yield* logIn()]
    assert.strictEqual((yield* one.get(own)).status, 200)
    const { headers, status } = yield* two.get(own)
    assert.strictEqual(status, 429)
    assert.strictEqual(headers.get("inin-ratelimit-count"), "0")
    assert.strictEqual(headers.get("retry-after"), "60")
  }),

  "pages do not see Retry-After": Effect.gen(function* () {
    const exposed = yield* Effect.gen(function* () {
      const { headers } = yield* send("GET", own, { headers: { origin: "https://apps.example.com" } })
      return headers.get("access-control-expose-headers") ?? ""
    }).pipe(Effect.provide(Sandbox.layer({ allowedOrigins: "*" }), { local: true }))
    assert.include(exposed, "inin-ratelimit-reset")
    assert.notInclude(exposed, "retry-after")
  }),

  "a token says how it ended": Effect.gen(function* () {
    const [revoked, expired] = [yield* logIn(), yield* logIn()]
    yield* revoked.delete("/api/v2/tokens/me")
    assert.containsSubset((yield* revoked.get(own)).body, { code: "bad.credentials" })
    yield* TestClock.adjust("24 hours")
    assert.containsSubset((yield* expired.get(own)).body, { code: "credentials.expired" })
  }),

  "a method that is not there is a 405": Effect.gen(function* () {
    const { body, status } = yield* (yield* logIn()).put(own, {})
    assert.strictEqual(status, 405)
    assert.containsSubset(body, { code: "method.not.allowed" })
  }),

  "a slash at the end is another path": Effect.gen(function* () {
    yield* notFound(["GET", "/api/v2/systempresences/"])
    assert.strictEqual((yield* (yield* logIn()).get(`${definitions}/`)).status, 400)
  }),

  ...assumptions,
  ...notificationAssumptions,

  "a body has a largest size": Effect.gen(function* () {
    const api = yield* logIn()
    assert.strictEqual((yield* api.patch(own, { message: "x".repeat(500_000) })).status, 200)
    assert.strictEqual((yield* api.patch(own, { message: "x".repeat(512_000) })).status, 413)
  })
}

const page = readFileSync(new URL("../../../docs/9-differences.md", import.meta.url), "utf8")

/** The last column of every table, without heads and rules. */
const named = Array.from(page.matchAll(/^\| .+ \| (.+?) +\|$/gm), ([, name = ""]) => name).filter(
  (name) => !/^(test|-+)$/.test(name)
)

describe("what differs from Genesys Cloud", () => {
  it("has a line for each test, and a test for each line", () => {
    assert.sameMembers(named, Object.keys(shown))
  })

  for (const [name, effect] of Object.entries(shown)) {
    const clients = [OAuthClient.administrator, OAuthClient.reader, nobody] as const
    it.effect(name, () => Effect.provide(effect, Sandbox.layer({ clients })))
  }
})
