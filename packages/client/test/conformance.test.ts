import { assert, describe, layer } from "@effect/vitest"
import { PresenceError } from "@genesys-presence/client"
import { Contract, type Operation } from "@genesys-presence/models"
import { Effect, Schema } from "effect"
import { recordedClient } from "./support/clients.ts"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"
import { call, sampleCall } from "@genesys-presence/test-support/sampleCalls"

const errorBody = { message: "The service says no", code: "some.code", status: 1, contextId: "context-1" }

/** What may stand in the body of an error answer. */
const errorAnswers = [
  {
    what: "an ErrorBody",
    contentType: "application/json",
    text: JSON.stringify(errorBody),
    check: (error: PresenceError.StatusError) => {
      assert.deepStrictEqual(error.body, errorBody)
      assert.strictEqual(error.code, "some.code")
      assert.strictEqual(error.correlationId, "context-1")
      assert.isUndefined(error.text)
      assert.include(error.message, "The service says no")
    }
  },
  {
    what: "HTML",
    contentType: "text/html",
    text: "<html><body>Gateway</body></html>",
    check: (error: PresenceError.StatusError) => {
      assert.strictEqual(error.text, "<html><body>Gateway</body></html>")
      assert.isUndefined(error.body)
      assert.isUndefined(error.code)
    }
  },
  {
    what: "nothing",
    contentType: "application/json",
    text: "",
    check: (error: PresenceError.StatusError) => {
      assert.isUndefined(error.body)
      assert.isUndefined(error.text)
    }
  },
  {
    what: "an ErrorBody with fields of a later version",
    contentType: "application/json",
    text: JSON.stringify({ ...errorBody, addedLater: { deep: true }, details: [{ errorCode: "x", more: 1 }] }),
    check: (error: PresenceError.StatusError) => {
      assert.deepStrictEqual<unknown>(error.body, {
        ...errorBody,
        addedLater: { deep: true },
        details: [{ errorCode: "x", more: 1 }]
      })
    }
  }
]

const tagOf = (status: number): string =>
  Object.entries(PresenceError.byStatus).find(([documented]) => Number(documented) === status)?.[1].identifier ??
  "PresenceUnexpectedStatus"

const undocumented = 418

describe("the contract, over a real socket", () => {
  layer(recordedClient())((it) => {
    for (const name of Contract.operationNames) {
      const definition: Operation.Any = Contract.contract[name]
      const sample = sampleCall(name)

      it.effect(`${name} sends the method, path, query and body of the API, and a token`, () =>
        Effect.gen(function* () {
          const server = yield* RecordingServer
          yield* server.takeRequests
          yield* server.replyWith({ status: 200, body: JSON.stringify(sample.answer) ?? "" })
          yield* call(name, sample.parameters)
          const [request, ...others] = yield* server.takeRequests
          assert.strictEqual(others.length, 0)
          assert.strictEqual(request?.method, definition.method)
          assert.strictEqual(request?.target, sample.target)
          assert.strictEqual(request?.headers.authorization, "Bearer fixed-token")
          assert.strictEqual(request?.headers.accept, "application/json")
          assert.strictEqual(
            request?.headers["content-type"],
            definition.body === undefined ? undefined : "application/json"
          )
          assert.deepStrictEqual(
            definition.body === undefined ? undefined : JSON.parse(request?.body ?? ""),
            sample.body
          )
        })
      )

      // A delete documents "any 2xx", so it is tried with two of them.
      for (const status of definition.success.body === undefined ? [200, 204] : definition.success.statuses) {
        it.effect(`${name} answers what a ${status} brings, unknown keys included`, () =>
          Effect.gen(function* () {
            const server = yield* RecordingServer
            yield* server.replyWith({
              status,
              body: status === 204 ? "" : (JSON.stringify(sample.answer) ?? "ignored")
            })
            const answer = yield* call(name, sample.parameters)
            const { body } = definition.success
            assert.deepStrictEqual(
              body === undefined ? answer : yield* Schema.encodeUnknownEffect(body)(answer),
              sample.answer
            )
          })
        )
      }

      for (const status of [...definition.errors, undocumented]) {
        it.effect(`${name} turns ${status} into ${tagOf(status)}, whatever the body is`, () =>
          Effect.gen(function* () {
            const server = yield* RecordingServer
            // An answer to HEAD has no body.
            const answers = definition.method === "HEAD" ? errorAnswers.filter(({ text }) => text === "") : errorAnswers
            for (const { check, contentType, text } of answers) {
              yield* server.replyWith({ status, headers: { "content-type": contentType }, body: text })
              const error = yield* Effect.flip(call(name, sample.parameters))
              assert.strictEqual(error._tag, tagOf(status))
              assert.isTrue(PresenceError.isStatusError(error))
              if (PresenceError.isStatusError(error)) {
                assert.strictEqual(error.operation, name)
                assert.strictEqual(error.method, definition.method)
                assert.strictEqual(error.path, definition.path)
                assert.strictEqual(error.status, status)
                assert.strictEqual(error.attempts, 1)
                check(error)
              }
            }
          })
        )
      }
    }
  })
})
