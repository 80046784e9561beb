/**
 * What other systems, such as Microsoft Teams, say of a user's presence.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"
import { PresenceDefinition } from "./PresenceDefinition.ts"

const eventTypes = ["UserPresenceStatusChanged", "UserPrimaryPresenceSourceChanged"] as const

/**
 * A change at one of a user's sources, or of the primary one: the body of `v2.users.{id}.integrationpresence`.
 *
 * @category models
 * @since 0.1.0
 */
export interface IntegrationPresence {
  readonly userId?: string
  readonly eventType?: (typeof eventTypes)[number] | (string & {})
  /** The name of the source, such as `MICROSOFTTEAMS`. */
  readonly source?: string
  readonly modifiedDate?: DateTime.Utc
  readonly presenceDefinition?: PresenceDefinition
  /** The user's free text. Personal data: keep it out of logs. */
  readonly message?: string
  /** The id of the source whose presence is shown now. */
  readonly currentDisplaySourceId?: string
  /** The id of the source whose presence was shown before. */
  readonly previousDisplaySourceId?: string
  /** The status that the user has asked for and does not have yet. */
  readonly futurePresenceDefinition?: PresenceDefinition
}

/**
 * Decodes a change at one of a user's sources.
 *
 * @category schemas
 * @since 0.1.0
 */
export const IntegrationPresence: Model<IntegrationPresence> = Json.response<IntegrationPresence>()(
  "IntegrationPresence",
  {
    fields: {
      userId: Schema.String,
      eventType: Json.openEnum(eventTypes),
      source: Schema.String,
      modifiedDate: Json.Instant,
      presenceDefinition: PresenceDefinition,
      message: Schema.String,
      currentDisplaySourceId: Schema.String,
      previousDisplaySourceId: Schema.String,
      futurePresenceDefinition: PresenceDefinition
    }
  }
)
