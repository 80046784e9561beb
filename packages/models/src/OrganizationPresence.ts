/**
 * The statuses that an organisation offers, as the deprecated `/presencedefinitions` family shows them.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model, Writable } from "./Model.ts"
import { SystemPresenceName } from "./SystemPresenceName.ts"
import { User } from "./User.ts"

/**
 * One status that users can choose, in the older shape.
 *
 * **Gotchas**
 *
 * Entries of a real listing carry only `id`, `languageLabels`, `systemPresence`, `deactivated` and `primary`.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresence {
  /** An opaque string: one built-in id is not a valid UUID. Set by the service. */
  readonly id?: string
  readonly name?: string
  /** The label by locale code. */
  readonly languageLabels: { readonly [localeCode: string]: string }
  /** The kind of presence; the spelling differs by endpoint, compare with `SystemPresenceName.equals`. */
  readonly systemPresence?: SystemPresenceName
  /** `true` once it was deleted: deleting deactivates. */
  readonly deactivated?: boolean
  /** `true` for the definition that comes with the product. */
  readonly primary?: boolean
  readonly createdBy?: User
  readonly createdDate?: DateTime.Utc
  readonly modifiedBy?: User
  readonly modifiedDate?: DateTime.Utc
  /** The path of the definition. Set by the service. */
  readonly selfUri?: string
}

const writable = {
  name: Schema.String,
  languageLabels: Json.StringMap,
  systemPresence: SystemPresenceName,
  deactivated: Schema.Boolean,
  primary: Schema.Boolean,
  createdBy: User,
  createdDate: Json.Instant,
  modifiedBy: User,
  modifiedDate: Json.Instant
}

/**
 * Decodes a definition of the older shape.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationPresence: Model<OrganizationPresence> = Json.response<OrganizationPresence>()(
  "OrganizationPresence",
  {
    fields: { ...writable, languageLabels: Json.AnsweredStringMap, id: Schema.String, selfUri: Schema.String },
    required: ["languageLabels"]
  }
)

/**
 * A definition of the older shape to create or to replace.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceRequest extends Writable<OrganizationPresence, "id" | "selfUri"> {}

/**
 * Encodes a definition of the older shape; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationPresenceRequest: Model<OrganizationPresenceRequest> =
  Json.request<OrganizationPresenceRequest>()("OrganizationPresenceRequest", {
    fields: writable,
    required: ["languageLabels"],
    readOnly: ["id", "selfUri"]
  })

/**
 * One page of definitions of the older shape.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceEntityListing {
  readonly entities?: ReadonlyArray<OrganizationPresence>
  readonly pageSize?: number
  /** Counted from 1. */
  readonly pageNumber?: number
  readonly total?: number
  readonly firstUri?: string
  readonly previousUri?: string
  readonly nextUri?: string
  readonly lastUri?: string
  readonly selfUri?: string
  readonly pageCount?: number
}

/**
 * Decodes a page of definitions of the older shape.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationPresenceEntityListing: Model<OrganizationPresenceEntityListing> =
  Json.response<OrganizationPresenceEntityListing>()("OrganizationPresenceEntityListing", {
    fields: {
      entities: Schema.Array(OrganizationPresence),
      pageSize: Json.Int32,
      pageNumber: Json.Int32,
      total: Json.Int64,
      firstUri: Schema.String,
      previousUri: Schema.String,
      nextUri: Schema.String,
      lastUri: Schema.String,
      selfUri: Schema.String,
      pageCount: Json.Int32
    }
  })
