import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, PresenceDefinitions } from "@genesys-presence/client"
import { Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"
import { endShift } from "../src/endShift.ts"

// What the program provides in production, but for the `HttpClient`.
const Presence = PresenceDefinitions.layer().pipe(Layer.provideMerge(PresenceClient.layerFromConfig()))

/** Without a socket, on the clock of the test. */
const inProcess = (options: Parameters<typeof Sandbox.layerInProcess>[0]) =>
  Presence.pipe(Layer.provideMerge(Sandbox.layerInProcess(options)))

const Live = Presence.pipe(Layer.provide(NodeHttpClient.layerUndici))

describe("the end of a shift", () => {
  it.live("sends everybody home", () =>
    Effect.gen(function* () {
      const { users } = yield* Sandbox
      const team = users.map(({ id }) => id)
      assert.deepStrictEqual(yield* endShift(team), { offline: team, left: [] })
      const { getUserPresencesPurecloud } = yield* PresenceClient
      const { message, presenceDefinition } = yield* getUserPresencesPurecloud({ userId: team[0] ?? "" })
      assert.deepStrictEqual([message, presenceDefinition?.systemPresence], ["home", "Offline"])
    }).pipe(Effect.provide(Live.pipe(Layer.provideMerge(Sandbox.layer({ users: 3 })))))
  )

  it.effect("writes each presence once, though the service fails twice and asks to wait", () =>
    Effect.gen(function* () {
      const { ledger, users } = yield* Sandbox
      // Half a minute of waiting takes no time at all.
      const { left } = yield* TestTime.passWhile(endShift(users.map(({ id }) => id)))
      assert.deepStrictEqual(left, [])
      const writes = (yield* ledger).filter(({ operation }) => operation === "putUsersPresencesBulk")
      assert.deepStrictEqual(
        writes.map(({ applied }) => applied),
        [1]
      )
    }).pipe(
      Effect.provide(
        inProcess({
          users: 3,
          faults: [
            { operation: "putUsersPresencesBulk", fault: { kind: "errorStatus", status: 503 }, times: 1 },
            {
              operation: "putUsersPresencesBulk",
              fault: { kind: "errorStatus", status: 429, retryAfter: "30" },
              times: 1
            }
          ]
        })
      )
    )
  )

  it.effect("names whom it could not reach, when the service is away for good", () =>
    Effect.gen(function* () {
      const { users } = yield* Sandbox
      const ids = users.map(({ id }) => id)
      assert.deepStrictEqual(yield* TestTime.passWhile(endShift(ids)), { offline: [], left: ids })
    }).pipe(
      Effect.provide(
        inProcess({
          users: 2,
          faults: [{ operation: "putUsersPresencesBulk", fault: { kind: "errorStatus", status: 503 }, times: "always" }]
        })
      )
    )
  )
})
