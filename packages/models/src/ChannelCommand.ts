/**
 * What a client may send over the WebSocket of a channel, and what the service answers.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"

const commands = ["ping", "subscribe", "unsubscribe"] as const

/**
 * A command to the channel. A `ping` is answered by the event `Pong`, the others by a {@link ChannelCommandAnswer}.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChannelCommand {
  readonly message: (typeof commands)[number] | (string & {})
  /** The names of topics, for all commands but `ping`. */
  readonly topics?: ReadonlyArray<string>
  /** Comes back in the answer. */
  readonly correlationId?: string
}

/**
 * Encodes a command; the same schema decodes one.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ChannelCommand: Model<ChannelCommand> = Json.response<ChannelCommand>()("ChannelCommand", {
  fields: { message: Json.openEnum(commands), topics: Schema.Array(Schema.String), correlationId: Schema.String },
  required: ["message"]
})

const statuses = ["subscribed", "unsubscribed", "failure", "error"] as const

/**
 * What the service answers to a command. Unlike an event it has no `topicName`.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChannelCommandAnswer {
  /** The status as text: `"200"`, `"400"`, or `"404"` when the channel has expired or was replaced. */
  readonly result: string
  readonly status?: (typeof statuses)[number] | (string & {})
  /** What went wrong. */
  readonly message?: string
  /** That of the command. */
  readonly correlationId?: string
}

/**
 * Decodes the answer to a command.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ChannelCommandAnswer: Model<ChannelCommandAnswer> = Json.response<ChannelCommandAnswer>()(
  "ChannelCommandAnswer",
  {
    fields: {
      result: Schema.String,
      status: Json.openEnum(statuses),
      message: Schema.String,
      correlationId: Schema.String
    },
    required: ["result"]
  }
)
