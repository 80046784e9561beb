import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { modelNamed, models, requestShapes, shapeNamed } from "./support/models.ts"
import { minimal, runs, wireOf } from "./support/wire.ts"
import { assertClean, attack, poisoned } from "./support/reservedKeys.ts"

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
