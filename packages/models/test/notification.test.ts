import { Notification } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted, Schema } from "effect"
import { inspect } from "node:util"
import { fixture } from "./support/fixtures.ts"
import { at } from "./support/wire.ts"

const { decode, InvalidNotification } = Notification

const Wire = Schema.Record(Schema.String, Schema.Json)

/** What the service sends, by the tag that it is to have. */
const samples = Object.entries(fixture("notifications", Schema.Record(Schema.String, Schema.Array(Wire)))).flatMap(
  ([tag, list]) => list.map((wire, index) => ({ name: `${tag} ${index + 1}`, tag, wire }))
)

const sample = (name: string): Schema.JsonObject => {
  const found = samples.find((each) => each.name === name)
  if (found === undefined) throw new Error(`There is no sample ${name}`)
  return found.wire
}

const userId = "0c0ffee0-0000-4000-8000-000000000001"
const channelId = "streaming-0-abcdefgh1jklmn0pqrstuvwxyz"

const printed = (value: unknown) => `${inspect(value, { depth: 9 })} ${JSON.stringify(value)}`

describe("notifications", () => {
  for (const { name, tag, wire } of samples) {
    it.effect(
      `${name} is told by its tag, from text and from JSON, and comes back whole`,
      Effect.fnUntraced(function* () {
        const decoded = yield* decode(JSON.stringify(wire))
        assert.strictEqual(decoded._tag, tag)
        assert.deepStrictEqual(yield* decode(wire), decoded)
        assert.deepStrictEqual(yield* Schema.decodeUnknownEffect(Notification.Notification)(wire), decoded)
        assert.deepStrictEqual<unknown>(yield* Schema.encodeEffect(Notification.Notification)(decoded), wire)
      })
    )
  }

  it.effect(
    "of a user have the user's id",
    Effect.fnUntraced(function* () {
      for (const { name, wire } of samples.filter(
        ({ wire: { topicName } }) => typeof topicName === "string" && topicName.startsWith("v2.users")
      )) {
        const decoded = yield* decode(wire)
        assert.strictEqual("userId" in decoded && decoded.userId, userId, name)
      }
    })
  )

  it.effect(
    "carry a typed body",
    Effect.fnUntraced(function* () {
      const presence = yield* decode(sample("UserPresence 1"))
      assert.isTrue(presence._tag === "UserPresence")
      if (presence._tag !== "UserPresence") return
      const { modifiedDate, presenceDefinition } = presence.eventBody
      assert.strictEqual(presenceDefinition?.systemPresence, "AVAILABLE")
      assert.strictEqual(modifiedDate && DateTime.formatIso(modifiedDate), "2026-03-09T07:45:12.036Z")
      assert.strictEqual(presence.metadata?.CorrelationId, "0c0e0000-0000-4000-8000-000000000001")
    })
  )

  it.effect.each(["V2.USERS.U-1.PRESENCE", "v2.users.U-1.Presence"])(
    "are told by their topic in any case: %s",
    Effect.fnUntraced(function* (topicName) {
      const decoded = yield* decode({ topicName, eventBody: { message: "" } })
      assert.deepStrictEqual(decoded, { _tag: "UserPresence", topicName, userId: "U-1", eventBody: { message: "" } })
    })
  )

  it.effect.each([
    ["v2.system.SOCKET_CLOSING", "SocketClosing"],
    ["Channel.Metadata", "Heartbeat"]
  ])(
    "about the channel are told in any case: %s",
    Effect.fnUntraced(function* ([topicName, tag]) {
      const decoded = yield* decode({ topicName, eventBody: { message: "WEBSOCKET HEARTBEAT" } })
      assert.strictEqual(decoded._tag, tag)
    })
  )

  it.effect.each([null, undefined, "soon", [1], { channelId: 7 }])(
    "say that the socket closes, whatever their body is: %j",
    Effect.fnUntraced(function* (eventBody) {
      const decoded = yield* decode({ topicName: "v2.system.socket_closing", eventBody })
      assert.strictEqual(decoded._tag, "SocketClosing")
    })
  )

  it.effect(
    "do not print the id of the channel",
    Effect.fnUntraced(function* () {
      for (const { name, wire } of samples.filter((each) => JSON.stringify(each.wire).includes(channelId))) {
        const decoded = yield* decode(wire)
        assert.notInclude(printed(decoded), channelId, name)
      }
      const evicted = yield* decode(sample("NoLongerSubscribed 1"))
      const id = evicted._tag === "NoLongerSubscribed" ? evicted.eventBody?.channelId : undefined
      assert.strictEqual(id && Redacted.value(id), channelId)
    })
  )
})

