import { assert, describe, it } from "@effect/vitest"
import { Authentication, PresenceClient, PresenceError, RetryLayer } from "@genesys-presence/client"
import { Duration, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { recordedClient, transports } from "./support/clients.ts"
import { fakeClient, FakeService } from "./support/fakeService.ts"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"
import { read } from "./support/runs.ts"

const token = Authentication.layerToken(Redacted.make("fixed"))

const refusing = (status: number) =>
  Effect.map(FakeService, (service) => {
    service.onApi(() =>
      Effect.sync(() =>
        service.apiTokens().length === 1
          ? new Response("", { status, headers: { "retry-after": "soon" } })
          : Response.json([])
      )
    )
    return service
  })

describe("a Retry-After that cannot be read", () => {
  for (const [status, policy, layer] of [
    [429, "rateLimited", RetryLayer.rateLimited()],
    [503, "transient", RetryLayer.transient()],
    [503, "recommended", RetryLayer.recommended()]
  ] as const) {
    it.effect(`of a ${status} makes ${policy} wait 30 seconds, and try again`, () =>
      Effect.gen(function* () {
        const service = yield* refusing(status)
        const fiber = yield* Effect.forkChild(read)
        yield* TestClock.adjust("29 seconds")
        assert.lengthOf(service.apiTokens(), 1)
        yield* TestClock.adjust("3 seconds")
        yield* Fiber.join(fiber)
        assert.lengthOf(service.apiTokens(), 2)
      }).pipe(Effect.provide(fakeClient(token, {}, layer)))
    )
  }

  it.effect("keeps a circuit open for 30 seconds", () =>
    Effect.gen(function* () {
      yield* refusing(503)
      yield* Effect.flip(read)
      const open = yield* Effect.flip(read)
      assert.strictEqual(open._tag, "PresenceCircuitOpen")
      assert.deepStrictEqual(PresenceError.retryAfter(open), Duration.seconds(30))
    }).pipe(Effect.provide(fakeClient(token, {}, RetryLayer.circuitBreaker({ trip: { consecutive: 1 } }))))
  )
})

describe("several headers Retry-After", () => {
  for (const [transport, http] of transports) {
    // The runtime keeps the first of several headers of this name, and hands out no other.
    const longest = transport === "node:http" ? 7 : 40
    it.effect(`over ${transport} count as ${longest} seconds`, () =>
      Effect.gen(function* () {
        const server = yield* RecordingServer
        const client = yield* PresenceClient
        const date = new Date(1_800_000_000_000)
        const at = (seconds: number) => new Date(date.getTime() + seconds * 1000).toUTCString()
        yield* server.replyWith({
          status: 429,
          headers: { date: date.toUTCString(), "retry-after": ["7", at(40), "soon", at(20)] },
          body: "{}"
        })
        const error = yield* Effect.flip(client.getSystempresences())
        assert.deepStrictEqual(PresenceError.retryAfter(error), Duration.seconds(longest))
      }).pipe(Effect.provide(recordedClient(http)))
    )
  }
})
