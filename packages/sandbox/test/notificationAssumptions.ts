/** What is missing and what is assumed of notifications; the names are in the last column of the page. */
import { NodeHttpClient } from "@effect/platform-node"
import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert } from "@effect/vitest"
import { Effect, Layer, type Scope } from "effect"
import type { HttpClient } from "effect/http"
import { Socket } from "effect/socket"
import { TestClock } from "effect/testing"
import { builtIn, logIn, send, userId } from "./api.ts"
import { listen, makeApi } from "./notificationSocket.ts"

const channels = "/api/v2/notifications/channels"
const topic = (kind: string): string => `v2.users.${userId(1)}.${kind}`
const metrics = `v2.analytics.users.${userId(1)}.aggregates`
const pong = { topicName: "channel.metadata", eventBody: { message: "pong" } }
const heartbeat = { topicName: "channel.metadata", eventBody: { message: "WebSocket Heartbeat" } }
const ping = { message: "ping" }

const byHttp = Layer.mergeAll(NodeHttpClient.layerUndici, Socket.layerWebSocketConstructorGlobal)

const shownBy = (
  effect: Effect.Effect<void, unknown, Sandbox | HttpClient.HttpClient | Socket.WebSocketConstructor | Scope.Scope>
): Effect.Effect<void, unknown, Sandbox> => Effect.provide(Effect.scoped(effect), byHttp)

/** A channel with some topics, and its socket. */
const subscribed = Effect.fnUntraced(function* (...topics: ReadonlyArray<string>) {
  const api = yield* makeApi()
  const channel = yield* api.channel
  yield* api.subscribe(channel.id, topics)
  return { api, channel, socket: yield* listen(channel.connectUri) }
})

