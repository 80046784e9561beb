import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { logIn, sourceId } from "./api.ts"

const sources = "/api/v2/presence/sources"
const zoom = { name: "Zoom", description: "Meetings" }

describe("presence sources", () => {
  it.effect("the product and Microsoft Teams are registered from the beginning", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.get(sources)
      assert.strictEqual(status, 200)
      assert.containsSubset(body, {
        total: 2,
        selfUri: sources,
        entities: [
          { id: sourceId(1), name: "PURECLOUD", type: "System", deactivated: false },
          { id: sourceId(2), name: "Microsoft Teams", type: "User", deactivated: false }
        ]
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("a registered one can be read, replaced and deactivated", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const created = yield* api.post(sources, { ...zoom, futureKey: { a: 1 } })
      const path = `${sources}/${sourceId(3)}`
      assert.strictEqual(created.status, 200)
      assert.deepStrictEqual(created.body, {
        id: sourceId(3),
        ...zoom,
        type: "User",
        deactivated: false,
        futureKey: { a: 1 },
        selfUri: path
      })
      assert.deepStrictEqual((yield* api.get(path)).body, created.body)
      assert.deepStrictEqual((yield* api.put(path, created.body)).body, created.body)
      const renamed = yield* api.put(path, { name: "Zoom Phone" })
      assert.strictEqual(renamed.status, 200)
      assert.deepStrictEqual(renamed.body, {
        id: sourceId(3),
        name: "Zoom Phone",
        type: "User",
        deactivated: false,
        selfUri: path
      })
      const deleted = yield* api.delete(path)
      assert.strictEqual(deleted.status, 204)
      assert.isUndefined(deleted.body)
      const read = yield* api.get(path)
      assert.strictEqual(read.status, 200)
      assert.containsSubset(read.body, { deactivated: true })
      assert.containsSubset((yield* api.get(sources)).body, { total: 2 })
      assert.containsSubset((yield* api.get(`${sources}?deactivated=true`)).body, {
        total: 1,
        entities: [{ id: sourceId(3) }]
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("a second active one of the same name is a conflict", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.post(sources, zoom)
      const second = yield* api.post(sources, { name: "zoom" })
      assert.strictEqual(second.status, 409)
      assert.containsSubset(second.body, { code: "general.conflict", details: [{ fieldName: "name" }] })
      assert.strictEqual((yield* api.post(sources, { name: "PureCloud" })).status, 409)
      yield* api.delete(`${sources}/${sourceId(3)}`)
      assert.strictEqual((yield* api.post(sources, zoom)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("the one of the product stays as it is, and nobody registers another of its type", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const refusals = [
        yield* api.put(`${sources}/${sourceId(1)}`, zoom),
        yield* api.delete(`${sources}/${sourceId(1)}`),
        yield* api.post(sources, { ...zoom, type: "System" }),
        yield* api.post(sources, { name: "" }),
        yield* api.post(sources, { description: "without a name" })
      ]
      assert.deepStrictEqual(
        refusals.map(({ status }) => status),
        [400, 400, 400, 400, 400]
      )
      assert.strictEqual((yield* api.get(`${sources}/nothing`)).status, 404)
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
