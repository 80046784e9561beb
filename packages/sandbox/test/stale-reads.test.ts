import { type Fault, FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { TestClock } from "effect/testing"
import { type Answer, builtIn, logIn, send, sourceId, userId } from "./api.ts"

const presence = (number: number) => `/api/v2/users/${userId(number)}/presences/purecloud`
const sources = "/api/v2/presence/sources"

const messageOf = ({ body }: Answer): unknown => Reflect.get(Object(body), "message")

/** Lets the next write be seen late. */
const stale = (fault: Omit<Extract<Fault.Fault, { readonly kind: "staleReads" }>, "kind"> = {}) =>
  Effect.flatMap(Sandbox, ({ faults }) => faults.add({ operation: "*", fault: { kind: "staleReads", ...fault } }))

describe("reads that are behind a write", () => {
  it.effect("answer with the value before a PATCH once, by default", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* stale()
      assert.strictEqual(messageOf(yield* api.patch(presence(1), { message: "new" })), "new")
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "")
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "new")
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("say 404 after a create, as often as they are told", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* stale({ reads: 3 })
      const created = yield* api.post(sources, { name: "Door" })
      assert.strictEqual(created.status, 200)
      const path = `${sources}/${sourceId(3)}`
      assert.strictEqual((yield* api.get(path)).status, 404)
      assert.strictEqual((yield* api.get(path)).status, 404)
      assert.notInclude(JSON.stringify((yield* api.get(sources)).body), "Door")
      assert.strictEqual((yield* api.get(path)).status, 200)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("are no reads of what the write did not change", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* stale()
      yield* api.patch(presence(1), { message: "new" })
      yield* TestClock.adjust("1 second")
      for (const path of [presence(2), sources, "/api/v2/presence/settings", "/api/v2/presence/definitions"]) {
        assert.strictEqual((yield* api.get(path)).status, 200)
      }
      const bulk = yield* api.get(`/api/v2/users/presences/purecloud/bulk?id=${userId(1)},${userId(2)}`)
      assert.notInclude(JSON.stringify(bulk.body), "new")
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "new")
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("last for a time when they are told one", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* stale({ millis: 5000 })
      yield* api.patch(presence(1), { message: "new" })
      for (const _ of [1, 2, 3]) assert.strictEqual(messageOf(yield* api.get(presence(1))), "")
      yield* TestClock.adjust("4999 millis")
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "")
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "new")
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("see every write up to the one that is hidden, and none that is later", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      yield* api.patch(presence(1), { message: "first" })
      yield* stale({ reads: 2 })
      yield* api.patch(presence(1), { message: "second", presenceDefinition: { id: builtIn.busy } })
      yield* api.patch(presence(1), { message: "third" })
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "first")
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "first")
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "third")
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("do not follow a write that was refused, and end with a reset", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { reset } = yield* Sandbox
      yield* stale()
      assert.strictEqual((yield* api.patch(presence(9), { message: "new" })).status, 404)
      yield* api.patch(presence(1), { message: "seen" })
      assert.strictEqual(messageOf(yield* api.get(presence(1))), "seen")
      yield* stale({ millis: 60_000 })
      yield* api.patch(presence(1), { message: "hidden" })
      yield* reset
      const later = yield* logIn()
      yield* later.patch(presence(1), { message: "after" })
      assert.strictEqual(messageOf(yield* later.get(presence(1))), "after")
    }).pipe(Effect.provide(Sandbox.layer({ users: 3 })))
  )

  it.effect("are a fault of writes alone", () =>
    Effect.gen(function* () {
      const rule = (operation: string) =>
        Effect.result(Schema.decodeUnknownEffect(FaultRule.FaultRule)({ operation, fault: { kind: "staleReads" } }))
      assert.strictEqual((yield* rule("getPresenceSettings"))._tag, "Failure")
      assert.strictEqual((yield* rule("oauthToken"))._tag, "Failure")
      assert.strictEqual((yield* rule("putPresenceSettings"))._tag, "Success")
      const { faults } = yield* Sandbox
      yield* stale()
      const api = yield* logIn()
      yield* api.get(presence(1))
      yield* send("GET", presence(1))
      assert.containsSubset(yield* faults.list, [{ consumed: 0 }])
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
