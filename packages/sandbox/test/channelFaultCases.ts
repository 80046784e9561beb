import { assert } from "@effect/vitest"
import type { ChannelFault } from "@genesys-presence/sandbox"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { builtIn, userId } from "./api.ts"
import type { Listening, makeApi } from "./notificationSocket.ts"

type Api = Effect.Success<ReturnType<typeof makeApi>>

type Of<K extends ChannelFault.Kind> = Extract<ChannelFault.ChannelFault, { readonly kind: K }>

/** A channel that is subscribed to the presences of two users, with its socket. */
export interface Situation {
  readonly api: Api
  readonly channelId: string
  readonly socket: Listening
  /** A socket of another channel, which has no fault. */
  readonly other: Listening
}

interface Case<K extends ChannelFault.Kind, R = Sandbox> {
  readonly fault: Of<K>
  readonly see: (situation: Situation) => Effect.Effect<void, never, R>
}

export const presence = (user: number): string => `v2.users.${userId(user)}.presence`

const changes = (api: Api, ...users: ReadonlyArray<number>) =>
  Effect.forEach(users, (user) => api.set(userId(user), builtIn.busy, `by ${user}`), { discard: true })

const systemTopic = (type: string, channelId: string) => `v2.system.${type}.${channelId}`

/** Without a close frame. Node's own WebSocket reports an error first, which has no code. */
const isAbnormal = (code: number) => assert.include([1006, 0], code)

/** Lets time pass until a message has come. */
const passUntilMessage = Effect.fnUntraced(function* ({ api, channelId, socket }: Situation) {
  while ((yield* socket.waiting) === 0) {
    yield* TestClock.adjust("1 second")
    yield* api.exists(channelId)
  }
})

/** Whatever happens, nothing comes. */
const isSilent = Effect.fnUntraced(function* ({ api, channelId, other, socket }: Situation) {
  yield* changes(api, 1)
  yield* socket.send({ message: "ping" })
  assert.containsSubset(yield* other.next, { topicName: presence(1) })
  yield* TestClock.adjust("30 seconds")
  assert.containsSubset(yield* other.next, { topicName: "channel.metadata" })
  yield* api.exists(channelId)
  assert.strictEqual(yield* socket.waiting, 0)
})

const brings = (...topics: ReadonlyArray<string | undefined>) =>
  Effect.fnUntraced(function* ({ api, socket }: Situation) {
    yield* changes(api, 1, 2)
    for (const topicName of topics) assert.containsSubset(yield* socket.next, { topicName, version: "2" })
  })

/** Each kind of fault of a socket that is open, and how its client sees it. */
export const socketCases: {
  readonly [K in Exclude<ChannelFault.SocketFault["kind"], "upgradeRefused">]: Case<K>
} = {
  socketDropped: {
    fault: { kind: "socketDropped" },
    see: Effect.fnUntraced(function* ({ socket }) {
      isAbnormal(yield* socket.closed)
    })
  },
  socketHalfOpen: { fault: { kind: "socketHalfOpen" }, see: isSilent },
  socketSilent: { fault: { kind: "socketSilent" }, see: isSilent },
  heartbeatsStopped: {
    fault: { kind: "heartbeatsStopped" },
    see: Effect.fnUntraced(function* ({ api, other, socket }) {
      yield* TestClock.adjust("30 seconds")
      assert.containsSubset(yield* other.next, { topicName: "channel.metadata" })
      yield* socket.send({ message: "ping" })
      assert.containsSubset(yield* socket.next, { eventBody: { message: "pong" } })
      yield* changes(api, 1)
      assert.containsSubset(yield* socket.next, { topicName: presence(1) })
    })
  },
  socketClosed: {
    fault: { kind: "socketClosed", code: 1011, reason: "unexpected condition" },
    see: Effect.fnUntraced(function* ({ api, channelId, socket }) {
      assert.strictEqual(yield* socket.closed, 1011)
      assert.isTrue(yield* api.exists(channelId))
    })
  },
  socketClosing: {
    fault: { kind: "socketClosing" },
    see: Effect.fnUntraced(function* ({ api, socket }) {
      assert.containsSubset(yield* socket.next, { topicName: "v2.system.socket_closing" })
      yield* TestClock.adjust("29 seconds")
      yield* changes(api, 1)
      assert.containsSubset(yield* socket.next, { topicName: presence(1) })
      yield* TestClock.adjust("31 seconds")
      assert.strictEqual(yield* socket.closed, 1001)
    })
  },
  slowReader: {
    fault: { kind: "slowReader", millis: 5000 },
    see: Effect.fnUntraced(function* (situation) {
      const { api, channelId, socket } = situation
      yield* socket.send({ message: "ping" })
      yield* Effect.andThen(api.exists(channelId), api.exists(channelId))
      assert.strictEqual(yield* socket.waiting, 0)
      yield* changes(api, 1)
      assert.containsSubset(yield* socket.next, { topicName: presence(1) })
      yield* passUntilMessage(situation)
      assert.containsSubset(yield* socket.next, { eventBody: { message: "pong" } })
    })
  },
  channelEvicted: {
    fault: { kind: "channelEvicted" },
    see: Effect.fnUntraced(function* ({ api, channelId, socket }) {
      assert.containsSubset(yield* socket.next, {
        topicName: systemTopic("no_longer_subscribed", channelId),
        eventBody: { channelId, reason: "another_channel_subscribed" }
      })
      assert.strictEqual(yield* socket.closed, 1001)
      assert.isFalse(yield* api.exists(channelId))
    })
  },
  channelTokenRevoked: {
    fault: { kind: "channelTokenRevoked" },
    see: Effect.fnUntraced(function* ({ api, channelId, socket }) {
      assert.containsSubset(yield* socket.next, { topicName: systemTopic("token_revoked", channelId) })
      assert.strictEqual(yield* socket.closed, 1001)
      assert.strictEqual((yield* api.call("GET", "/systempresences")).status, 401)
    })
  },
  channelExpired: {
    fault: { kind: "channelExpired" },
    see: Effect.fnUntraced(function* (situation) {
      const { reset } = yield* Sandbox
      const { api, channelId, socket } = situation
      yield* isSilent(situation)
      assert.strictEqual((yield* api.call("HEAD", `/notifications/channels/${channelId}`)).status, 404)
      yield* reset
      isAbnormal(yield* socket.closed)
    })
  }
}

