/**
 * What the service says of a channel itself: that its socket will close, or that it gets no more events.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ChannelId } from "./Channel.ts"
import * as Json from "./internal/jsonModel.ts"
import type { JsonObject, Model } from "./Model.ts"

const types = ["no_longer_subscribed", "subscription_changed", "token_revoked"] as const
const reasons = ["another_channel_subscribed", "user_tokens_revoked"] as const

/**
 * The body of the system topics, to which every channel is subscribed.
 *
 * @category models
 * @since 0.1.0
 */
export interface SystemMessage {
  /** A secret: whoever knows it can listen to the channel. */
  readonly channelId?: Redacted.Redacted
  readonly systemTopicType?: (typeof types)[number] | (string & {})
  /** What to quote to Genesys. */
  readonly correlationId?: string
  readonly organizationId?: string
  readonly userId?: string
  readonly oauthClientId?: string
  /** The organization that the OAuth client belongs to. */
  readonly oauthClientOrgId?: string
  readonly reason?: (typeof reasons)[number] | (string & {})
  readonly message?: string
  readonly data?: JsonObject
}

/**
 * Decodes the body of a system topic.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SystemMessage: Model<SystemMessage> = Json.response<SystemMessage>()("SystemMessage", {
  fields: {
    channelId: ChannelId,
    systemTopicType: Json.openEnum(types),
    correlationId: Schema.String,
    organizationId: Schema.String,
    userId: Schema.String,
    oauthClientId: Schema.String,
    oauthClientOrgId: Schema.String,
    reason: Json.openEnum(reasons),
    message: Schema.String,
    data: Json.JsonMap
  }
})
