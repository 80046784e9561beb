/**
 * The user who made or changed something.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"

/**
 * The division that something belongs to.
 *
 * @category models
 * @since 0.1.0
 */
export interface Division {
  readonly id?: string
  readonly name?: string
  readonly selfUri?: string
}

/**
 * Decodes a division.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Division: Model<Division> = Json.response<Division>()("Division", {
  fields: { id: Schema.String, name: Schema.String, selfUri: Schema.String }
})

/**
 * A user of the organisation, as far as presence needs one.
 *
 * **Details**
 *
 * In `createdBy` and `modifiedBy` a user is usually a reference: `id`, `selfUri` and perhaps `name`. Every other key of
 * the service's large user object is kept as it came.
 *
 * @category models
 * @since 0.1.0
 */
export interface User {
  readonly id?: string
  readonly name?: string
  readonly email?: string
  readonly username?: string
  readonly department?: string
  readonly title?: string
  readonly preferredName?: string
  /** `active`, `inactive` or `deleted`. */
  readonly state?: "active" | "inactive" | "deleted" | (string & {})
  readonly version?: number
  readonly division?: Division
  readonly dateLastLogin?: DateTime.Utc
  readonly dateWelcomeSent?: DateTime.Utc
  readonly selfUri?: string
}

/**
 * Decodes a user; the same schema encodes one, since a request refers to users as they were read.
 *
 * @category schemas
 * @since 0.1.0
 */
export const User: Model<User> = Json.response<User>()("User", {
  fields: {
    id: Schema.String,
    name: Schema.String,
    email: Schema.String,
    username: Schema.String,
    department: Schema.String,
    title: Schema.String,
    preferredName: Schema.String,
    state: Json.openEnum(["active", "inactive", "deleted"]),
    version: Json.Int32,
    division: Division,
    dateLastLogin: Json.Instant,
    dateWelcomeSent: Json.Instant,
    selfUri: Schema.String
  }
})
