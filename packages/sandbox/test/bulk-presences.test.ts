import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { builtIn, logIn, sourceId, start, userId } from "./api.ts"

const pureCloud = "/api/v2/users/presences/purecloud/bulk"
const write = "/api/v2/users/presences/bulk"
const busy = { id: builtIn.busy }

const decodeUserIds = Schema.decodeUnknownEffect(Schema.Array(Schema.Struct({ userId: Schema.String })))
const userIds = (body: unknown) => Effect.map(decodeUserIds(body), (entries) => entries.map((entry) => entry.userId))

describe("presences of many users", () => {
  it.effect("come in the order of the ids, without the users that do not exist", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.get(`${pureCloud}?id=${userId(3)},nobody,${userId(1)},${userId(3)}`)
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(
        body,
        [userId(3), userId(1)].map((id) => ({
          userId: id,
          source: "PURECLOUD",
          presenceDefinition: {
            id: builtIn.offline,
            systemPresence: "Offline",
            selfUri: `/api/v2/presencedefinitions/${builtIn.offline}`
          },
          message: "",
          modifiedDate: start,
          selfUri: `/api/v2/users/${id}/presences`
        }))
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("are asked for with commas or with repeated parameters", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const both = [userId(1), userId(2)]
      for (const separator of [",", "%2C", "%2c", "&id="]) {
        const { body } = yield* api.get(`${pureCloud}?id=${both.join(separator)}`)
        assert.deepStrictEqual(yield* userIds(body), both)
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("are read for 50 ids, not for 51 and not for none", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { users } = yield* Sandbox
      const ids = users.map(({ id }) => id)
      assert.deepStrictEqual(yield* userIds((yield* api.get(`${pureCloud}?id=${ids.join(",")}`)).body), ids)
      const tooMany = ids.concat("one more")
      const queries = [`?id=${tooMany.join(",")}`, `?${tooMany.map((id) => `id=${id}`).join("&")}`, "?id=", ""]
      for (const query of queries) {
        for (const path of [pureCloud, "/api/v2/users/presences/Zoom/bulk"]) {
          const { body, status } = yield* api.get(`${path}${query}`)
          assert.strictEqual(status, 400)
          assert.containsSubset(body, { code: "invalid.query.param.value", details: [{ fieldName: "id" }] })
        }
      }
    }).pipe(Effect.provide(Sandbox.layer({ users: 50 })))
  )

  it.effect("are written at a registered source and read there, under its name and its id", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const written = yield* api.put(write, [{ id: userId(1), sourceId: sourceId(2), presenceDefinition: busy }])
      const teams = { source: "Microsoft Teams", sourceId: sourceId(2), presenceDefinition: busy }
      assert.strictEqual(written.status, 200)
      assert.containsSubset(written.body, [teams])
      const read = yield* api.get(`/api/v2/users/presences/${sourceId(2)}/bulk?id=${userId(1)},${userId(2)}`)
      assert.containsSubset(read.body, [
        { userId: userId(1), ...teams },
        { userId: userId(2), presenceDefinition: { id: builtIn.offline } }
      ])
      const elsewhere = yield* api.get(`${pureCloud}?id=${userId(1)}`)
      assert.containsSubset(elsewhere.body, [{ presenceDefinition: { id: builtIn.offline } }])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("are written to the product unless an entry names another source", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const written = yield* api.put(write, [
        { id: userId(2), presenceDefinition: busy, message: "a" },
        { id: userId(1), presenceDefinition: busy, source: "PURECLOUD", primary: true },
        { id: userId(1), presenceDefinition: { id: builtIn.onQueue }, source: "Zoom" },
        { id: userId(3), presenceDefinition: busy, sourceId: sourceId(1) }
      ])
      assert.strictEqual(written.status, 200)
      assert.nestedPropertyVal(written.body, "[0].message", "a")
      assert.nestedPropertyVal(written.body, "[0].selfUri", `/api/v2/users/${userId(2)}/presences`)
      assert.nestedPropertyVal(written.body, "[2].source", "Zoom")
      const read = yield* api.get(`${pureCloud}?id=${userId(1)}&id=${userId(2)}&id=${userId(3)}`)
      assert.containsSubset(
        read.body,
        [userId(1), userId(2), userId(3)].map((id) => ({ userId: id, presenceDefinition: busy }))
      )
      assert.containsSubset((yield* api.get(`/api/v2/users/${userId(1)}/presences/Zoom`)).body, {
        presenceDefinition: { id: builtIn.onQueue, systemPresence: "On Queue" }
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("are all written or none", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const good = { id: userId(1), presenceDefinition: busy }
      const bad = [
        [{ id: "nobody", presenceDefinition: busy }, 404, undefined],
        [{ id: userId(2), presenceDefinition: { id: "nothing" } }, 400, "[1].presenceDefinition.id"],
        [{ id: userId(2), presenceDefinition: busy, sourceId: "nothing" }, 400, "[1].sourceId"],
        [{ presenceDefinition: busy }, 400, "[1].id"]
      ] as const
      for (const [entry, status, fieldName] of bad) {
        const refused = yield* api.put(write, [good, entry])
        assert.strictEqual(refused.status, status)
        assert.containsSubset(refused.body, { details: fieldName === undefined ? [] : [{ fieldName }] })
      }
      assert.containsSubset((yield* api.get(`/api/v2/users/${userId(1)}/presences/purecloud`)).body, {
        presenceDefinition: { id: builtIn.offline }
      })
      assert.deepStrictEqual((yield* api.put(write, [])).body, [])
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
