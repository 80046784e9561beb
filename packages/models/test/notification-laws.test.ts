import { Notification, NotificationTopic } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Effect, Schema } from "effect"
import { type Shape, shapeNamed } from "./support/models.ts"
import { assertClean, poisoned } from "./support/reservedKeys.ts"
import { at, canonical, isObject, runs, wireOf } from "./support/wire.ts"

const envelope = shapeNamed("NotificationEnvelope")

const ofUser = (kind: NotificationTopic.UserKind) =>
  NotificationTopic.ofUser("0c0ffee0-0000-4000-8000-000000000001", kind)

/** A topic of each kind, the shape of its body if that is decoded, and the tag of its notifications. */
const topics: ReadonlyArray<readonly [topicName: string, body: Shape | undefined, tag: string]> = [
  [ofUser("presence"), shapeNamed("UserPresence"), "UserPresence"],
  [ofUser("routingStatus"), shapeNamed("UserRoutingStatus"), "UserRoutingStatus"],
  [ofUser("activity"), shapeNamed("UserActivity"), "UserActivity"],
  [ofUser("integrationpresence"), shapeNamed("IntegrationPresence"), "UserIntegrationPresence"],
  [ofUser("outofoffice"), shapeNamed("OutOfOffice"), "UserOutOfOffice"],
  ["v2.system.socket_closing", shapeNamed("SystemMessage"), "SocketClosing"],
  ["v2.system.token_revoked.streaming-0-a", shapeNamed("SystemMessage"), "TokenRevoked"],
  [ofUser("station"), undefined, "Unknown"],
  ["v2.added.tomorrow", undefined, "Unknown"]
]

const { Notification: codec } = Notification

const decoders = { decode: Notification.decode, "the schema": Schema.decodeUnknownEffect(codec) }

/** A whole notification: an envelope of any kind around a body of any kind. */
const notificationOf = (topicName: string, body: Shape | undefined) =>
  Arbitrary.all([wireOf(envelope), body === undefined ? Arbitrary.Constant(undefined) : wireOf(body)]).pipe(
    Arbitrary.map(([wire, eventBody]) => ({ ...wire, topicName, ...(eventBody === undefined ? {} : { eventBody }) }))
  )

const expected = (body: Shape | undefined, wire: { readonly [key: string]: unknown }) => {
  const whole = canonical(envelope, wire)
  return body === undefined || !isObject(whole) ? whole : { ...whole, eventBody: canonical(body, wire["eventBody"]) }
}

describe("notifications of any content", () => {
  for (const [topicName, body, tag] of topics) {
    for (const [name, decode] of Object.entries(decoders)) {
      it.effect.prop(
        `${topicName} comes back whole from ${name}`,
        [notificationOf(topicName, body)],
        Effect.fnUntraced(function* ([wire]) {
          const decoded = yield* decode(wire)
          assert.strictEqual(decoded._tag, tag)
          const encoded = yield* Schema.encodeEffect(codec)(decoded)
          assert.deepStrictEqual<unknown>(encoded, expected(body, wire))
        }),
        runs
      )

      it.effect.prop(
        `${topicName} loses reserved keys at every depth in ${name}, and nothing else`,
        [notificationOf(topicName, body)],
        Effect.fnUntraced(function* ([wire]) {
          const hostile = poisoned(wire)
          const before = JSON.stringify(hostile)
          const decoded = yield* decode(hostile)
          assertClean(decoded)
          assert.deepStrictEqual(decoded, yield* decode(wire))
          assert.strictEqual(JSON.stringify(hostile), before, "the input was changed")
        }),
        runs
      )
    }
  }

  it.effect.prop(
    "any JSON is decoded or fails with a typed error",
    [Schema.Json],
    Effect.fnUntraced(function* ([json]) {
      const failed = yield* Effect.exit(Notification.decode(json))
      const error = failed._tag === "Failure" ? yield* Effect.flip(failed) : undefined
      assert.isTrue(error === undefined || error._tag === "InvalidNotification")
    }),
    runs
  )

  it.effect.each([
    [{ _tag: "Else", topicName: "a" }, "Expected a notification"],
    [{ _tag: "SocketClosing", topicName: "v2.system.socket_closing" }, at("topicName")],
    [{ _tag: "UserPresence", topicName: "v2.users.u-1.presence", userId: "u-1" }, at("eventBody")],
    [{ _tag: "Heartbeat" }, at("topicName")],
    [{ _tag: "CommandAnswer" }, at("result")]
  ] as const)(
    "what is no notification cannot be encoded: %j",
    Effect.fnUntraced(function* ([value, reason]) {
      const error = yield* Effect.flip(Schema.encodeUnknownEffect(codec)(value))
      assert.include(error.message, reason)
    })
  )
})
