import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { JsonObject, Model } from "../Model.ts"
import * as FastDecoder from "./fastDecoder.ts"

type Fields = { readonly [name: string]: Schema.Codec<unknown, unknown> }

type ResponseOf<F extends Fields, Required extends keyof F> = { readonly [K in Required]: F[K]["Type"] } & {
  readonly [K in Exclude<keyof F, Required>]?: F[K]["Type"]
}

type RequestOf<F extends Fields, Required extends keyof F> = { readonly [K in Required]: F[K]["Type"] } & {
  readonly [K in Exclude<keyof F, Required>]?: F[K]["Type"] | undefined
}

/** Resolves to `unknown` when the two types accept the same values, and to an uninhabitable type when not. */
type SameAs<Declared, Derived> = [Declared, Required<Declared>] extends [Derived, Required<Derived>]
  ? [Derived, Required<Derived>] extends [Declared, Required<Declared>]
    ? unknown
    : { readonly "the interface misses or widens a field of": Derived }
  : { readonly "the fields miss or widen a member of": Declared }

/** Keys with a meaning of their own to JavaScript: an own `__proto__` changes the prototype of whatever copies it. */
const isReserved = (key: string): boolean => key === "__proto__" || key === "constructor"

/** Far more than any answer of the service, far less than the stack of a JavaScript engine holds. */
const maxDepth = 512

const TooDeep: unique symbol = Symbol("TooDeep")

/**
 * `undefined` when `value` holds no reserved key at any depth, so that the usual value is handed on without a copy;
 * `TooDeep` when it nests deeper than `maxDepth`.
 */
const withoutReserved = (value: unknown, depth: number): unknown => {
  if (typeof value !== "object" || value === null) return undefined
  if (depth === maxDepth) return TooDeep
  if (Array.isArray(value)) {
    let copy: Array<unknown> | undefined
    for (let i = 0; i < value.length; i++) {
      const cleaned = withoutReserved(value[i], depth + 1)
      if (cleaned === TooDeep) return TooDeep
      if (cleaned !== undefined) (copy ??= value.slice())[i] = cleaned
    }
    return copy
  }
  let copy: Record<string, unknown> | undefined
  for (const [key, member] of Object.entries(value)) {
    if (isReserved(key)) {
      copy ??= { ...value }
      delete copy[key]
    } else {
      const cleaned = withoutReserved(member, depth + 1)
      if (cleaned === TooDeep) return TooDeep
      if (cleaned !== undefined) (copy ??= { ...value })[key] = cleaned
    }
  }
  return copy
}

const failTooDeep = (input: unknown, options: SchemaAST.ParseOptions) =>
  Effect.fail(new SchemaIssue.InvalidValue({ message: `Expected JSON of at most ${maxDepth} levels` }, input, options))

/** A link to a wire side that takes the same values. */
const unchanged = <T, E>() => ({
  decode: SchemaGetter.passthrough<T, E>({ strict: false }),
  encode: SchemaGetter.passthrough<E, T>({ strict: false })
})

const makeJson = (takesNull: boolean): Schema.Codec<unknown> =>
  Schema.declareConstructor<unknown>()(
    [],
    () => (input, ast, options) => {
      if (input === null && !takesNull) return Effect.fail(new SchemaIssue.InvalidType(ast, input, options))
      const cleaned = withoutReserved(input, 0)
      return cleaned === TooDeep ? failTooDeep(input, options) : Effect.succeed(cleaned ?? input)
    },
    {
      toCodecJson: () => Schema.link<unknown>()(Schema.Json, unchanged<unknown, Schema.Json>())
    }
  )

/** Any JSON value, handed on as it is, except that reserved keys are dropped at every depth. */
const OpaqueJson = makeJson(true)

/** The undeclared keys of an object: all but those that are declared or dropped, and the reserved ones. */
const rest = (known: ReadonlySet<string>) => {
  const isKept = (key: string) => !known.has(key) && !isReserved(key)
  return [Schema.Record(Schema.String.check(Schema.makeFilter(isKept)), OpaqueJson)] as const
}

/** `null` on the wire, an absent key in the program. */
const NullAsAbsent = Schema.Null.pipe(
  Schema.decodeTo(Schema.optionalKey(Schema.Never), {
    decode: SchemaGetter.omit(),
    encode: SchemaGetter.forbidden<null, never>(() => "null is never written")
  })
)

const nullable = (schema: Schema.Top) => Schema.optionalKey(Schema.Union([schema, NullAsAbsent]))

const build = (
  identifier: string,
  fields: Fields,
  required: ReadonlyArray<string>,
  optional: (schema: Schema.Top) => Schema.Top,
  dropped: ReadonlyArray<string>
) => {
  const struct: Record<string, Schema.Top> = {}
  for (const [name, schema] of Object.entries(fields)) {
    struct[name] = required.includes(name) ? schema : optional(schema)
  }
  return Schema.StructWithRest(Schema.Struct(struct), rest(new Set([...Object.keys(fields), ...dropped]))).annotate({
    identifier
  })
}

