import { ErrorBody, SystemPresence, UserPresence } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Schema } from "effect"
import { modelNamed, referredShape, responseShapes, type Shape } from "./support/models.ts"
import { at, minimal, sampleOf } from "./support/wire.ts"

type Path = ReadonlyArray<string | number>

const decodeWith = (shape: Shape, member: Schema.JsonObject) =>
  Schema.decodeUnknownEffect(modelNamed(shape.name))({ ...minimal(shape), ...member })

const decodePresence = Schema.decodeUnknownEffect(UserPresence.UserPresence)

const wrongLeaves: { readonly [type: string]: Schema.Json } = {
  string: 7,
  filled: 7,
  boolean: "true",
  integer: "7",
  secret: 7,
  map: [7],
  date: "yesterday"
}

/** A value that is not of the type, and the path to what is wrong in it. */
const mistakeOf = (type: string): { readonly value: Schema.Json; readonly path: Path } => {
  if (type.endsWith("[]")) {
    const item = type.slice(0, -2)
    const { path, value } = mistakeOf(item)
    return { value: [sampleOf(item), value], path: [1, ...path] }
  }
  if (type === "labels") return { value: { en: "Lunch", de: 7 }, path: ["de"] }
  const shape = referredShape(type)
  if (shape === undefined) return { value: wrongLeaves[type] ?? null, path: [] }
  const [[key, inner] = ["", ""]] = shape.fields
  const { path, value } = mistakeOf(inner)
  return { value: { ...minimal(shape), [key]: value }, path: [key, ...path] }
}

describe("tolerant reader", () => {
  for (const shape of responseShapes) {
    for (const [key, type] of shape.fields) {
      if (type !== "any") {
        it.effect(
          `${shape.name}.${key} of another type fails with its path`,
          Effect.fnUntraced(function* () {
            const { path, value } = mistakeOf(type)
            const error = yield* Effect.flip(decodeWith(shape, { [key]: value }))
            assert.include(error.message, at(key, ...path))
          })
        )
      }

      if (shape.required.includes(key)) continue
      it.effect(
        `${shape.name}.${key} as null is as good as absent`,
        Effect.fnUntraced(function* () {
          const decoded = yield* decodeWith(shape, { [key]: null })
          assert.isFalse(Object.hasOwn(decoded, key))
          const encoded = yield* Schema.encodeEffect(modelNamed(shape.name))(decoded)
          assert.deepStrictEqual<unknown>(encoded, minimal(shape))
        })
      )
    }

    for (const key of shape.knownValues.keys()) {
      it.effect(
        `${shape.name}.${key} takes a value that is not known yet`,
        Effect.fnUntraced(function* () {
          const decoded = yield* decodeWith(shape, { [key]: "Added tomorrow" })
          assert.strictEqual(decoded[key], "Added tomorrow")
        })
      )
    }

    for (const input of [null, [], "text", 7, true]) {
      it.effect(
        `${shape.name} is not ${JSON.stringify(input)}`,
        Effect.fnUntraced(function* () {
          const error = yield* Effect.flip(Schema.decodeUnknownEffect(modelNamed(shape.name))(input))
          assert.include(error.message, `Expected ${shape.name}`)
        })
      )
    }
  }

  it.effect.each(["OnQueue", "On Queue", "ON_QUEUE"])(
    "keeps the spelling %s of a kind of presence",
    Effect.fnUntraced(function* (systemPresence) {
      const { presenceDefinition } = yield* decodePresence({ presenceDefinition: { systemPresence } })
      assert.strictEqual(presenceDefinition?.systemPresence, systemPresence)
      const { name } = yield* Schema.decodeUnknownEffect(SystemPresence.SystemPresence)({ name: systemPresence })
      assert.strictEqual(name, systemPresence)
    })
  )

  it.effect.each([
    ["2026-04-01T08:30:00.250Z", "2026-04-01T08:30:00.250Z"],
    ["2026-04-01T08:30:00Z", "2026-04-01T08:30:00.000Z"],
    ["2026-04-01T08:30:00.250+02:00", "2026-04-01T06:30:00.250Z"],
    ["2026-04-01T08:30:00-0530", "2026-04-01T14:00:00.000Z"],
    ["2026-04-01T08:30:00.250999Z", "2026-04-01T08:30:00.250Z"]
  ] as const)(
    "reads the date %s",
    Effect.fnUntraced(function* ([modifiedDate, instant]) {
      const decoded = yield* decodePresence({ modifiedDate })
      assert.strictEqual(decoded.modifiedDate && DateTime.toEpochMillis(decoded.modifiedDate), Date.parse(instant))
      const encoded = yield* Schema.encodeEffect(UserPresence.UserPresence)(decoded)
      assert.strictEqual(encoded.modifiedDate, instant)
    })
  )

  it.effect.each(["1", "2026", "yesterday", "1 April 2026", "2026-13-01T08:30:00Z", "2026-04-01T25:00:00Z"])(
    "does not take %s for a date, whatever JavaScript makes of it",
    Effect.fnUntraced(function* (modifiedDate) {
      const error = yield* Effect.flip(decodePresence({ modifiedDate }))
      assert.include(error.message, at("modifiedDate"))
    })
  )

  for (const name of ["OrganizationPresenceDefinition", "OrganizationPresence"]) {
    it.effect(
      `takes a label that is null for one that is absent: ${name}`,
      Effect.fnUntraced(function* () {
        const labels = { en: "Lunch", de: null }
        const decoded = yield* Schema.decodeUnknownEffect(modelNamed(name))({ id: "d", languageLabels: labels })
        assert.deepStrictEqual(decoded, { id: "d", languageLabels: { en: "Lunch" } })
      })
    )
  }

  it.effect(
    "says where in a list of definitions a label is not text",
    Effect.fnUntraced(function* () {
      const listing = { entities: [{ languageLabels: { en: "Lunch" } }, { languageLabels: { en: 7 } }] }
      const listings = modelNamed("OrganizationPresenceDefinitionEntityListing")
      const error = yield* Effect.flip(Schema.decodeUnknownEffect(listings)(listing))
      assert.include(error.message, at("entities", 1, "languageLabels", "en"))
    })
  )
})

