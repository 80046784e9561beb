import { NodeHttpClient, NodeWS } from "@effect/platform-node"
import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Scope } from "effect"
import { HttpClient } from "effect/http"
import { Socket } from "effect/socket"
import { TestClock } from "effect/testing"
import { builtIn, userId } from "./api.ts"
import { listen, makeApi } from "./notificationSocket.ts"

const presence = (user: number): string => `v2.users.${userId(user)}.presence`

const systemTopic = (type: string, channelId: string) => `v2.system.${type}.${channelId}`

/** A sandbox as a program on this machine reaches it, by a kind of WebSocket. */
const overPort = (sockets: Layer.Layer<Socket.WebSocketConstructor>, options?: Parameters<typeof Sandbox.layer>[0]) =>
  Layer.mergeAll(Sandbox.layer(options), NodeHttpClient.layerUndici, sockets)

const surroundings = {
  "in process": Sandbox.layerInProcess(),
  "Node's WebSocket": overPort(Socket.layerWebSocketConstructorGlobal),
  "the package ws": overPort(NodeWS.layerWebSocketConstructor)
}

describe.each(Object.entries(surroundings))("the socket of a channel, %s", (_name, surrounding) => {
  it.effect("brings the presences of three users in the order in which they were set", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const channel = yield* api.channel
      yield* api.subscribe(channel.id, [presence(1), presence(2), presence(3)])
      const { next } = yield* listen(channel.connectUri)
      yield* api.set(userId(1), builtIn.onQueue)
      yield* api.set(userId(2), builtIn.busy, "calling back")
      yield* api.set(userId(4), builtIn.busy)
      yield* api.call("PUT", "/users/presences/bulk", [
        { id: userId(3), presenceDefinition: { id: builtIn.available } }
      ])
      assert.containsSubset(
        [yield* next, yield* next, yield* next],
        [
          {
            topicName: presence(1),
            version: "2",
            eventBody: {
              source: "PURECLOUD",
              presenceDefinition: { id: builtIn.onQueue, systemPresence: "ON_QUEUE" },
              primary: true,
              message: ""
            }
          },
          { topicName: presence(2), eventBody: { message: "calling back" } },
          { topicName: presence(3), eventBody: { presenceDefinition: { systemPresence: "AVAILABLE" } } }
        ]
      )
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("answers a ping, and commands", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const channel = yield* api.channel
      const { next, send } = yield* listen(channel.connectUri)
      const answerTo = (command: unknown) => Effect.andThen(send(command), next)
      assert.deepStrictEqual(yield* answerTo({ message: "ping" }), {
        topicName: "channel.metadata",
        eventBody: { message: "pong" }
      })
      const topics = [presence(1)]
      assert.deepStrictEqual(yield* answerTo({ message: "subscribe", topics, correlationId: "abc" }), {
        result: "200",
        status: "subscribed",
        correlationId: "abc"
      })
      yield* api.set(userId(1), builtIn.busy)
      assert.containsSubset(yield* next, { topicName: presence(1) })
      assert.containsSubset(yield* answerTo({ message: "unsubscribe", topics }), { status: "unsubscribed" })
      yield* api.set(userId(1), builtIn.available)
      assert.containsSubset(yield* answerTo({ message: "subscribe", topics: ["v2.nothing"] }), {
        result: "400",
        status: "failure"
      })
      assert.containsSubset(yield* answerTo({ message: "dance" }), { result: "400", status: "error" })
      assert.containsSubset(yield* answerTo("no JSON"), { result: "400", status: "error" })
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("is closed by a second one, which gets what comes from then on", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const channel = yield* api.channel
      yield* api.subscribe(channel.id, [presence(1)])
      const first = yield* listen(channel.connectUri)
      const second = yield* listen(channel.connectUri)
      assert.strictEqual(yield* first.closed, 1000)
      yield* api.set(userId(1), builtIn.busy)
      assert.containsSubset(yield* second.next, { topicName: presence(1) })
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("says that its token was revoked, and is closed", () =>
    Effect.gen(function* () {
      const { revokeTokens } = yield* Sandbox
      const { channel } = yield* makeApi()
      const { connectUri, id } = yield* channel
      const { closed, next } = yield* listen(connectUri)
      yield* revokeTokens
      assert.containsSubset(yield* next, {
        topicName: systemTopic("token_revoked", id),
        eventBody: { channelId: id, systemTopicType: "token_revoked", reason: "user_tokens_revoked" }
      })
      assert.strictEqual(yield* closed, 1001)
      const api = yield* makeApi()
      assert.isFalse(yield* api.exists(id))
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("cannot be opened where there is no channel, and is closed by a reset", () =>
    Effect.gen(function* () {
      const { reset } = yield* Sandbox
      const api = yield* makeApi()
      const channel = yield* api.channel
      const { closed } = yield* listen(channel.connectUri)
      assert.strictEqual((yield* Effect.flip(listen(`${channel.connectUri}x`)))._tag, "SocketError")
      yield* reset
      assert.strictEqual(yield* closed, 1001)
    }).pipe(Effect.provide(surrounding))
  )
})

describe("a channel", () => {
  const surrounding = Sandbox.layerInProcess()

  it.effect("has a heartbeat every 30 seconds", () =>
    Effect.gen(function* () {
      const { channel } = yield* makeApi()
      const { next } = yield* listen((yield* channel).connectUri)
      for (let beat = 0; beat < 3; beat++) {
        yield* TestClock.adjust("30 seconds")
        assert.deepStrictEqual(yield* next, {
          topicName: "channel.metadata",
          eventBody: { message: "WebSocket Heartbeat" }
        })
      }
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("ends after 24 hours, counted from the last subscription, and closes its socket", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const api = yield* makeApi()
      const [kept, left] = [yield* api.channel, yield* api.channel]
      assert.strictEqual(left.expires, "2026-01-02T00:00:00.000Z")
      const { closed } = yield* listen(left.connectUri)
      yield* TestClock.adjust("23 hours")
      yield* api.subscribe(kept.id, [presence(1)])
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* closed, 1001)
      const another = yield* makeApi()
      assert.isFalse(yield* another.exists(left.id))
      assert.isTrue(yield* another.exists(kept.id))
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("takes the place of the one that was used least recently, without a socket first", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const channels: Array<{ readonly id: string; readonly connectUri: string }> = []
      for (let count = 0; count < 20; count++) {
        channels.push(yield* api.channel)
        yield* TestClock.adjust("1 second")
      }
      const [first, second] = channels
      assert.isDefined(first)
      assert.isDefined(second)
      if (first === undefined || second === undefined) return
      const { closed, next } = yield* listen(first.connectUri)
      const extra = yield* api.channel
      assert.isTrue(yield* api.exists(first.id))
      assert.isFalse(yield* api.exists(second.id))
      // Once all have a socket, one of them has to go.
      for (const { connectUri } of [...channels.slice(2), extra]) yield* listen(connectUri)
      yield* TestClock.adjust("1 second")
      yield* api.channel
      assert.containsSubset(yield* next, {
        topicName: systemTopic("no_longer_subscribed", first.id),
        eventBody: { reason: "another_channel_subscribed" }
      })
      assert.strictEqual(yield* closed, 1001)
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("takes 1,000 topics, of which a combined one is one", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const { id } = yield* api.channel
      const topics = Array.from(
        { length: 1001 },
        (_, user) => `v2.users.00000001-0000-4000-8000-${(user + 1).toString(16).padStart(12, "0")}?presence&activity`
      )
      assert.strictEqual((yield* api.subscribe(id, topics)).status, 400)
      assert.strictEqual((yield* api.subscribe(id, topics.slice(1))).status, 200)
    }).pipe(Effect.provide(Sandbox.layerInProcess({ users: 1001 })))
  )

  it.effect("delivers what a combined topic stands for under the single names", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const { connectUri, id } = yield* api.channel
      yield* api.subscribe(id, [`v2.users.${userId(1)}?presence&routingStatus&activity`])
      const { next } = yield* listen(connectUri)
      yield* api.set(userId(1), builtIn.onQueue)
      assert.containsSubset(
        [yield* next, yield* next, yield* next],
        [
          { topicName: presence(1) },
          { topicName: `v2.users.${userId(1)}.routingStatus`, eventBody: { routingStatus: { status: "IDLE" } } },
          {
            topicName: `v2.users.${userId(1)}.activity`,
            eventBody: { id: userId(1), presence: { presenceDefinition: { systemPresence: "ON_QUEUE" } } }
          }
        ]
      )
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("tells of other sources under the topic for integrations", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const { connectUri, id } = yield* api.channel
      yield* api.subscribe(id, [`v2.users.${userId(1)}?presence&integrationpresence`])
      const { next } = yield* listen(connectUri)
      yield* api.call("PATCH", `/users/${userId(1)}/presences/Door`, { presenceDefinition: { id: builtIn.available } })
      assert.containsSubset(yield* next, {
        topicName: `v2.users.${userId(1)}.integrationpresence`,
        eventBody: { userId: userId(1), source: "Door", presenceDefinition: { systemPresence: "AVAILABLE" } }
      })
    }).pipe(Effect.provide(surrounding))
  )

  const metrics = `v2.analytics.users.${userId(1)}.aggregates`
  const watching: OAuthClient.OAuthClient = { ...OAuthClient.administrator, permissions: [] }

  it.effect("is refused a topic that its client has no permission for, alone or with the others", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const { id } = yield* api.channel
      const nobody = "v2.users.nobody.presence"
      assert.containsSubset(yield* api.subscribe(id, [presence(1), metrics]), {
        status: 403,
        body: { code: "notification.unauthorized.topic" }
      })
      assert.containsSubset(yield* api.subscribe(id, [presence(1), nobody]), { status: 400 })
      const { body } = yield* api.subscribe(id, [presence(1), metrics, nobody], "?ignoreErrors=true")
      assert.containsSubset(body, {
        entities: [
          { id: presence(1), state: "Permitted" },
          {
            id: metrics,
            state: "Rejected",
            missingPermissions: ["analytics:userAggregate:view", "analytics:conversationAggregate:view"]
          },
          { id: nobody, state: "Rejected" }
        ]
      })
    }).pipe(Effect.provide(Sandbox.layerInProcess({ clients: [watching] })))
  )

  it.effect("belongs to its token, and others see no more than that it exists", () =>
    Effect.gen(function* () {
      const api = yield* makeApi()
      const { id } = yield* api.channel
      const other = yield* makeApi()
      const list = (query: string) =>
        Effect.map(other.call("GET", `/notifications/channels${query}`), ({ body }) => body)
      assert.deepStrictEqual(yield* list(""), { entities: [] })
      const all = yield* list("?includechannels=oauthclient")
      assert.containsSubset(all, { entities: [{}] })
      assert.notInclude(JSON.stringify(all), id)
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("of a scope is reached under the path of the scope", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Sandbox
      const http = yield* HttpClient.HttpClient
      yield* http.put(`${baseUrl}/scopes/one`)
      const api = yield* Effect.updateService(makeApi(), Sandbox, (sandbox) => ({
        ...sandbox,
        baseUrl: `${baseUrl}/scopes/one`
      }))
      const { connectUri, id } = yield* api.channel
      assert.isTrue(connectUri.startsWith(`${baseUrl.replace("http", "ws")}/scopes/one/channels/streaming-`))
      yield* api.subscribe(id, [presence(1)])
      const { next } = yield* listen(connectUri)
      yield* api.set(userId(1), builtIn.busy)
      assert.containsSubset(yield* next, { topicName: presence(1) })
    }).pipe(Effect.provide(overPort(Socket.layerWebSocketConstructorGlobal)))
  )

  it.effect("tells of presences that are set by hand, and of those that an import brings", () =>
    Effect.gen(function* () {
      const { exportState, importState, setPresence } = yield* Sandbox
      const api = yield* makeApi()
      const { connectUri, id } = yield* api.channel
      yield* api.subscribe(id, [presence(1)])
      const { next } = yield* listen(connectUri)
      const before = yield* exportState
      yield* setPresence({ userId: userId(1), definitionId: builtIn.busy })
      assert.containsSubset(yield* next, { eventBody: { presenceDefinition: { systemPresence: "BUSY" } } })
      yield* importState(before)
      assert.containsSubset(yield* next, { eventBody: { presenceDefinition: { systemPresence: "OFFLINE" } } })
    }).pipe(Effect.provide(surrounding))
  )

  it.effect("is seen by a test, with the events that were sent over it", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const { channels, defaultClient, reset, sentEvents } = yield* Sandbox
      const api = yield* makeApi()
      const { connectUri, id } = yield* api.channel
      yield* api.subscribe(id, [presence(1), presence(2)])
      const expires = DateTime.makeUnsafe("2026-01-02")
      const seen = { id, clientId: defaultClient.clientId, topics: [presence(1), presence(2)], expires }
      assert.deepStrictEqual(yield* channels, [{ ...seen, connected: false }])
      // Nobody listens: the event is not sent.
      yield* api.set(userId(2), builtIn.busy)
      yield* listen(connectUri)
      assert.deepStrictEqual(yield* channels, [{ ...seen, connected: true }])
      yield* api.set(userId(1), builtIn.busy)
      const sent = { channelId: id, topicName: presence(1), at: DateTime.makeUnsafe("2026-01-01") }
      assert.deepStrictEqual(yield* sentEvents, [sent])
      for (let number = 0; number < 250; number++) yield* api.set(userId(2), builtIn.busy, `${number}`)
      assert.deepStrictEqual(
        (yield* sentEvents).map(({ topicName }) => topicName),
        Array.from({ length: 100 }, () => presence(2))
      )
      yield* reset
      assert.deepStrictEqual([yield* channels, yield* sentEvents], [[], []])
    }).pipe(Effect.provide(surrounding))
  )

  it.live("loses its socket with the sandbox", () =>
    Effect.gen(function* () {
      const scope = yield* Effect.scope
      const { closed } = yield* Effect.gen(function* () {
        const { channel } = yield* makeApi()
        return yield* Scope.provide(listen((yield* channel).connectUri), scope)
      }).pipe(Effect.provide(overPort(NodeWS.layerWebSocketConstructor)))
      assert.isAbove(yield* closed, 1000)
    })
  )
})
