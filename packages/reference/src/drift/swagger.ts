/** Reads the part of a Swagger 2 document that is about presence. */
import { Data, Effect, Schema } from "effect"
import type { Field, Operation, Parameter, Surface } from "./surface.ts"

const Json = Schema.Record(Schema.String, Schema.Unknown)

const Document = Schema.StructWithRest(
  Schema.Struct({
    swagger: Schema.Literal("2.0"),
    paths: Schema.Record(Schema.String, Json),
    definitions: Schema.Record(Schema.String, Json),
    /** What operations may refer to. */
    parameters: Schema.optionalKey(Json)
  }),
  [Json]
)

type Document = typeof Document.Type

const decodeDocument = Schema.decodeUnknownEffect(Document)

/** The file is not a document that could be compared. */
export class NoSwaggerDocument extends Data.TaggedError("NoSwaggerDocument")<{ readonly issue: string }> {}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])
const textsOf = (value: unknown): ReadonlyArray<string> => listOf(value).filter((item) => typeof item === "string")

const methods = ["get", "put", "post", "patch", "delete", "head", "options"]

/** Part of the integrations, which write what others say of users; not of the Presence API. */
const isThirdParty = (name: string): boolean => /thirdpartypresence/i.test(name)

/** Whether an operation is about presence: by its path, its tag or its name, so that new ones are found wherever they are. */
const isAboutPresence = (path: string, operation: Fields): boolean => {
  const name = `${path} ${String(operation["operationId"])}`
  return (/presence/i.test(name) || textsOf(operation["tags"]).includes("Presence")) && !isThirdParty(name)
}

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

const keywords = new Set(
  (
    "default enum pattern collectionFormat minItems maxItems uniqueItems minLength maxLength " +
    "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"
  ).split(" ")
)

/** What a document says of a value beside its type. The values of a list count as the list's. */
const constraintsOf = (schema: Fields): Fields => {
  const said = { enum: fieldsOf(schema["items"])["enum"], ...schema }
  return Object.fromEntries(
    Object.entries(said).filter(([keyword, value]) => keywords.has(keyword) && value !== undefined)
  )
}

/** Those of the path, and those of the operation, which win. */
const parametersOf = ({ parameters: shared }: Document, item: Fields, operation: Fields) => {
  const all = [...listOf(item["parameters"]), ...listOf(operation["parameters"])].map(fieldsOf).map((parameter) => {
    const { $ref } = parameter
    return typeof $ref === "string" ? fieldsOf(shared?.[$ref.replace("#/parameters/", "")]) : parameter
  })
  const body = all.findLast((parameter) => parameter["in"] === "body")
  const parameters = all
    .filter((parameter) => parameter["in"] !== "body")
    .map((parameter): readonly [string, Parameter] => [
      String(parameter["name"]),
      {
        type: typeOf(parameter),
        ...constraintsOf(parameter),
        in: String(parameter["in"]),
        required: parameter["required"] === true
      }
    ])
  return {
    body: body && { type: typeOf(fieldsOf(body["schema"])), required: body["required"] === true },
    parameters: Object.fromEntries(parameters)
  }
}

const permissionsOf = (operation: Fields): Operation["permissions"] => {
  const { permissions, type } = fieldsOf(operation["x-inin-requires-permissions"])
  return typeof type === "string" ? { type, permissions: textsOf(permissions) } : undefined
}

const operationOf = (document: Document, item: Fields, operation: Fields): Operation => {
  const requirements = listOf(operation["security"] ?? document["security"])
  return {
    deprecated: operation["deprecated"] === true,
    ...parametersOf(document, item, operation),
    responses: Object.fromEntries(
      Object.entries(fieldsOf(operation["responses"])).map(([status, response]) => {
        const { schema } = fieldsOf(response)
        return [status, schema === undefined ? "nothing" : typeOf(fieldsOf(schema))]
      })
    ),
    permissions: permissionsOf(operation),
    scopes: Array.from(new Set(requirements.flatMap((schemes) => Object.values(fieldsOf(schemes)).flatMap(textsOf))))
  }
}

const modelFieldsOf = (definition: Fields): Surface["models"][string] => {
  const required = new Set(textsOf(definition["required"]))
  return Object.fromEntries(
    Object.entries(fieldsOf(definition["properties"])).map(([name, schema]): readonly [string, Field] => {
      const field = fieldsOf(schema)
      return [
        name,
        {
          type: typeOf(field),
          ...constraintsOf(field),
          required: required.has(name),
          readOnly: field["readOnly"] === true
        }
      ]
    })
  )
}

/** A user leads to half of the platform. */
const stopAt = "User"

/** The models that the operations lead to, as far as their fields lead to others. */
const reachable = (from: Iterable<string>, models: Surface["models"]): ReadonlySet<string> => {
  const found = new Set<string>()
  const queue = [...from]
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    const name = type.replace(/^(list of |map to )+/, "")
    const fields = models[name]
    if (fields === undefined || found.has(name)) continue
    found.add(name)
    if (name !== stopAt) queue.push(...Object.values(fields).map((field) => field.type))
  }
  return found
}

const itemsAboutPresence = ({ paths }: Document): ReadonlyArray<readonly [path: string, item: Fields]> =>
  Object.entries(paths).flatMap(([path, item]) => {
    const others = new Set(methods.filter((method) => !isAboutPresence(path, fieldsOf(item[method]))))
    const kept = Object.entries(item).filter(([key]) => !others.has(key))
    return kept.some(([key]) => methods.includes(key)) ? [[path, Object.fromEntries(kept)] as const] : []
  })

const surfaceOfDocument = (document: Document): Surface => {
  const operations = Object.fromEntries(
    itemsAboutPresence(document).flatMap(([path, item]) =>
      methods
        .filter((method) => item[method] !== undefined)
        .map(
          (method) => [`${method.toUpperCase()} ${path}`, operationOf(document, item, fieldsOf(item[method]))] as const
        )
    )
  )
  const all = Object.fromEntries(
    Object.entries(document.definitions).map(([name, definition]) => [name, modelFieldsOf(definition)])
  )
  const types = Object.values(operations).flatMap(({ body, responses }) => [
    ...(body === undefined ? [] : [body.type]),
    ...Object.values(responses)
  ])
  const names = reachable(types, all)
  return { operations, models: Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name))) }
}

const read = (document: unknown): Effect.Effect<readonly [Document, Surface], NoSwaggerDocument> =>
  decodeDocument(document).pipe(
    Effect.mapError(
      ({ message }) =>
        new NoSwaggerDocument({ issue: `It is not a Swagger 2 document with paths and definitions: ${message}` })
    ),
    Effect.flatMap((decoded) => {
      const surface = surfaceOfDocument(decoded)
      return Object.keys(surface.operations).length === 0
        ? Effect.fail(new NoSwaggerDocument({ issue: "It has no operation on presence" }))
        : Effect.succeed([decoded, surface] as const)
    })
  )

/** What a document says of presence. */
export const surfaceOf = (document: unknown): Effect.Effect<Surface, NoSwaggerDocument> =>
  Effect.map(read(document), ([, surface]) => surface)

/** The part of a document that is about presence, as a document: what is kept as known. */
export const presencePart = (document: unknown): Effect.Effect<object, NoSwaggerDocument> =>
  Effect.map(read(document), ([decoded, { models }]) => ({
    ...decoded,
    paths: Object.fromEntries(itemsAboutPresence(decoded)),
    definitions: Object.fromEntries(Object.entries(decoded.definitions).filter(([name]) => name in models))
  }))
