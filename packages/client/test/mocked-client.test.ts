import { assert, describe, it } from "@effect/vitest"
import {
  ManyUsers,
  Paging,
  PresenceClient,
  PresenceDefinitions,
  PresenceError,
  PresenceLookup,
  PresenceWatch
} from "@genesys-presence/client"
import { Effect, Layer, Stream } from "effect"

const found = (userId: string) => ({ userId, message: `of ${userId}` })

describe("a client of Layer.mock with the methods alone", () => {
  it.effect("is enough for lookups", () =>
    Effect.gen(function* () {
      const lookup = yield* PresenceLookup
      const both = yield* Effect.all([lookup.get("ada"), lookup.get("bob")], { concurrency: 2 })
      assert.deepStrictEqual(both, [found("ada"), found("bob")])
      const missing = yield* Effect.flip(lookup.get("nobody"))
      assert.strictEqual(missing._tag, "PresenceNotFound")
    }).pipe(
      Effect.provide(
        PresenceLookup.layer().pipe(
          Layer.provide(
            Layer.mock(PresenceClient, {
              getUsersPresencesPurecloudBulk: ({ id = [] } = {}) =>
                Effect.succeed(id.filter((userId) => userId !== "nobody").map(found))
            })
          )
        )
      )
    )
  )

  it.effect("is enough for lookups at a source", () =>
    Effect.gen(function* () {
      const lookup = yield* PresenceLookup
      assert.deepStrictEqual(yield* lookup.get("ada", { sourceId: "door" }), found("ada"))
    }).pipe(
      Effect.provide(
        PresenceLookup.layer().pipe(
          Layer.provide(
            Layer.mock(PresenceClient, {
              getUsersPresenceBulk: ({ id = [], sourceId }) => Effect.succeed(sourceId === "door" ? id.map(found) : [])
            })
          )
        )
      )
    )
  )

  it.effect("is enough for bulk reads, whose failures stay typed", () =>
    Effect.gen(function* () {
      const { failures, missing, presences } = yield* ManyUsers.readAllPresences(["ada", "nobody", "broken"], {
        chunkSize: 1
      })
      assert.deepStrictEqual(Array.from(presences), [["ada", found("ada")]])
      assert.deepStrictEqual(missing, ["nobody"])
      assert.deepStrictEqual(
        failures.map(({ reason, userIds }) => [reason._tag, userIds]),
        [["PresenceServiceUnavailable", ["broken"]]]
      )
    }).pipe(
      Effect.provide(
        Layer.mock(PresenceClient, {
          getUsersPresencesPurecloudBulk: ({ id = [] } = {}) =>
            id[0] === "broken"
              ? Effect.fail(
                  new PresenceError.PresenceServiceUnavailable({ operation: "getUsersPresencesPurecloudBulk" })
                )
              : Effect.succeed(id.filter((userId) => userId !== "nobody").map(found))
        })
      )
    )
  )

  it.effect("is enough for bulk writes", () =>
    Effect.gen(function* () {
      const results = yield* Stream.runCollect(ManyUsers.writePresences([{ id: "ada", message: "home" }]))
      assert.deepStrictEqual(results, [{ _tag: "Written", userId: "ada", presence: { message: "home" } }])
    }).pipe(
      Effect.provide(
        Layer.mock(PresenceClient, {
          putUsersPresencesBulk: ({ body }) => Effect.succeed(body.map(({ message = "" }) => ({ message })))
        })
      )
    )
  )

  it.effect("is enough for paging", () =>
    Effect.gen(function* () {
      const names = yield* Paging.presencedefinitions().pipe(
        Stream.map(({ name }) => name),
        Stream.runCollect
      )
      assert.deepStrictEqual(names, ["1", "2", "3"])
    }).pipe(
      Effect.provide(
        Layer.mock(PresenceClient, {
          getPresencedefinitions: ({ pageNumber = 1 } = {}) =>
            Effect.succeed({ entities: [{ name: String(pageNumber), languageLabels: {} }], pageCount: 3, pageNumber })
        })
      )
    )
  )

  it.effect("is enough for definitions, and is asked anew when they are forgotten", () => {
    let asked = 0
    return Effect.gen(function* () {
      const { find, invalidate } = yield* PresenceDefinitions
      assert.strictEqual((yield* find({ label: "Lunch" })).id, "lunch-1")
      yield* invalidate
      assert.strictEqual((yield* find({ label: "Lunch" })).id, "lunch-2")
    }).pipe(
      Effect.provide(
        PresenceDefinitions.layer().pipe(
          Layer.provide(
            Layer.mock(PresenceClient, {
              getPresenceDefinitions: () => {
                asked += 1
                return Effect.succeed({
                  entities: [
                    {
                      id: `lunch-${asked}`,
                      languageLabels: { en_US: "Lunch" },
                      systemPresence: "Meal",
                      divisionId: "*"
                    }
                  ]
                })
              }
            })
          )
        )
      )
    )
  })

  it.effect("is enough for a watch", () =>
    Effect.gen(function* () {
      const [event] = yield* PresenceWatch.changes(["ada"]).pipe(Stream.take(1), Stream.runCollect)
      assert.containsSubset(event, { _tag: "Snapshot", userId: "ada", presence: found("ada") })
    }).pipe(
      Effect.provide(
        Layer.mock(PresenceClient, {
          getUsersPresencesPurecloudBulk: ({ id = [] } = {}) => Effect.succeed(id.map(found))
        })
      )
    )
  )

  it.effect("dies with the name of the method that is missing", () =>
    Effect.gen(function* () {
      const defect = yield* ManyUsers.readAllPresences(["ada"]).pipe(
        Effect.catchDefect((died) => Effect.succeed(String(died)))
      )
      assert.include(defect, "getUsersPresencesPurecloudBulk")
    }).pipe(Effect.provide(Layer.mock(PresenceClient, {})))
  )
})

describe("a client of Layer.mock with execute", () => {
  it.effect("is asked through it", () =>
    Effect.gen(function* () {
      const defect = yield* ManyUsers.readAllPresences(["ada"]).pipe(
        Effect.catchDefect((died) => Effect.succeed(String(died)))
      )
      assert.strictEqual(defect, "asked through execute")
    }).pipe(Effect.provide(Layer.mock(PresenceClient, { execute: () => Effect.die("asked through execute") })))
  )
})
