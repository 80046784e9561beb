/**
 * The topics that a channel is subscribed to.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted";
import type { Model, Writable } from "./Model.js";
/**
 * A topic of a channel.
 *
 * **Gotchas**
 *
 * A refused topic fails the whole request unless `ignoreErrors` is set. With it, the answer holds a combined topic as
 * `Permitted` together with a `Rejected` entry for each of its topics that was refused, and may leave a topic out.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChannelTopic {
    /** The name of the topic; build it with `NotificationTopic`. */
    readonly id?: string;
    /** Whether the channel is subscribed to the topic. Set by the service. */
    readonly state?: "Permitted" | "Rejected" | (string & {});
    /** Why it is not, in words. Set by the service. */
    readonly rejectionReason?: string;
    /** The permissions that the subscription would need. Set by the service. */
    readonly missingPermissions?: ReadonlyArray<string>;
    /** Set by the service. A secret, since it may hold the id of the channel. */
    readonly selfUri?: Redacted.Redacted;
}
/**
 * Decodes a topic of a channel.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const ChannelTopic: Model<ChannelTopic>;
/**
 * A topic to subscribe to. The API declares `id` as optional; here it is required, since nothing else says which topic.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChannelTopicRequest extends Writable<ChannelTopic, "id" | "state" | "rejectionReason" | "missingPermissions" | "selfUri"> {
    /** The name of the topic; not empty. Build it with `NotificationTopic`. */
    readonly id: string;
}
/**
 * Encodes a topic to subscribe to; what the service says of it is not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const ChannelTopicRequest: Model<ChannelTopicRequest>;
/**
 * The topics of a channel.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChannelTopicEntityListing {
    readonly entities?: ReadonlyArray<ChannelTopic>;
}
/**
 * Decodes the list of a channel's topics.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const ChannelTopicEntityListing: Model<ChannelTopicEntityListing>;
