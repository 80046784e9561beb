import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { PresenceWatch } from "@genesys-presence/client"
import { UcUserPresence } from "@genesys-presence/models"
import { Arbitrary, DateTime, Effect, Schema } from "effect"

const { PresenceEvent } = PresenceWatch

const oneOf = <const A>(...values: ReadonlyArray<A>) =>
  Arbitrary.map(
    Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: values.length - 1 }))),
    (index): A | undefined => values[index]
  )

/** A presence as the service may send it: nulls, keys that nobody knows, dates in any zone. */
const drawnPresence = Arbitrary.all({
  nothing: oneOf({}, { message: null }, { presenceDefinition: null, name: null }),
  known: Arbitrary.schema(
    Schema.Struct({
      userId: Schema.optionalKey(Schema.String),
      message: Schema.optionalKey(Schema.String),
      presenceDefinition: Schema.optionalKey(
        Schema.Struct({ id: Schema.String, systemPresence: Schema.String, undeclared: Schema.Json })
      )
    })
  ),
  more: Arbitrary.schema(Schema.Struct({ undeclared: Schema.optionalKey(Schema.Json) })),
  dates: oneOf({}, { modifiedDate: "2026-04-01T08:30:00.250Z" }, { modifiedDate: "2026-04-01T10:30:00+02:00" })
}).pipe(Arbitrary.map(({ dates, known, more, nothing }) => ({ ...nothing, ...known, ...more, ...dates })))

const event = Arbitrary.all({
  _tag: Arbitrary.schema(Schema.Literals(["Snapshot", "Change", "Missing"])),
  userId: Arbitrary.schema(Schema.String),
  presence: drawnPresence,
  previous: drawnPresence
}).pipe(
  Arbitrary.map(({ _tag, presence, previous, userId }) => ({
    _tag,
    userId,
    ...(_tag !== "Missing" && { presence }),
    ...(_tag === "Change" && { previous })
  }))
)

const Text = Schema.fromJsonString(PresenceEvent)

describe("an event of a watch", () => {
  it.effect.prop(
    "comes back from JSON as it was, with what the models do not know",
    [event],
    Effect.fnUntraced(function* ([wire]) {
      const decoded = yield* Schema.decodeUnknownEffect(PresenceEvent)(wire)
      const again = yield* Schema.decodeEffect(Text)(yield* Schema.encodeEffect(Text)(decoded))
      assert.deepStrictEqual(again, decoded)
      assert.strictEqual(again.userId, wire.userId)
      if (decoded._tag !== "Missing") {
        // The same reading as that of the model itself.
        const alone = yield* Schema.decodeUnknownEffect(UcUserPresence.UcUserPresence)(wire.presence)
        assert.deepStrictEqual(decoded.presence, alone)
      }
    }),
    { arbitrary: { runs: 200, seed: 20260401 } }
  )

  it.effect("keeps undeclared keys and dates on the wire", () =>
    Effect.gen(function* () {
      const wire = {
        _tag: "Change",
        userId: "ada",
        presence: {
          presenceDefinition: { id: "lunch", systemPresence: "MEAL", icon: "🍜" },
          modifiedDate: "2026-04-01T08:30:00.250Z",
          device: { kind: "phone" }
        },
        previous: { message: "" }
      }
      const change = yield* Schema.decodeUnknownEffect(PresenceEvent)(wire)
      assert.isTrue(
        change._tag === "Change" &&
          change.presence.modifiedDate !== undefined &&
          DateTime.toEpochMillis(change.presence.modifiedDate) === Date.UTC(2026, 3, 1, 8, 30, 0, 250)
      )
      assert.deepStrictEqual<unknown>(yield* Schema.encodeEffect(PresenceEvent)(change), wire)
    })
  )

  it.effect.each([
    { _tag: "Gone", userId: "ada" },
    { _tag: "Missing" },
    { _tag: "Snapshot", userId: "ada" },
    { _tag: "Snapshot", userId: "ada", presence: { message: 7 } },
    { _tag: "Change", userId: "ada", presence: {} }
  ])("is not %o", (wire) => Effect.flip(Schema.decodeUnknownEffect(PresenceEvent)(wire)))

  it("is made and matched by its tag", () => {
    const told = PresenceEvent.match({
      Snapshot: ({ presence, userId }) => `${userId} ${presence.message}`,
      Change: ({ presence, previous }) => `${previous.message} ${presence.message}`,
      Missing: ({ userId }) => `${userId} is not known`
    })
    const { Change, Missing, Snapshot } = PresenceEvent.cases
    const lunch = { message: "lunch" }
    assert.deepStrictEqual(
      [
        Snapshot.make({ userId: "ada", presence: lunch }),
        Change.make({ userId: "ada", presence: { message: "back" }, previous: lunch }),
        Missing.make({ userId: "bob" })
      ].map(told),
      ["ada lunch", "lunch back", "bob is not known"]
    )
    assert.isTrue(PresenceEvent.guards.Missing({ _tag: "Missing", userId: "bob" }))
    expectTypeOf<typeof PresenceEvent.Type>().toEqualTypeOf<PresenceWatch.PresenceEvent>()
  })
})
