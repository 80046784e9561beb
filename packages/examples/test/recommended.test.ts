import { assert, describe, it } from "@effect/vitest"
import { ManyUsers, PresenceClient } from "@genesys-presence/client"
import { Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"

/** The layer of the README, with a sandbox in the place of the network. */
const Live = (options?: { readonly policies: false }) =>
  PresenceClient.layerFromConfig(options).pipe(
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

describe("the client of the README, for 5,000 users at 50 requests a minute", () => {
  it.effect("reads all of them one by one", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* TestTime.passWhile(oneByOne, { step: "10 seconds" }), 5000)
    }).pipe(Effect.provide(Live()))
  )

  it.effect("reads all of them in bulk", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* TestTime.passWhile(inBulk, { step: "10 seconds" }), 5000)
    }).pipe(Effect.provide(Live()))
  )

  it.effect("misses most of them without its policies", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* TestTime.passWhile(oneByOne, { step: "10 seconds" }), 50)
    }).pipe(Effect.provide(Live({ policies: false })))
  )
})
