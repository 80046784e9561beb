import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { logIn, sourceId, userId } from "./api.ts"

const path = `/api/v2/presence/users/${userId(1)}/primarysource`

describe("a user's primary source", () => {
  it.effect("is the product until the user or the settings say otherwise", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.get(path)
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(body, { id: userId(1), sourceId: sourceId(1), registered: true, selfUri: path })
      const put = (id: string) => api.put("/api/v2/presence/settings", { defaultPrimaryPresenceRegisteredSourceId: id })
      yield* put(sourceId(2))
      assert.containsSubset((yield* api.get(path)).body, { sourceId: sourceId(2), registered: true })
      assert.strictEqual((yield* put("nothing")).status, 400)
      assert.containsSubset((yield* api.get(path)).body, { sourceId: sourceId(2) })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("can be a registered or a custom one, each user's own", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const registered = yield* api.put(path, { sourceId: sourceId(2), futureKey: 1 })
      assert.strictEqual(registered.status, 200)
      assert.deepStrictEqual(registered.body, {
        id: userId(1),
        sourceId: sourceId(2),
        registered: true,
        futureKey: 1,
        selfUri: path
      })
      assert.deepStrictEqual((yield* api.get(path)).body, registered.body)
      assert.deepStrictEqual((yield* api.put(path, registered.body)).body, registered.body)
      const custom = yield* api.put(path, { sourceId: "door sensor" })
      assert.containsSubset(custom.body, { sourceId: "door sensor", registered: false })
      assert.containsSubset((yield* api.get(`/api/v2/presence/users/${userId(2)}/primarysource`)).body, {
        sourceId: sourceId(1)
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("needs a source that is there", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.delete(`/api/v2/presence/sources/${sourceId(2)}`)
      for (const body of [{}, { sourceId: sourceId(2) }, { sourceId: "nothing", registered: true }]) {
        const refused = yield* api.put(path, body)
        assert.strictEqual(refused.status, 400)
        assert.containsSubset(refused.body, { details: [{ fieldName: "sourceId" }] })
      }
      const nobody = "/api/v2/presence/users/nobody/primarysource"
      assert.strictEqual((yield* api.get(nobody)).status, 404)
      assert.strictEqual((yield* api.put(nobody, { sourceId: "Zoom" })).status, 404)
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})

describe("system presences", () => {
  it.effect("are the ten kinds by their names", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.get("/api/v2/systempresences")
      assert.strictEqual(status, 200)
      assert.nestedPropertyVal(body, "length", 10)
      assert.containsSubset(body, [{ name: "Available" }, { name: "On Queue" }, { name: "Offline" }])
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
