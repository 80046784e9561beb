import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { TestClock } from "effect/testing"
import { builtIn, definitionId, logIn, start } from "./api.ts"

const deprecated = "/api/v2/presencedefinitions"
const newer = "/api/v2/presence/definitions"
const lunch = { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" }

describe("the deprecated family of presence definitions", () => {
  it.effect("its pages link to each other", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const first = yield* api.get(`${deprecated}?pageSize=4`)
      assert.containsSubset(first.body, {
        pageSize: 4,
        pageNumber: 1,
        pageCount: 3,
        total: 10,
        firstUri: `${deprecated}?pageSize=4&pageNumber=1`,
        nextUri: `${deprecated}?pageSize=4&pageNumber=2`,
        lastUri: `${deprecated}?pageSize=4&pageNumber=3`,
        selfUri: `${deprecated}?pageSize=4&pageNumber=1`
      })
      assert.nestedPropertyVal(first.body, "entities.length", 4)
      assert.notProperty(first.body, "previousUri")
      const last = yield* api.get(`${deprecated}?pageSize=4&pageNumber=3&localeCode=de`)
      assert.containsSubset(last.body, {
        previousUri: `${deprecated}?pageSize=4&pageNumber=2&localeCode=de`,
        entities: [{ languageLabels: { de: "Besprechung" } }, { languageLabels: { de: "Pause" } }]
      })
      assert.notProperty(last.body, "nextUri")
      const beyond = yield* api.get(`${deprecated}?pageSize=4&pageNumber=9`)
      assert.containsSubset(beyond.body, { entities: [], previousUri: `${deprecated}?pageSize=4&pageNumber=3` })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("an entry of a page says little, and spells On Queue with a space", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body } = yield* api.get(`${deprecated}?pageSize=1&pageNumber=6`)
      assert.deepPropertyVal(body, "entities", [
        {
          id: builtIn.onQueue,
          languageLabels: { en_US: "On Queue" },
          systemPresence: "On Queue",
          deactivated: false,
          primary: true
        }
      ])
      assert.containsSubset((yield* api.get(`${newer}/${builtIn.onQueue}`)).body, { systemPresence: "OnQueue" })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("it shows and changes the same definitions as the newer family", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const created = yield* api.post(deprecated, { ...lunch, systemPresence: "On Queue", futureKey: true })
      assert.strictEqual(created.status, 200)
      assert.deepStrictEqual(created.body, {
        id: definitionId(1),
        languageLabels: { en_US: "Lunch" },
        systemPresence: "On Queue",
        deactivated: false,
        primary: false,
        createdDate: start,
        modifiedDate: start,
        futureKey: true,
        selfUri: `${deprecated}/${definitionId(1)}`
      })
      assert.containsSubset((yield* api.get(`${newer}/${definitionId(1)}`)).body, {
        type: "User",
        systemPresence: "OnQueue",
        futureKey: true
      })
      yield* TestClock.adjust(Duration.seconds(90))
      yield* api.put(`${newer}/${definitionId(1)}`, { languageLabels: { en_US: "Dinner" }, systemPresence: "OnQueue" })
      assert.containsSubset((yield* api.get(`${deprecated}/${definitionId(1)}`)).body, {
        languageLabels: { en_US: "Dinner" },
        createdDate: start,
        modifiedDate: "1970-01-01T00:01:30.000Z"
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("what is read can be written back", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body } = yield* api.post(deprecated, { ...lunch, futureKey: true })
      const replaced = yield* api.put(`${deprecated}/${definitionId(1)}`, body)
      assert.strictEqual(replaced.status, 200)
      assert.deepStrictEqual(replaced.body, body)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("deleting deactivates here too, and deleted says which ones to list", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(deprecated, lunch)
      const deleted = yield* api.delete(`${deprecated}/${definitionId(1)}`)
      assert.strictEqual(deleted.status, 204)
      assert.isUndefined(deleted.body)
      const read = yield* api.get(`${deprecated}/${definitionId(1)}`)
      assert.strictEqual(read.status, 200)
      assert.containsSubset(read.body, { deactivated: true })
      const totals = [
        ["", 10],
        ["?deleted=false", 10],
        ["?deleted=TRUE", 1],
        ["?deleted=ALL", 11]
      ] as const
      for (const [query, total] of totals) {
        assert.containsSubset((yield* api.get(`${deprecated}${query}`)).body, { total })
      }
      assert.containsSubset((yield* api.get(`${deprecated}?deleted=all`)).body, {
        firstUri: `${deprecated}?pageSize=25&pageNumber=1&deleted=ALL`
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("those of the product stay as they are, and nobody makes another primary one", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      assert.strictEqual((yield* api.delete(`${deprecated}/${builtIn.busy}`)).status, 400)
      assert.strictEqual((yield* api.put(`${deprecated}/${builtIn.busy}`, lunch)).status, 400)
      const primary = yield* api.post(deprecated, { ...lunch, primary: true })
      assert.strictEqual(primary.status, 400)
      assert.containsSubset(primary.body, { details: [{ fieldName: "primary" }] })
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
