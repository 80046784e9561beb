import { assert } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  type HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Context, type Duration, Effect, Fiber, Layer, Metric, Redacted } from "effect"
import type { Socket } from "node:net"
import { type Behaviour, HostileServer, ok, type RawRequest } from "../support/hostileServer.ts"
import { seeded } from "../support/outcomes.ts"
import type { Attempt } from "./attack.ts"
import { heap, longRun } from "./longRun.ts"

type Env = HostileServer | HttpExchange

/** A client that gives an attempt so long, without policies or with those given. */
const makeClient = Effect.fnUntraced(function* (
  attemptTimeout: Duration.Input = "10 seconds",
  policies: RetryLayer.PolicyLayer = RetryLayer.compose()
) {
  const { url } = yield* HostileServer
  const context = yield* Layer.build(
    PresenceClient.layerBare().pipe(
      Layer.provide(policies),
      Layer.provide(PresenceTransport.layer({ attemptTimeout })),
      Layer.provide(Authentication.layerToken(Redacted.make("token"))),
      Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url }))
    )
  )
  return Context.get(context, PresenceClient)
})

const read = (client: PresenceClient["Service"], userId = "ada") => client.getUserPresencesPurecloud({ userId })
const write = (client: PresenceClient["Service"]) => client.postPresenceSources({ body: { name: "Door" } })

/** The user that a request asks for. */
const userOf = ({ head }: RawRequest) => decodeURIComponent(head.split("/")[4] ?? "")

/** Answers with the id that was asked for, so that an answer which is another call's can be told. */
const echo = (request: RawRequest) => ok(JSON.stringify({ id: userOf(request) }))

/** Waits until no connection is left: what was given up was closed. */
const untilClosed = Effect.gen(function* () {
  const { connections } = yield* HostileServer
  for (let i = 0; i < 1000 && (yield* connections) > 0; i++) yield* Effect.sleep(5)
  assert.strictEqual(yield* connections, 0)
})

/** Writes one byte after the other. */
const drip =
  (bytes: string | Uint8Array, everyMillis: number): Behaviour =>
  (socket) => {
    const all = Buffer.from(bytes)
    let sent = 0
    const timer = setInterval(() => {
      if (socket.destroyed || sent === all.byteLength) return clearInterval(timer)
      socket.write(all.subarray(sent, ++sent))
    }, everyMillis)
  }

const timesOut = (behaviour: Behaviour) =>
  Effect.gen(function* () {
    const server = yield* HostileServer
    const client = yield* makeClient("150 millis")
    yield* server.meet(behaviour)
    const error = yield* Effect.flip(read(client))
    assert.strictEqual(error._tag, "PresenceTimeout")
    yield* untilClosed
  }).pipe(Effect.scoped)

const limited = "a timeout at the limit of the attempt, however much came until then; the connection is closed"

