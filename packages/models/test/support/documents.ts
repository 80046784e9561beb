import { Schema } from "effect"

/** A node of a JSON Schema, as far as the models need one. */
interface Node {
  readonly type?: string
  readonly $ref?: string
  readonly items?: Node
  readonly enum?: ReadonlyArray<string>
  readonly anyOf?: ReadonlyArray<Node>
  readonly properties?: { readonly [key: string]: Node }
  readonly required?: ReadonlyArray<string>
}

const child = Schema.suspend((): Schema.Codec<Node> => Node)

const Node: Schema.Codec<Node> = Schema.Struct({
  type: Schema.optionalKey(Schema.String),
  $ref: Schema.optionalKey(Schema.String),
  items: Schema.optionalKey(child),
  enum: Schema.optionalKey(Schema.Array(Schema.String)),
  anyOf: Schema.optionalKey(Schema.Array(child)),
  properties: Schema.optionalKey(Schema.Record(Schema.String, child)),
  required: Schema.optionalKey(Schema.Array(Schema.String))
})

const Document = Schema.Struct({ schema: Node, definitions: Schema.Record(Schema.String, Node) })

const document = (schema: Schema.Top) => Schema.decodeUnknownSync(Document)(Schema.toJsonSchemaDocument(schema))

const nodeOf = (schema: Schema.Top): Node => {
  const { definitions, schema: root } = document(schema)
  return definitions[root.$ref?.replace("#/$defs/", "") ?? ""] ?? root
}

const kindOf = (node: Node): string => {
  if (node.anyOf !== undefined) return Array.from(new Set(node.anyOf.map(kindOf))).join(" or ")
  if (node.items !== undefined) return `${kindOf(node.items)}[]`
  return node.$ref?.replace("#/$defs/", "") ?? node.type ?? "anything"
}

/** The values that a schema of text names, if it names any. */
const valuesOf = (node: Node): ReadonlyArray<string> | undefined => node.enum ?? node.anyOf?.find((n) => n.enum)?.enum

/** The values that editors suggest for a schema of text. */
export const suggestionsOf = (schema: Schema.Top): ReadonlyArray<string> | undefined =>
  valuesOf(nodeOf(Schema.toType(schema)))

/** What a model's JSON Schema says about its keys. */
export const documentedKeys = (schema: Schema.Top) => {
  const { properties = {}, required = [] } = nodeOf(schema)
  const entries = Object.entries(properties)
  return {
    kinds: Object.fromEntries(entries.map(([key, node]) => [key, kindOf(node)])),
    values: Object.fromEntries(
      entries.flatMap(([key, node]) => {
        const values = valuesOf(node)
        return values === undefined ? [] : [[key, values] as const]
      })
    ),
    required
  }
}
