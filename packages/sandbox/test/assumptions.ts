/** What is assumed of bodies, queries and what they leave out; the names are in the last column of the page. */
import type { Sandbox } from "@genesys-presence/sandbox"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { builtIn, definitionId, logIn, send, sourceId, start, userId } from "./api.ts"

const own = `/api/v2/users/${userId(1)}/presences/purecloud`
const primarySource = `/api/v2/presence/users/${userId(1)}/primarysource`
const definitions = "/api/v2/presence/definitions"
const olderDefinitions = "/api/v2/presencedefinitions"
const sources = "/api/v2/presence/sources"

const lunch = { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" }
const to = (id: string) => ({ presenceDefinition: { id } })

export const assumptions: { readonly [name: string]: Effect.Effect<void, unknown, Sandbox> } = {
  "a bulk read leaves out users who do not exist": Effect.gen(function* () {
    const api = yield* logIn()
    const { body, status } = yield* api.get(`/api/v2/users/presences/purecloud/bulk?id=nobody,${userId(1)}`)
    assert.strictEqual(status, 200)
    assert.containsSubset(body, [{ userId: userId(1) }])
    assert.lengthOf([body].flat(), 1)
  }),

  "a bulk update of nobody is a 404": Effect.gen(function* () {
    const api = yield* logIn()
    const entries = [
      { id: userId(1), ...to(builtIn.busy) },
      { id: "nobody", ...to(builtIn.busy) }
    ]
    assert.strictEqual((yield* api.put("/api/v2/users/presences/bulk", entries)).status, 404)
    assert.containsSubset((yield* api.get(own)).body, to(builtIn.offline))
  }),

  "a change leaves the rest as it is": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.patch(own, { ...to(builtIn.busy), message: "back at two" })
    yield* api.patch(own, to(builtIn.available))
    assert.containsSubset((yield* api.get(own)).body, { ...to(builtIn.available), message: "back at two" })
    yield* api.patch(own, { message: "" })
    assert.containsSubset((yield* api.get(own)).body, { ...to(builtIn.available), message: "" })
  }),

  "the path names the source": Effect.gen(function* () {
    const api = yield* logIn()
    const { body } = yield* api.patch(own, {
      message: "here",
      source: "door",
      modifiedDate: "2001-01-01T00:00:00.000Z"
    })
    assert.containsSubset(body, { source: "PURECLOUD", message: "here", modifiedDate: start })
  }),

  "a definition keeps its division and its end": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.post(definitions, { ...lunch, name: "noon", divisionId: "north" })
    yield* api.delete(`${definitions}/${definitionId(1)}`)
    const kept = yield* api.put(`${definitions}/${definitionId(1)}`, { languageLabels: { en_US: "Dinner" } })
    assert.containsSubset(kept.body, { divisionId: "north", deactivated: true })
    assert.notProperty(kept.body, "name")
  }),

  "a deleted definition can be brought back": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.post(definitions, lunch)
    yield* api.delete(`${definitions}/${definitionId(1)}`)
    yield* api.put(`${definitions}/${definitionId(1)}`, { ...lunch, deactivated: false })
    assert.strictEqual((yield* api.patch(own, to(definitionId(1)))).status, 200)
  }),

  "users stay in a status that is deleted": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.post(definitions, lunch)
    yield* api.patch(own, to(definitionId(1)))
    assert.strictEqual((yield* api.delete(`${definitions}/${definitionId(1)}`)).status, 204)
    assert.containsSubset((yield* api.get(own)).body, to(definitionId(1)))
  }),

  "settings are replaced as a whole": Effect.gen(function* () {
    const api = yield* logIn()
    yield* api.put("/api/v2/presence/settings", { requestingOffQueueEnabled: false })
    const { body } = yield* api.get("/api/v2/presence/settings")
    assert.containsSubset(body, { requestingOffQueueEnabled: false })
    assert.notProperty(body, "restorePresenceSettings")
  }),

  "settings have values from the beginning": Effect.gen(function* () {
    const api = yield* logIn()
    assert.containsSubset((yield* api.get("/api/v2/presence/settings")).body, {
      requestingOffQueueEnabled: true,
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 1_800_000, restoreOnQueueEnabled: false }
    })
  }),

  "the settings choose the first primary source": Effect.gen(function* () {
    const api = yield* logIn()
    assert.containsSubset((yield* api.get(primarySource)).body, { sourceId: sourceId(1), registered: true })
    yield* api.put("/api/v2/presence/settings", { defaultPrimaryPresenceRegisteredSourceId: sourceId(2) })
    assert.containsSubset((yield* api.get(primarySource)).body, { sourceId: sourceId(2), registered: true })
  }),

  "a page has any size": Effect.gen(function* () {
    const api = yield* logIn()
    const all = yield* api.get(`${olderDefinitions}?pageSize=5000`)
    assert.containsSubset(all.body, { pageSize: 5000, total: 10, pageCount: 1 })
    const beyond = yield* api.get(`${olderDefinitions}?pageNumber=7`)
    assert.containsSubset(beyond.body, { pageNumber: 7, total: 10, entities: [] })
  }),

  "each mistake has a code": Effect.gen(function* () {
    const api = yield* logIn()
    const code = (of: string) => ({ status: 400, code: of })
    assert.containsSubset((yield* api.get(`${sources}?deactivated=maybe`)).body, code("invalid.query.param.value"))
    assert.containsSubset((yield* api.post(sources, { name: 7 })).body, code("constraint.validation"))
    assert.containsSubset((yield* api.patch(own, to("nothing"))).body, code("invalid.value"))
    const headers = { authorization: `Bearer ${api.token}`, "content-type": "application/json" }
    assert.containsSubset((yield* send("PATCH", own, { headers, body: "{" })).body, code("bad.request"))
  }),

  "lists have commas or come several times": Effect.gen(function* () {
    const api = yield* logIn()
    const bulk = "/api/v2/users/presences/purecloud/bulk"
    const joined = yield* api.get(`${bulk}?id=${userId(1)},${userId(2)}`)
    const repeated = yield* api.get(`${bulk}?id=${userId(1)}&id=${userId(2)}`)
    assert.lengthOf([joined.body].flat(), 2)
    assert.deepStrictEqual(repeated.body, joined.body)
  }),

  "flags come in either case": Effect.gen(function* () {
    const api = yield* logIn()
    for (const flag of ["false", "FALSE"]) {
      assert.containsSubset((yield* api.get(`${sources}?deactivated=${flag}`)).body, { total: 2 })
    }
    for (const flag of ["true", "TRUE"]) {
      assert.containsSubset((yield* api.get(`${sources}?deactivated=${flag}`)).body, { total: 0 })
    }
  }),

  "parameters that are unknown are ignored": Effect.gen(function* () {
    const api = yield* logIn()
    assert.strictEqual((yield* api.get(`${own}?expand=everything`)).status, 200)
  }),

  "an entry names its source": Effect.gen(function* () {
    const api = yield* logIn()
    const entry = { id: userId(1), ...to(builtIn.busy) }
    const { body } = yield* api.put("/api/v2/users/presences/bulk", [
      { ...entry, sourceId: sourceId(2) },
      { ...entry, source: "door" },
      entry
    ])
    assert.containsSubset(body, [{ sourceId: sourceId(2) }, { source: "door" }, { source: "PURECLOUD" }])
  })
}
