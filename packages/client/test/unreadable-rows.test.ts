import { assert, describe, it } from "@effect/vitest"
import { Authentication, ManyUsers, PresenceClient, PresenceError, PresenceLookup } from "@genesys-presence/client"
import { Effect, Layer, Redacted, Stream } from "effect"
import { fakeClient, FakeService } from "./support/fakeService.ts"
import { answer, ScriptedTransport } from "./support/scriptedTransport.ts"

const canary = "canary-token-4711"

const row = (userId: string) => ({ userId, message: `of ${userId}` })

const answering = (body: object) => new ScriptedTransport(() => answer(body)).client()

const short = (result: ManyUsers.Found | ManyUsers.Missing | ManyUsers.Written | PresenceError.PresenceChunkFailed) =>
  result._tag === "PresenceChunkFailed"
    ? [result.reason._tag, ...result.userIds]
    : [result._tag, result.userId, ...(result._tag === "Missing" ? [] : [result.presence.message])]

const read = (...ids: ReadonlyArray<string>) =>
  Effect.map(Stream.runCollect(ManyUsers.readPresences(ids)), (results) => results.map(short))

describe("a list with a row that cannot be read", () => {
  it.effect("is given without it, and the row is reported with its place and its text", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const odd = { userId: "b", modifiedDate: "", message: `${canary} ${"x".repeat(5000)}` }
      service.onApi(() => Effect.sync(() => Response.json([row("a"), odd, null, row("c")])))
      const client = yield* PresenceClient
      const { body, unreadable = [] } = yield* client.execute("getUsersPresencesPurecloudBulk", { id: ["a", "b", "c"] })
      assert.deepStrictEqual(body, [row("a"), row("c")])
      assert.deepStrictEqual(
        unreadable.map(({ error, index, value }) => [index, error.issue, value]),
        [
          [1, 'Expected a date and time such as 2026-01-31T12:00:00.000Z\n  at [1]["modifiedDate"]', odd],
          [2, "Expected UcUserPresence\n  at [2]", null]
        ]
      )
      const text = unreadable[0]?.error.text ?? ""
      assert.lengthOf(text, 2000)
      assert.include(text, '{"userId":"b"')
      assert.notInclude(text, canary)
    }).pipe(Effect.provide(fakeClient(Authentication.layerToken(Redacted.make(canary)))))
  )

  it.effect("fails a method, which has no place to report it", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const error = yield* Effect.flip(client.getUsersPresencesPurecloudBulk({ id: ["a", "b"] }))
      assert.strictEqual(error._tag, "PresenceDecodeError")
    }).pipe(Effect.provide(answering([row("a"), { userId: "b", message: 7 }])))
  )

  it.effect("is given in a listing too", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const { body, unreadable = [] } = yield* client.execute("getPresenceSources")
      assert.deepStrictEqual(body, { total: 2, entities: [{ name: "Door" }] })
      assert.deepStrictEqual(
        unreadable.map(({ error, index }) => [index, error.issue]),
        [[1, 'Expected string\n  at ["entities"][1]["name"]']]
      )
    }).pipe(Effect.provide(answering({ total: 2, entities: [{ name: "Door" }, { name: 7 }] })))
  )

  it.effect("fails as a whole when something else is wrong, or nearly all is", () =>
    Effect.gen(function* () {
      for (const body of [{ total: "two", entities: [{ name: 7 }] }, Array.from({ length: 5000 }, () => null)]) {
        const failed = PresenceClient.use((client) => client.execute("getPresenceSources"))
        const error = yield* Effect.flip(Effect.provide(failed, answering(body)))
        assert.strictEqual(error._tag, "PresenceDecodeError")
      }
    })
  )
})

