import { assert, describe, it } from "@effect/vitest"
import { Authentication, type PresenceError } from "@genesys-presence/client"
import { Effect, Redacted } from "effect"
import { fakeClient, FakeService } from "./support/fakeService.ts"
import { read } from "./support/runs.ts"

const token = "canary-token-4711"

const Client = fakeClient(Authentication.layerToken(Redacted.make(token)), { maxBodyBytes: 10_000 })

/** What a call ends with when the API answers so. */
const failureAfter = (answer: () => Response) =>
  Effect.gen(function* () {
    const service = yield* FakeService
    service.onApi(() => Effect.sync(answer))
    return yield* Effect.flip(read)
  }).pipe(Effect.provide(Client))

const tooLong = (headers: Record<string, string>) => () => new Response("x".repeat(20_000), { headers })

const decodeError = (error: PresenceError.PresenceError): PresenceError.PresenceDecodeError => {
  assert.strictEqual(error._tag, "PresenceDecodeError")
  return error as PresenceError.PresenceDecodeError // its tag has just been compared
}

describe("an answer at the edge", () => {
  it.effect("that is too long is kept in part, with its correlation id", () =>
    Effect.gen(function* () {
      const error = decodeError(yield* failureAfter(tooLong({ "inin-correlation-id": "correlation-1" })))
      assert.strictEqual(error.correlationId, "correlation-1")
      assert.isAtMost(error.text?.length ?? 0, 2000)
      assert.strictEqual(error.issue, "the body is longer than 10000 bytes")
    })
  )

  it.effect("that is too long has no correlation id where none came", () =>
    Effect.gen(function* () {
      assert.isFalse("correlationId" in decodeError(yield* failureAfter(tooLong({}))))
    })
  )

  it.effect("with status 300 is no success", () =>
    Effect.gen(function* () {
      const error = yield* failureAfter(() => Response.json([], { status: 300 }))
      assert.strictEqual(error._tag, "PresenceUnexpectedStatus")
    })
  )

  it.effect("that repeats the token says where it was cut out", () =>
    Effect.gen(function* () {
      const error = yield* failureAfter(() =>
        Response.json({ status: 403, code: "x", message: `no ${token} here` }, { status: 403 })
      )
      assert.include(error.message, "no <redacted> here")
    })
  )
})
