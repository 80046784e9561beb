/**
 * Whether a user is out of office.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"
import { User } from "./User.ts"

/**
 * Whether a user is out of office, and how long: the body of `v2.users.{id}.outofoffice`. User interfaces show it in place of
 * the presence.
 *
 * @category models
 * @since 0.1.0
 */
export interface OutOfOffice {
  readonly id?: string
  /** A reference: its `id` is there. */
  readonly user?: User
  readonly startDate?: DateTime.Utc
  readonly endDate?: DateTime.Utc
  readonly active?: boolean
  /** Whether there is no end. */
  readonly indefinite?: boolean
}

/**
 * Decodes whether a user is out of office.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OutOfOffice: Model<OutOfOffice> = Json.response<OutOfOffice>()("OutOfOffice", {
  fields: {
    id: Schema.String,
    user: User,
    startDate: Json.Instant,
    endDate: Json.Instant,
    active: Schema.Boolean,
    indefinite: Schema.Boolean
  }
})