/** Plain objects, such as `JSON.parse` makes. */
const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === "object" && input !== null && Object.getPrototypeOf(input) === Object.prototype

const without = (object: Readonly<Record<string, unknown>>, left: ReadonlySet<string>): object =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !left.has(key)))

interface Member {
  readonly decode: FastDecoder.FastDecoder
  readonly isRequired: boolean
}

/** What is not declared, as `OpaqueJson` hands it on. */
const opaque: FastDecoder.FastDecoder = (value) => {
  const cleaned = withoutReserved(value, 0)
  return cleaned === TooDeep ? FastDecoder.invalid : (cleaned ?? value)
}

/** Any JSON value as a field of a model, where `null` means that it is absent. */
export const AnyJson: Schema.Codec<unknown> = makeJson(false)
FastDecoder.install(
  AnyJson,
  () => (value, options) => (value === null ? FastDecoder.invalid : opaque(value, options)),
  () => makeJson(false)
)

/** Decodes objects of `JSON.parse`, as `build` says for `nullable`; `undefined` when one of the fields cannot be. */
const fastObject = (fields: Fields, required: ReadonlyArray<string>): FastDecoder.FastDecoder | undefined => {
  const members = new Map<string, Member>()
  for (const [name, schema] of Object.entries(fields)) {
    const decode = FastDecoder.of(schema)
    if (decode === undefined) return undefined
    members.set(name, { decode, isRequired: required.includes(name) })
  }

  return (input, options) => {
    if (!isRecord(input)) return FastDecoder.invalid
    const checks = options.disableChecks !== true
    // Copying the whole and then replacing what decoding changes takes half the time of a copy member by member.
    const output: Record<string, unknown> = { ...input }
    let left: Set<string> | undefined
    let found = 0
    for (const key in input) {
      const member = members.get(key)
      const value = input[key]
      // That reserved keys are dropped is a check of the schema.
      if (member === undefined && checks && isReserved(key)) {
        if (options.onExcessProperty === "error") return FastDecoder.invalid
        left = (left ?? new Set()).add(key)
      } else if (value === null && member?.isRequired === false) {
        left = (left ?? new Set()).add(key)
      } else {
        const decoded = member === undefined ? opaque(value, options) : member.decode(value, options)
        if (decoded === FastDecoder.invalid) return FastDecoder.invalid
        // The copy has the key, so that not even `__proto__` sets a prototype.
        if (decoded !== value) output[key] = decoded
        if (member?.isRequired === true) found += 1
      }
    }
    if (found < required.length) return FastDecoder.invalid
    return left === undefined ? output : without(output, left)
  }
}

/**
 * The schema of an object that the service sends.
 *
 * Absent and `null` both decode to an absent key. Undeclared keys survive decoding and encoding.
 */
export const response =
  <A>() =>
  <F extends Fields, Required extends keyof F & string = never>(
    identifier: string,
    options: { readonly fields: F; readonly required?: ReadonlyArray<Required> } & SameAs<A, ResponseOf<F, Required>>
  ): Model<A> => {
    const required = options.required ?? []
    // The struct is built from names known at run time only; `SameAs` has compared its type with `A`.
    const make = () => build(identifier, options.fields, required, nullable, []) as unknown as Model<A>
    const model = make()
    let decoder: { readonly decode: FastDecoder.FastDecoder | undefined } | undefined
    // Once it is needed: a model may come before those that it holds.
    FastDecoder.install(model, () => (decoder ??= { decode: fastObject(options.fields, required) }).decode, make)
    return model
  }

/**
 * The schema of an object that the service is sent.
 *
 * A field that is `undefined` counts as absent. `readOnly` keys are dropped on encoding, so that what was read can be
 * sent back as it is; undeclared keys are sent.
 */
export const request =
  <A>() =>
  <F extends Fields, Required extends keyof F & string = never>(
    identifier: string,
    options: {
      readonly fields: F
      readonly required?: ReadonlyArray<Required>
      readonly readOnly?: ReadonlyArray<string>
    } & SameAs<A, RequestOf<F, Required>>
  ): Model<A> =>
    // As in `response`.
    build(
      identifier,
      options.fields,
      options.required ?? [],
      Schema.optional,
      options.readOnly ?? []
    ) as unknown as Model<A>

/**
 * A model that may hold models of its own kind: what nests too deep fails before it is decoded, where the recursion of
 * the decoder would overflow the stack.
 */
