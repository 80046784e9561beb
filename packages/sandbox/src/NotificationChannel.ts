/**
 * What a sandbox shows of its notification channels and of the events that it sent over them.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"

/**
 * A channel that exists.
 *
 * **Gotchas**
 *
 * Whoever knows the id of a channel can listen to it.
 *
 * @category models
 * @since 0.1.0
 */
export interface NotificationChannel {
  readonly id: string
  /** The OAuth client that made it. */
  readonly clientId: string
  /** What it is subscribed to, as it was asked for. A combined topic is one. */
  readonly topics: ReadonlyArray<string>
  /** When it ends, unless it is subscribed again. */
  readonly expires: DateTime.Utc
  /** Whether a WebSocket listens to it now. */
  readonly connected: boolean
}

/**
 * An event that was sent over the WebSocket of a channel. Heartbeats, answers and messages about the channel itself are
 * none.
 *
 * @category models
 * @since 0.1.0
 */
export interface SentEvent {
  readonly channelId: string
  readonly topicName: string
  readonly at: DateTime.Utc
}
