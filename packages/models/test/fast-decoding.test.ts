import { assert, describe, it } from "@effect/vitest"
import {
  NotificationEnvelope,
  OrganizationPresence,
  OrganizationPresenceDefinition,
  RoutingStatus,
  Source,
  UcUserPresence,
  UserActivity,
  UserPresence,
  UserPrimarySource
} from "@genesys-presence/models"
import { Arbitrary, Exit, Schema, type SchemaAST } from "effect"
import { models, shapeNamed } from "./support/models.ts"
import { isObject, runs, wireOf } from "./support/wire.ts"

// By its address, since the compiler keeps the projects of tests and sources apart.
const FastDecoder = (await import(new URL("../src/internal/fastDecoder.ts", import.meta.url).href)) as {
  readonly of: (schema: Schema.Top) => unknown // the one function of that module that is used here
}

/** What may stand in the place of a member: of the wrong type, in the wrong notation, or not from `JSON.parse` at all. */
const junk: ReadonlyArray<unknown> = [
  undefined,
  null,
  "",
  0,
  Number.NaN,
  [],
  [null],
  {},
  Object.create({ name: "inherited" }),
  "2026-02-30T12:00:00.000Z",
  "2026-02-31T24:00:00.000Z",
  "2026-13-01T12:00:00.000Z",
  "2026-01-31T12:00:00.000Z",
  "2026-01-3a T12:00:00.000Z",
  "0001-01-01T00:00:00.000Z",
  "2026-01-01T23:59:60.000Z",
  JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"newer":{"constructor":2}}')
]

/** The same value with one of its members, at any depth, replaced. */
const spoiled = (value: unknown, choice: number, by: unknown): unknown => {
  if (Array.isArray(value) && value.length > 0) {
    const at = choice % value.length
    return value.map((item, index) => (index === at ? spoiled(item, choice + 1, by) : item))
  }
  if (!isObject(value) || Object.keys(value).length === 0) return by
  const at = Object.keys(value)[choice % Object.keys(value).length] ?? ""
  return { ...value, [at]: choice % 3 === 0 ? spoiled(value[at], choice + 1, by) : by }
}

const spoiling = Arbitrary.all({
  choice: Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))),
  by: Arbitrary.map(
    Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: junk.length - 1 }))),
    (index) => junk[index]
  )
})

/** Each of the parse options that decoding knows. */
const options: ReadonlyArray<SchemaAST.ParseOptions> = [
  {},
  { errors: "all" },
  { onExcessProperty: "error" },
  { disableChecks: true },
  { disableChecks: true, onExcessProperty: "error" },
  { concurrency: 2 }
]

const choosing = Arbitrary.map(
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: options.length - 1 }))),
  (index) => options[index] ?? {}
)

describe("the fast way of decoding", () => {
  it("is there for all that is read in numbers", () => {
    const read = [
      UcUserPresence.UcUserPresence,
      UserPresence.UserPresence,
      OrganizationPresence.OrganizationPresence,
      OrganizationPresenceDefinition.OrganizationPresenceDefinition,
      Source.Source,
      UserPrimarySource.UserPrimarySource,
      NotificationEnvelope.NotificationEnvelope,
      RoutingStatus.UserRoutingStatus,
      UserActivity.UserActivity
    ]
    for (const model of read) assert.isDefined(FastDecoder.of(model))
  })

  for (const [name, model] of models) {
    const quick = Schema.decodeUnknownExit(model)
    // The decoder is installed for the model itself; a copy is decoded by the schema.
    const bySchema = Schema.decodeUnknownExit(model.annotate({ title: "a copy" }))
    const same = (input: unknown, chosen: SchemaAST.ParseOptions) => {
      const [ours, theirs] = [quick(input, chosen), bySchema(input, chosen)]
      if (Exit.isSuccess(ours) && Exit.isSuccess(theirs)) assert.deepStrictEqual(ours.value, theirs.value)
      else assert.strictEqual(String(ours), String(theirs))
    }

    it.prop(
      `takes what ${name} takes, whatever the options`,
      [wireOf(shapeNamed(name)), choosing],
      ([wire, chosen]) => same(wire, chosen),
      runs
    )
    it.prop(
      `refuses what ${name} refuses, for the same reason, whatever the options`,
      [wireOf(shapeNamed(name)), spoiling, choosing],
      ([wire, { by, choice }, chosen]) => same(spoiled(wire, choice, by), chosen),
      runs
    )
  }
})