export const bounded = <A>(model: Model<A>): Model<A> =>
  Schema.declareConstructor<A, JsonObject>()(
    [model],
    ([codec]) =>
      (input, _ast, options) =>
        withoutReserved(input, 0) === TooDeep
          ? failTooDeep(input, options)
          : SchemaParser.decodeUnknownEffect(codec)(input, options),
    { toCodecJson: ([codec]) => Schema.link<A>()(codec, unchanged<A, JsonObject>()) }
  )

/** A pattern, and not a filter with `isReserved`, so that JSON Schema has the type of a map's values. */
const MapKey = Schema.String.check(Schema.isPattern(/^(?!(?:__proto__|constructor)$)/u))

const makeStringMap = (): Schema.Codec<{ readonly [key: string]: string }> => Schema.Record(MapKey, Schema.String)

/** A map with string keys. */
export const StringMap: Schema.Codec<{ readonly [key: string]: string }> = makeStringMap()

const stringMap =
  (dropsNull: boolean): FastDecoder.FastDecoder =>
  (input, { disableChecks, onExcessProperty }) => {
    if (!isRecord(input)) return FastDecoder.invalid
    const left = new Set<string>()
    for (const key in input) {
      if (disableChecks !== true && isReserved(key)) {
        if (onExcessProperty === "error") return FastDecoder.invalid
        left.add(key)
      } else if (dropsNull && input[key] === null) left.add(key)
      else if (typeof input[key] !== "string") return FastDecoder.invalid
    }
    return without(input, left)
  }
FastDecoder.install(StringMap, () => stringMap(false), makeStringMap)

const makeAnsweredStringMap = (): typeof StringMap =>
  Schema.Record(MapKey, Schema.NullOr(Schema.String)).pipe(
    Schema.decodeTo(makeStringMap(), {
      decode: SchemaGetter.transform((map) =>
        Object.fromEntries(Object.entries(map).flatMap(([key, text]) => (text === null ? [] : [[key, text]])))
      ),
      encode: SchemaGetter.passthrough()
    })
    // `null` is read and never written.
  ) as typeof StringMap

/** A map with string keys, as the service sends it: a key whose value is `null` counts as absent. */
export const AnsweredStringMap: typeof StringMap = makeAnsweredStringMap()
FastDecoder.install(AnsweredStringMap, () => stringMap(true), makeAnsweredStringMap)

const makeJsonMap = (): Schema.Codec<JsonObject> =>
  Schema.Record(Schema.String.check(Schema.makeFilter((key: string) => !isReserved(key))), OpaqueJson)

/** Any JSON object, handed on as it is. */
export const JsonMap: Schema.Codec<JsonObject> = makeJsonMap()
FastDecoder.install(JsonMap, () => fastObject({}, []), makeJsonMap)

const makeSecret = (): Schema.Codec<Redacted.Redacted, string> =>
  Schema.RedactedFromValue(Schema.String.annotate({ format: "password" }))

/** Text that whoever knows it may use: `Redacted` in the program, so that it stays out of logs. */
export const Secret: Schema.Codec<Redacted.Redacted, string> = makeSecret()
FastDecoder.install(
  Secret,
  () => (input) => (typeof input === "string" ? Redacted.make(input) : FastDecoder.invalid),
  makeSecret
)

/** A number that the service documents as a whole one. Reading tolerates any finite number. */
const wholeNumber = (format: "int32" | "int64"): Schema.Codec<number> => {
  const make = () => Schema.Number.annotate({ format }).check(Schema.isFinite())
  const number = make()
  FastDecoder.install(number, () => FastDecoder.finite, make)
  return number
}

/** A whole number of 32 bits, as the service sends it. */
export const Int32 = wholeNumber("int32")

/** A whole number of 64 bits, as the service sends it. */
export const Int64 = wholeNumber("int64")

/** A string for which some values are known: those are suggested by editors, every other string passes. */
export const openEnum = <const Known extends ReadonlyArray<string>>(
  known: Known
): Schema.Codec<Known[number] | (string & {})> =>
  Schema.Union([Schema.Literals(known), Schema.StringForLiteralAutocomplete])

const iso8601 = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?(\d\d)?)?$/i

/**
 * An instant in the notation of ISO 8601; a missing zone means UTC.
 *
 * `DateTimeUtcFromString` alone takes whatever JavaScript can make a date of: `1` would be an instant in 2001.
 */
const makeInstant = (): Schema.Codec<DateTime.Utc, string> =>
  Schema.String.annotate({ format: "date-time" })
    .check(Schema.isPattern(iso8601, { expected: "a date and time such as 2026-01-31T12:00:00.000Z" }))
    .pipe(Schema.decodeTo(Schema.DateTimeUtcFromString))

export const Instant: Schema.Codec<DateTime.Utc, string> = makeInstant()
FastDecoder.install(Instant, () => FastDecoder.instant(iso8601), makeInstant)
