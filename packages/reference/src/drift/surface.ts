/** What a public document of Genesys Cloud says of the Presence API, in a form that can be compared. */
import { Schema } from "effect"

const Permissions = Schema.Struct({ type: Schema.String, permissions: Schema.Array(Schema.String) })

/** A type in a few words, such as `string`, `date-time` or `list of Source`, with the values that are named for it. */
const Value = Schema.Struct({ type: Schema.String, values: Schema.optionalKey(Schema.Array(Schema.String)) })

const Parameter = Schema.Struct({ ...Value.fields, in: Schema.String, required: Schema.Boolean })

const Field = Schema.Struct({ ...Value.fields, required: Schema.Boolean, readOnly: Schema.Boolean })

const Operation = Schema.Struct({
  deprecated: Schema.Boolean,
  parameters: Schema.Record(Schema.String, Parameter),
  body: Schema.String,
  /** By status: what comes with it, or `nothing`. */
  responses: Schema.Record(Schema.String, Schema.String),
  permissions: Schema.optionalKey(Permissions)
})

export const Surface = Schema.Struct({
  /** By method and path. */
  operations: Schema.Record(Schema.String, Operation),
  models: Schema.Record(Schema.String, Schema.Record(Schema.String, Field))
})

export type Surface = typeof Surface.Type