describe("notifications that come another way", () => {
  const event = fixture("eventbridge-event", Schema.Struct({ detail: Wire }))
  const notification = sample("UserPresence 1")

  it.effect(
    "are decoded from an event of EventBridge, whole, its detail alone, and as text",
    Effect.fnUntraced(function* () {
      const decoded = yield* decode(fixture("eventbridge-event", Wire))
      assert.strictEqual(decoded._tag === "UserPresence" && decoded.userId, userId)
      assert.strictEqual(
        "timestamp" in decoded && decoded.timestamp && DateTime.formatIso(decoded.timestamp),
        "2026-03-09T07:45:12.435Z"
      )
      assert.deepStrictEqual(yield* decode(event.detail), decoded)
      assert.deepStrictEqual(yield* decode(JSON.stringify(event)), decoded)
      assert.deepStrictEqual<unknown>(yield* Schema.encodeEffect(Notification.Notification)(decoded), event.detail)
    })
  )

  it.effect.each([
    { id: "e-1", eventType: "presence", subject: "users", eventTime: "2026-03-09T07:45:12Z", dataVersion: "1" },
    { specversion: "1.0", id: "e-1", type: "presence", source: "genesys" }
  ])(
    "are decoded from the data of an event of Event Grid: %j",
    Effect.fnUntraced(function* (envelope) {
      assert.deepStrictEqual(yield* decode({ ...envelope, data: notification }), yield* decode(notification))
    })
  )

  it.effect.each([
    ["activity", { id: userId }, "UserActivity"],
    ["routingStatus", { id: userId }, "UserRoutingStatus"],
    ["integrationpresence", { userId }, "UserIntegrationPresence"],
    ["outofoffice", { user: { id: userId } }, "UserOutOfOffice"]
  ] as const)(
    "have the user of their body where the topic is the pattern of a trigger: %s",
    Effect.fnUntraced(function* ([kind, eventBody, tag]) {
      const decoded = yield* decode({ topicName: `v2.users.{id}.${kind}`, eventBody })
      assert.strictEqual(decoded._tag, tag)
      assert.strictEqual("userId" in decoded && decoded.userId, userId)
    })
  )

  it.effect.each(["presence", "activity", "station"])(
    "are of an unknown topic where nothing says whose they are: %s",
    Effect.fnUntraced(function* (kind) {
      const wire = { topicName: `v2.users.{id}.${kind}`, eventBody: { message: "" } }
      assert.deepStrictEqual(yield* decode(wire), { ...wire, _tag: "Unknown" })
    })
  )
})

describe("what is no notification", () => {
  it.effect.each([
    ["", "NotJson"],
    ["{", "NotJson"],
    ["ping", "NotJson"],
    ["7", "NotNotification"],
    [7, "NotNotification"],
    [null, "NotNotification"],
    [undefined, "NotNotification"],
    ["[]", "NotNotification"],
    [[sample("Heartbeat 1")], "NotNotification"],
    [{}, "NotNotification"],
    [{ message: "ping" }, "NotNotification"],
    [{ detail: {} }, "NotNotification"],
    [{ detail: { detail: sample("Heartbeat 1") } }, "NotNotification"],
    [Object.create(sample("Heartbeat 1")), "NotNotification"],
    [{ topicName: 7 }, "InvalidShape"],
    [{ topicName: null, result: "200" }, "InvalidShape"],
    [{ result: 200 }, "InvalidShape"],
    [{ topicName: "v2.users.u-1.presence" }, "InvalidShape"],
    [{ topicName: "v2.users.u-1.presence", eventBody: "BUSY" }, "InvalidShape"],
    [{ topicName: "v2.added.tomorrow", version: 2 }, "InvalidShape"]
  ] as ReadonlyArray<readonly [input: unknown, reason: string]>)(
    "fails with its reason, and does not throw: %j",
    Effect.fnUntraced(function* ([input, reason]) {
      const error = yield* Effect.flip(decode(input))
      assert.instanceOf(error, InvalidNotification)
      assert.strictEqual(error.reason, reason)
    })
  )

  it.effect(
    "is told by topic and place, without what it holds",
    Effect.fnUntraced(function* () {
      const secret = "do not print this"
      const wire = { topicName: `v2.users.${userId}.PRESENCE`, eventBody: { message: secret, primary: secret } }
      const error = yield* Effect.flip(decode(wire))
      assert.strictEqual(error.topic, "v2.users.{id}.presence")
      assert.include(error.issue, at("eventBody", "primary"))
      assert.notInclude(printed(error), secret)
      assert.notInclude(printed(error), userId)
    })
  )

  it.effect(
    "fails where it nests too deep, at any place",
    Effect.fnUntraced(function* () {
      const deep: unknown = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)
      for (const topicName of ["v2.users.u-1.presence", "v2.system.socket_closing", "v2.added.tomorrow"]) {
        const error = yield* Effect.flip(decode({ topicName, eventBody: { newer: deep } }))
        assert.include(error.issue, "at most 512 levels")
      }
    })
  )
})
