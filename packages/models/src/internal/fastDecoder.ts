import * as DateTime from "effect/DateTime"
import * as Exit from "effect/Exit"
import type * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import * as SchemaCompiler from "effect/schema/SchemaCompiler"

/** Decodes a value that is as it should be; `invalid` for any other, which the schema itself has to look at. */
export type FastDecoder = (input: unknown) => unknown

/** Not decoded: the schema knows why, or finds it right after all. */
export const { invalid } = SchemaCompiler

/** Those that are made for one schema each. */
const installed = new WeakMap<SchemaAST.AST, FastDecoder>()

const string: FastDecoder = (input) => (typeof input === "string" ? input : invalid)
const boolean: FastDecoder = (input) => (typeof input === "boolean" ? input : invalid)

const isPlain = (ast: SchemaAST.AST): boolean => ast.encoding === undefined && ast.checks === undefined

/** Whether every string passes, whichever are named besides. */
const isAnyString = (ast: SchemaAST.AST): boolean =>
  isPlain(ast) &&
  (ast._tag === "String" ||
    (ast._tag === "Union" &&
      ast.types.some(isAnyString) &&
      ast.types.every(
        (type) => isAnyString(type) || (isPlain(type) && type._tag === "Literal" && typeof type.literal === "string")
      )))

const listOf =
  (item: FastDecoder): FastDecoder =>
  (input) => {
    if (!Array.isArray(input)) return invalid
    const list: Array<unknown> = []
    for (const value of input) {
      const decoded = item(value)
      if (decoded === invalid) return invalid
      list.push(decoded)
    }
    return list
  }

const interpreted = (schema: Schema.Top): FastDecoder => {
  // Its services are those of the models, which need none.
  const decode = SchemaParser.decodeUnknownExit(schema as Schema.Codec<unknown, unknown>)
  return (input) => {
    const exit = decode(input)
    return Exit.isSuccess(exit) ? exit.value : invalid
  }
}

/** The fastest decoder of a schema. */
export const of = (schema: Schema.Top): FastDecoder => ofAst(schema.ast) ?? interpreted(schema)

const ofAst = (ast: SchemaAST.AST): FastDecoder | undefined => {
  const own = installed.get(ast)
  if (own !== undefined) return own
  if (isAnyString(ast)) return string
  if (ast._tag === "Boolean" && isPlain(ast)) return boolean
  const [item, ...others] = ast._tag === "Arrays" && isPlain(ast) && ast.elements.length === 0 ? ast.rest : []
  const decodeItem = item === undefined || others.length > 0 ? undefined : ofAst(item)
  return decodeItem && listOf(decodeItem)
}

/**
 * Lets a schema be decoded by hand-written code, for speed. `detailed` makes a schema of the same meaning: what the fast
 * decoder does not take is decoded by it, with its issues. It is made when it is needed, which is seldom.
 */
export const install = (
  schema: Schema.Top,
  decode: FastDecoder,
  detailed: () => Schema.Codec<unknown, unknown>
): void => {
  installed.set(schema.ast, decode)
  let decodeEffect: SchemaCompiler.DecodeEffect | undefined
  SchemaCompiler.set(schema.ast, {
    // Options change what an error says, and what counts as one: both are the business of the schema.
    decode: (input, options) => (isDefault(options) ? decode(input) : invalid),
    decodeEffect: (input, options) => (decodeEffect ??= SchemaParser.decodeUnknownEffect(detailed()))(input, options)
  })
}

const isDefault = (options: SchemaAST.ParseOptions): boolean =>
  options.onExcessProperty === undefined && options.concurrency === undefined

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

/** An instant as the service writes it. */
export const instant: FastDecoder = (input) => {
  if (typeof input !== "string") return invalid
  const millis = millisOf(input)
  return Number.isNaN(millis) ? invalid : DateTime.fromDateUnsafe(new Date(millis))
}
