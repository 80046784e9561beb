import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { logIn } from "./api.ts"

const settings = "/api/v2/presence/settings"

describe("presence settings", () => {
  it.effect("what is written is read, whatever it holds, and nothing else", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const before = yield* api.get(settings)
      assert.strictEqual(before.status, 200)
      assert.containsSubset(before.body, { selfUri: settings, restorePresenceSettings: { enabled: true } })
      const restorePresenceSettings = {
        enabled: false,
        restoreTimeMilliseconds: 5000,
        restoreOnQueueEnabled: true,
        nestedFutureKey: ["a", { b: null }]
      }
      const written = yield* api.put(settings, { restorePresenceSettings, futureKey: "x" })
      assert.strictEqual(written.status, 200)
      assert.containsSubset(written.body, { restorePresenceSettings, futureKey: "x" })
      assert.notProperty(written.body, "requestingOffQueueEnabled")
      assert.deepStrictEqual((yield* api.get(settings)).body, written.body)
      assert.deepStrictEqual((yield* api.put(settings, before.body)).body, before.body)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("half a group of settings is refused, by the name of what is missing", () =>
    Effect.gen(function* () {
      const api = yield* logIn()
      const { body, status } = yield* api.put(settings, { restorePresenceSettings: { enabled: true } })
      assert.strictEqual(status, 400)
      assert.containsSubset(body, {
        code: "constraint.validation",
        details: [{ fieldName: "restorePresenceSettings.restoreTimeMilliseconds" }]
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
