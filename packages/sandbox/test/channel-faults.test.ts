import { NodeHttpClient, NodeWS } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { ChannelFault, type FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"
import { Socket } from "effect/socket"
import { TestClock } from "effect/testing"
import { builtIn, userId } from "./api.ts"
import { eventCases, presence, type Situation, socketCases, subscriptionCases } from "./channelFaultCases.ts"
import { listen, makeApi } from "./notificationSocket.ts"
import { rawConnection } from "./rawConnection.ts"

const overPort = (sockets: Layer.Layer<Socket.WebSocketConstructor>) =>
  Layer.mergeAll(Sandbox.layer(), NodeHttpClient.layerUndici, sockets)

const surroundings = {
  "in process": Sandbox.layerInProcess(),
  "Node's WebSocket": overPort(Socket.layerWebSocketConstructorGlobal),
  "the package ws": overPort(NodeWS.layerWebSocketConstructor)
}

const topics = [presence(1), presence(2)]

/** A channel with its socket, before or after which the rule is added. */
const situationWith = Effect.fnUntraced(function* (rule: FaultRule.FaultRule, first: "rule" | "socket") {
  const { faults } = yield* Sandbox
  const api = yield* makeApi()
  const { connectUri, id } = yield* api.channel
  yield* api.subscribe(id, topics)
  if (first === "rule") yield* faults.add(rule)
  const socket = yield* listen(connectUri)
  if (first === "socket") yield* faults.add(rule)
  // The channel of another token, with nothing in common.
  const another = yield* makeApi()
  const unharmed = yield* another.channel
  yield* another.subscribe(unharmed.id, [presence(1)])
  const other = yield* listen(unharmed.connectUri)
  const situation: Situation = { api, channelId: id, socket, other }
  return situation
})

const allUsed = Effect.gen(function* () {
  const { faults } = yield* Sandbox
  assert.deepStrictEqual(yield* faults.unconsumed, [])
})

describe.each(Object.entries(surroundings))("faults of a channel, %s", (name, surrounding) => {
  for (const [kind, { fault, see }] of Object.entries(socketCases)) {
    for (const first of ["rule", "socket"] as const) {
      it.effect(`${kind}, of a socket that is opened ${first === "rule" ? "after" : "before"} the rule is added`, () =>
        Effect.gen(function* () {
          yield* see(yield* situationWith({ operation: "channelSocket", fault }, first))
          // A reset removes the rule.
          if (kind !== "channelExpired") yield* allUsed
        }).pipe(Effect.provide(surrounding))
      )
    }
  }

  for (const [kind, { fault, see }] of Object.entries(eventCases)) {
    it.effect(`${kind}: ${ChannelFault.descriptions[fault.kind]}`, () =>
      Effect.gen(function* () {
        const { faults } = yield* Sandbox
        const api = yield* makeApi()
        const { connectUri, id } = yield* api.channel
        yield* api.subscribe(id, topics)
        const socket = yield* listen(connectUri)
        yield* faults.add({ operation: "channelEvent", fault })
        yield* see({ api, channelId: id, socket, other: socket })
        yield* allUsed
      }).pipe(Effect.provide(surrounding))
    )
  }

  it.effect("socketDropped: a client sees code 1006, or an error", () =>
    Effect.gen(function* () {
      const rule = { operation: "channelSocket", fault: { kind: "socketDropped" } } as const
      const { socket } = yield* situationWith(rule, "socket")
      assert.strictEqual(yield* socket.closed, name === "Node's WebSocket" ? 0 : 1006)
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("upgradeRefused: the next socket cannot be opened, and one that is open stays so", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* makeApi()
      const { connectUri } = yield* api.channel
      const open = yield* listen(connectUri)
      yield* faults.add({ operation: "channelSocket", fault: { kind: "upgradeRefused", status: 503 } })
      assert.strictEqual((yield* Effect.flip(listen(connectUri)))._tag, "SocketError")
      yield* open.send({ message: "ping" })
      assert.containsSubset(yield* open.next, { eventBody: { message: "pong" } })
      yield* listen(connectUri)
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("socketClosing: the client that opened another socket keeps it", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* makeApi()
      const { connectUri } = yield* api.channel
      const first = yield* listen(connectUri)
      yield* faults.add({ operation: "channelSocket", fault: { kind: "socketClosing" } })
      assert.containsSubset(yield* first.next, { topicName: "v2.system.socket_closing" })
      const second = yield* listen(connectUri)
      assert.strictEqual(yield* first.closed, 1000)
      yield* TestClock.adjust("60 seconds")
      yield* second.next
      yield* second.next
      yield* second.send({ message: "ping" })
      assert.containsSubset(yield* second.next, { eventBody: { message: "pong" } })
    }).pipe(Effect.provide(surrounding))
  )
})

describe("faults of a channel", () => {
  for (const [kind, { entities, fault, status }] of Object.entries(subscriptionCases)) {
    it.effect(`${kind}: ${ChannelFault.descriptions[fault.kind]}`, () =>
      Effect.gen(function* () {
        const { faults } = yield* Sandbox
        const api = yield* makeApi()
        const { id } = yield* api.channel
        yield* faults.add({ operation: "channelSubscription", fault, times: 2 })
        // A request without the topic does not use the rule up.
        yield* api.subscribe(id, [])
        const { body } = yield* api.subscribe(id, topics, "?ignoreErrors=true")
        assert.containsSubset(body, { entities })
        assert.strictEqual((yield* api.subscribe(id, topics)).status, status)
        yield* allUsed
        const { connectUri } = yield* api.channel
        yield* listen(connectUri)
      }).pipe(Effect.provide(Sandbox.layerInProcess()))
    )
  }

  it.effect("happen later where they say so", () =>
    Effect.gen(function* () {
      const fault = { kind: "socketDropped", afterMillis: 10_000 } as const
      const { api, socket } = yield* situationWith({ operation: "channelSocket", fault }, "rule")
      yield* TestClock.adjust("9 seconds")
      yield* api.set(userId(1), builtIn.busy)
      assert.containsSubset(yield* socket.next, { topicName: presence(1) })
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* socket.closed, 1006)
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )

  it.effect("hit as many open sockets as the rule has times, the oldest first", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* makeApi()
      const open = Effect.flatMap(api.channel, ({ connectUri }) => listen(connectUri))
      const [first, second, third] = [yield* open, yield* open, yield* open]
      const rule = { operation: "channelSocket", fault: { kind: "socketDropped" }, times: 2 } as const
      assert.containsSubset(yield* faults.add(rule), { consumed: 2, remaining: 0 })
      assert.deepStrictEqual([yield* first.closed, yield* second.closed], [1006, 1006])
      yield* third.send({ message: "ping" })
      assert.containsSubset(yield* third.next, { eventBody: { message: "pong" } })
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )

  it.effect("eventReordered, of two events in a row: both come after the third", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* makeApi()
      const { connectUri, id } = yield* api.channel
      yield* api.subscribe(id, [presence(1), presence(2), presence(3)])
      const { next } = yield* listen(connectUri)
      yield* faults.add({ operation: "channelEvent", fault: { kind: "eventReordered" }, times: 2 })
      for (const user of [1, 2, 3]) yield* api.set(userId(user), builtIn.busy)
      for (const user of [3, 1, 2]) assert.containsSubset(yield* next, { topicName: presence(user) })
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )

  it.effect("are not those of a rule for all requests", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* makeApi()
      const { connectUri, id } = yield* api.channel
      yield* api.subscribe(id, topics)
      yield* faults.add({ operation: "*", fault: { kind: "errorStatus", status: 503 } })
      const { next, send } = yield* listen(connectUri)
      yield* send({ message: "ping" })
      assert.containsSubset(yield* next, { eventBody: { message: "pong" } })
      assert.strictEqual((yield* api.set(userId(1), builtIn.busy)).status, 503)
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )
})

interface SeenFrame {
  readonly opcode: number
  readonly isFinal: boolean
  readonly payload: string
}

const framesIn = (bytes: Buffer): ReadonlyArray<SeenFrame> => {
  const frames: Array<SeenFrame> = []
  for (let start = 0; start < bytes.length;) {
    const [first = 0, short = 0] = bytes.subarray(start)
    const [size, at] =
      short < 126
        ? [short, start + 2]
        : short === 126
          ? [bytes.readUInt16BE(start + 2), start + 4]
          : [Number(bytes.readBigUInt64BE(start + 2)), start + 10]
    frames.push({ opcode: first & 0xf, isFinal: first >= 0x80, payload: bytes.toString("latin1", at, at + size) })
    start = at + size
  }
  return frames
}

const maskedPing = Uint8Array.of(0x89, 0x80, 0, 0, 0, 0)
const Opcode = { close: 8, pong: 10 } as const

/** Opens the socket of a channel as bytes. */
const openRaw = Effect.fnUntraced(function* (connectUri: string) {
  const { port } = yield* Sandbox
  const connection = yield* rawConnection(
    port,
    [
      `GET ${new URL(connectUri).pathname} HTTP/1.1`,
      "host: 127.0.0.1",
      "connection: upgrade",
      "upgrade: websocket",
      "sec-websocket-version: 13",
      `sec-websocket-key: ${Buffer.from("0123456789abcdef").toString("base64")}`,
      "\r\n"
    ].join("\r\n")
  )
  yield* connection.atLeast(1)
  const frames = Effect.map(connection.received, (text) =>
    framesIn(Buffer.from(text.slice(text.indexOf("\r\n\r\n") + 4), "latin1"))
  )
  const head = Effect.map(connection.received, (text) => text.split("\r\n\r\n", 1)[0] ?? "")
  return { ...connection, frames, head }
})

describe("as bytes", () => {
  const surrounding = Layer.merge(Sandbox.layer(), NodeHttpClient.layerUndici)

  const opened = Effect.gen(function* () {
    const api = yield* makeApi()
    const { connectUri, id } = yield* api.channel
    yield* api.subscribe(id, topics)
    return { api, id, raw: yield* openRaw(connectUri) }
  })

  for (const status of [401, 404, 503]) {
    it.effect(`upgradeRefused is an answer with status ${status}`, () =>
      Effect.gen(function* () {
        const { faults } = yield* Sandbox
        yield* faults.add({ operation: "channelSocket", fault: { kind: "upgradeRefused", status } })
        const { raw } = yield* opened
        assert.isTrue((yield* raw.head).startsWith(`HTTP/1.1 ${status} `))
      }).pipe(Effect.scoped, Effect.provide(surrounding))
    )
  }

  it.effect("socketClosed has its code and reason in a close frame", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const { raw } = yield* opened
      yield* faults.add({ operation: "channelSocket", fault: { kind: "socketClosed", code: 4001, reason: "enough" } })
      yield* raw.end
      assert.deepStrictEqual(yield* raw.frames, [
        { opcode: Opcode.close, isFinal: true, payload: `${String.fromCharCode(4001 >> 8, 4001 & 255)}enough` }
      ])
    }).pipe(Effect.scoped, Effect.provide(surrounding))
  )

  it.effect("socketDropped has no close frame", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const { raw } = yield* opened
      yield* faults.add({ operation: "channelSocket", fault: { kind: "socketDropped" } })
      yield* raw.end
      assert.deepStrictEqual(yield* raw.frames, [])
    }).pipe(Effect.scoped, Effect.provide(surrounding))
  )

  for (const [kind, pongs] of [
    ["socketSilent", 2],
    ["socketHalfOpen", 1]
  ] as const) {
    it.effect(`${kind} ${pongs === 2 ? "answers" : "does not answer"} pings of WebSocket, and stays open`, () =>
      Effect.gen(function* () {
        const { faults } = yield* Sandbox
        const { api, id, raw } = yield* opened
        const headLength = (yield* raw.head).length + 4
        yield* raw.write(maskedPing)
        yield* raw.atLeast(headLength + 2)
        yield* faults.add({ operation: "channelSocket", fault: { kind } })
        yield* raw.write(maskedPing)
        yield* raw.atLeast(headLength + 2 * pongs)
        yield* api.set(userId(1), builtIn.busy)
        for (let turn = 0; turn < 5; turn++) yield* api.exists(id)
        const frames = yield* raw.frames
        assert.deepStrictEqual(
          frames.map(({ opcode }) => opcode),
          Array.from({ length: pongs }, () => Opcode.pong)
        )
        assert.isTrue(yield* raw.isOpen)
      }).pipe(Effect.scoped, Effect.provide(surrounding))
    )
  }

  it.effect("eventFragmented is one message in several frames, and eventLarge one frame", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const { api, raw } = yield* opened
      yield* faults.add({ operation: "channelEvent", fault: { kind: "eventFragmented", frames: 3 } })
      yield* faults.add({ operation: "channelEvent", fault: { kind: "eventLarge" } })
      yield* api.set(userId(1), builtIn.busy, "über")
      yield* api.set(userId(2), builtIn.busy)
      yield* raw.atLeast(1024 * 1024 + 500)
      const [first, second, third, large] = yield* raw.frames
      assert.containsSubset(
        [first, second, third],
        [
          { opcode: 1, isFinal: false },
          { opcode: 0, isFinal: false },
          { opcode: 0, isFinal: true }
        ]
      )
      const text = Buffer.from([first, second, third].map((frame) => frame?.payload).join(""), "latin1").toString()
      assert.containsSubset(JSON.parse(text), { topicName: presence(1), eventBody: { message: "über" } })
      assert.containsSubset(large, { opcode: 1, isFinal: true })
      assert.isAbove(large?.payload.length ?? 0, 1024 * 1024)
    }).pipe(Effect.scoped, Effect.provide(surrounding))
  )
})
