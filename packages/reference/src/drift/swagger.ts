/** Reads the part of a Swagger 2 document that is about presence. */
import { Data, Effect, Option, Schema } from "effect"
import type { Surface } from "./surface.ts"

const Json = Schema.Record(Schema.String, Schema.Unknown)

const Document = Schema.Struct({
  swagger: Schema.Literal("2.0"),
  paths: Schema.Record(Schema.String, Json),
  definitions: Schema.Record(Schema.String, Json)
})

const decodeDocument = Schema.decodeUnknownEffect(Document)

/** The file is not a document that could be compared. */
export class NoSwaggerDocument extends Data.TaggedError("NoSwaggerDocument")<{ readonly issue: string }> {}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])
const textsOf = (value: unknown): ReadonlyArray<string> => listOf(value).filter((item) => typeof item === "string")

/** Paths of the Presence API, present and future ones. */
const isAboutPresence = (path: string): boolean =>
  /^\/api\/v2\/(presence(definitions)?|systempresences)(\/|$)/.test(path) ||
  /^\/api\/v2\/users\/.*presences(\/|$)/.test(path)

const methods = ["get", "put", "post", "patch", "delete"]

const modelOf = (schema: Fields): string | undefined =>
  typeof schema["$ref"] === "string" ? schema["$ref"].replace("#/definitions/", "") : undefined

/** A type in a few words. */
const typeOf = (schema: Fields): string => {
  const model = modelOf(schema)
  if (model !== undefined) return model
  const { additionalProperties, format, items, type } = schema
  if (type === "array") return `list of ${typeOf(fieldsOf(items))}`
  if (type === "object" && isFields(additionalProperties)) return `map to ${typeOf(additionalProperties)}`
  return typeof format === "string" ? format : typeof type === "string" ? type : "anything"
}

const valuesOf = (schema: Fields): { readonly values?: ReadonlyArray<string> } => {
  const values = textsOf(schema["enum"] ?? fieldsOf(schema["items"])["enum"]).toSorted()
  return values.length === 0 ? {} : { values }
}

const parametersOf = (operation: Fields) => {
  const all = listOf(operation["parameters"]).map(fieldsOf)
  return {
    body:
      all.filter((parameter) => parameter["in"] === "body").map(({ schema }) => typeOf(fieldsOf(schema)))[0] ??
      "nothing",
    parameters: Object.fromEntries(
      all
        .filter((parameter) => parameter["in"] !== "body")
        .map((parameter) => [
          String(parameter["name"]),
          {
            type: typeOf(parameter),
            ...valuesOf(parameter),
            in: String(parameter["in"]),
            required: parameter["required"] === true
          }
        ])
    )
  }
}

const permissionsOf = (operation: Fields) => {
  const { permissions, type } = fieldsOf(operation["x-inin-requires-permissions"])
  return typeof type === "string" ? { permissions: { type, permissions: textsOf(permissions).toSorted() } } : {}
}

const operationOf = (operation: Fields): Surface["operations"][string] => ({
  deprecated: operation["deprecated"] === true,
  ...parametersOf(operation),
  responses: Object.fromEntries(
    Object.entries(fieldsOf(operation["responses"])).map(([status, response]) => {
      const { schema } = fieldsOf(response)
      return [status, schema === undefined ? "nothing" : typeOf(fieldsOf(schema))]
    })
  ),
  ...permissionsOf(operation)
})

const modelFieldsOf = (definition: Fields): Surface["models"][string] => {
  const required = new Set(textsOf(definition["required"]))
  return Object.fromEntries(
    Object.entries(fieldsOf(definition["properties"])).map(([name, schema]) => {
      const field = fieldsOf(schema)
      return [
        name,
        { type: typeOf(field), ...valuesOf(field), required: required.has(name), readOnly: field["readOnly"] === true }
      ]
    })
  )
}

/** The models that the operations lead to, as far as their fields lead to others. */
const reachable = (
  from: Iterable<string>,
  models: ReadonlyMap<string, Surface["models"][string]>,
  stopAt: ReadonlySet<string>
): ReadonlySet<string> => {
  const found = new Set<string>()
  const queue = [...from]
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    const name = type.replace(/^(list of |map to )+/, "")
    const fields = models.get(name)
    if (fields === undefined || found.has(name)) continue
    found.add(name)
    // A user leads to half of the platform.
    if (!stopAt.has(name)) queue.push(...Object.values(fields).map((field) => field.type))
  }
  return found
}

/** What a document says of presence. */
export const surfaceOf = (document: unknown): Effect.Effect<Surface, NoSwaggerDocument> =>
  decodeDocument(document).pipe(
    Effect.mapError(
      ({ message }) =>
        new NoSwaggerDocument({ issue: `It is not a Swagger 2 document with paths and definitions: ${message}` })
    ),
    Effect.flatMap(({ definitions, paths }) => {
      const operations = Object.fromEntries(
        Object.entries(paths)
          .filter(([path]) => isAboutPresence(path))
          .flatMap(([path, item]) =>
            methods
              .filter((method) => item[method] !== undefined)
              .map((method) => [`${method.toUpperCase()} ${path}`, operationOf(fieldsOf(item[method]))] as const)
          )
      )
      if (Object.keys(operations).length === 0) {
        return Effect.fail(new NoSwaggerDocument({ issue: "It has no operation on presence" }))
      }
      const all = new Map(Object.entries(definitions).map(([name, definition]) => [name, modelFieldsOf(definition)]))
      const types = Object.values(operations).flatMap(({ body, responses }) => [body, ...Object.values(responses)])
      const names = reachable(types, all, new Set(["User"]))
      return Effect.succeed({
        operations,
        models: Object.fromEntries(
          Array.from(names)
            .toSorted()
            .flatMap((name) => Option.toArray(Option.fromUndefinedOr(all.get(name))).map((fields) => [name, fields]))
        )
      })
    })
  )
