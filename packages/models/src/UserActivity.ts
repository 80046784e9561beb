/**
 * Presence, routing status, out of office and active queues of a user in one event.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"
import { PresenceDefinition } from "./PresenceDefinition.ts"
import { RoutingStatus } from "./RoutingStatus.ts"

/**
 * The presence of a user, as the event of an activity has it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ActivityPresence {
  readonly presenceDefinition?: PresenceDefinition
  /** The user's free text, which is called `message` elsewhere. Personal data: keep it out of logs. */
  readonly presenceMessage?: string
  readonly modifiedDate?: DateTime.Utc
}

/**
 * Decodes the presence in the event of an activity.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ActivityPresence: Model<ActivityPresence> = Json.response<ActivityPresence>()("ActivityPresence", {
  fields: { presenceDefinition: PresenceDefinition, presenceMessage: Schema.String, modifiedDate: Json.Instant }
})

/**
 * Whether a user is out of office, as the event of an activity has it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ActivityOutOfOffice {
  readonly active?: boolean
  readonly modifiedDate?: DateTime.Utc
}

/**
 * Decodes whether a user is out of office in the event of an activity.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ActivityOutOfOffice: Model<ActivityOutOfOffice> = Json.response<ActivityOutOfOffice>()(
  "ActivityOutOfOffice",
  { fields: { active: Schema.Boolean, modifiedDate: Json.Instant } }
)

/**
 * What a member of a queue does: the body of `v2.users.{id}.activity`.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserActivity {
  /** The id of the user. */
  readonly id?: string
  readonly routingStatus?: RoutingStatus
  readonly presence?: ActivityPresence
  readonly outOfOffice?: ActivityOutOfOffice
  /** The ids of the queues that the user takes interactions from. */
  readonly activeQueueIds?: ReadonlyArray<string>
  readonly dateActiveQueuesChanged?: DateTime.Utc
}

/**
 * Decodes what a member of a queue does.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UserActivity: Model<UserActivity> = Json.response<UserActivity>()("UserActivity", {
  fields: {
    id: Schema.String,
    routingStatus: RoutingStatus,
    presence: ActivityPresence,
    outOfOffice: ActivityOutOfOffice,
    activeQueueIds: Schema.Array(Schema.String),
    dateActiveQueuesChanged: Json.Instant
  }
})
