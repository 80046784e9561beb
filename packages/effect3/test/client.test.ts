import { assert, describe, expectTypeOf, layer } from "@effect/vitest"
import { Contract, type Operation, PresenceContract } from "@genesys-presence/models"
import { byStatus } from "@genesys-presence/client/PresenceError"
import { ConfigProvider, DateTime, type Duration, Effect, Exit, Fiber, Inspectable, Layer, TestClock } from "effect"
import { sampleCall } from "@genesys-presence/test-support/sampleCalls"
import { GenesysCloud, PresenceClient, PresenceError } from "@genesys-presence/effect3"
import { live, secret, Service, token, transports } from "./support/service.ts"

type Call = (...args: ReadonlyArray<unknown>) => Effect.Effect<unknown, PresenceError.PresenceError>

/** An operation by its name, with parameters that the contract made. */
const call = (client: PresenceClient["Type"], name: PresenceContract.OperationName) => {
  const { parameters } = sampleCall(name)
  // The parameters come from the contract, for any operation.
  const method = client[name] as unknown as Call
  return Object.keys(parameters).length === 0 ? method() : method(parameters)
}

const tags = Object.entries(byStatus).map(([status, { identifier }]) => [Number(status), identifier] as const)

describe.each(transports)("the client of Effect 3, over sockets of `%s`", (_name, transport) => {
  layer(live(transport))((it) => {
    for (const name of PresenceContract.operationNames) {
      const definition: Operation.Any = Contract.contract[name]
      const sample = sampleCall(name)

      it.effect(`${name} sends what the API takes, and answers`, () =>
        Effect.gen(function* () {
          const service = yield* Service
          const client = yield* PresenceClient
          service.take()
          service.state.reply = { status: 200, body: JSON.stringify(sample.answer) ?? "" }
          yield* call(client, name)
          const [request] = service.take()
          assert.strictEqual(request?.method, definition.method)
          assert.strictEqual(request?.target, sample.target)
          assert.strictEqual(request?.headers.authorization, `Bearer ${token}`)
          if (sample.body !== undefined) assert.deepStrictEqual<unknown>(JSON.parse(request?.body ?? ""), sample.body)
        })
      )

      it.effect(`${name} fails with the error of each status`, () =>
        Effect.gen(function* () {
          const service = yield* Service
          const client = yield* PresenceClient
          for (const [status, tag] of [...tags, [418, "PresenceUnexpectedStatus"] as const]) {
            service.state.reply = { status, body: JSON.stringify({ message: "The service says no", contextId: "c1" }) }
            const error = yield* Effect.flip(call(client, name))
            const documented = definition.errors.includes(status)
            assert.strictEqual(error._tag, documented ? tag : "PresenceUnexpectedStatus")
            assert.isTrue(PresenceError.isPresenceError(error))
            assert.include(error.message, "The service says no")
            assert.propertyVal(error, "status", status)
            assert.propertyVal(error, "correlationId", "c1")
            assert.notInclude(Inspectable.toStringUnknown(error) + String(error.stack), token)
            assert.notInclude(Inspectable.toStringUnknown(error) + String(error.stack), secret)
          }
        })
      )
    }

    it.effect("dates are those of Effect 3, and catchTag narrows", () =>
      Effect.gen(function* () {
        const service = yield* Service
        const client = yield* PresenceClient
        service.state.reply = { status: 200, body: JSON.stringify({ modifiedDate: "2024-05-06T07:08:09.010Z" }) }
        const presence = yield* client.getUserPresencesPurecloud({ userId: "u1" }).pipe(
          Effect.catchTag("PresenceNotFound", (error) => {
            expectTypeOf(error.status).toEqualTypeOf<number>()
            expectTypeOf(error.elapsed).toEqualTypeOf<Duration.Duration>()
            return Effect.die(error)
          })
        )
        expectTypeOf(presence.modifiedDate).toEqualTypeOf<DateTime.Utc | undefined>()
        assert.isTrue(DateTime.isDateTime(presence.modifiedDate))
        assert.strictEqual(
          presence.modifiedDate && DateTime.formatIso(presence.modifiedDate),
          "2024-05-06T07:08:09.010Z"
        )
      })
    )

    it.effect("a setting that cannot be used is an error of the layer", () =>
      Effect.gen(function* () {
        const broken = GenesysCloud.layer({ apiUrl: "no url", loginUrl: "no url" })
        const error = yield* Effect.flip(Effect.scoped(Layer.build(broken)))
        assert.instanceOf(error, PresenceError.PresenceConfigurationError)
      })
    )

    it.effect("a variable that cannot be used is named, and not the one that its error mentions", () =>
      Effect.gen(function* () {
        const variables = ["GENESYS_CLOUD_API_URL", "GENESYS_CLOUD_LOGIN_URL"].map(
          (name) => [name, "http://sandbox"] as const
        )
        const error = yield* Effect.flip(Effect.scoped(Layer.build(GenesysCloud.layerFromConfig()))).pipe(
          Effect.withConfigProvider(ConfigProvider.fromMap(new Map(variables)))
        )
        assert.deepStrictEqual("path" in error && error.path, ["GENESYS_CLOUD_API_URL"])
        assert.include(error.message, "GENESYS_CLOUD_ALLOW_INSECURE_HTTP")
      })
    )

    it.effect("a redirect is not followed", () =>
      Effect.gen(function* () {
        const service = yield* Service
        const client = yield* PresenceClient
        service.take()
        service.state.reply = { status: 302, headers: { location: `${service.url}/elsewhere` } }
        const error = yield* Effect.flip(client.getSystempresences())
        assert.propertyVal(error, "status", 302)
        assert.lengthOf(service.take(), 1)
      })
    )

    for (const [length, headers] of [
      ["of unknown length", {}],
      ["that says how long it is", { "content-length": String(11 * 1024 * 1024) }]
    ] as const) {
      it.effect(`a body ${length} is not read beyond what is allowed`, () =>
        Effect.gen(function* () {
          const service = yield* Service
          const client = yield* PresenceClient
          service.state.reply = { status: 200, body: `[${" ".repeat(11 * 1024 * 1024 - 2)}]`, headers }
          const error = yield* Effect.flip(client.getSystempresences())
          assert.instanceOf(error, PresenceError.PresenceDecodeError)
          service.state.reply = { status: 200, body: "[]" }
          assert.deepStrictEqual(yield* client.getSystempresences(), [])
        })
      )
    }

    it.effect("an interrupted fiber closes the connection", () =>
      Effect.gen(function* () {
        const service = yield* Service
        const client = yield* PresenceClient
        service.state.reply = undefined
        const arrived = new Promise<void>((resolve) => (service.state.onArrival = resolve))
        const aborted = new Promise<void>((resolve) => (service.state.onAbort = resolve))
        const fiber = yield* Effect.fork(client.getSystempresences())
        yield* Effect.promise(() => arrived)
        const exit = yield* Fiber.interrupt(fiber)
        yield* Effect.promise(() => aborted)
        assert.isTrue(Exit.isInterrupted(exit))
      })
    )

    it.effect("the test clock ends an attempt after 30 seconds", () =>
      Effect.gen(function* () {
        const service = yield* Service
        const client = yield* PresenceClient
        service.state.reply = undefined
        const arrived = new Promise<void>((resolve) => (service.state.onArrival = resolve))
        const fiber = yield* Effect.fork(Effect.flip(client.getSystempresences()))
        yield* Effect.promise(() => arrived)
        yield* TestClock.adjust("30 seconds")
        const error = yield* Fiber.join(fiber)
        assert.instanceOf(error, PresenceError.PresenceTimeout)
      })
    )

    it.effect("the caller's trace reaches the service", () =>
      Effect.gen(function* () {
        const service = yield* Service
        const client = yield* PresenceClient
        service.take()
        service.state.reply = { status: 200, body: "[]" }
        const traceId = yield* Effect.zipRight(
          client.getSystempresences(),
          Effect.map(Effect.orDie(Effect.currentSpan), (span) => span.traceId)
        ).pipe(Effect.withSpan("caller"))
        assert.include(String(service.take()[0]?.headers["traceparent"]), traceId)
      })
    )
  })
})
