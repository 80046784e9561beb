import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { TestClock } from "effect/testing"
import { builtIn, definitionId, logIn, sourceId, start, userId } from "./api.ts"

const ada = userId(1)
const at = (source: string, user = ada) => `/api/v2/users/${user}/presences/${source}`
const ofSource = (source: string, id: string, systemPresence: string) => ({
  source,
  presenceDefinition: { id, systemPresence, selfUri: `/api/v2/presencedefinitions/${id}` },
  message: "",
  modifiedDate: start,
  selfUri: `/api/v2/users/${ada}/presences`
})

describe("a user's presence", () => {
  it.effect("is Offline where it was never set", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.get(at("purecloud"))
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(body, ofSource("PURECLOUD", builtIn.offline, "Offline"))
      assert.deepStrictEqual(
        (yield* api.get(at("door sensor"))).body,
        ofSource("door sensor", builtIn.offline, "Offline")
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("changes by the id of a definition alone, and puts an agent on queue", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const changed = yield* api.patch(at("purecloud"), { presenceDefinition: { id: builtIn.onQueue } })
      assert.strictEqual(changed.status, 200)
      assert.deepStrictEqual(changed.body, ofSource("PURECLOUD", builtIn.onQueue, "On Queue"))
      assert.deepStrictEqual((yield* api.get(at("purecloud"))).body, changed.body)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("takes the definition, the message and the primary source each alone and together", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const primary = Effect.map(api.get(`/api/v2/presence/users/${ada}/primarysource`), ({ body }) => body)
      yield* api.patch(at("Zoom"), { presenceDefinition: { id: builtIn.busy }, message: "in a call" })
      yield* api.patch(at("Zoom"), { message: "still in a call" })
      assert.containsSubset((yield* api.get(at("Zoom"))).body, {
        presenceDefinition: { id: builtIn.busy },
        message: "still in a call"
      })
      yield* api.patch(at("Zoom"), { presenceDefinition: { id: builtIn.available } })
      assert.containsSubset((yield* api.get(at("Zoom"))).body, {
        presenceDefinition: { id: builtIn.available },
        message: "still in a call"
      })
      assert.containsSubset(yield* primary, { sourceId: sourceId(1), registered: true })
      yield* api.patch(at("Zoom"), { primary: true })
      assert.containsSubset(yield* primary, { sourceId: "Zoom", registered: false })
      yield* api.patch(at("Zoom"), { primary: false })
      assert.containsSubset(yield* primary, { sourceId: "Zoom" })
      yield* api.patch(at("purecloud"), { primary: true, presenceDefinition: { id: builtIn.busy }, message: "here" })
      assert.containsSubset(yield* primary, { sourceId: sourceId(1), registered: true })
      assert.containsSubset((yield* api.get(at("purecloud"))).body, {
        presenceDefinition: { id: builtIn.busy },
        message: "here"
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("has a modifiedDate that moves only when something changes", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const busy = { presenceDefinition: { id: builtIn.busy }, message: "busy" }
      yield* TestClock.adjust(Duration.seconds(1))
      assert.containsSubset((yield* api.patch(at("purecloud"), busy)).body, {
        modifiedDate: "1970-01-01T00:00:01.000Z"
      })
      yield* TestClock.adjust(Duration.seconds(1))
      for (const change of [busy, {}, { primary: true }]) {
        assert.containsSubset((yield* api.patch(at("purecloud"), change)).body, {
          modifiedDate: "1970-01-01T00:00:01.000Z"
        })
      }
      assert.containsSubset((yield* api.patch(at("purecloud"), { message: "" })).body, {
        modifiedDate: "1970-01-01T00:00:02.000Z"
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is the same under purecloud in any case, and another at each custom source", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.patch(at("PURECLOUD"), { presenceDefinition: { id: builtIn.busy } })
      yield* api.patch(at("Zoom"), { presenceDefinition: { id: builtIn.onQueue } })
      for (const spelling of ["purecloud", "PURECLOUD", "PureCloud"]) {
        assert.deepStrictEqual((yield* api.get(at(spelling))).body, ofSource("PURECLOUD", builtIn.busy, "Busy"))
      }
      assert.containsSubset((yield* api.get(at("Zoom"))).body, { presenceDefinition: { id: builtIn.onQueue } })
      assert.containsSubset((yield* api.get(at("zoom"))).body, { presenceDefinition: { id: builtIn.offline } })
      assert.containsSubset((yield* api.get(at("purecloud", userId(2)))).body, {
        presenceDefinition: { id: builtIn.offline }
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("keeps what a newer client writes", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.patch(at("purecloud"), { futureKey: { a: [1] } })
      yield* api.patch(at("purecloud"), { message: "hello" })
      const { body } = yield* api.get(at("purecloud"))
      assert.containsSubset(body, { futureKey: { a: [1] }, message: "hello" })
      assert.deepStrictEqual((yield* api.patch(at("purecloud"), body)).body, body)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is not set to a definition that is unknown, deactivated or unnamed", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post("/api/v2/presence/definitions", { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" })
      yield* api.delete(`/api/v2/presence/definitions/${definitionId(1)}`)
      const references = [{ id: "nothing" }, { id: definitionId(1) }, { systemPresence: "Busy" }]
      for (const presenceDefinition of references) {
        const { body, status } = yield* api.patch(at("purecloud"), { presenceDefinition, message: "never stored" })
        assert.strictEqual(status, 400)
        assert.containsSubset(body, { details: [{ fieldName: "presenceDefinition.id" }] })
      }
      assert.containsSubset((yield* api.get(at("purecloud"))).body, { message: "" })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("of a user that does not exist is not found", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      for (const source of ["purecloud", "Zoom"]) {
        for (const answer of [yield* api.get(at(source, "nobody")), yield* api.patch(at(source, "nobody"), {})]) {
          assert.strictEqual(answer.status, 404)
          assert.containsSubset(answer.body, { code: "not.found", messageParams: { id: "nobody" } })
        }
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("at a registered source is refused here", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      for (const id of [sourceId(1), sourceId(2)]) {
        for (const answer of [yield* api.get(at(id)), yield* api.patch(at(id), { message: "x" })]) {
          assert.strictEqual(answer.status, 400)
          assert.containsSubset(answer.body, { details: [{ fieldName: "sourceId" }] })
        }
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("keeps showing a definition that was deactivated afterwards", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post("/api/v2/presence/definitions", { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" })
      yield* api.patch(at("purecloud"), { presenceDefinition: { id: definitionId(1) } })
      yield* api.delete(`/api/v2/presence/definitions/${definitionId(1)}`)
      assert.containsSubset((yield* api.get(at("purecloud"))).body, {
        presenceDefinition: { id: definitionId(1), systemPresence: "Meal" }
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
