import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { models, shapeNamed } from "./support/models.ts"
import { canonical, runs, wireOf } from "./support/wire.ts"

describe("lossless", () => {
  for (const [name, model] of models) {
    const shape = shapeNamed(name)
    const roundTrip = (wire: unknown) =>
      Schema.decodeUnknownEffect(model)(wire).pipe(Effect.flatMap(Schema.encodeEffect(model)))

    it.effect.prop(
      `${name} comes back with every key that it came with`,
      [wireOf(shape)],
      Effect.fnUntraced(function* ([wire]) {
        const first = yield* roundTrip(wire)
        assert.deepStrictEqual<unknown>(first, canonical(shape, wire))
        const second = yield* roundTrip(first)
        assert.strictEqual(JSON.stringify(second), JSON.stringify(first), "the second round trip changes a byte")
      }),
      runs
    )
  }
})
