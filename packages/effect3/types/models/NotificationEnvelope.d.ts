/**
 * What all notifications have around their bodies.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime";
import type { Model } from "./Model.js";
/**
 * What the service notes beside an event.
 *
 * @category models
 * @since 0.1.0
 */
export interface NotificationMetadata {
    /** What to quote to Genesys. Its first letter is a capital, here alone. */
    readonly CorrelationId?: string;
}
/**
 * Decodes what the service notes beside an event.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const NotificationMetadata: Model<NotificationMetadata>;
/**
 * A notification whose body is JSON; `Notification` is one whose body was decoded.
 *
 * @category models
 * @since 0.1.0
 */
export interface NotificationEnvelope {
    /** The name of the topic; compare with `NotificationTopic.equals`. */
    readonly topicName: string;
    /** `"2"`; absent from heartbeats. */
    readonly version?: string;
    readonly eventBody?: unknown;
    /** Absent from heartbeats. */
    readonly metadata?: NotificationMetadata;
    /** When the event was sent. Amazon EventBridge brings it, a WebSocket does not. */
    readonly timestamp?: DateTime.Utc;
}
/**
 * Decodes a notification without looking into its body.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const NotificationEnvelope: Model<NotificationEnvelope>;