/** `depth` lists around a number. */
const nested = (depth: number): unknown => JSON.parse(`${"[".repeat(depth)}1${"]".repeat(depth)}`)

describe("depth", () => {
  it.effect(
    "keeps what nests 512 levels deep",
    Effect.fnUntraced(function* () {
      const wire = { newSetting: nested(512) }
      const encoded = yield* decodePresence(wire).pipe(Effect.flatMap(Schema.encodeEffect(UserPresence.UserPresence)))
      assert.strictEqual(JSON.stringify(encoded), JSON.stringify(wire))
    })
  )

  it.effect.each([513, 100_000])(
    "fails on what nests %d levels deep",
    Effect.fnUntraced(function* (depth) {
      const error = yield* Effect.flip(decodePresence({ newSetting: nested(depth) }))
      assert.strictEqual(error._tag, "SchemaError")
      assert.include(error.message, `Expected JSON of at most 512 levels\n  ${at("newSetting")}`)
    })
  )

  /** An error of `depth` errors inside each other. */
  const nestedErrors = (depth: number): unknown => JSON.parse(`${`{"errors":[`.repeat(depth)}{}${"]}".repeat(depth)}`)

  it.effect(
    "keeps 200 errors inside each other",
    Effect.fnUntraced(function* () {
      const decoded = yield* Schema.decodeUnknownEffect(ErrorBody.ErrorBody)(nestedErrors(200))
      assert.strictEqual(JSON.stringify(decoded), JSON.stringify(nestedErrors(200)))
    })
  )

  it.effect.each([256, 2_000, 100_000])(
    "fails on %d errors inside each other",
    Effect.fnUntraced(function* (depth) {
      const error = yield* Effect.flip(Schema.decodeUnknownEffect(ErrorBody.ErrorBody)(nestedErrors(depth)))
      assert.strictEqual(error._tag, "SchemaError")
      assert.include(error.message, "Expected JSON of at most 512 levels")
    })
  )
})
