import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { modelNamed, models, requestShapes, shapeNamed } from "./support/models.ts"
import { isObject, minimal, reserved, runs, wireOf } from "./support/wire.ts"

const attack = JSON.stringify({ polluted: true })

/** The same value with reserved keys of its own in each of its objects. */
const poisoned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(poisoned)
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([key, member]) => [key, poisoned(member)] as const)
  return Object.fromEntries([...reserved.map((key) => [key, JSON.parse(attack)] as const), ...members])
}

const assertClean = (value: unknown): void => {
  if (Array.isArray(value)) return value.forEach(assertClean)
  if (!isObject(value)) return
  for (const key of reserved) assert.isFalse(Object.hasOwn(value, key), `${key} survived`)
  assert.isFalse("polluted" in value, "the prototype was changed")
  Object.values(value).forEach(assertClean)
}

describe("reserved keys", () => {
  for (const [name, model] of models) {
    it.effect.prop(
      `${name} loses them at every depth, and nothing else`,
      [wireOf(shapeNamed(name))],
      Effect.fnUntraced(function* ([wire]) {
        const hostile = poisoned(wire)
        const before = JSON.stringify(hostile)
        const decoded = yield* Schema.decodeUnknownEffect(model)(hostile)
        assertClean(decoded)
        assert.deepStrictEqual(decoded, yield* Schema.decodeUnknownEffect(model)(wire))
        assert.strictEqual(JSON.stringify(hostile), before, "the input was changed")
      }),
      runs
    )
  }

  for (const shape of requestShapes) {
    it.effect(`${shape.name} does not send them`, () =>
      Effect.gen(function* () {
        const settings = { newSetting: { list: [{ on: true }] } }
        const sent = yield* Schema.encodeUnknownEffect(modelNamed(shape.name))(
          poisoned({ ...minimal(shape), ...settings })
        )
        assertClean(sent)
        assert.deepStrictEqual<unknown>(sent, { ...minimal(shape), ...settings })
      })
    )
  }

  it.effect("leaves the prototype of all objects alone", () =>
    Effect.gen(function* () {
      const hostile = JSON.parse(`{"__proto__":${attack},"constructor":{"prototype":${attack}}}`)
      const decoded = yield* Schema.decodeUnknownEffect(modelNamed("UserPresence"))(hostile)
      assert.strictEqual(Object.getPrototypeOf(decoded), Object.prototype)
      assert.isFalse("polluted" in {})
    })
  )
})
