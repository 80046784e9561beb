import * as Effect3 from "effect/Effect"
import * as ParseResult3 from "effect/ParseResult"
import * as Schema3 from "effect/Schema"
import * as Result4 from "effect4/Result"
import * as Schema4 from "effect4/Schema"

interface Conversions {
  readonly to3: (value: unknown) => unknown
  readonly to4: (value: unknown) => unknown
}

const made = new WeakMap<object, Schema3.Schema<unknown, unknown>>()

/** A schema of Effect 3 that reads and writes as one of Effect 4 does; its errors have the text of that one. */
export const toSchema3 = (
  schema: Schema4.Codec<unknown, unknown>,
  { to3, to4 }: Conversions
): Schema3.Schema<unknown, unknown> => {
  const known = made.get(schema)
  if (known !== undefined) return known
  const named = schema.ast.annotations?.["identifier"]
  const identifier = typeof named === "string" ? named : "Value"
  const decode = Schema4.decodeUnknownResult(schema)
  const encode = Schema4.encodeUnknownResult(schema)
  const is = Schema4.is(schema)
  const schema3 = Schema3.transformOrFail(
    Schema3.Unknown,
    Schema3.declare((value: unknown): value is unknown => is(to4(value)), { identifier }),
    {
      strict: true,
      decode: (input, _options, ast) =>
        Result4.match(decode(input), {
          onFailure: (error) => Effect3.fail(new ParseResult3.Type(ast, input, error.message)),
          onSuccess: (value) => Effect3.succeed(to3(value))
        }),
      encode: (value, _options, ast) =>
        Result4.match(encode(to4(value)), {
          onFailure: (error) => Effect3.fail(new ParseResult3.Type(ast, value, error.message)),
          onSuccess: (wire) => Effect3.succeed(wire)
        })
    }
  ).annotations({ identifier })
  made.set(schema, schema3)
  return schema3
}
