import { Channel, ChannelTopic } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import { inspect } from "node:util"
import { fixture } from "./support/fixtures.ts"

const channel = () => Schema.decodeUnknownEffect(Channel.Channel)(fixture("channel", Schema.Json))

const secret = "streaming-0-abcdefgh1jklmn0pqrstuvwxyz"

/** The ways in which a value gets into a log. */
const printed = (value: unknown) => `${inspect(value, { depth: 9 })} ${JSON.stringify(value)}`

describe("channels", () => {
  it.effect(
    "have an address and an id that are not printed",
    Effect.fnUntraced(function* () {
      const decoded = yield* channel()
      assert.notInclude(printed(decoded), secret)
      assert.strictEqual(decoded.id && Redacted.value(decoded.id), secret)
      assert.strictEqual(
        decoded.connectUri && Redacted.value(decoded.connectUri),
        `wss://streaming.mypurecloud.com/channels/${secret}`
      )
    })
  )

  it.effect(
    "are written as they were read",
    Effect.fnUntraced(function* () {
      const encoded = yield* Schema.encodeEffect(Channel.Channel)(yield* channel())
      assert.deepStrictEqual<unknown>(encoded, fixture("channel", Schema.Json))
    })
  )

  it.effect(
    "do not print in an error what they hold",
    Effect.fnUntraced(function* () {
      const broken = { id: secret, connectUri: `wss://streaming.mypurecloud.com/channels/${secret}`, expires: secret }
      const error = yield* Effect.flip(Schema.decodeUnknownEffect(Channel.Channel)(broken))
      assert.notInclude(`${error.message} ${printed(error)}`, secret)
    })
  )
})

describe("topics of a channel", () => {
  it.effect(
    "say for each topic whether it was refused, and why",
    Effect.fnUntraced(function* () {
      const decode = Schema.decodeUnknownEffect(ChannelTopic.ChannelTopicEntityListing)
      const { entities = [] } = yield* decode(fixture("channel-topics", Schema.Json))
      assert.deepStrictEqual(
        entities.map(({ missingPermissions, state }) => ({ missingPermissions, state })),
        [
          { missingPermissions: undefined, state: "Permitted" },
          { missingPermissions: ["some:station:view"], state: "Rejected" }
        ]
      )
    })
  )

  it.effect(
    "are sent by their name alone",
    Effect.fnUntraced(function* () {
      const decode = Schema.decodeUnknownEffect(ChannelTopic.ChannelTopicEntityListing)
      const { entities = [] } = yield* decode(fixture("channel-topics", Schema.Json))
      const sent = yield* Schema.encodeUnknownEffect(Schema.Array(ChannelTopic.ChannelTopicRequest))(entities)
      assert.deepStrictEqual<unknown>(
        sent,
        entities.map(({ id }) => ({ id }))
      )
      const error = yield* Effect.flip(Schema.encodeEffect(ChannelTopic.ChannelTopicRequest)({ id: "" }))
      assert.include(error.message, `at ["id"]`)
    })
  )
})