/** Each kind of fault of an event, and how its client sees the events of two changes. */
export const eventCases: { readonly [K in ChannelFault.EventFault["kind"]]: Case<K, never> } = {
  eventDelayed: {
    fault: { kind: "eventDelayed", millis: 5000 },
    see: Effect.fnUntraced(function* (situation) {
      const { socket } = situation
      yield* brings(presence(2))(situation)
      assert.strictEqual(yield* socket.waiting, 0)
      yield* passUntilMessage(situation)
      assert.containsSubset(yield* socket.next, { topicName: presence(1) })
    })
  },
  eventDuplicated: { fault: { kind: "eventDuplicated" }, see: brings(presence(1), presence(1), presence(2)) },
  eventReordered: { fault: { kind: "eventReordered" }, see: brings(presence(2), presence(1)) },
  eventLost: { fault: { kind: "eventLost" }, see: brings(presence(2)) },
  eventFragmented: { fault: { kind: "eventFragmented", frames: 4 }, see: brings(presence(1), presence(2)) },
  eventLarge: {
    fault: { kind: "eventLarge" },
    see: Effect.fnUntraced(function* ({ api, socket }) {
      yield* changes(api, 1)
      assert.containsSubset(yield* socket.next, {
        topicName: presence(1),
        eventBody: { source: "PURECLOUD", message: "x".repeat(1024 * 1024) }
      })
    })
  },
  eventMalformed: {
    fault: { kind: "eventMalformed" },
    see: Effect.fnUntraced(function* ({ api, socket }) {
      yield* changes(api, 1)
      const text = yield* socket.next
      assert.isString(text)
      assert.containsSubset(JSON.parse(`${String(text)}}`), { topicName: presence(1) })
    })
  },
  eventWithoutTopic: {
    fault: { kind: "eventWithoutTopic" },
    see: Effect.fnUntraced(function* ({ api, socket }) {
      yield* changes(api, 1)
      const message = yield* socket.next
      assert.notProperty(message, "topicName")
      assert.containsSubset(message, { version: "2", eventBody: { message: "by 1" } })
    })
  },
  eventOfUnknownTopic: {
    fault: { kind: "eventOfUnknownTopic" },
    see: brings("v2.unknown.topic", presence(2))
  }
}

/** Each kind of fault of a subscription to the presences of two users, and what is answered. */
export const subscriptionCases: {
  readonly [K in ChannelFault.SubscriptionFault["kind"]]: {
    readonly fault: Of<K>
    readonly entities: ReadonlyArray<unknown>
    /** The status without `ignoreErrors`. */
    readonly status: number
  }
} = {
  topicMissing: {
    fault: { kind: "topicMissing" },
    entities: [{ id: presence(2), state: "Permitted" }],
    status: 200
  },
  topicRejected: {
    fault: { kind: "topicRejected", topic: userId(2), reason: "no longer allowed" },
    entities: [
      { id: presence(1), state: "Permitted" },
      { id: presence(2), state: "Rejected", rejectionReason: "no longer allowed" }
    ],
    status: 403
  }
}
