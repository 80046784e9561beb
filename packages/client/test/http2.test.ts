import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  PresenceClient,
  type PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Effect, Fiber, Layer, Redacted, Result } from "effect"
import { TestClock } from "effect/testing"
import { constants } from "node:http2"
import { setDefaultCACertificates } from "node:tls"
import { authority } from "@genesys-presence/broken-connections"
import { over } from "./support/clients.ts"
import { answer, type Http2Server, serveHttp2 } from "./support/http2Server.ts"

setDefaultCACertificates([authority])

const overHttp2 = UndiciHttpExchange.layer({ allowH2: true })

const api = ({ url }: Http2Server, http = overHttp2, policies?: RetryLayer.PolicyLayer) =>
  (policies === undefined ? PresenceClient.layerBare() : Layer.provide(PresenceClient.layerBare(), policies)).pipe(
    Layer.provide(PresenceTransport.layer({ attemptTimeout: "10 seconds" })),
    Layer.provide(Authentication.layerToken(Redacted.make("canary-token"))),
    Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url })),
    Layer.provide(http)
  )

const get = Effect.flatMap(PresenceClient, (client) => client.getUserPresencesPurecloud({ userId: "ada" }))
const patch = Effect.flatMap(PresenceClient, (client) =>
  client.patchUserPresencesPurecloud({ userId: "ada", body: { message: "lunch" } })
)
const patches = (count: number) =>
  Effect.all(
    Array.from({ length: count }, () => Effect.result(patch)),
    { concurrency: "unbounded" }
  )

/** How a call ends that nothing answers: time passes once its bytes are under way. */
const unanswered = Effect.fnUntraced(function* ({ relay }: Http2Server) {
  const fiber = yield* Effect.forkChild(Effect.result(get))
  yield* relay.swallowed()
  yield* TestClock.adjust("10 seconds")
  const result = yield* Fiber.join(fiber)
  return Result.isFailure(result) ? result.failure._tag : "answered"
})

describe("a client that asks for HTTP/2", () => {
  it.effect("sends all its calls over one connection", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2(answer)
      yield* Effect.gen(function* () {
        assert.isTrue((yield* patches(50)).every(Result.isSuccess))
        yield* get
      }).pipe(Effect.provide(api(server)))
      assert.deepStrictEqual(server.received, [...Array.from({ length: 50 }, () => "2 PATCH"), "2 GET"])
      assert.strictEqual(server.relay.connections, 1)
    }).pipe(Effect.scoped)
  )

  it.effect("speaks HTTP/1.1 to a server that has nothing else, and unless it is asked", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2(answer)
      yield* Effect.provide(get, api(server, UndiciHttpExchange.layer()))
      yield* Effect.provide(get, api(server, UndiciHttpExchange.layer({ connections: 2 })))
      assert.deepStrictEqual(server.received, ["1.1 GET", "1.1 GET"])
    }).pipe(Effect.scoped)
  )

  it.effect("connects anew when a connection has gone dark: one call fails, and the old one is closed", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2(answer)
      yield* Effect.gen(function* () {
        yield* get
        server.relay.goDark()
        assert.strictEqual(yield* unanswered(server), "PresenceTimeout")
        yield* get
        yield* patch
        yield* server.relay.darkClosed()
      }).pipe(Effect.provide(api(server)))
      assert.deepStrictEqual(server.received, ["2 GET", "2 GET", "2 PATCH"])
      assert.strictEqual(server.relay.connections, 2)
    }).pipe(Effect.scoped)
  )

  it.effect("lets calls in flight end when another one was out of time", () =>
    Effect.gen(function* () {
      let answerSecond: () => void = () => undefined
      let bothIn: () => void = () => undefined
      const both = new Promise<void>((resolve) => {
        bothIn = resolve
      })
      const server = yield* serveHttp2((stream, { number }) => {
        if (number === 2) {
          answerSecond = () => answer(stream)
          bothIn()
        }
        if (number > 2) answer(stream)
      })
      yield* Effect.gen(function* () {
        const first = yield* Effect.forkChild(Effect.result(get), { startImmediately: true })
        yield* TestClock.adjust("5 seconds")
        const second = yield* Effect.forkChild(patch, { startImmediately: true })
        yield* Effect.promise(() => both)
        yield* TestClock.adjust("5 seconds")
        assert.isTrue(Result.isFailure(yield* Fiber.join(first)))
        yield* get
        answerSecond()
        yield* Fiber.join(second)
      }).pipe(Effect.provide(api(server)))
      assert.deepStrictEqual(server.received, ["2 GET", "2 PATCH", "2 GET"])
      assert.strictEqual(server.relay.connections, 2)
    }).pipe(Effect.scoped)
  )

  it.effect("closes what is open with its layer", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2(answer)
      yield* Effect.gen(function* () {
        yield* get
        server.relay.goDark()
      }).pipe(Effect.provide(api(server)))
      yield* server.relay.darkClosed()
    }).pipe(Effect.scoped)
  )
})

