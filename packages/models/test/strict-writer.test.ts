import {
  MutableUserPresence,
  OrganizationPresenceDefinition,
  PresenceSettings,
  UserPresence
} from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { modelNamed, readShapeOf, requestShapes } from "./support/models.ts"
import { at, canonical, minimal, runs, sampleOf, sendable, wireOf } from "./support/wire.ts"

/** What goes on the wire: a member that is `undefined` does not. */
const sent = (body: object): unknown => JSON.parse(JSON.stringify(body))

describe("strict writer", () => {
  for (const shape of requestShapes) {
    const encode = Schema.encodeUnknownEffect(modelNamed(shape.name))
    const readShape = readShapeOf(shape)
    const decode = Schema.decodeUnknownEffect(modelNamed(readShape.name))

    for (const key of shape.required) {
      for (const [what, value] of [
        ["left out", {}],
        ["undefined", { [key]: undefined }],
        ["null", { [key]: null }]
      ] as const) {
        it.effect(
          `${shape.name} without ${key}, ${what}, is refused by name`,
          Effect.fnUntraced(function* () {
            const others = Object.entries(minimal(shape)).filter(([name]) => name !== key)
            const error = yield* Effect.flip(encode({ ...Object.fromEntries(others), ...value }))
            assert.include(error.message, at(key))
          })
        )
      }
    }

    for (const key of shape.readOnly) {
      it.effect(
        `${shape.name} is sent without ${key}, which the service sets`,
        Effect.fnUntraced(function* () {
          const value = sampleOf(readShape.fields.get(key) ?? "")
          assert.deepStrictEqual(sent(yield* encode({ ...minimal(shape), [key]: value })), minimal(shape))
        })
      )
    }

    for (const key of shape.fields.keys()) {
      if (shape.required.includes(key)) continue
      it.effect(
        `${shape.name}.${key} may be undefined, not null`,
        Effect.fnUntraced(function* () {
          assert.deepStrictEqual(sent(yield* encode({ ...minimal(shape), [key]: undefined })), minimal(shape))
          const error = yield* Effect.flip(encode({ ...minimal(shape), [key]: null }))
          assert.include(error.message, at(key))
        })
      )
    }

    it.effect.prop(
      `${shape.name} sends back what was read, unknown keys included`,
      [wireOf({ ...readShape, required: shape.required })],
      Effect.fnUntraced(function* ([drawn]) {
        const wire = sendable(shape, drawn)
        const body = yield* decode(wire).pipe(Effect.flatMap(encode))
        assert.deepStrictEqual(sent(body), canonical(shape, canonical(readShape, wire)))
      }),
      runs
    )
  }

  it.effect.each([{ systemPresence: "Busy" }, {}, { id: undefined }, { id: "" }])(
    "refuses a presence to set without the id of its definition: %o",
    Effect.fnUntraced(function* (presenceDefinition) {
      for (const [request, rest] of [
        [UserPresence.UserPresenceRequest, {}],
        [MutableUserPresence.MutableUserPresenceRequest, { id: "u-1" }]
      ] as const) {
        const error = yield* Effect.flip(Schema.encodeUnknownEffect(request)({ ...rest, presenceDefinition }))
        assert.include(error.message, at("presenceDefinition", "id"))
      }
    })
  )

  it.effect(
    "leaves the path of a nested definition out of a change of presence",
    Effect.fnUntraced(function* () {
      const read = yield* Schema.decodeUnknownEffect(UserPresence.UserPresence)({
        presenceDefinition: {
          id: "d-1",
          systemPresence: "Meal",
          selfUri: "/api/v2/presencedefinitions/d-1",
          icon: "🍜"
        },
        modifiedDate: "2026-04-01T08:30:00Z"
      })
      const body = yield* Schema.encodeUnknownEffect(UserPresence.UserPresenceRequest)({
        ...read,
        message: "Back at one"
      })
      assert.deepStrictEqual<unknown>(body, {
        presenceDefinition: { id: "d-1", systemPresence: "Meal", icon: "🍜" },
        modifiedDate: "2026-04-01T08:30:00.000Z",
        message: "Back at one"
      })
    })
  )

  it.effect.each(["enabled", "restoreTimeMilliseconds", "restoreOnQueueEnabled"])(
    "refuses settings of restoring without %s",
    Effect.fnUntraced(function* (key) {
      const whole = { enabled: true, restoreTimeMilliseconds: 60_000, restoreOnQueueEnabled: false }
      const restorePresenceSettings = { ...whole, [key]: undefined }
      const encode = Schema.encodeUnknownEffect(PresenceSettings.PresenceSettingsRequest)
      assert.deepStrictEqual<unknown>(yield* encode({ restorePresenceSettings: whole }), {
        restorePresenceSettings: whole
      })
      const error = yield* Effect.flip(encode({ restorePresenceSettings }))
      assert.include(error.message, at("restorePresenceSettings", key))
    })
  )

  it.effect.each([1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses to restore after %d milliseconds",
    Effect.fnUntraced(function* (restoreTimeMilliseconds) {
      const restorePresenceSettings = { enabled: true, restoreTimeMilliseconds, restoreOnQueueEnabled: false }
      const error = yield* Effect.flip(
        Schema.encodeEffect(PresenceSettings.PresenceSettingsRequest)({ restorePresenceSettings })
      )
      assert.include(error.message, at("restorePresenceSettings", "restoreTimeMilliseconds"))
    })
  )

  it.effect(
    "refuses an entry of a bulk update whose user is empty",
    Effect.fnUntraced(function* () {
      const entries = Schema.Array(MutableUserPresence.MutableUserPresenceRequest)
      const error = yield* Effect.flip(Schema.encodeEffect(entries)([{ id: "u-1" }, { id: "" }]))
      assert.include(error.message, at(1, "id"))
    })
  )

  for (const [what, languageLabels, path] of [
    ["a list", ["Lunch"], []],
    ["text", "Lunch", []],
    ["a map of numbers", { en: "Lunch", de: 7 }, ["de"]],
    ["a map with null", { en: null }, ["en"]]
  ] as const) {
    it.effect(
      `refuses labels that are ${what}`,
      Effect.fnUntraced(function* () {
        const encode = Schema.encodeUnknownEffect(OrganizationPresenceDefinition.OrganizationPresenceDefinitionRequest)
        const error = yield* Effect.flip(encode({ languageLabels }))
        assert.include(error.message, at("languageLabels", ...path))
      })
    )
  }
})
