import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  PresenceClient,
  PresenceError,
  PresenceTransport
} from "@genesys-presence/client"
import { Duration, Effect, Fiber, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { createServer as createHttpServer } from "node:http"
import { type AddressInfo, createServer, type Socket } from "node:net"
import { over, transports } from "./support/clients.ts"
import { fakeClient, FakeService } from "./support/fakeService.ts"

/** A server that does what it is told to each connection once the first bytes of a request are there. */
const rawServer = (onRequest: (socket: Socket) => void) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly port: number; readonly sockets: Set<Socket>; readonly close: () => void }>((resume) => {
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on("error", () => undefined)
        socket.on("close", () => sockets.delete(socket))
        socket.once("data", () => onRequest(socket))
      }).listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo // the shape for a server on a port
        resume(
          Effect.succeed({
            port,
            sockets,
            close: () => {
              for (const socket of sockets) socket.destroy()
              server.close()
            }
          })
        )
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const clientAt = (port: number, http = over(NodeHttpClient.layerUndici)) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make("canary-token"))),
    Layer.provide(GenesysCloud.layer({ apiUrl: `http://127.0.0.1:${port}`, loginUrl: `http://127.0.0.1:${port}` })),
    Layer.provide(http)
  )

const read = Effect.flatMap(PresenceClient, (client) => client.getSystempresences())

const transportError = Effect.fnUntraced(function* (client: ReturnType<typeof clientAt>) {
  const error = yield* Effect.flip(read).pipe(Effect.provide(client))
  assert.strictEqual(error._tag, "PresenceTransportError")
  return error as PresenceError.PresenceTransportError // its tag has just been compared
})

