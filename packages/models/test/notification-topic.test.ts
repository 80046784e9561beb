import { NotificationTopic } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { runs } from "./support/wire.ts"

const { combine, equals, maxLength, ofUser, parseUser, split, userKinds } = NotificationTopic

const id = "0c0ffee0-0000-4000-8000-000000000001"
const folded = (topics: Iterable<string>) => Array.from(topics, (topic) => topic.toLowerCase())

const part = (pattern: RegExp) => Schema.String.check(Schema.isPattern(pattern), Schema.isMaxLength(60))
const userId = Schema.Union([Schema.Literals([id, "u-1", "U-1"]), part(/^[\w-]+$/)])
const kind = Schema.Union([
  Schema.Literals([...userKinds, "ROUTINGSTATUS", "station", "workforcemanagement.adherence"]),
  part(/^[a-z]+$/)
])
const singles = Schema.Array(Schema.Struct({ userId, kind })).check(Schema.isMaxLength(40))
const ofUsers = (list: ReadonlyArray<{ readonly userId: string; readonly kind: string }>) =>
  list.map((one) => ofUser(one.userId, one.kind))

describe("topics", () => {
  it("of a user are spelled as the service spells them", () => {
    assert.deepStrictEqual(
      userKinds.map((one) => ofUser(id, one)),
      ["presence", "routingStatus", "activity", "integrationpresence", "outofoffice"].map(
        (one) => `v2.users.${id}.${one}`
      )
    )
  })

  it.prop(
    "tell their user and kind back",
    [userId, kind],
    ([user, one]) => {
      const parsed = parseUser(ofUser(user, one))
      assert.strictEqual(parsed?.userId, user)
      assert.isTrue(equals(parsed?.kind ?? "", one))
    },
    runs
  )

  it("are read in any case, and kinds come back in one spelling", () => {
    for (const topic of [
      `v2.users.${id}.routingStatus`,
      `V2.USERS.${id}.ROUTINGSTATUS`,
      `v2.users.${id}.routingstatus`
    ]) {
      assert.deepStrictEqual(parseUser(topic), { userId: id, kind: "routingStatus" })
      assert.isTrue(equals(topic, ofUser(id, "routingStatus")))
    }
    assert.isFalse(equals(ofUser(id, "presence"), ofUser(id, "activity")))
  })

  it.each([
    "",
    "channel.metadata",
    "v2.users.",
    "v2.users.u-1",
    "v2.users.u-1.",
    "v2.users..presence",
    "v2.users.u-1?presence&activity",
    "v2.routing.queues.q-1.users",
    "v2.analytics.users.u-1.aggregates"
  ])("of anything but one user have no user: %j", (topic) => {
    assert.isUndefined(parseUser(topic))
  })
})

describe("combined topics", () => {
  it("hold the kinds of one user", () => {
    const topics = [ofUser("u-1", "presence"), ofUser("u-2", "presence"), ofUser("u-1", "routingStatus")]
    assert.deepStrictEqual(combine(topics), ["v2.users.u-1?presence&routingStatus", "v2.users.u-2.presence"])
    assert.deepStrictEqual(
      split("v2.users.u-1?presence&routingStatus"),
      topics.filter((topic) => topic.includes("u-1"))
    )
  })

  it.prop(
    "split into what they were made of, each once",
    [singles],
    ([list]) => {
      const topics = ofUsers(list)
      const back = folded(combine(topics).flatMap(split))
      assert.sameMembers(back, [...new Set(folded(topics))])
    },
    runs
  )

  it.prop(
    "are combined once and for all",
    [singles],
    ([list]) => {
      const combined = combine(ofUsers(list))
      assert.deepStrictEqual(combine(combined), combined)
    },
    runs
  )

  it.prop(
    "are never too long, and fewer than what they hold",
    [singles],
    ([list]) => {
      const topics = ofUsers(list)
      const combined = combine(topics)
      for (const topic of combined) assert.isBelow(topic.length, maxLength)
      assert.isAtMost(combined.length, topics.length)
    },
    runs
  )

  it("become several when one would have 200 characters", () => {
    const kinds = (last: number) => ["a", "b", "c".repeat(last)].map((one) => ofUser("u", one))
    assert.deepStrictEqual(
      [184, 185].map((last) => combine(kinds(last)).map(({ length }) => length)),
      [[199], [14, 196]]
    )
  })

  it.each(["", "?", ".", "?presence", "v2.users.u-1?", "v2.users.u-1.presence?&", "a.b?c", "heartbeat"])(
    "are not made of what is no topic: %j",
    (odd) => {
      const topics = [odd, ofUser("u-1", "presence"), ofUser("u-1", "activity")]
      const expected = [...split(odd), "v2.users.u-1?presence&activity"]
      assert.deepStrictEqual(combine(topics), expected)
    }
  )
})
