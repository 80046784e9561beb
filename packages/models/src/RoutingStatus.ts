/**
 * Whether a user can be given interactions, as notifications tell it.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"

const known = ["OFF_QUEUE", "IDLE", "INTERACTING", "NOT_RESPONDING", "COMMUNICATING"] as const

/**
 * A routing status.
 *
 * @category models
 * @since 0.1.0
 */
export interface RoutingStatus {
  /** `OFF_QUEUE` unless the presence is On Queue; `COMMUNICATING` may come off queue too. */
  readonly status?: (typeof known)[number] | (string & {})
  readonly startTime?: DateTime.Utc
}

/**
 * Decodes a routing status.
 *
 * @category schemas
 * @since 0.1.0
 */
export const RoutingStatus: Model<RoutingStatus> = Json.response<RoutingStatus>()("RoutingStatus", {
  fields: { status: Json.openEnum(known), startTime: Json.Instant }
})

/**
 * A value in the text of an error.
 *
 * @category models
 * @since 0.1.0
 */
export interface RoutingStatusErrorParam {
  readonly key?: string
  readonly value?: string
}

/**
 * Decodes a value in the text of an error.
 *
 * @category schemas
 * @since 0.1.0
 */
export const RoutingStatusErrorParam: Model<RoutingStatusErrorParam> = Json.response<RoutingStatusErrorParam>()(
  "RoutingStatusErrorParam",
  { fields: { key: Schema.String, value: Schema.String } }
)

/**
 * Why the service could not change a user's routing status.
 *
 * @category models
 * @since 0.1.0
 */
export interface RoutingStatusError {
  readonly errorCode?: string
  readonly status?: number
  /** What to quote to Genesys. */
  readonly correlationId?: string
  /** The text for the user, with its values filled in. */
  readonly userMessage?: string
  /** The text for the user, with the keys of its values in braces. */
  readonly userParamsMessage?: string
  readonly userParams?: ReadonlyArray<RoutingStatusErrorParam>
}

/**
 * Decodes why a routing status could not be changed.
 *
 * @category schemas
 * @since 0.1.0
 */
export const RoutingStatusError: Model<RoutingStatusError> = Json.response<RoutingStatusError>()("RoutingStatusError", {
  fields: {
    errorCode: Schema.String,
    status: Json.Int32,
    correlationId: Schema.String,
    userMessage: Schema.String,
    userParamsMessage: Schema.String,
    userParams: Schema.Array(RoutingStatusErrorParam)
  }
})

/**
 * The routing status of a user: the body of `v2.users.{id}.routingStatus`.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserRoutingStatus {
  /** The id of the user. */
  readonly id?: string
  readonly routingStatus?: RoutingStatus
  readonly errorInfo?: RoutingStatusError
}

/**
 * Decodes the routing status of a user.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UserRoutingStatus: Model<UserRoutingStatus> = Json.response<UserRoutingStatus>()("UserRoutingStatus", {
  fields: { id: Schema.String, routingStatus: RoutingStatus, errorInfo: RoutingStatusError }
})