for (const [transport, http] of transports) {
  describe(`no answer over ${transport}`, () => {
    it.effect("because nobody listens: nothing was sent", () =>
      Effect.gen(function* () {
        const { close, port } = yield* rawServer(() => undefined)
        close()
        const error = yield* transportError(clientAt(port, http))
        assert.strictEqual(error.reason, "ConnectionRefused")
        assert.strictEqual(error.code, "ECONNREFUSED")
        assert.strictEqual(error.sent, "no")
        assert.strictEqual(error.attempts, 1)
        assert.isTrue(PresenceError.wasNotExecuted(error))
        assert.isTrue(PresenceError.isRetryable(error))
        assert.strictEqual(
          error.message,
          "getSystempresences: no answer: ConnectionRefused (ECONNREFUSED, nothing was sent)"
        )
      })
    )

    it.effect("because the connection is reset: the service may have executed it", () =>
      Effect.gen(function* () {
        const { port } = yield* rawServer((socket) => socket.resetAndDestroy())
        const error = yield* transportError(clientAt(port, http))
        assert.strictEqual(error.reason, "ConnectionLost")
        assert.strictEqual(error.sent, "unknown")
        assert.isFalse(PresenceError.wasNotExecuted(error))
        assert.include(error.message, "the service may have executed it")
      })
    )

    it.effect("because it breaks off in the middle of the body", () =>
      Effect.gen(function* () {
        const { port } = yield* rawServer((socket) => {
          socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n[{", () =>
            socket.resetAndDestroy()
          )
        })
        const error = yield* transportError(clientAt(port, http))
        assert.strictEqual(error.sent, "unknown")
      })
    )

    it.live("is aborted on the socket when the caller is interrupted", () =>
      Effect.gen(function* () {
        let arrived: () => void = () => undefined
        const request = new Promise<void>((resolve) => {
          arrived = resolve
        })
        let gone: () => void = () => undefined
        const closed = new Promise<void>((resolve) => {
          gone = resolve
        })
        const { port } = yield* rawServer((socket) => {
          socket.on("close", () => gone())
          arrived()
        })
        const fiber = yield* Effect.forkChild(read.pipe(Effect.provide(clientAt(port, http))))
        yield* Effect.promise(() => request)
        yield* Fiber.interrupt(fiber)
        yield* Effect.promise(() => closed)
      })
    )

    it.effect("larger than the limit is read, however it is announced", () =>
      Effect.gen(function* () {
        const limited = (port: number) =>
          PresenceClient.layerBare().pipe(
            Layer.provide(PresenceTransport.layer({ maxBodyBytes: 1000 })),
            Layer.provide(Authentication.layerToken(Redacted.make("canary-token"))),
            Layer.provide(
              GenesysCloud.layer({ apiUrl: `http://127.0.0.1:${port}`, loginUrl: `http://127.0.0.1:${port}` })
            ),
            Layer.provide(http)
          )
        const body = JSON.stringify([{ id: "x".repeat(2000) }])
        for (const headers of [{ "content-length": body.length }, {}]) {
          const server = yield* Effect.acquireRelease(
            Effect.callback<ReturnType<typeof createHttpServer>>((resume) => {
              const listening = createHttpServer((_request, response) => {
                response.writeHead(200, headers).end(body)
              }).listen(0, "127.0.0.1", () => resume(Effect.succeed(listening)))
            }),
            (listening) =>
              Effect.sync(() => {
                listening.closeAllConnections()
                listening.close()
              })
          )
          const { port } = server.address() as AddressInfo // the shape for a server on a port
          const error = yield* Effect.flip(read).pipe(Effect.provide(limited(port)))
          assert.strictEqual(error._tag, "PresenceDecodeError")
          if (error._tag === "PresenceDecodeError") {
            assert.strictEqual(error.issue, "the body is longer than 1000 bytes")
            assert.strictEqual(error.text.length, 1000)
          }
        }
      })
    )
  })
}

describe("an attempt", () => {
  const fixed = Authentication.layerToken(Redacted.make("fixed"))

  it.effect("that takes longer than its limit is a timeout that says which limit", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onApi(() => Effect.never)
      const fiber = yield* Effect.forkChild(Effect.flip(read))
      yield* Effect.yieldNow
      yield* TestClock.adjust("5 seconds")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag, "PresenceTimeout")
      if (error._tag === "PresenceTimeout") {
        assert.strictEqual(error.scope, "attempt")
        assert.strictEqual(Duration.toSeconds(error.limit), 5)
        assert.strictEqual(Duration.toSeconds(error.elapsed), 5)
        assert.strictEqual(error.message, "getSystempresences: no answer within 5s, the limit of one attempt")
      }
    }).pipe(Effect.provide(fakeClient(fixed, { attemptTimeout: "5 seconds" })))
  )

  it.effect("is given 30 seconds by default", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onApi(() =>
        Effect.delay(
          Effect.sync(() => Response.json([])),
          "29 seconds"
        )
      )
      const fiber = yield* Effect.forkChild(read)
      yield* Effect.yieldNow
      yield* TestClock.adjust("29 seconds")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [])
      service.onApi(() => Effect.never)
      const slow = yield* Effect.forkChild(Effect.flip(read))
      yield* Effect.yieldNow
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual((yield* Fiber.join(slow))._tag, "PresenceTimeout")
    }).pipe(Effect.provide(fakeClient(fixed)))
  )

  it.effect("may be given as long as it takes", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onApi(() =>
        Effect.delay(
          Effect.sync(() => Response.json([])),
          "1 day"
        )
      )
      const fiber = yield* Effect.forkChild(read)
      yield* Effect.yieldNow
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [])
    }).pipe(Effect.provide(fakeClient(fixed, { attemptTimeout: Duration.infinity })))
  )
})

