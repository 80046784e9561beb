import type * as JsonSchema from "effect/JsonSchema"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Parameter } from "../OpenApi.ts"
import { PathParameter, type QueryParameter } from "../Operation.ts"
import { plainSchema } from "./openApiSchema.ts"

/** One of the names in braces of a path. */
export const pathParameter = (name: string): Parameter => ({
  name,
  in: "path",
  required: true,
  schema: plainSchema(PathParameter)
})

/** The values in the program, where there are finitely many. */
const finiteValues = (schema: JsonSchema.JsonSchema): ReadonlyArray<unknown> | undefined => {
  const { anyOf, enum: values, type } = schema
  if (type === "boolean") return [true, false]
  if (Array.isArray(values)) return values
  if (!Array.isArray(anyOf)) return undefined
  const ofMembers = anyOf.map(finiteValues)
  return ofMembers.includes(undefined) ? undefined : ofMembers.flatMap((ofMember) => ofMember ?? [])
}

/**
 * One parameter of the query string.
 *
 * Lists and numbers have the schema of their value in the program, since OpenAPI says by itself how those are written.
 * For all else the schema is that of the text in the URL.
 */
export const queryParameter = (
  name: string,
  { codec, collectionFormat, default: assumed }: QueryParameter<unknown>
): Parameter => {
  const encode = Schema.encodeUnknownSync(codec)
  const decode = Schema.decodeUnknownOption(codec)
  /** The text in lower case where that means the same: so the service writes its own defaults. */
  const lowerCase = (text: string): string => {
    const lower = text.toLowerCase()
    return Option.contains(Option.map(decode(lower), encode), text) ? lower : text
  }
  const value = plainSchema(Schema.toType(codec))
  const parameter = { name, in: "query", required: false } as const
  const withDefault = (schema: JsonSchema.JsonSchema, convert: (value: unknown) => unknown): JsonSchema.JsonSchema =>
    assumed === undefined ? schema : { ...schema, default: convert(assumed) }
  if (value["type"] === "array") {
    return {
      ...parameter,
      style: "form",
      explode: collectionFormat === "multi",
      schema: withDefault(value, (items) => items)
    }
  }
  if (value["type"] === "integer") return { ...parameter, schema: withDefault(value, (number) => number) }
  const values = finiteValues(value)?.map((one) => encode(one))
  const { examples } = value
  const text = {
    ...plainSchema(codec),
    ...(values === undefined ? {} : { enum: Array.from(new Set([...values, ...values.map(lowerCase)])) }),
    ...(examples === undefined ? {} : { examples })
  }
  return { ...parameter, schema: withDefault(text, (one) => lowerCase(encode(one))) }
}
