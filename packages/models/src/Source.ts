/**
 * The systems that may set presences: Teams, Zoom, a door sensor.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model, Writable } from "./Model.ts"
import { Ownership } from "./Ownership.ts"

/**
 * A registered source of presence.
 *
 * @category models
 * @since 0.1.0
 */
export interface Source {
  /** Set by the service. */
  readonly id?: string
  readonly name: string
  readonly description?: string
  readonly type?: Ownership
  /** `true` once it was deleted: deleting deactivates. */
  readonly deactivated?: boolean
  /** The path of the source. Set by the service. */
  readonly selfUri?: string
}

const writable = {
  name: Schema.String,
  description: Schema.String,
  type: Ownership,
  deactivated: Schema.Boolean
}

/**
 * Decodes a source.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Source: Model<Source> = Json.response<Source>()("Source", {
  fields: { ...writable, id: Schema.String, selfUri: Schema.String },
  required: ["name"]
})

/**
 * A source to register or to replace.
 *
 * @category models
 * @since 0.1.0
 */
export interface SourceRequest extends Writable<Source, "id" | "selfUri"> {}

/**
 * Encodes a source; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SourceRequest: Model<SourceRequest> = Json.request<SourceRequest>()("SourceRequest", {
  fields: writable,
  required: ["name"],
  readOnly: ["id", "selfUri"]
})

/**
 * All sources of an organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface SourceEntityListing {
  readonly total?: number
  readonly entities?: ReadonlyArray<Source>
  readonly selfUri?: string
}

/**
 * Decodes the list of sources.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SourceEntityListing: Model<SourceEntityListing> = Json.response<SourceEntityListing>()(
  "SourceEntityListing",
  { fields: { total: Json.Int64, entities: Schema.Array(Source), selfUri: Schema.String } }
)