describe("an answer that is not what the API documents", () => {
  const fixed = Authentication.layerToken(Redacted.make("fixed"))
  const answers: ReadonlyArray<readonly [what: string, text: string, issue: string]> = [
    ["empty", "", "the body is empty"],
    ["HTML", "<html>", "the body is not JSON"],
    ["a field of another type", `[{"id":7}]`, `Expected string | null\n  at [0]["id"]`],
    ["an object for a list", "{}", "Expected array"]
  ]
  for (const [what, text, issue] of answers) {
    it.effect(`${what} is a decode error with its place and its text`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onApi(() =>
          Effect.sync(() => new Response(text, { status: 200, headers: { "inin-correlation-id": "c-1" } }))
        )
        const error = yield* Effect.flip(read)
        assert.strictEqual(error._tag, "PresenceDecodeError")
        if (error._tag === "PresenceDecodeError") {
          assert.strictEqual(error.issue, issue)
          assert.strictEqual(error.text, text)
          assert.strictEqual(error.correlationId, "c-1")
          assert.isFalse(error.message.includes("\n"))
        }
      }).pipe(Effect.provide(fakeClient(fixed)))
    )
  }

  it.effect("never makes a delete succeed when it is a page: a portal answered, and nothing was deleted", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const client = yield* PresenceClient
      const remove = client.deletePresenceSource({ sourceId: "door" })
      service.onApi(() =>
        Effect.sync(
          () => new Response("<html>Log in</html>", { headers: { "content-type": "text/html; charset=utf-8" } })
        )
      )
      const error = yield* Effect.flip(remove)
      assert.strictEqual(error._tag, "PresenceDecodeError")
      if (error._tag === "PresenceDecodeError") assert.strictEqual(error.text, "<html>Log in</html>")
      service.onApi(() => Effect.sync(() => Response.json({ deactivated: true })))
      assert.strictEqual(yield* remove, undefined)
    }).pipe(Effect.provide(fakeClient(fixed)))
  )

  it.effect("is a decode error when it says itself that the request failed, whatever its status says", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const client = yield* PresenceClient
      const body = { message: "the service failed", code: "internal.server.error", status: 500, contextId: "c-2" }
      service.onApi(() => Effect.sync(() => Response.json(body)))
      for (const call of [
        client.patchUserPresencesPurecloud({ userId: "ada", body: { message: "lunch" } }),
        client.getPresenceSettings(),
        client.deletePresenceSource({ sourceId: "door" })
      ]) {
        const error = yield* Effect.flip<unknown, PresenceError.PresenceError, never>(call)
        assert.strictEqual(error._tag, "PresenceDecodeError")
        if (error._tag === "PresenceDecodeError") {
          assert.strictEqual(error.issue, "the body is that of an error")
          assert.strictEqual(error.text, JSON.stringify(body))
        }
      }
      // The fields of an error are not reserved: a server may give them another meaning in a presence.
      const { code, message, status } = body
      for (const presence of [
        { message, code, status: 399 },
        { message, code, status: "500" },
        { message, code: 7, status },
        { code, status },
        { message, code },
        { message, status }
      ]) {
        service.onApi(() => Effect.sync(() => Response.json(presence)))
        assert.deepStrictEqual<unknown>(yield* client.getUserPresencesPurecloud({ userId: "ada" }), presence)
      }
      service.onApi(() => Effect.sync(() => Response.json({ message: "", code: "", status: 400 })))
      yield* Effect.flip(client.getUserPresencesPurecloud({ userId: "ada" }))
    }).pipe(Effect.provide(fakeClient(fixed)))
  )

  it.effect("lets a delete succeed whatever it is but a page or an error: none is documented", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const client = yield* PresenceClient
      for (const [body, type, succeeds] of [
        ["", "text/html", true],
        ["<html>", "Text/HTML", false],
        ["done", undefined, true],
        ["done", "application/x-text/html", true],
        ["done", "text/html5", true],
        ["null", "application/json", true]
      ] as const) {
        service.onApi(() => Effect.sync(() => new Response(body, type && { headers: { "content-type": type } })))
        const result = yield* Effect.result(client.deletePresenceSource({ sourceId: "door" }))
        assert.strictEqual(result._tag, succeeds ? "Success" : "Failure", `${body} ${type}`)
        if (result._tag === "Failure") {
          assert.propertyVal(result.failure, "issue", "a page of HTML instead of the service's answer")
        }
      }
    }).pipe(Effect.provide(fakeClient(fixed)))
  )

  it.effect("may have been executed, and has no correlation id where none came", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onApi(() => Effect.sync(() => new Response("<html>")))
      const error = yield* Effect.flip(read)
      assert.propertyVal(error, "mayHaveBeenExecuted", true)
      assert.isFalse("correlationId" in error)
    }).pipe(Effect.provide(fakeClient(fixed)))
  )

  it.effect("drops keys that would change a prototype, and survives deep nesting", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onApi(() =>
        Effect.sync(
          () => new Response(`[{"__proto__":{"polluted":1},"constructor":1,"x":{"__proto__":{"y":1},"z":1}}]`)
        )
      )
      const [presence] = yield* read
      assert.deepStrictEqual<unknown>(presence, { x: { z: 1 } })
      assert.isUndefined(({} as { readonly polluted?: unknown }).polluted) // a key that nothing declares
      const levels = 100_000
      service.onApi(() => Effect.sync(() => new Response(`[{"x":${"[".repeat(levels)}${"]".repeat(levels)}}]`)))
      assert.strictEqual((yield* Effect.flip(read))._tag, "PresenceDecodeError")
    }).pipe(Effect.provide(fakeClient(fixed)))
  )
})
