/** Types of the document in a few words. */
import type { JsonSchema } from "effect"

type Link = (name: string) => string

const isSchema = (value: unknown): value is JsonSchema.JsonSchema => typeof value === "object" && value !== null

const nameOfRef = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1)

/** Any of these, `null` left out: it is read as an absent key. */
const anyOf = (types: ReadonlyArray<string>): string =>
  Array.from(new Set(types))
    .filter((type) => type !== "`null`")
    .join(" or ")

const withFormat = (type: string, schema: JsonSchema.JsonSchema): string => {
  if (schema["format"] === "date-time") return "`DateTime.Utc`"
  if (schema["format"] === "password") return "`Redacted`"
  return `\`${type}\``
}

/** The type of a schema; models are linked. */
export const typeOf = (schema: JsonSchema.JsonSchema, link: Link): string => {
  const { $ref, const: constant, enum: values, items, type } = schema
  if (typeof $ref === "string") return link(nameOfRef($ref))
  if (constant !== undefined) return `\`${JSON.stringify(constant)}\``
  if (Array.isArray(values)) return `one of ${values.map((value) => `\`${String(value)}\``).join(", ")}`
  for (const union of [schema["anyOf"], schema["oneOf"]]) {
    if (Array.isArray(union)) return anyOf(union.filter(isSchema).map((member) => typeOf(member, link)))
  }
  if (type === "array") return `list of ${isSchema(items) ? typeOf(items, link) : "anything"}`
  if (Array.isArray(type)) {
    return anyOf(type.map((one) => typeOf({ ...schema, type: String(one) }, link)))
  }
  if (type === "object") {
    const { additionalProperties } = schema
    return isSchema(additionalProperties) && Object.keys(additionalProperties).length > 0
      ? `map to ${typeOf(additionalProperties, link)}`
      : "`object`"
  }
  return typeof type === "string" ? withFormat(type, schema) : "anything"
}
