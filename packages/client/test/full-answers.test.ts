import { assert, describe, layer } from "@effect/vitest"
import { PresenceClient } from "@genesys-presence/client"
import { Duration, Effect } from "effect"
import { recordedClient, transports } from "./support/clients.ts"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"

for (const [transport, http] of transports) {
  describe(`a call over ${transport}`, () => {
    layer(recordedClient(http))((it) => {
      it.effect("answers with status, headers and correlation id when it is asked to", () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          const client = yield* PresenceClient
          yield* server.replyWith({
            status: 201,
            headers: { "ININ-Correlation-Id": "correlation-1", "inin-ratelimit-count": "6" },
            body: JSON.stringify({ id: "d1", languageLabels: { en_US: "Lunch" } })
          })
          const response = yield* client.execute("postPresenceDefinitions", {
            body: { languageLabels: { en_US: "Lunch" } }
          })
          assert.strictEqual(response.operation, "postPresenceDefinitions")
          assert.strictEqual(response.status, 201)
          assert.strictEqual(response.correlationId, "correlation-1")
          assert.strictEqual(response.headers["inin-ratelimit-count"], "6")
          assert.strictEqual(response.attempts, 1)
          assert.isTrue(Duration.isFinite(response.elapsed))
          assert.deepStrictEqual(response.body, { id: "d1", languageLabels: { en_US: "Lunch" } })
        })
      )

      it.effect("asks for JSON, and says that it sends JSON where it does", () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          const client = yield* PresenceClient
          yield* server.replyWith({ status: 200, body: "[]" })
          yield* server.takeRequests
          yield* client.getSystempresences()
          yield* Effect.exit(client.postPresenceSources({ body: { name: "Door" } }))
          const [read, write] = (yield* server.takeRequests).map(({ headers }) => headers)
          assert.strictEqual(read?.accept, "application/json")
          assert.notProperty(read, "content-type")
          assert.strictEqual(write?.accept, "application/json")
          assert.match(write?.["content-type"] ?? "", /^application\/json/)
        })
      )

      it.effect("carries the headers of one caller, and of no other", () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          const client = yield* PresenceClient
          yield* server.replyWith({ status: 200, body: "[]" })
          yield* server.takeRequests
          yield* client
            .getSystempresences()
            .pipe(
              PresenceClient.withHeaders({ "x-inner": "1", "x-both": "inner" }),
              PresenceClient.withHeaders({ "x-outer": "2", "x-both": "outer" })
            )
          yield* PresenceClient.withHeaders(client.getSystempresences(), { "x-first": "3" })
          yield* client.getSystempresences()
          const headers = (yield* server.takeRequests).map((request) => request.headers)
          assert.deepInclude(headers[0], { "x-inner": "1", "x-outer": "2", "x-both": "inner" })
          assert.deepInclude(headers[1], { "x-first": "3" })
          assert.notProperty(headers[2], "x-first")
        })
      )

      it.effect("reads a body of any kind in whole, so that the connection is free for the next call", () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          const client = yield* PresenceClient
          yield* server.replyWith({ status: 500, body: "x".repeat(100_000) })
          for (let i = 0; i < 20; i++) {
            const error = yield* Effect.flip(client.getSystempresences())
            assert.strictEqual(error._tag, "PresenceInternalServerError")
            if (error._tag === "PresenceInternalServerError") assert.strictEqual(error.text?.length, 2000)
          }
        })
      )

      it.effect("does not propagate traces to the service", () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          const client = yield* PresenceClient
          yield* server.replyWith({ status: 200, body: "[]" })
          yield* server.takeRequests
          yield* client.getSystempresences().pipe(Effect.withSpan("outer"))
          const [request] = yield* server.takeRequests
          assert.notProperty(request?.headers, "traceparent")
          assert.notProperty(request?.headers, "b3")
        })
      )
    })
  })
}
