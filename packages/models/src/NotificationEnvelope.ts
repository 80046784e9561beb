/**
 * What all notifications have around their bodies.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"

/**
 * What the service notes beside an event.
 *
 * @category models
 * @since 0.1.0
 */
export interface NotificationMetadata {
  /** What to quote to Genesys. Its first letter is a capital, here alone. */
  readonly CorrelationId?: string
}

/**
 * Decodes what the service notes beside an event.
 *
 * @category schemas
 * @since 0.1.0
 */
export const NotificationMetadata: Model<NotificationMetadata> = Json.response<NotificationMetadata>()(
  "NotificationMetadata",
  { fields: { CorrelationId: Schema.String } }
)

/**
 * A notification whose body is JSON; `Notification` is one whose body was decoded.
 *
 * @category models
 * @since 0.1.0
 */
export interface NotificationEnvelope {
  /** The name of the topic; compare with `NotificationTopic.equals`. */
  readonly topicName: string
  /** `"2"`; absent from heartbeats. */
  readonly version?: string
  readonly eventBody?: unknown
  /** Absent from heartbeats. */
  readonly metadata?: NotificationMetadata
  /** When the event was sent. Amazon EventBridge brings it, a WebSocket does not. */
  readonly timestamp?: DateTime.Utc
}

/**
 * Decodes a notification without looking into its body.
 *
 * @category schemas
 * @since 0.1.0
 */
export const NotificationEnvelope: Model<NotificationEnvelope> = Json.response<NotificationEnvelope>()(
  "NotificationEnvelope",
  {
    fields: {
      topicName: Schema.String,
      version: Schema.String,
      eventBody: Json.AnyJson,
      metadata: NotificationMetadata,
      timestamp: Json.Instant
    },
    required: ["topicName"]
  }
)
