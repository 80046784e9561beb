import { assert, describe, layer } from "@effect/vitest"
import { PresenceClient, type PresenceError } from "@genesys-presence/client"
import { Contract, type Operation } from "@genesys-presence/models"
import { Effect } from "effect"
import { recordedClient } from "./support/clients.ts"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"
import { call, sampleCall } from "@genesys-presence/test-support/sampleCalls"

/** The field that an effect was refused for; nothing may have been sent. */
const refusedField = Effect.fnUntraced(function* <R>(effect: Effect.Effect<unknown, PresenceError.PresenceError, R>) {
  const server = yield* RecordingServer
  yield* server.takeRequests
  const error = yield* Effect.flip(effect)
  assert.strictEqual(error._tag, "PresenceInvalidRequest")
  assert.deepStrictEqual(yield* server.takeRequests, [])
  return error._tag === "PresenceInvalidRequest" ? `${error.field}: ${error.issue}` : ""
})

/** Passes what the types forbid, as a program in JavaScript might. */
const untyped = <A>(value: unknown): A => value as A // the point of these tests

const ids = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`)

describe("what cannot be sent", () => {
  layer(recordedClient())((served) => {
    for (const name of Contract.operationNames) {
      const definition: Operation.Any = Contract.contract[name]
      const { parameters } = sampleCall(name)

      for (const parameter of definition.pathParameters) {
        served.effect(`${name}: an empty, dotted, broken or missing ${parameter} is refused by name`, () =>
          Effect.gen(function* () {
            for (const value of ["", ".", "..", "\ud800", undefined, null, 7, {}]) {
              const field = yield* refusedField(call(name, { ...parameters, [parameter]: value }))
              assert.isTrue(field.startsWith(`${parameter}: `), field)
            }
          })
        )
      }

      if (definition.body !== undefined) {
        served.effect(`${name}: a missing body, or one of another kind, is refused`, () =>
          Effect.gen(function* () {
            for (const body of [undefined, "text", 7, null]) {
              const field = yield* refusedField(call(name, { ...parameters, body }))
              assert.isTrue(field.startsWith("body: "), field)
            }
          })
        )
      }
    }

    served.effect("a presence without the id of its definition is refused: a system presence alone is none", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const presenceDefinition = untyped<never>({ systemPresence: "Busy" })
        const userId = "ada"
        const missing = "presenceDefinition.id: Missing key"
        const body = { presenceDefinition }
        assert.strictEqual(yield* refusedField(client.patchUserPresencesPurecloud({ userId, body })), `body.${missing}`)
        assert.strictEqual(
          yield* refusedField(client.patchUserPresence({ userId, sourceId: "door", body })),
          `body.${missing}`
        )
        assert.strictEqual(
          yield* refusedField(client.putUsersPresencesBulk({ body: [{ id: userId, presenceDefinition }] })),
          `body[0].${missing}`
        )
      })
    )

    served.effect("a missing required field is named with its place", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const body = untyped<never>({})
        assert.strictEqual(yield* refusedField(client.postPresenceSources({ body })), "body.name: Missing key")
        assert.strictEqual(
          yield* refusedField(client.postPresenceDefinitions({ body })),
          "body.languageLabels: Missing key"
        )
        assert.strictEqual(
          yield* refusedField(client.putPresencedefinition({ presenceId: "p", body })),
          "body.languageLabels: Missing key"
        )
        assert.strictEqual(
          yield* refusedField(client.putUsersPresencesBulk({ body: [{ id: "u" }, untyped({ message: "x" })] })),
          "body[1].id: Missing key"
        )
        assert.strictEqual(
          yield* refusedField(
            client.putPresenceSettings({ body: { restorePresenceSettings: untyped({ enabled: true }) } })
          ),
          "body.restorePresenceSettings.restoreTimeMilliseconds: Missing key"
        )
      })
    )

    served.effect("more than 50 ids, no id at all, an empty id and an id with a comma are refused", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const bulk = (id: ReadonlyArray<string>) => client.getUsersPresencesPurecloudBulk({ id })
        assert.strictEqual(yield* refusedField(bulk(ids(51))), "id: Expected at most 50 ids")
        assert.strictEqual(yield* refusedField(bulk([])), "id: Expected at least 1 id")
        assert.strictEqual(yield* refusedField(bulk(["u1", ""])), "id[1]: Expected text that is not empty")
        assert.strictEqual(yield* refusedField(bulk(["u1,u2"])), "id[0]: Expected an id without a comma")
        assert.strictEqual(
          yield* refusedField(client.getUsersPresenceBulk({ sourceId: "s", id: ids(51) })),
          "id: Expected at most 50 ids"
        )
        const server = yield* RecordingServer
        yield* server.replyWith({ status: 200, body: "[]" })
        yield* bulk(ids(50))
        assert.strictEqual((yield* server.takeRequests).length, 1)
      })
    )

    served.effect("page numbers that are none are refused", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        for (const pageNumber of [0, -1, 1.5, Number.NaN, untyped<number>("1")]) {
          const field = yield* refusedField(client.getPresencedefinitions({ pageNumber }))
          assert.isTrue(field.startsWith("pageNumber: "), field)
        }
      })
    )

    served.effect("a value that JSON cannot express is refused rather than lost", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const body = untyped<{ readonly name: string }>({ name: "Door", added: 1n })
        assert.strictEqual(
          yield* refusedField(client.postPresenceSources({ body })),
          "body: holds a value that JSON cannot express"
        )
      })
    )

    served.effect("ids that would reach the bulk read are refused, those of the same resource are not", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const server = yield* RecordingServer
        assert.strictEqual(
          yield* refusedField(client.getUserPresence({ userId: "presences", sourceId: "bulk" })),
          "userId and sourceId: would reach getUsersPresenceBulk instead"
        )
        yield* server.replyWith({ status: 200, body: "{}" })
        yield* client.getUserPresence({ userId: "presences", sourceId: "purecloud" })
        yield* client.getUserPresence({ userId: "u", sourceId: "bulk" })
        assert.strictEqual((yield* server.takeRequests).length, 2)
      })
    )

    served.effect("parameters that are undefined count as not given", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const server = yield* RecordingServer
        yield* server.replyWith({ status: 200, body: "{}" })
        yield* client.getPresenceDefinitions({ deactivated: undefined, localeCode: undefined })
        yield* client.getPresenceDefinitions({})
        yield* client.getPresenceDefinitions()
        assert.deepStrictEqual(
          (yield* server.takeRequests).map(({ target }) => target),
          Array.from({ length: 3 }, () => "/api/v2/presence/definitions")
        )
      })
    )

    served.effect("headers that the client sets, or that cannot be sent, are refused", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const withHeaders = (headers: Readonly<Record<string, string>>) =>
          refusedField(client.getSystempresences().pipe(PresenceClient.withHeaders(headers)))
        assert.strictEqual(
          yield* withHeaders({ Authorization: "Bearer other" }),
          "headers.Authorization: is set by the client"
        )
        assert.strictEqual(yield* withHeaders({ host: "evil.example.com" }), "headers.host: is set by the client")
        assert.strictEqual(
          yield* withHeaders({ "x-a": "b\r\nx-c: d" }),
          "headers.x-a: must consist of visible ASCII characters and spaces"
        )
        assert.strictEqual(yield* withHeaders({ "x a": "b" }), "headers: a name is not a header name")
      })
    )
  })
})
