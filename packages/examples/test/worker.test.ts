import { assert, describe, it } from "@effect/vitest"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import { serveWorker } from "./support/workerd.ts"

/** A worker on a cold isolate, with the sandbox as its organisation. */
const cold = Effect.gen(function* () {
  const { environment, tokenRequests, users } = yield* Sandbox
  const url = yield* serveWorker("leavingWorker.ts", environment)
  const request = (query = "", userId = users[0]?.id) =>
    Effect.promise(() => fetch(`${url}/users/${userId}/presence?${query}`)).pipe(
      Effect.tap((response) => Effect.promise(() => response.text())),
      Effect.map(({ status }) => status)
    )
  const eight = Effect.all(
    Array.from({ length: 8 }, () => request()),
    { concurrency: "unbounded" }
  )
  return { request, eight, logins: tokenRequests }
})

const allWell = Array.from({ length: 8 }, () => 200)

/** Its login takes longer than a request that leaves at once. */
const Organization = Sandbox.layer({
  users: 1,
  expiresIn: "1 hour",
  faults: [{ operation: "oauthToken", fault: { kind: "delay", millis: 200 }, times: "always" }]
})

describe("a worker in workerd", () => {
  it.live("answers eight requests at once on a cold isolate, with one login", () =>
    Effect.gen(function* () {
      const { eight, logins, request } = yield* cold
      assert.deepStrictEqual(yield* eight, allWell)
      assert.deepStrictEqual(yield* eight, allWell)
      assert.strictEqual(yield* request("", "nobody"), 404)
      assert.strictEqual(yield* logins, 1)
    }).pipe(Effect.provide(Organization), Effect.scoped)
  )

  it.live("keeps its token while it is idle, and logs in again when it has expired", () =>
    Effect.gen(function* () {
      const { eight, logins, request } = yield* cold
      assert.strictEqual(yield* request(), 200)
      assert.strictEqual(yield* request("later=30"), 200)
      assert.strictEqual(yield* logins, 1)
      assert.strictEqual(yield* request("later=3600"), 200)
      assert.deepStrictEqual(yield* eight, allWell)
      assert.strictEqual(yield* logins, 2)
    }).pipe(Effect.provide(Organization), Effect.scoped)
  )

  it.live("logs in although a renewal in the background went away with its request", () =>
    Effect.gen(function* () {
      const { eight, logins, request } = yield* cold
      assert.strictEqual(yield* request(), 200)
      // The token is in the last minute of its life.
      assert.strictEqual(yield* request("later=3590&leave"), 200)
      assert.strictEqual(yield* request("later=10"), 200)
      assert.deepStrictEqual(yield* eight, allWell)
      assert.isAtLeast(yield* logins, 2)
    }).pipe(Effect.provide(Organization), Effect.scoped)
  )

  it.live("logs in although the request that began the first login was cut off", () =>
    Effect.gen(function* () {
      const { eight, request } = yield* cold
      assert.strictEqual(yield* request("leave"), 200)
      assert.strictEqual(yield* request("later=20"), 200)
      assert.deepStrictEqual(yield* eight, allWell)
    }).pipe(Effect.provide(Organization), Effect.scoped)
  )
})
