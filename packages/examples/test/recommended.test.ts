import { assert, describe, it } from "@effect/vitest"
import { ManyUsers, PresenceClient } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { ConfigProvider, Effect, Fiber, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"

/** The variables of the program, which name the sandbox. */
const Variables = Layer.unwrap(
  Effect.map(Sandbox, ({ baseUrl, defaultClient }) =>
    ConfigProvider.layer(
      ConfigProvider.fromUnknown({
        GENESYS_CLOUD_API_URL: baseUrl,
        GENESYS_CLOUD_LOGIN_URL: baseUrl,
        GENESYS_CLOUD_CLIENT_ID: defaultClient.clientId,
        GENESYS_CLOUD_CLIENT_SECRET: Redacted.value(defaultClient.clientSecret)
      })
    )
  )
)

/** The layer of the README, with a sandbox in the place of the network. */
const Live = (options?: { readonly policies: false }) =>
  Layer.provide(PresenceClient.layerFromConfig(options), Variables).pipe(
    Layer.provideMerge(Sandbox.layerInProcess({ users: 5000, rateLimit: 50 }))
  )

const userIds = Effect.map(Sandbox, ({ users }) => users.map(({ id }) => id))

/** How many users could be read, one after the other. */
const oneByOne = Effect.gen(function* () {
  const presence = yield* PresenceClient
  const read = (userId: string) => Effect.exit(presence.getUserPresencesPurecloud({ userId }))
  const exits = yield* Effect.forEach(yield* userIds, read)
  return exits.filter(({ _tag }) => _tag === "Success").length
})

/** How many users could be read, 50 with each request. */
const inBulk = Effect.gen(function* () {
  const { presences } = yield* ManyUsers.readAllPresences(yield* userIds)
  return presences.size
})

/** Lets the clock of the test run until an effect is done. What answers in process takes a turn of the event loop. */
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

describe("the client of the README, for 5,000 users at 50 requests a minute", () => {
  it.effect("reads all of them one by one", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* whileTimePasses(oneByOne), 5000)
    }).pipe(Effect.provide(Live()))
  )

  it.effect("reads all of them in bulk", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* whileTimePasses(inBulk), 5000)
    }).pipe(Effect.provide(Live()))
  )

  it.effect("misses most of them without its policies", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* whileTimePasses(oneByOne), 50)
    }).pipe(Effect.provide(Live({ policies: false })))
  )
})
