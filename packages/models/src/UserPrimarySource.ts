/**
 * Which source decides the presence that others see of a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model, Writable } from "./Model.ts"

/**
 * The primary source of a user.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPrimarySource {
  /** Set by the service. */
  readonly id?: string
  readonly name?: string
  /** The id of the source. */
  readonly sourceId?: string
  /** Whether that source is a registered one. */
  readonly registered?: boolean
  /** The path of the setting. Set by the service. */
  readonly selfUri?: string
}

const writable = { name: Schema.String, sourceId: Schema.String, registered: Schema.Boolean }

/**
 * Decodes a user's primary source.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UserPrimarySource: Model<UserPrimarySource> = Json.response<UserPrimarySource>()("UserPrimarySource", {
  fields: { ...writable, id: Schema.String, selfUri: Schema.String }
})

/**
 * The source to make a user's primary one.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPrimarySourceRequest extends Writable<UserPrimarySource, "id" | "selfUri"> {}

/**
 * Encodes a user's primary source; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UserPrimarySourceRequest: Model<UserPrimarySourceRequest> = Json.request<UserPrimarySourceRequest>()(
  "UserPrimarySourceRequest",
  { fields: writable, readOnly: ["id", "selfUri"] }
)
