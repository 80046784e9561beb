import * as JsonSchema from "effect/JsonSchema"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"

/** What JSON Schema says of the wire side of a codec: `schema` refers to `definitions` as components of a document. */
export interface WireSchema {
  readonly schema: JsonSchema.JsonSchema
  readonly definitions: JsonSchema.Definitions
}

const members = (schemas: unknown): ReadonlyArray<JsonSchema.JsonSchema> =>
  Array.isArray(schemas) ? schemas.filter(Predicate.isObject) : []

const mapSchemas = (
  schemas: unknown,
  f: (schema: JsonSchema.JsonSchema) => JsonSchema.JsonSchema
): { readonly [key: string]: unknown } =>
  Object.fromEntries(
    Object.entries(Predicate.isObject(schemas) ? schemas : {}).map(([key, schema]) => [
      key,
      Predicate.isObject(schema) ? f(schema) : schema
    ])
  )

const isPlain = (schema: JsonSchema.JsonSchema): boolean =>
  typeof schema["type"] === "string" && Object.keys(schema).length === 1

const isNull = (schema: JsonSchema.JsonSchema): boolean => schema["type"] === "null"

/** Whether a schema is of one type, and no keyword of it says anything of values of another type. */
const isRange = (schema: JsonSchema.JsonSchema): boolean =>
  typeof schema["type"] === "string" && !["enum", "const", "not", "allOf", "anyOf"].some((keyword) => keyword in schema)

/**
 * A union that reads as what it means: text with known values is text with examples, and a choice of types is one
 * schema of several types where that means the same.
 */
const union = (schemas: ReadonlyArray<JsonSchema.JsonSchema>): JsonSchema.JsonSchema => {
  const anyText = schemas.some((schema) => schema["type"] === "string" && isPlain(schema))
  const known = anyText ? schemas.find((schema) => schema["type"] === "string" && "enum" in schema) : undefined
  const rest = schemas.filter((schema) => schema !== known)
  const examples = known === undefined ? {} : { examples: known["enum"] }
  const [first, second] = rest
  if (first !== undefined && rest.length === 1) return { ...first, ...examples }
  if (rest.every(isPlain)) return { type: rest.map((schema) => schema["type"]), ...examples }
  if (first !== undefined && second !== undefined && rest.length === 2 && isNull(second) && isRange(first)) {
    return { ...first, type: [first["type"], second["type"]], ...examples }
  }
  return { anyOf: rest, ...examples }
}

/** JavaScript counts whole numbers up to these; the bounds say nothing of the service. */
const isSafeBound = (bound: unknown): boolean => bound === Number.MIN_SAFE_INTEGER || bound === Number.MAX_SAFE_INTEGER

/** A whole number is an `integer`, also where reading tolerates others. */
const wholeNumber = (schema: JsonSchema.JsonSchema): JsonSchema.JsonSchema =>
  schema["format"] === "int32" || schema["format"] === "int64"
    ? {
        ...Object.fromEntries(Object.entries(schema).filter(([, value]) => !isSafeBound(value))),
        type: "integer"
      }
    : schema

/** A map whose keys are checked is a map to the same values: generators of code know no patterns of keys. */
const map = ({ patternProperties, ...schema }: JsonSchema.JsonSchema): JsonSchema.JsonSchema => {
  const [values, ...others] = Object.values(Predicate.isObject(patternProperties) ? patternProperties : {})
  return values === undefined || others.length > 0
    ? { ...schema, ...(patternProperties === undefined ? {} : { patternProperties }) }
    : { ...schema, additionalProperties: values }
}

/** Makes unions readable, at every depth; without `nullable`, `null` is in none of them. */
const simplify = (schema: JsonSchema.JsonSchema, nullable: boolean): JsonSchema.JsonSchema => {
  const inner = (child: JsonSchema.JsonSchema) => simplify(child, nullable)
  const { additionalProperties, anyOf, items, properties, ...others } = map(wholeNumber(schema))
  return {
    ...(anyOf === undefined
      ? {}
      : union(
          members(anyOf)
            .filter((member) => nullable || !isNull(member))
            .map(inner)
        )),
    ...others,
    ...(Predicate.isObject(items) ? { items: inner(items) } : {}),
    ...(properties === undefined ? {} : { properties: mapSchemas(properties, inner) }),
    // An object with named keys takes others too unless it says that it does not.
    ...(additionalProperties === undefined || (additionalProperties === true && properties !== undefined)
      ? {}
      : {
          additionalProperties: Predicate.isObject(additionalProperties)
            ? inner(additionalProperties)
            : additionalProperties
        })
  }
}

const wireSchema = (codec: Schema.Top, nullable: (definition: string) => boolean): WireSchema => {
  const { definitions, dialect, schema } = Schema.toJsonSchemaDocument(codec)
  const document = JsonSchema.toMultiDocumentOpenApi3_1({ dialect, schemas: [schema], definitions })
  return {
    schema: simplify(document.schemas[0], true),
    definitions: Object.fromEntries(
      Object.entries(document.definitions).map(([name, definition]) => [name, simplify(definition, nullable(name))])
    )
  }
}

/** What the service answers: there `null` stands for a key that is absent. */
export const answerSchema = (codec: Schema.Top): WireSchema => wireSchema(codec, () => true)

/**
 * What the service is sent: a key that is `undefined` is not sent, where JSON Schema would have `null`. The definitions
 * of `answers` stay as they are.
 */
export const bodySchema = (codec: Schema.Top, answers: ReadonlySet<string>): WireSchema =>
  wireSchema(codec, (name) => answers.has(name))

/** A schema that refers to no other. */
export const plainSchema = (codec: Schema.Top): JsonSchema.JsonSchema => answerSchema(codec).schema
