import { Arbitrary, Schema } from "effect"
import { declaredKeys, referredShape, type Shape } from "./models.ts"

/** A JSON object, as `JSON.parse` gives it. */
export type Wire = Schema.JsonObject

/** The runs of a property; each time they draw the same values. */
export const runs = { arbitrary: { runs: 200, seed: 20260401 } }

/** The keys that never survive. */
export const reserved: ReadonlyArray<string> = ["__proto__", "constructor"]

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const flag = Arbitrary.schema(Schema.Boolean)

/** A date in one of the notations of ISO 8601: with and without milliseconds, in Greenwich and elsewhere. */
const date = Arbitrary.all({
  instant: Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Date.UTC(9999, 0) }))),
  withMilliseconds: flag,
  zone: Arbitrary.schema(Schema.Literals(["Z", "+02:00", "-05:30"]))
}).pipe(
  Arbitrary.map(({ instant, withMilliseconds, zone }) =>
    new Date(instant).toISOString().replace(/(\.\d+)Z$/, withMilliseconds ? `$1${zone}` : zone)
  )
)

const leaves: { readonly [type: string]: Arbitrary.Arbitrary<Schema.Json> } = {
  string: Arbitrary.schema(Schema.String),
  filled: Arbitrary.schema(Schema.NonEmptyString),
  boolean: flag,
  integer: Arbitrary.schema(Schema.Int),
  any: Arbitrary.schema(Schema.Json),
  secret: Arbitrary.schema(Schema.String),
  map: Arbitrary.schema(Schema.Record(Schema.String, Schema.Json)),
  labels: Arbitrary.schema(Schema.Record(Schema.String, Schema.String)),
  date
}

type Members = ReadonlyArray<readonly [key: string, value: Schema.Json]>

const noMember = Arbitrary.Constant<Members>([])

/** `JSON.parse` of Node 24 may read a key of one character that is written as an escape as a backslash. */
const isMisread = (key: string): boolean => key.length === 1 && JSON.stringify(key).length > 3

const withoutMisread = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutMisread)
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([key]) => !isMisread(key))
  return Object.fromEntries(members.map(([key, member]) => [key, withoutMisread(member)]))
}

/** Members that no model declares, with any values. */
const unknownMembers = Arbitrary.schema(Schema.Record(Schema.String, Schema.Json)).pipe(
  Arbitrary.map((members): Members => Object.entries(members).filter(([key]) => !declaredKeys.has(key)))
)

/** How deep models are drawn inside models: more than any but `ErrorBody` nest. */
const maxLevels = 3

const drawType = (type: string, level: number): Arbitrary.Arbitrary<Schema.Json> => {
  const shape = referredShape(type)
  const item = leaves[type.replace("[]", "")] ?? (shape && drawShape(shape, level + 1)) ?? Arbitrary.Constant(null)
  return type.endsWith("[]") ? Arbitrary.array(item, { maxLength: 3 }) : item
}

const drawField = (shape: Shape, key: string, type: string, level: number): Arbitrary.Arbitrary<Members> => {
  if (level === maxLevels && referredShape(type) !== undefined) return noMember
  const member = Arbitrary.map(drawType(type, level), (value): Members => [[key, value]])
  if (shape.required.includes(key)) return member
  const nullMember = shape.sent ? noMember : Arbitrary.Constant<Members>([[key, null]])
  return Arbitrary.flatMap(Arbitrary.schema(Schema.Literals(["absent", "null", "value"])), (kind) =>
    kind === "value" ? member : kind === "null" ? nullMember : noMember
  )
}

const drawShape = (shape: Shape, level: number): Arbitrary.Arbitrary<Wire> => {
  const fields = Array.from(shape.fields, ([key, type]) => drawField(shape, key, type, level))
  return Arbitrary.all([unknownMembers, ...fields]).pipe(
    Arbitrary.map((members): Wire => Object.fromEntries(members.flat()))
  )
}

/** What comes out of `JSON.parse(JSON.stringify(value))`, without reserved keys. */
const asParsed = (value: Wire): Wire =>
  JSON.parse(
    JSON.stringify(withoutMisread(value), (key, member: unknown) => (reserved.includes(key) ? undefined : member))
  )

/** Any object of that shape: unknown keys at every level, optional keys absent or `null`, dates in several notations. */
export const wireOf = (shape: Shape): Arbitrary.Arbitrary<Wire> => Arbitrary.map(drawShape(shape, 0), asParsed)

const canonicalValue = (type: string, value: unknown): unknown => {
  const shape = referredShape(type)
  if (type === "date" && typeof value === "string") return new Date(value).toISOString()
  if (shape === undefined) return value
  return Array.isArray(value) ? value.map((item) => canonicalValue(shape.name, item)) : canonical(shape, value)
}

/**
 * What an object must look like once it was decoded and encoded: the same, except that dates are written in one
 * notation, that `null` in a declared key is an absent key, and that read-only keys of a request are gone.
 */
export const canonical = (shape: Shape, value: unknown): unknown => {
  if (!isObject(value)) return value
  const members = Object.entries(value).flatMap(([key, member]) => {
    const type = shape.fields.get(key)
    if (shape.readOnly.includes(key) || (type !== undefined && member === null)) return []
    return [[key, type === undefined ? member : canonicalValue(type, member)] as const]
  })
  return Object.fromEntries(members)
}

const samples: { readonly [type: string]: Schema.Json } = {
  string: "text",
  filled: "text",
  boolean: true,
  integer: 7,
  any: [{ newer: true }],
  secret: "streaming-0-secret",
  map: { newer: [{ depth: 2 }] },
  labels: { en: "Lunch" },
  date: "2026-04-01T08:30:00.250Z"
}

/** One valid value of a field's type. */
export const sampleOf = (type: string): Schema.Json => {
  const shape = referredShape(type)
  const item = samples[type.replace("[]", "")] ?? (shape ? minimal(shape) : null)
  return type.endsWith("[]") ? [item] : item
}

/** The smallest object of that shape: its required keys. */
export const minimal = (shape: Shape): Wire =>
  Object.fromEntries(shape.required.map((key) => [key, sampleOf(shape.fields.get(key) ?? "")]))

/** How a schema's error message names the place of a value. */
export const at = (...path: ReadonlyArray<string | number>): string =>
  `at ${path.map((key) => `[${JSON.stringify(key)}]`).join("")}`

/** The same with the keys that a request needs at every depth, where they were left out or `null`. */
export const sendable = (shape: Shape, value: Wire): Wire => {
  const members = Object.entries(value).map(([key, member]) => {
    const nested = referredShape(shape.fields.get(key) ?? "")
    return [key, nested !== undefined && isWire(member) ? sendable(nested, member) : member] as const
  })
  const present = members.filter(([key, member]) => member !== null || !shape.required.includes(key))
  return { ...minimal(shape), ...Object.fromEntries(present) }
}

const isWire = (value: Schema.Json | undefined): value is Wire => isObject(value)