export const notificationAssumptions: { readonly [name: string]: Effect.Effect<void, unknown, Sandbox> } = {
  "some topics never have an event": shownBy(
    Effect.gen(function* () {
      const silent = [...["outofoffice", "conversationsummary", "station", "geolocation"].map(topic), metrics]
      const { api, socket } = yield* subscribed()
      yield* socket.send({ message: "subscribe", topics: silent })
      assert.containsSubset(yield* socket.next, { status: "subscribed" })
      yield* api.set(userId(1), builtIn.onQueue)
      yield* socket.send(ping)
      assert.deepStrictEqual(yield* socket.next, pong)
    })
  ),

  "a socket stays open": shownBy(
    Effect.gen(function* () {
      const { socket } = yield* subscribed(topic("presence"))
      for (let beat = 0; beat < 60; beat++) {
        yield* TestClock.adjust("30 seconds")
        assert.deepStrictEqual(yield* socket.next, heartbeat)
      }
    })
  ),

  "a socket says nothing at first": shownBy(
    Effect.gen(function* () {
      const { socket } = yield* subscribed()
      yield* TestClock.adjust("29 seconds")
      yield* socket.send(ping)
      assert.deepStrictEqual(yield* socket.next, pong)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* socket.next, heartbeat)
    })
  ),

  "a closed socket has a code": shownBy(
    Effect.gen(function* () {
      const { channel, socket } = yield* subscribed()
      const second = yield* listen(channel.connectUri)
      assert.strictEqual(yield* socket.closed, 1000)
      yield* (yield* Sandbox).revokeTokens
      assert.strictEqual(yield* second.closed, 1001)
    })
  ),

  "an expired channel closes its socket": shownBy(
    Effect.gen(function* () {
      const { channel, socket } = yield* subscribed()
      yield* TestClock.adjust("23 hours")
      const other = yield* makeApi()
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* socket.closed, 1001)
      assert.isFalse(yield* other.exists(channel.id))
      assert.strictEqual((yield* Effect.flip(listen(channel.connectUri)))._tag, "SocketError")
    })
  ),

  "only a subscription renews a channel": shownBy(
    Effect.gen(function* () {
      const { channel } = yield* subscribed(topic("presence"))
      yield* TestClock.adjust("23 hours")
      const api = yield* makeApi()
      yield* api.call("DELETE", `/notifications/channels/${channel.id}/subscriptions`)
      const { next, send: say } = yield* listen(channel.connectUri)
      yield* say({ message: "unsubscribe", topics: [topic("presence")] })
      assert.containsSubset(yield* next, { status: "unsubscribed" })
      yield* TestClock.adjust("1 hour")
      assert.isFalse(yield* api.exists(channel.id))
    })
  ),

  "a channel that makes room is gone": shownBy(
    Effect.gen(function* () {
      const { api, channel, socket } = yield* subscribed()
      for (let count = 1; count < 20; count++) yield* listen((yield* api.channel).connectUri)
      yield* TestClock.adjust("1 second")
      yield* api.channel
      assert.containsSubset(yield* socket.next, {
        topicName: `v2.system.no_longer_subscribed.${channel.id}`,
        eventBody: { channelId: channel.id, reason: "another_channel_subscribed" }
      })
      assert.strictEqual(yield* socket.closed, 1001)
      assert.isFalse(yield* api.exists(channel.id))
    })
  ),

  "a channel ends with its token": shownBy(
    Effect.gen(function* () {
      const { api, channel, socket } = yield* subscribed()
      const other = yield* makeApi()
      assert.isTrue(yield* other.exists(channel.id))
      yield* api.call("DELETE", "/tokens/me")
      assert.containsSubset(yield* socket.next, {
        topicName: `v2.system.token_revoked.${channel.id}`,
        eventBody: { systemTopicType: "token_revoked", reason: "user_tokens_revoked" }
      })
      assert.strictEqual(yield* socket.closed, 1001)
      assert.isFalse(yield* other.exists(channel.id))
    })
  ),

  "a channel outlives a token that expires": shownBy(
    Effect.gen(function* () {
      const { channel, socket } = yield* subscribed()
      yield* TestClock.adjust("23 hours")
      const other = yield* makeApi()
      yield* other.subscribe(channel.id, [topic("presence")])
      yield* TestClock.adjust("2 hours")
      yield* other.set(userId(1), builtIn.busy)
      while (!JSON.stringify(yield* socket.next).includes(topic("presence"))) continue
    })
  ),

  "a channel belongs to its client": Effect.gen(function* () {
    const own = yield* logIn()
    const { body } = yield* own.post(channels, {})
    const subscriptions = `${channels}/${String(Reflect.get(Object(body), "id"))}/subscriptions`
    assert.strictEqual((yield* (yield* logIn(OAuthClient.reader)).get(subscriptions)).status, 404)
    assert.strictEqual((yield* (yield* logIn()).get(subscriptions)).status, 200)
  }),

  "an address without a channel is a 404": Effect.gen(function* () {
    assert.strictEqual((yield* send("GET", "/channels/streaming-0-nothing")).status, 404)
    const { body } = yield* (yield* logIn()).post(channels, {})
    const { pathname } = new URL(String(Reflect.get(Object(body), "connectUri")))
    assert.strictEqual((yield* send("GET", pathname)).status, 426)
  }),

  "the topics are those of users": shownBy(
    Effect.gen(function* () {
      const { api, channel } = yield* subscribed()
      const { body } = yield* api.call("GET", "/notifications/availabletopics?expand=requiresPermissions")
      assert.containsSubset(body, {
        entities: [
          { id: "v2.users.{id}.presence", requiresPermissions: [] },
          {
            id: "v2.analytics.users.{id}.aggregates",
            requiresPermissions: ["analytics:userAggregate:view", "analytics:conversationAggregate:view"]
          }
        ]
      })
      assert.lengthOf([Reflect.get(Object(body), "entities")].flat(), 9)
      assert.strictEqual((yield* api.subscribe(channel.id, ["v2.routing.queues.some.users"])).status, 400)
    })
  ),

  "a topic needs a user who exists": shownBy(
    Effect.gen(function* () {
      const { api, channel } = yield* subscribed()
      const topics = [topic("presence"), "v2.users.nobody.presence"]
      assert.containsSubset(yield* api.subscribe(channel.id, topics), { status: 400, body: { code: "invalid.value" } })
      assert.containsSubset(yield* api.subscribe(channel.id, topics, "?ignoreErrors=true"), {
        status: 200,
        body: { entities: [{ state: "Permitted" }, { state: "Rejected" }] }
      })
    })
  ),

  "too many topics are a bad request": shownBy(
    Effect.gen(function* () {
      const { api, channel } = yield* subscribed(topic("presence"))
      const kinds = ["presence", "activity", "station", "geolocation", "conversationsummary"]
      const users = (yield* Sandbox).users
      // Each combination of kinds is one topic.
      const topics = Array.from({ length: 1001 }, (_, number) => {
        const combination = Math.floor(number / users.length) + 1
        const chosen = kinds.filter((_kind, index) => (combination >> index) % 2 === 1)
        return `v2.users.${users[number % users.length]?.id}?${chosen.join("&")}`
      })
      assert.containsSubset(yield* api.subscribe(channel.id, topics), {
        status: 400,
        body: { code: "bad.request" }
      })
      const { body } = yield* api.call("GET", `/notifications/channels/${channel.id}/subscriptions`)
      assert.containsSubset(body, { entities: [{ id: topic("presence") }] })
    })
  ),

  "a command is refused as a whole": shownBy(
    Effect.gen(function* () {
      const { api, socket } = yield* subscribed()
      const topics = [topic("presence"), "v2.users.nobody.presence"]
      yield* socket.send({ message: "subscribe", topics, correlationId: "one" })
      assert.containsSubset(yield* socket.next, { result: "400", status: "failure", correlationId: "one" })
      yield* api.set(userId(1), builtIn.busy)
      yield* socket.send({ message: "subscribe", topics: [topic("presence")] })
      assert.containsSubset(yield* socket.next, { result: "200", status: "subscribed" })
    })
  ),

  "the routing status follows the presence": shownBy(
    Effect.gen(function* () {
      const { api, socket } = yield* subscribed(topic("routingStatus"))
      for (const id of [builtIn.busy, builtIn.onQueue, builtIn.available]) yield* api.set(userId(1), id)
      const status = (of: string) => ({
        topicName: topic("routingStatus"),
        eventBody: { routingStatus: { status: of } }
      })
      assert.containsSubset([yield* socket.next, yield* socket.next], [status("IDLE"), status("OFF_QUEUE")])
    })
  ),

  "activity is told of every user": shownBy(
    Effect.gen(function* () {
      const { api, socket } = yield* subscribed(topic("activity"))
      yield* api.set(userId(1), builtIn.busy)
      assert.containsSubset(yield* socket.next, {
        topicName: topic("activity"),
        eventBody: { activeQueueIds: [], outOfOffice: { active: false }, routingStatus: { status: "OFF_QUEUE" } }
      })
    })
  ),

  "other sources have a topic of their own": shownBy(
    Effect.gen(function* () {
      const { api, socket } = yield* subscribed(topic("presence"), topic("integrationpresence"))
      const to = { presenceDefinition: { id: builtIn.busy } }
      yield* api.call("PATCH", `/users/${userId(1)}/presences/Door`, to)
      yield* api.set(userId(1), builtIn.busy)
      assert.containsSubset(
        [yield* socket.next, yield* socket.next],
        [
          { topicName: topic("integrationpresence"), eventBody: { source: "Door" } },
          { topicName: topic("presence"), eventBody: { source: "PURECLOUD" } }
        ]
      )
    })
  ),

  "only a change is an event": shownBy(
    Effect.gen(function* () {
      const { api, socket } = yield* subscribed(topic("presence"))
      for (const message of ["one", "one", "two"]) yield* api.set(userId(1), builtIn.busy, message)
      assert.containsSubset(
        [yield* socket.next, yield* socket.next],
        [{ eventBody: { message: "one" } }, { eventBody: { message: "two" } }]
      )
    })
  )
}
