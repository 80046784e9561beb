import * as Models from "@genesys-presence/models"
import { Schema } from "effect"
import { fixture } from "./fixtures.ts"

type AnyModel = Models.Model.Model<Models.Model.JsonObject>

const isError = (member: unknown): boolean => typeof member === "function" && member.prototype instanceof Error

/** Models have a name in what is derived from them; the schemas of text do not. */
const isModel = (member: unknown): member is AnyModel =>
  Schema.isSchema(member) && !isError(member) && "$ref" in Schema.toJsonSchemaDocument(member).schema

/** Every model that the package exports, by its name. */
export const models: ReadonlyMap<string, AnyModel> = new Map(
  Object.values(Models).flatMap((module) =>
    Object.entries<unknown>(module).flatMap(([name, member]) => (isModel(member) ? [[name, member] as const] : []))
  )
)

/** The model of that name. */
export const modelNamed = (name: string): AnyModel => {
  const model = models.get(name)
  if (model === undefined) throw new Error(`The package exports no model ${name}`)
  return model
}

/**
 * What the API documents of its models. In the fixture `labels` are maps of text, `map` is any object, `any` any JSON, `filled` is text that
 * is not empty, `secret` is text that is `Redacted` in the program.
 */
const facts = fixture(
  "models",
  Schema.Record(
    Schema.String,
    Schema.Struct({
      fields: Schema.Record(Schema.String, Schema.String),
      required: Schema.Array(Schema.String),
      knownValues: Schema.optionalKey(Schema.Record(Schema.String, Schema.Array(Schema.String))),
      request: Schema.optionalKey(
        Schema.Struct({ required: Schema.Array(Schema.String), readOnly: Schema.Array(Schema.String) })
      )
    })
  )
)

/** The wire side of a model, as the documented facts have it. */
export interface Shape {
  readonly name: string
  /** Whether the service is sent it, rather than answering with it. */
  readonly sent: boolean
  readonly fields: ReadonlyMap<string, string>
  readonly required: ReadonlyArray<string>
  readonly knownValues: ReadonlyMap<string, ReadonlyArray<string>>
  /** Keys that are never sent. */
  readonly readOnly: ReadonlyArray<string>
}

const mapType = (type: string, rename: (model: string) => string): string =>
  type.endsWith("[]") ? `${rename(type.slice(0, -2))}[]` : rename(type)

/** The model that is sent where that one is read: the same one, unless the API has read-only keys in it. */
const sentInPlaceOf = (name: string): string => (facts[name]?.request === undefined ? name : `${name}Request`)

const allShapes = Object.entries(facts).flatMap(([name, { fields, knownValues = {}, request, required }]) => {
  const read: Shape = {
    name,
    sent: false,
    fields: new Map(Object.entries(fields)),
    required,
    knownValues: new Map(Object.entries(knownValues)),
    readOnly: []
  }
  if (request === undefined) return [read]
  const writable = Object.entries(fields).filter(([key]) => !request.readOnly.includes(key))
  const sent: Shape = {
    ...read,
    ...request,
    name: sentInPlaceOf(name),
    sent: true,
    fields: new Map(writable.map(([key, type]) => [key, mapType(type, sentInPlaceOf)])),
    knownValues: new Map(Object.entries(knownValues).filter(([key]) => !request.readOnly.includes(key)))
  }
  return [read, sent]
})

/** The shapes that the service answers with. */
export const responseShapes: ReadonlyArray<Shape> = allShapes.filter(({ sent }) => !sent)

/** The shapes that the service is sent. */
export const requestShapes: ReadonlyArray<Shape> = allShapes.filter(({ sent }) => sent)

const shapes = new Map(allShapes.map((shape) => [shape.name, shape]))

/** The model that a field's type refers to, alone or in a list; `undefined` where it refers to none. */
export const referredShape = (type: string): Shape | undefined => shapes.get(type.replace("[]", ""))

/** The shape of the model of that name. */
export const shapeNamed = (name: string): Shape => {
  const shape = shapes.get(name)
  if (shape === undefined) throw new Error(`The facts do not know a model ${name}`)
  return shape
}

/** What is read where this is sent: `UserPresence` for `UserPresenceRequest`. */
export const readShapeOf = ({ name }: Shape): Shape => shapeNamed(name.replace(/Request$/, ""))

/** Every key that some model declares. */
export const declaredKeys: ReadonlySet<string> = new Set(allShapes.flatMap(({ fields }) => Array.from(fields.keys())))
