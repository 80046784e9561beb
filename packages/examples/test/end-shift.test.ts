import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceDefinitions,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { endShift } from "../src/endShift.ts"

// What the program provides in production, on an organisation in memory that belongs to one test.
const Organization = Layer.unwrap(
  Effect.map(Sandbox, ({ baseUrl, defaultClient }) =>
    PresenceDefinitions.layer().pipe(
      Layer.provideMerge(PresenceClient.layerBare()),
      Layer.provide(RetryLayer.recommended()),
      Layer.provide(PresenceTransport.layer()),
      Layer.provide(Authentication.layerClientCredentials(defaultClient)),
      Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
      Layer.provide(HttpExchange.layer)
    )
  )
)

/** Over a socket, at the speed of the machine. */
const overSocket = (options: Parameters<typeof Sandbox.layer>[0]) =>
  Organization.pipe(Layer.provide(NodeHttpClient.layerUndici), Layer.provideMerge(Sandbox.layer(options)))

/** Without a socket, on the clock of the test. */
const inProcess = (options: Parameters<typeof Sandbox.layerInProcess>[0]) =>
  Organization.pipe(Layer.provideMerge(Sandbox.layerInProcess(options)))

/** Lets the clock of the test run until a fiber is done. What answers in process takes a turn of the event loop. */
const whileTimePasses = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    const turn = Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))
    yield* Effect.whileLoop({
      while: () => fiber.pollUnsafe() === undefined,
      body: () => Effect.andThen(TestClock.adjust("1 second"), turn),
      step: () => {}
    })
    return yield* Fiber.join(fiber)
  })

describe("the end of a shift", () => {
  it.live("sends everybody home", () =>
    Effect.gen(function* () {
      const { users } = yield* Sandbox
      const team = users.map(({ id }) => id)
      assert.deepStrictEqual(yield* endShift(team), { offline: team, left: [] })
      const { getUserPresencesPurecloud } = yield* PresenceClient
      const { message, presenceDefinition } = yield* getUserPresencesPurecloud({ userId: team[0] ?? "" })
      assert.deepStrictEqual([message, presenceDefinition?.systemPresence], ["home", "Offline"])
    }).pipe(Effect.provide(overSocket({ users: 3 })))
  )

  it.effect("writes each presence once, though the service fails twice and asks to wait", () =>
    Effect.gen(function* () {
      const { ledger, users } = yield* Sandbox
      // Half a minute of waiting takes no time at all.
      const { left } = yield* whileTimePasses(endShift(users.map(({ id }) => id)))
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
      assert.deepStrictEqual(yield* whileTimePasses(endShift(ids)), { offline: [], left: ids })
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
