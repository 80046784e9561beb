import { Fault, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Exit, Fiber, Layer, Scope } from "effect"
import { TestClock } from "effect/testing"
import { basic, logIn, send, userId } from "./api.ts"
import { faultCases, faultedBody, faultedForm, type Sight } from "./faultCases.ts"
import { rawConnection, requestText } from "./rawConnection.ts"

const path = `/api/v2/users/${userId(1)}/presences/purecloud`

const isLogin = (kind: Fault.Kind) => Fault.loginKinds.includes(kind)

/** The request that is faulted: a token request for the kinds of the login, else a PATCH. */
const textFor = Effect.fnUntraced(function* (kind: Fault.Kind, token: string) {
  const { defaultClient } = yield* Sandbox
  return isLogin(kind)
    ? requestText(
        "POST",
        "/oauth/token",
        { authorization: basic(defaultClient), "content-type": "application/x-www-form-urlencoded" },
        faultedForm
      )
    : requestText("PATCH", path, { authorization: `Bearer ${token}`, "content-type": "application/json" }, faultedBody)
})

/** Opens a connection whose request has a fault. */
const faulted = Effect.fnUntraced(function* (fault: Fault.Fault) {
  const { faults, port } = yield* Sandbox
  const { token } = yield* logIn()
  yield* faults.add({ operation: isLogin(fault.kind) ? "oauthToken" : "patchUserPresencesPurecloud", fault })
  return yield* rawConnection(port, yield* textFor(fault.kind, token))
})

/** Waits until the sandbox has taken notice of a request with a fault. */
const handled = Effect.fnUntraced(function* (kind: Fault.Kind) {
  const { requests } = yield* Sandbox
  while (!(yield* requests).some((record) => record.fault === kind)) yield* send("GET", "/nothing")
  // Whatever the sandbox still had to say is said before it answers another request.
  yield* send("GET", "/nothing")
})

const applied = Effect.flatMap(Sandbox, ({ ledger }) =>
  Effect.map(ledger, (entries) => entries.reduce((sum, entry) => sum + entry.applied, 0))
)

describe("on the wire", () => {
  for (const kind of Fault.kinds) {
    const expected = faultCases[kind]
    it.effect(`${kind}: ${Fault.descriptions[kind]}`, () =>
      Effect.gen(function* () {
        const connection = yield* faulted(expected.fault)
        const ended = yield* Effect.forkChild(connection.end)
        yield* handled(kind)
        if (expected.takes !== undefined) {
          yield* TestClock.adjust(expected.takes - 1)
          yield* send("GET", "/nothing")
          assert.isTrue(yield* connection.isOpen)
          while (ended.pollUnsafe() === undefined) {
            yield* TestClock.adjust(100)
            yield* send("GET", "/nothing")
          }
        }
        if (expected.ending === "open") assert.isTrue(yield* connection.isOpen)
        const sight: Sight = {
          ending: expected.ending === "open" ? "open" : yield* Fiber.join(ended),
          text: yield* connection.received,
          pieces: yield* connection.pieces
        }
        assert.strictEqual(sight.ending, expected.ending)
        expected.see(sight)
        assert.strictEqual(yield* applied, expected.applied)
      }).pipe(Effect.scoped, Effect.provide(Sandbox.layer()))
    )
  }

  it.effect("a connection that stays open ends with its sandbox", () =>
    Effect.gen(function* () {
      for (const fault of [
        { kind: "noAnswer" },
        { kind: "stalledBody" },
        { kind: "delay", millis: 60_000 },
        { kind: "slowBody", bytesPerSecond: 1 }
      ] as const) {
        const scope = yield* Scope.make()
        const context = yield* Layer.buildWithScope(Sandbox.layer(), scope)
        const connection = yield* faulted(fault).pipe(Effect.provideContext(context))
        yield* Effect.provideContext(handled(fault.kind), context)
        assert.isTrue(yield* connection.isOpen)
        yield* Scope.close(scope, Exit.void)
        yield* connection.end
        // The port is free again: nothing of the sandbox is left.
        const { port } = Context.get(context, Sandbox)
        yield* Effect.scoped(Layer.build(Sandbox.layer({ port })))
      }
    }).pipe(Effect.scoped)
  )

  it.effect("a fault waits for the answers to what the client asked before on the same connection", () =>
    Effect.gen(function* () {
      const { faults, port } = yield* Sandbox
      yield* faults.add({ operation: "*", fault: { kind: "delay", millis: 1000 } })
      yield* faults.add({ operation: "*", fault: { kind: "notHttp" } })
      const text = "GET /api/v2/systempresences HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
      const connection = yield* rawConnection(port, text + text)
      yield* handled("notHttp")
      assert.strictEqual(yield* connection.received, "")
      yield* TestClock.adjust(1000)
      assert.strictEqual(yield* connection.end, "closed")
      assert.match(yield* connection.received, /^HTTP\/1\.1 401 [^]*}220 this is not HTTP\r\n$/)
    }).pipe(Effect.scoped, Effect.provide(Sandbox.layer()))
  )

  it.effect("a client that goes away ends what its request waits for, and disturbs nobody", () =>
    Effect.gen(function* () {
      for (const kind of ["noAnswer", "stalledBody"] as const) {
        yield* Effect.scoped(Effect.andThen(faulted({ kind }), handled(kind)))
        assert.strictEqual((yield* (yield* logIn()).get(path)).status, 200)
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
