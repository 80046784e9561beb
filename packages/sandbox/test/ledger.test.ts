import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { logIn, send, sourceId, userId } from "./api.ts"

const sources = "/api/v2/presence/sources"
const presence = `/api/v2/users/${userId(1)}/presences/purecloud`
const zoom = { name: "Zoom" }

describe("the ledger", () => {
  it.effect("has one entry for each distinct write, and how often it was carried out", () =>
    Effect.gen(function* () {
      const { ledger, requests } = yield* Sandbox
      const api = yield* logIn()
      assert.deepStrictEqual(yield* ledger, [])
      yield* api.get(presence)
      yield* api.patch(presence, { message: "a" })
      yield* api.patch(presence, { message: "b" })
      yield* api.patch(presence, { message: "a" })
      yield* api.post(sources, zoom)
      yield* api.post(sources, zoom)
      yield* api.delete(`${sources}/${sourceId(3)}`)
      const records = yield* requests
      const idOf = (request: number) => records[request + 1]?.correlationId ?? ""
      const patch = { operation: "patchUserPresencesPurecloud", path: presence } as const
      assert.deepStrictEqual(yield* ledger, [
        { ...patch, body: `{"message":"a"}`, applied: 2, correlationIds: [idOf(1), idOf(3)] },
        { ...patch, body: `{"message":"b"}`, applied: 1, correlationIds: [idOf(2)] },
        // The second one is a conflict.
        {
          operation: "postPresenceSources",
          path: sources,
          body: JSON.stringify(zoom),
          applied: 1,
          correlationIds: [idOf(4), idOf(5)]
        },
        {
          operation: "deletePresenceSource",
          path: `${sources}/${sourceId(3)}`,
          body: "",
          applied: 1,
          correlationIds: [idOf(6)]
        }
      ])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("shows a write that was lost, and one that was carried out unseen", () =>
    Effect.gen(function* () {
      const { faults, ledger } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "*", fault: { kind: "errorStatus", status: 503 } })
      yield* faults.add({ operation: "*", fault: { kind: "errorStatus", status: 504, applied: true } })
      yield* api.patch(presence, { message: "lost" })
      yield* api.patch(presence, { message: "unseen" })
      assert.containsSubset(yield* ledger, [
        { body: `{"message":"lost"}`, applied: 0 },
        { body: `{"message":"unseen"}`, applied: 1 }
      ])
      assert.containsSubset((yield* api.get(presence)).body, { message: "unseen" })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("shows a write that was doubled on its way", () =>
    Effect.gen(function* () {
      const { faults, ledger } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "*", fault: { kind: "duplicateDelivery" }, times: 2 })
      const label = { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" }
      assert.strictEqual((yield* api.post("/api/v2/presence/definitions", label)).status, 409)
      assert.strictEqual((yield* api.patch(presence, { message: "twice" })).status, 200)
      assert.containsSubset(yield* ledger, [
        { operation: "postPresenceDefinitions", applied: 1 },
        { operation: "patchUserPresencesPurecloud", applied: 2 }
      ])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("tells long bodies apart and keeps only their beginning", () =>
    Effect.gen(function* () {
      const { ledger } = yield* Sandbox
      const api = yield* logIn()
      const long = "x".repeat(300)
      for (const end of ["a", "b", "a"]) yield* api.patch(presence, { message: long + end })
      const entries = yield* ledger
      assert.deepStrictEqual(
        entries.map(({ applied, body }) => [applied, body.length]),
        [
          [2, 200],
          [1, 200]
        ]
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("has nothing of requests without a valid token", () =>
    Effect.gen(function* () {
      const { ledger } = yield* Sandbox
      assert.strictEqual((yield* send("PATCH", presence, { body: "{}" })).status, 401)
      assert.deepStrictEqual(yield* ledger, [])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("keeps the latest 100 correlation ids of a write", () =>
    Effect.gen(function* () {
      const { ledger, requests } = yield* Sandbox
      const api = yield* logIn()
      for (let time = 0; time < 101; time++) yield* api.patch(presence, { message: "again" })
      const [entry] = yield* ledger
      assert.strictEqual(entry?.applied, 101)
      assert.deepStrictEqual(
        entry?.correlationIds,
        (yield* requests).slice(2).map(({ correlationId }) => correlationId)
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