describe("rows that cannot be read", () => {
  const sources = PresenceClient.use((client) => client.execute("getPresenceSources"))

  it.effect("are reported up to a hundred", () =>
    Effect.gen(function* () {
      for (const count of [100, 101]) {
        const entities = [{ name: "Door" }, ...Array.from({ length: count }, () => null)]
        const result = yield* Effect.result(Effect.provide(sources, answering({ entities })))
        if (count === 100) {
          assert.isTrue(result._tag === "Success" && result.success.unreadable?.length === 100)
          assert.isTrue(result._tag === "Success" && result.success.body.entities?.length === 1)
        } else {
          assert.propertyVal(result._tag === "Failure" && result.failure, "_tag", "PresenceDecodeError")
        }
      }
    })
  )

  it.effect("are looked for where there is a list alone", () =>
    Effect.gen(function* () {
      for (const body of [{ entities: { name: 7 } }, { entities: null, total: "two" }]) {
        const error = yield* Effect.flip(Effect.provide(sources, answering(body)))
        assert.strictEqual(error._tag, "PresenceDecodeError")
      }
    })
  )

  it.effect("have no text when they nest deeper than text can be made of", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const deep = `{"userId":"b","message":${"[".repeat(100_000)}${"]".repeat(100_000)}}`
      service.onApi(() => Effect.sync(() => new Response(`[${deep},{"userId":"a"}]`)))
      const client = yield* PresenceClient
      const { body, unreadable } = yield* client.execute("getUsersPresencesPurecloudBulk", { id: ["a", "b"] })
      assert.deepStrictEqual(body, [{ userId: "a" }])
      assert.deepStrictEqual(
        unreadable?.map(({ error, index }) => [index, error.text]),
        [[0, ""]]
      )
    }).pipe(Effect.provide(fakeClient(Authentication.layerToken(Redacted.make(canary)))))
  )
})

describe("a bulk read", () => {
  it.effect("fails alone for the user of such a row", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read("a", "b", "nobody"), [
        ["Found", "a", "of a"],
        ["PresenceDecodeError", "b"],
        ["Missing", "nobody"]
      ])
    }).pipe(Effect.provide(answering([row("a"), { userId: "b", message: 7 }])))
  )

  it.effect("does not call a user missing who may be in a row that names nobody", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read("a", "b"), [
        ["Found", "a", "of a"],
        ["PresenceDecodeError", "b"]
      ])
    }).pipe(Effect.provide(answering([null, row("a")])))
  )

  it.effect("ends with such a row when it is to end with the first failure", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(ManyUsers.readAllPresences(["a", "b"], { onFailure: "fail" }))
      assert.deepStrictEqual(short(error), ["PresenceDecodeError", "b"])
    }).pipe(Effect.provide(answering([row("a"), { userId: "b", message: 7 }])))
  )

  it.effect("compares ids without regard to case", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read("ABC", "abc", "DEF"), [
        ["Found", "ABC", "of abc"],
        ["Found", "abc", "of abc"],
        ["Missing", "DEF"]
      ])
    }).pipe(Effect.provide(answering([row("abc")])))
  )

  it.effect("finds the user of a row in its selfUri, and in its id where no other row is the user's", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read("a", "b", "c", "d"), [
        ["Found", "a", "1"],
        ["Found", "b", "2"],
        ["Found", "c", "4"],
        ["Missing", "d"]
      ])
    }).pipe(
      Effect.provide(
        answering([
          { selfUri: "/api/v2/users/A/presences/purecloud", message: "1" },
          { id: "b", message: "2" },
          { id: "c", message: "3" },
          { userId: "c", message: "4" },
          { userId: "x", id: "d", message: "5" }
        ])
      )
    )
  )
})

describe("a lookup", () => {
  it.effect("fails alone with a row that cannot be read, and finds an id in capitals", () =>
    Effect.gen(function* () {
      const get = (id: string) => PresenceLookup.use((lookup) => lookup.get(id))
      const [found, failed, same] = yield* Effect.all([get("A"), Effect.flip(get("b")), get("a")], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(found, row("a"))
      assert.deepStrictEqual(same, found)
      assert.strictEqual(failed._tag, "PresenceDecodeError")
    }).pipe(
      Effect.provide(PresenceLookup.layer().pipe(Layer.provide(answering([row("a"), { userId: "b", message: 7 }]))))
    )
  )
})

describe("a bulk write", () => {
  it.effect("is told apart by place, whatever the row of one entry is", () =>
    Effect.gen(function* () {
      const entries = ["a", "b", "c"].map((id) => ({ id }))
      const results = yield* Stream.runCollect(ManyUsers.writePresences(entries))
      assert.deepStrictEqual(results.map(short), [
        ["Written", "a", "1"],
        ["PresenceDecodeError", "b"],
        ["Written", "c", "3"]
      ])
      const failure = results[1]
      assert.isTrue(failure?._tag === "PresenceChunkFailed" && !PresenceError.wasNotExecuted(failure.reason))
    }).pipe(Effect.provide(answering([{ message: "1" }, { message: 2 }, { message: "3" }])))
  )
})
