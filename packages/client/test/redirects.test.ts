import { assert, describe, it } from "@effect/vitest"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import { Effect, Layer, Redacted } from "effect"
import { transports } from "./support/clients.ts"
import { RecordingServer, type Reply } from "./support/recordingServer.ts"

const redirects = [301, 302, 303, 307, 308]

const reply =
  (redirect: "api" | "login", status: number) =>
  (request: { readonly target: string }): Reply => {
    const isLogin = request.target === "/oauth/token"
    if (isLogin === (redirect === "login")) return { status, headers: { location: "/elsewhere" } }
    return isLogin
      ? { status: 200, body: JSON.stringify({ access_token: "t", token_type: "bearer", expires_in: 60 }) }
      : { status: 200, body: "[]" }
  }

for (const [transport, http] of transports) {
  const Client = PresenceClient.layer.pipe(
    Layer.provide(PresenceTransport.layer),
    Layer.provide(Authentication.layerClientCredentials({ clientId: "c", clientSecret: Redacted.make("some-secret") })),
    Layer.provide(
      Layer.unwrap(Effect.map(RecordingServer, ({ url }) => GenesysCloud.layer({ apiUrl: url, loginUrl: url })))
    ),
    Layer.provide(http),
    Layer.provideMerge(RecordingServer.layer)
  )

  describe(`a redirect over ${transport}`, () => {
    for (const status of redirects) {
      it.effect(`${status} of the API is an error and is not followed`, () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          const client = yield* PresenceClient
          yield* server.replyWith(reply("api", status))
          const error = yield* Effect.flip(client.postPresenceSources({ body: { name: "Door" } }))
          assert.strictEqual(error._tag, "PresenceUnexpectedStatus")
          assert.include(error.message, `${status}`)
          assert.include(error.message, "Redirects are not followed")
          assert.deepStrictEqual(
            (yield* server.takeRequests).map(({ target }) => target),
            ["/oauth/token", "/api/v2/presence/sources"]
          )
        }).pipe(Effect.provide(Client))
      )

      it.effect(`${status} of the login is an error, and the secret is not sent on`, () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          const client = yield* PresenceClient
          yield* server.replyWith(reply("login", status))
          const error = yield* Effect.flip(client.getSystempresences())
          assert.strictEqual(error._tag, "PresenceAuthenticationError")
          if (error._tag === "PresenceAuthenticationError") {
            assert.strictEqual(error.reason, "UnexpectedAnswer")
            assert.strictEqual(error.status, status)
          }
          assert.deepStrictEqual(
            (yield* server.takeRequests).map(({ target }) => target),
            ["/oauth/token"]
          )
        }).pipe(Effect.provide(Client))
      )
    }
  })
}