const never: ReadonlyArray<Attempt<unknown, Env>> = [
  { name: "no answer at all", source: "CWE-400, RFC 9110 15.5.9", shown: limited, run: timesOut(() => undefined) },
  {
    name: "headers, one byte after the other",
    source: "CVE-2007-6750",
    shown: limited,
    run: timesOut(drip(ok("{}", { "x-a": "a".repeat(1000) }), 5))
  },
  {
    name: "a body, one byte after the other",
    source: "CVE-2007-6750",
    shown: limited,
    run: timesOut((socket, request) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
      drip("x".repeat(999), 5)(socket, request)
    })
  },
  {
    name: "a body that stops before its end",
    source: "CWE-400",
    shown: limited,
    run: timesOut((socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id":'))
  },
  {
    name: "interim answers without an end",
    source: "RFC 9110 15.2",
    shown: "a timeout, or an error of the transport; the connection is closed",
    run: Effect.gen(function* () {
      const server = yield* HostileServer
      const client = yield* makeClient("150 millis")
      yield* server.meet((socket) => {
        const timer = setInterval(() => {
          if (socket.destroyed) clearInterval(timer)
          else socket.write("HTTP/1.1 102 Processing\r\n\r\n")
        }, 5)
      })
      const error = yield* Effect.flip(read(client))
      assert.include(["PresenceTimeout", "PresenceTransportError"], error._tag)
      yield* untilClosed
    }).pipe(Effect.scoped)
  }
]

const response = ok(JSON.stringify({ id: "ada", name: "Ada" }), { "inin-correlation-id": "c-1" })

/** The connection ends after each number of bytes: never is a part taken for the whole. */
const cut = (end: (socket: Socket) => void) =>
  Effect.gen(function* () {
    const server = yield* HostileServer
    const client = yield* makeClient()
    const step = longRun(6, 1)
    for (let bytes = 0; bytes < response.byteLength; bytes += step) {
      yield* server.meet((socket) => {
        if (bytes === 0) end(socket)
        else socket.write(response.subarray(0, bytes), () => end(socket))
      })
      const error = yield* Effect.flip(read(client))
      assert.strictEqual(error._tag, "PresenceTransportError", `${bytes}`)
      if (error._tag === "PresenceTransportError") assert.strictEqual(error.sent, "unknown")
    }
    yield* server.answer(response)
    assert.deepStrictEqual<unknown>(yield* read(client), { id: "ada", name: "Ada" })
  }).pipe(Effect.scoped)

const ends: ReadonlyArray<Attempt<unknown, Env>> = [
  {
    name: "a reset after each number of bytes",
    source: "RFC 9112 8, RFC 9293 3.5.2",
    shown:
      "an error that says that the service may have executed the request (each sixth offset on every run, all by the long one)",
    run: cut((socket) => socket.resetAndDestroy())
  },
  {
    name: "an end after each number of bytes",
    source: "RFC 9112 8",
    shown: "the same",
    run: cut((socket) => socket.end())
  },
  {
    name: "a server that closes its side before it answers",
    source: "RFC 9293 3.6",
    shown: "an error, no wait for an answer that cannot come",
    run: Effect.gen(function* () {
      const server = yield* HostileServer
      const client = yield* makeClient()
      yield* server.meet((socket) => void socket.end())
      assert.strictEqual((yield* Effect.flip(read(client)))._tag, "PresenceTransportError")
      yield* untilClosed
    }).pipe(Effect.scoped)
  },
  {
    name: "an answer before the request has been sent",
    source: "RFC 9112 9.3, CWE-444",
    shown: "no call gets it",
    run: Effect.gen(function* () {
      const server = yield* HostileServer
      const client = yield* makeClient()
      yield* server.meet((socket, request) => {
        socket.write(echo(request))
        setTimeout(() => socket.destroyed || socket.write(ok('{"id":"forged"}')), 2)
      })
      for (let i = 0; i < 10; i++) {
        const result = yield* Effect.result(read(client, `user-${i}`))
        if (result._tag === "Success") assert.strictEqual(result.success.id, `user-${i}`)
        else assert.strictEqual(result.failure._tag, "PresenceTransportError")
        yield* Effect.sleep(4)
      }
      yield* server.hangUp
    }).pipe(Effect.scoped)
  },
  {
    name: "a connection that is closed just as it is used again",
    source: "RFC 9112 9.3.1, RFC 9112 9.6",
    shown: "a write arrives at most once, and whoever does not know says so; reads under a policy all succeed",
    run: Effect.gen(function* () {
      const server = yield* HostileServer
      const client = yield* makeClient("5 seconds", RetryLayer.transient({ times: 5, base: "1 millis" }))
      const next = seeded(7)
      yield* server.meet((socket, request) => {
        socket.write(request.head.startsWith("POST") ? ok('{"name":"Door"}') : echo(request))
        const close = () => (next() < 0.5 ? socket.end() : socket.destroy())
        const pause = Math.floor(next() * 4)
        if (pause === 0) setImmediate(close)
        else setTimeout(close, pause)
      })
      for (let i = 0; i < 30; i++) {
        yield* server.takeRequests
        const result = yield* Effect.result(write(client))
        const arrived = (yield* server.takeRequests).length
        assert.isAtMost(arrived, 1)
        if (result._tag === "Success") assert.strictEqual(arrived, 1)
        else {
          assert.strictEqual(result.failure._tag, "PresenceTransportError")
          if (arrived === 1) assert.include(JSON.stringify(result.failure), '"unknown"')
        }
        assert.strictEqual((yield* read(client, `user-${i}`)).id, `user-${i}`)
      }
    }).pipe(Effect.scoped)
  },
  {
    name: "an answer that comes too late",
    source: "CVE-2023-28858",
    shown: "the next call does not get it",
    run: Effect.gen(function* () {
      const server = yield* HostileServer
      const client = yield* makeClient("30 millis")
      yield* server.meet((socket, request) => {
        const pause = userOf(request).startsWith("slow") ? 200 : 0
        setTimeout(() => socket.destroyed || socket.write(echo(request)), pause)
      })
      for (let i = 0; i < 4; i++) {
        assert.strictEqual((yield* Effect.flip(read(client, `slow-${i}`)))._tag, "PresenceTimeout")
        const result = yield* Effect.result(read(client, `quick-${i}`))
        if (result._tag === "Success") assert.strictEqual(result.success.id, `quick-${i}`)
      }
    }).pipe(Effect.scoped)
  },
  {
    name: "a refusal before the body of the request is read",
    source: "RFC 9112 9.6, RFC 9110 15.5.14",
    shown: "the error of the status, or of the transport",
    run: Effect.gen(function* () {
      const server = yield* HostileServer
      const client = yield* makeClient()
      yield* server.meet(
        (socket) => void socket.end("HTTP/1.1 413 Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
      )
      const body = { name: "Door", description: "x".repeat(1_000_000) }
      const error = yield* Effect.flip(client.postPresenceSources({ body }))
      assert.include(["PresenceContentTooLarge", "PresenceUnexpectedStatus", "PresenceTransportError"], error._tag)
    }).pipe(Effect.scoped)
  }
]

const interruptions: Attempt<unknown, Env> = {
  name: "100,000 calls of which many are interrupted",
  source: "CVE-2023-28858, CWE-772",
  shown:
    "each gets its own answer or none; no fiber, permit, socket, timer or listener is left (400 on every run, all by the long one)",
  run: Effect.gen(function* () {
    const server = yield* HostileServer
    const permits = 32
    const client = yield* makeClient("5 seconds", RetryLayer.bulkhead({ limit: permits }))
    const next = seeded(3)
    const warnings: Array<string> = []
    const onWarning = (warning: Error) => void warnings.push(warning.name)
    process.on("warning", onWarning)
    yield* Effect.addFinalizer(() => Effect.sync(() => process.off("warning", onWarning)))
    yield* server.meet((socket, request) => {
      const pause = Math.floor(next() * 4)
      const answer = () => void (socket.destroyed || socket.write(echo(request)))
      if (pause === 0) answer()
      else setTimeout(answer, pause)
    })
    let interrupted = 0
    const call = (index: number) =>
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.result(read(client, `user-${index}`)))
        const fate = next()
        if (fate < 0.5) {
          if (fate > 0.1) yield* Effect.sleep(Math.floor(fate * 10))
          else if (fate > 0.05) yield* Effect.yieldNow
          yield* Fiber.interrupt(fiber)
          interrupted += 1
          return
        }
        const result = yield* Fiber.join(fiber)
        if (result._tag === "Success") assert.strictEqual(result.success.id, `user-${index}`)
        else assert.fail(result.failure.message)
      })
    const calls = longRun(400, 100_000)
    const callAll = (from: number, to: number) =>
      Effect.forEach(
        Array.from({ length: to - from }, (_, index) => from + index),
        call,
        { concurrency: 64, discard: true }
      )
    const fibers = { active: 0 }
    const counted = Effect.provideService(Metric.FiberRuntimeMetrics, {
      recordFiberStart: () => void (fibers.active += 1),
      recordFiberEnd: () => void (fibers.active -= 1)
    })
    // What any calls need is not what is left of these.
    yield* callAll(0, calls / 10)
    const level = heap()
    yield* counted(callAll(calls / 10, calls))
    for (let i = 0; i < 200 && fibers.active > 0; i++) yield* Effect.sleep(5)
    assert.strictEqual(fibers.active, 0, "fibers are left")
    assert.isAtMost((heap() ?? 0) - (level ?? 0), 16 * 1024 * 1024, "memory has grown")
    assert.isAbove(interrupted, calls / 10)
    // All permits are back: as many calls as there are can be under way at the same time.
    let arrived = 0
    const all = new Promise<void>((resolve) => {
      Effect.runSync(
        server.meet((socket, request) => {
          arrived += 1
          if (arrived === permits) resolve()
          void Promise.resolve(all).then(() => socket.write(echo(request)))
        })
      )
    })
    yield* Effect.forEach(
      Array.from({ length: permits }, (_, index) => index),
      (index) => read(client, `last-${index}`),
      {
        concurrency: "unbounded",
        discard: true
      }
    )
    assert.isAtMost(yield* server.connections, 2 * 64)
    assert.deepStrictEqual(warnings, [])
    // What is left of the connections are those that are kept to be used again.
    yield* server.hangUp
    yield* untilClosed
  }).pipe(Effect.scoped)
}

/** Closes what the attack before has left open, and waits until the client has seen it. */
const anew = Effect.gen(function* () {
  const { hangUp } = yield* HostileServer
  yield* hangUp
  yield* untilClosed
  yield* Effect.sleep(5)
})

export const timingAttempts: ReadonlyArray<Attempt<unknown, Env>> = [...never, ...ends, interruptions].map(
  (attack) => ({
    ...attack,
    run: Effect.andThen(anew, attack.run)
  })
)
