import { SystemPresenceName } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { builtIn, definitionId, logIn } from "./api.ts"

const definitions = "/api/v2/presence/definitions"
const lunch = { languageLabels: { en_US: "Lunch", de: "Mittagessen" }, systemPresence: "Meal" }

describe("presence definitions", () => {
  it.effect("the ten of the product are there, each of another kind", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.get(definitions)
      assert.strictEqual(status, 200)
      assert.containsSubset(body, {
        total: 10,
        selfUri: definitions,
        entities: SystemPresenceName.known.map((systemPresence) => ({
          systemPresence,
          type: "System",
          divisionId: "*"
        }))
      })
      assert.containsSubset(body, {
        entities: [{ id: builtIn.available }, { id: builtIn.busy }, { id: builtIn.offline }, { id: builtIn.onQueue }]
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("a created one is answered with 201 and can be read", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const created = yield* api.post(definitions, { ...lunch, name: "Lunch", futureKey: { nested: [1, null] } })
      assert.strictEqual(created.status, 201)
      assert.deepStrictEqual(created.body, {
        id: definitionId(1),
        name: "Lunch",
        type: "User",
        ...lunch,
        divisionId: "*",
        deactivated: false,
        futureKey: { nested: [1, null] },
        selfUri: `${definitions}/${definitionId(1)}`
      })
      const read = yield* api.get(`${definitions}/${definitionId(1)}?localeCode=ALL`)
      assert.strictEqual(read.status, 200)
      assert.deepStrictEqual(read.body, created.body)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("a read without localeCode shows one label, in en_US if there is one", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(definitions, { ...lunch, languageLabels: { de: "Mittagessen", en_US: "Lunch" } })
      yield* api.post(definitions, { languageLabels: { fr: "Pause", it: "Pausa" }, systemPresence: "Break" })
      const labels = (number: number, query: string) =>
        Effect.map(api.get(`${definitions}/${definitionId(number)}${query}`), ({ body }) => body)
      assert.containsSubset(yield* labels(1, ""), { languageLabels: { en_US: "Lunch" } })
      assert.notNestedProperty(yield* labels(1, ""), "languageLabels.de")
      assert.containsSubset(yield* labels(1, "?localeCode=de"), { languageLabels: { de: "Mittagessen" } })
      assert.notNestedProperty(yield* labels(1, "?localeCode=de"), "languageLabels.en_US")
      assert.containsSubset(yield* labels(1, "?localeCode=ja"), { languageLabels: { en_US: "Lunch" } })
      assert.containsSubset(yield* labels(2, ""), { languageLabels: { fr: "Pause" } })
      assert.notNestedProperty(yield* labels(2, ""), "languageLabels.it")
      assert.containsSubset(yield* labels(2, "?localeCode=ALL"), { languageLabels: { fr: "Pause", it: "Pausa" } })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("deleting one deactivates it: it is still read, and listed only on demand", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(definitions, lunch)
      const deleted = yield* api.delete(`${definitions}/${definitionId(1)}`)
      assert.strictEqual(deleted.status, 204)
      assert.isUndefined(deleted.body)
      const read = yield* api.get(`${definitions}/${definitionId(1)}`)
      assert.strictEqual(read.status, 200)
      assert.containsSubset(read.body, { deactivated: true })
      assert.containsSubset((yield* api.get(definitions)).body, { total: 10 })
      assert.containsSubset((yield* api.get(`${definitions}?deactivated=TRUE`)).body, {
        total: 1,
        entities: [{ id: definitionId(1) }]
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("one that is replaced keeps nothing of what the body left out", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(definitions, { ...lunch, name: "Lunch", divisionId: "emea", futureKey: 1 })
      const replaced = yield* api.put(`${definitions}/${definitionId(1)}`, {
        languageLabels: { en_US: "Long lunch" },
        systemPresence: "MEAL"
      })
      assert.strictEqual(replaced.status, 200)
      assert.deepStrictEqual(replaced.body, {
        id: definitionId(1),
        type: "User",
        languageLabels: { en_US: "Long lunch" },
        systemPresence: "Meal",
        divisionId: "emea",
        deactivated: false,
        selfUri: `${definitions}/${definitionId(1)}`
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("a deactivated one comes back with deactivated: false", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(definitions, lunch)
      yield* api.delete(`${definitions}/${definitionId(1)}`)
      const restored = yield* api.put(`${definitions}/${definitionId(1)}`, { ...lunch, deactivated: false })
      assert.containsSubset(restored.body, { deactivated: false })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("divisionId lists the definitions of the named divisions", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(definitions, { ...lunch, divisionId: "emea" })
      yield* api.post(definitions, { languageLabels: { en_US: "Coffee" }, systemPresence: "Break", divisionId: "apac" })
      assert.containsSubset((yield* api.get(`${definitions}?divisionId=emea`)).body, {
        total: 1,
        entities: [{ id: definitionId(1) }]
      })
      for (const query of ["divisionId=emea,apac", "divisionId=emea&divisionId=apac", "divisionId=emea%2Capac"]) {
        assert.containsSubset((yield* api.get(`${definitions}?${query}`)).body, { total: 2 })
      }
      assert.containsSubset((yield* api.get(definitions)).body, { total: 12 })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("those of the product can neither be edited nor deleted", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const path = `${definitions}/${builtIn.busy}`
      const { body } = yield* api.get(path)
      for (const refused of [yield* api.put(path, body), yield* api.delete(path)]) {
        assert.strictEqual(refused.status, 400)
        assert.containsSubset(refused.body, { code: "bad.request" })
      }
      assert.containsSubset((yield* api.get(path)).body, { deactivated: false })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("the kind cannot change, and without a known kind none is created", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(definitions, lunch)
      const refusals = [
        yield* api.put(`${definitions}/${definitionId(1)}`, { ...lunch, systemPresence: "Break" }),
        yield* api.post(definitions, { languageLabels: { en_US: "Coffee" } }),
        yield* api.post(definitions, { languageLabels: { en_US: "Coffee" }, systemPresence: "Coffee" })
      ]
      for (const { body, status } of refusals) {
        assert.strictEqual(status, 400)
        assert.containsSubset(body, { code: "constraint.validation", details: [{ fieldName: "systemPresence" }] })
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("nobody creates one of the product's own, or one without a label", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const system = yield* api.post(definitions, { ...lunch, type: "System" })
      assert.strictEqual(system.status, 400)
      assert.containsSubset(system.body, { details: [{ fieldName: "type" }] })
      const unlabelled = yield* api.post(definitions, { ...lunch, languageLabels: {} })
      assert.strictEqual(unlabelled.status, 400)
      assert.containsSubset(unlabelled.body, { details: [{ fieldName: "languageLabels" }] })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("a second active one with the same label in the same locale is a conflict", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(definitions, lunch)
      const second = yield* api.post(definitions, { ...lunch, systemPresence: "Break" })
      assert.strictEqual(second.status, 409)
      assert.containsSubset(second.body, { code: "general.conflict", details: [{ fieldName: "languageLabels.en_US" }] })
      const asProduct = yield* api.post(definitions, { languageLabels: { en_US: "Busy" }, systemPresence: "Busy" })
      assert.strictEqual(asProduct.status, 409)
      const otherLocale = yield* api.post(definitions, { languageLabels: { fr: "Lunch" }, systemPresence: "Meal" })
      assert.strictEqual(otherLocale.status, 201)
      yield* api.delete(`${definitions}/${definitionId(1)}`)
      assert.strictEqual((yield* api.post(definitions, lunch)).status, 201)
      const restored = yield* api.put(`${definitions}/${definitionId(1)}`, { ...lunch, deactivated: false })
      assert.strictEqual(restored.status, 409)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("one that does not exist is not found", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const path = `${definitions}/nothing`
      for (const { body, status } of [yield* api.get(path), yield* api.put(path, lunch), yield* api.delete(path)]) {
        assert.strictEqual(status, 404)
        assert.containsSubset(body, { code: "not.found", status: 404 })
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