describe("a server of HTTP/2 that says GOAWAY", () => {
  it.effect("between two calls: the next one takes another connection", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2((stream, { number, session }) => {
        answer(stream)
        if (number === 1) session.goaway()
      })
      yield* Effect.gen(function* () {
        yield* patch
        yield* patch
      }).pipe(Effect.provide(api(server)))
      assert.lengthOf(server.received, 2)
      assert.strictEqual(server.relay.connections, 2)
    }).pipe(Effect.scoped)
  )

  it.effect("during calls: what it has begun it ends, the rest goes over another connection, each once", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2((stream, { number, session }) => {
        if (number === 1) session.goaway()
        answer(stream)
      })
      const results = yield* Effect.provide(patches(20), api(server))
      assert.isTrue(results.every(Result.isSuccess))
      assert.lengthOf(server.received, 20)
      assert.strictEqual(server.relay.connections, 2)
    }).pipe(Effect.scoped)
  )

  it.effect("and that it has not begun a call: the call is carried out on another connection", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2((stream, { number, session }) => {
        if (number === 2) session.goaway(constants.NGHTTP2_NO_ERROR, 1)
        else answer(stream)
      })
      yield* Effect.gen(function* () {
        yield* patch
        yield* patch
      }).pipe(Effect.provide(api(server)))
      assert.lengthOf(server.received, 3)
      assert.strictEqual(server.relay.connections, 2)
    }).pipe(Effect.scoped)
  )
})

describe("a stream of HTTP/2 that is reset", () => {
  const outcome = Effect.fnUntraced(function* (code: number) {
    const server = yield* serveHttp2((stream) => stream.close(code))
    const error = yield* Effect.flip(patch).pipe(Effect.provide(api(server)))
    assert.strictEqual(error._tag, "PresenceTransportError")
    const { mayHaveBeenExecuted, sent } = error as PresenceError.PresenceTransportError // its tag has just been compared
    return { sent, mayHaveBeenExecuted, received: server.received.length }
  }, Effect.scoped)

  it.effect("because the server refuses it, twice: it was not executed", () =>
    Effect.gen(function* () {
      const told = yield* outcome(constants.NGHTTP2_REFUSED_STREAM)
      assert.deepStrictEqual(told, { sent: "no", mayHaveBeenExecuted: false, received: 2 })
    })
  )

  it.effect("for another reason: it may have been executed, and is sent once", () =>
    Effect.gen(function* () {
      const told = yield* outcome(constants.NGHTTP2_INTERNAL_ERROR)
      assert.deepStrictEqual(told, { sent: "unknown", mayHaveBeenExecuted: true, received: 1 })
    })
  )

  it.effect("as refused, in the middle of a response: it may have been executed", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2((stream) => {
        stream.respond({ ":status": 200, "content-type": "application/json", "content-length": 100 })
        stream.write("{", () => stream.close(constants.NGHTTP2_REFUSED_STREAM))
      })
      const error = yield* Effect.flip(patch).pipe(Effect.provide(api(server)))
      assert.isTrue(error.mayHaveBeenExecuted)
      assert.lengthOf(server.received, 1)
    }).pipe(Effect.scoped)
  )

  it.live("because the server refuses it: `transient` sends it again", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2((stream, { number }) =>
        number <= 2 ? stream.close(constants.NGHTTP2_REFUSED_STREAM) : answer(stream)
      )
      const retried = RetryLayer.transient({ times: 1, base: "1 millis" })
      yield* Effect.provide(patch, api(server, overHttp2, retried))
    }).pipe(Effect.scoped)
  )

  it.effect("with its connection: no call is sent twice", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2((_stream, { number }) => {
        if (number === 20) server.relay.reset()
      })
      const results = yield* Effect.provide(patches(20), api(server))
      for (const result of results) {
        assert.deepInclude(Result.isFailure(result) ? result.failure : {}, {
          reason: "ConnectionLost",
          sent: "unknown"
        })
      }
      assert.lengthOf(server.received, 20)
    }).pipe(Effect.scoped)
  )
})

describe("a connection that has gone dark, over Effect's client of undici", () => {
  it.effect("fails every call, since undici speaks HTTP/2 and keeps the connection", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2(answer)
      yield* Effect.gen(function* () {
        yield* get
        server.relay.goDark()
        for (const _ of [1, 2, 3]) assert.strictEqual(yield* unanswered(server), "PresenceTimeout")
      }).pipe(Effect.provide(api(server, over(NodeHttpClient.layerUndici))))
      assert.deepStrictEqual(server.received, ["2 GET"])
    }).pipe(Effect.scoped)
  )

  it.effect("fails one call with `allowH2: false`", () =>
    Effect.gen(function* () {
      const server = yield* serveHttp2(answer)
      yield* Effect.gen(function* () {
        yield* get
        server.relay.goDark()
        assert.strictEqual(yield* unanswered(server), "PresenceTimeout")
        yield* get
      }).pipe(Effect.provide(api(server, over(NodeHttpClient.layerUndiciOptions({ allowH2: false })))))
      assert.deepStrictEqual(server.received, ["1.1 GET", "1.1 GET"])
    }).pipe(Effect.scoped)
  )
})
