import { LocaleCode, Operation } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import { runs } from "./support/wire.ts"

const { codec: flag } = Operation.flagParameter
const { codec: flagOrAll } = Operation.flagOrAllParameter
const { codec: userIds } = Operation.listParameter({ maxItems: 50 })
const { codec: localeCode } = Operation.textParameter(LocaleCode.LocaleCode)

interface Case {
  readonly parameter: string
  readonly codec: Schema.Codec<unknown, string>
  /** Values, and how they are written in the URL. */
  readonly written: ReadonlyArray<readonly [value: unknown, text: string]>
  readonly refused: ReadonlyArray<unknown>
}

const ids = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `u-${index}`)

const cases: ReadonlyArray<Case> = [
  {
    parameter: "deactivated",
    codec: flag,
    written: [
      [true, "TRUE"],
      [false, "FALSE"]
    ],
    refused: ["ALL", "TRUE", 1, null]
  },
  {
    parameter: "deleted",
    codec: flagOrAll,
    written: [
      [true, "TRUE"],
      [false, "FALSE"],
      ["ALL", "ALL"]
    ],
    refused: ["all", "TRUE", 1, null]
  },
  {
    parameter: "pageNumber",
    codec: Operation.countParameter(1).codec,
    written: [
      [1, "1"],
      [25, "25"]
    ],
    refused: [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1"]
  },
  {
    parameter: "id",
    codec: userIds,
    written: [
      [["u-1"], "u-1"],
      [["u-1", "u 2"], "u-1,u 2"],
      [ids(50), ids(50).join(",")]
    ],
    refused: [[], ids(51), ["u-1", ""], ["u-1,u-2"], ["\ud800"], "u-1", [1]]
  },
  {
    parameter: "divisionId",
    codec: Operation.listParameter().codec,
    written: [
      [["*"], "*"],
      [ids(51), ids(51).join(",")]
    ],
    refused: [[], [""]]
  },
  {
    parameter: "userId, in the path",
    codec: Operation.PathParameter,
    written: [
      ["PURECLOUD", "PURECLOUD"],
      ["Door sensor/2", "Door sensor/2"],
      ["...", "..."],
      ["%2e%2e", "%2e%2e"],
      ["d2390a99-8546-bad9-8f0a-219548e8aeb0", "d2390a99-8546-bad9-8f0a-219548e8aeb0"]
    ],
    refused: ["", ".", "..", "\ud800", "a\udc00", 7, null, undefined]
  }
]

/** The text of a value in a test's name: as JSON, and short. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "undefined"
  return text.length > 40 ? `${text.slice(0, 40)}… (${text.length} characters)` : text
}

describe("parameters", () => {
  for (const { codec, parameter, refused, written } of cases) {
    for (const [value, text] of written) {
      it.effect(
        `${parameter}: ${shown(value)} is written ${shown(text)} and read back`,
        Effect.fnUntraced(function* () {
          assert.strictEqual(yield* Schema.encodeUnknownEffect(codec)(value), text)
          assert.deepStrictEqual(yield* Schema.decodeEffect(codec)(text), value)
        })
      )
    }
    for (const value of refused) {
      it.effect(
        `${parameter}: ${shown(value)} is refused`,
        Effect.fnUntraced(function* () {
          const error = yield* Effect.flip(Schema.encodeUnknownEffect(codec)(value))
          assert.strictEqual(error._tag, "SchemaError")
        })
      )
    }
  }

  it.effect.each(["true", "True", "TRUE"])(
    "a flag is read from %s, whatever its case",
    Effect.fnUntraced(function* (text) {
      assert.isTrue(yield* Schema.decodeEffect(flag)(text))
      assert.isTrue(yield* Schema.decodeEffect(flagOrAll)(text))
    })
  )

  it.effect(
    "a flag is not read from other text",
    Effect.fnUntraced(function* () {
      const error = yield* Effect.flip(Schema.decodeEffect(flag)("ALL"))
      assert.strictEqual(error._tag, "SchemaError")
    })
  )

  it.effect(
    "a locale that is not known yet is sent",
    Effect.fnUntraced(function* () {
      const encode = Schema.encodeEffect(localeCode)
      assert.strictEqual(yield* encode("tlh"), "tlh")
      assert.strictEqual((yield* Effect.flip(encode("")))._tag, "SchemaError")
    })
  )

  it.effect(
    "too many ids are refused by their number, not by their values",
    Effect.fnUntraced(function* () {
      const error = yield* Effect.flip(Schema.encodeEffect(userIds)(ids(51)))
      assert.include(error.message, "at most 50 ids")
      assert.notInclude(error.message, "u-1")
    })
  )

  it.effect.prop(
    "a path parameter takes any text that is a place of its own in a URL",
    [Schema.Union([Schema.Literals([".", "..", "%2e", "../users"]), Schema.String])],
    Effect.fnUntraced(function* ([text]) {
      const place = yield* Effect.option(Effect.try(() => encodeURIComponent(text)))
      const isPlace =
        Option.isSome(place) &&
        text !== "" &&
        new URL(`https://example.com/users/${place.value}/presences`).pathname === `/users/${place.value}/presences`
      assert.strictEqual(yield* Effect.isSuccess(Schema.encodeEffect(Operation.PathParameter)(text)), isPlace)
    }),
    runs
  )
})
