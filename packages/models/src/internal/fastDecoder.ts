import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import * as SchemaCompiler from "effect/schema/SchemaCompiler"

/**
 * Decodes as its schema does, without saying why an input is `invalid`. It honours every parse option, and it is pure: the
 * detailed decoder may run after it.
 */
export type FastDecoder = (input: unknown, options: SchemaAST.ParseOptions) => unknown

export const { invalid } = SchemaCompiler

/** Those of models and instants, by their AST, for the models that hold them. Resolved when they are first needed. */
const installed = new WeakMap<SchemaAST.AST, () => FastDecoder | undefined>()

const string: FastDecoder = (input) => (typeof input === "string" ? input : invalid)
const boolean: FastDecoder = (input) => (typeof input === "boolean" ? input : invalid)

/** Any number but `NaN` and the infinite ones. */
export const finite: FastDecoder = (input, { disableChecks }) =>
  typeof input === "number" && (disableChecks === true || Number.isFinite(input)) ? input : invalid

const isPlain = (ast: SchemaAST.AST): boolean => ast.encoding === undefined && ast.checks === undefined

/** Whether nothing but strings passes. */
const isStrings = (ast: SchemaAST.AST): boolean =>
  isPlain(ast) &&
  (ast._tag === "String" ||
    (ast._tag === "Literal" && typeof ast.literal === "string") ||
    (ast._tag === "Union" && ast.types.every(isStrings)))

/** Whether every string passes, whichever are named besides, and nothing else does. */
const isAnyString = (ast: SchemaAST.AST): boolean =>
  isStrings(ast) && (ast._tag === "String" || (ast._tag === "Union" && ast.types.some(isAnyString)))

const listOf =
  (item: FastDecoder): FastDecoder =>
  (input, options) => {
    if (!Array.isArray(input)) return invalid
    const list: Array<unknown> = []
    for (const value of input) {
      const decoded = item(value, options)
      if (decoded === invalid) return invalid
      list.push(decoded)
    }
    return list
  }

/** The fast decoder of a schema; `undefined` when there is none. */
export const of = (schema: Schema.Top): FastDecoder | undefined => ofAst(schema.ast)

const ofAst = (ast: SchemaAST.AST): FastDecoder | undefined => {
  const own = installed.get(ast)
  if (own !== undefined) return own()
  if (isAnyString(ast)) return string
  if (ast._tag === "Boolean" && isPlain(ast)) return boolean
  const [item, ...others] = ast._tag === "Arrays" && isPlain(ast) && ast.elements.length === 0 ? ast.rest : []
  const decodeItem = item === undefined || others.length > 0 ? undefined : ofAst(item)
  return decodeItem && listOf(decodeItem)
}

/**
 * Installs a fast decoder for a schema, if `make` has one. `detailed` makes a schema of the same meaning, which decodes what
 * the fast decoder calls invalid, and says why. Both are made when they are first needed.
 */
export const install = (
  schema: Schema.Top,
  make: () => FastDecoder | undefined,
  detailed: () => Schema.Codec<unknown, unknown>
): void => {
  installed.set(schema.ast, make)
  let decodeEffect: SchemaCompiler.DecodeEffect | undefined
  SchemaCompiler.set(schema.ast, {
    get decode() {
      return make()
    },
    decodeEffect: (input, options) =>
      // What is absent is reported by the parent, which knows whether it may be.
      input === SchemaCompiler.missing
        ? Effect.succeed(input)
        : (decodeEffect ??= SchemaParser.decodeUnknownEffect(detailed()))(input, options)
  })
}

const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - 48
  return value >= 0 && value <= 9 ? value : Number.NaN
}

const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1)

/** `2026-01-31T12:00:00.000Z` in milliseconds; `NaN` for any other notation. */
const millisOf = (text: string): number => {
  const isForm =
    text.length === 24 &&
    text[4] === "-" &&
    text[7] === "-" &&
    text[10] === "T" &&
    text[13] === ":" &&
    text[16] === ":" &&
    text[19] === "." &&
    text[23] === "Z"
  if (!isForm) return Number.NaN
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  const isUsual =
    year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59
  if (!isUsual) return Number.NaN
  // Not every month has these, and the runtime knows what it makes of one that has not.
  if (day > 28) return Date.parse(text)
  return Date.UTC(year, month - 1, day, hour, minute, second, digit(text, 20) * 100 + twoDigits(text, 21))
}

/** An instant in the notation of the service at once, and one in another notation that `pattern` allows as Effect does. */
export const instant =
  (pattern: RegExp): FastDecoder =>
  (input, { disableChecks }) => {
    if (typeof input !== "string") return invalid
    const millis = millisOf(input)
    if (!Number.isNaN(millis)) return DateTime.fromDateUnsafe(new Date(millis))
    const made = disableChecks === true || pattern.test(input) ? DateTime.make(input) : Option.none()
    return Option.isSome(made) ? DateTime.toUtc(made.value) : invalid
  }
