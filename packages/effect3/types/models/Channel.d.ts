/**
 * The channels through which the service sends notifications.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime";
import type * as Redacted from "effect/Redacted";
import type * as Schema from "effect/Schema";
import type { Model } from "./Model.js";
/**
 * Decodes the id of a channel.
 *
 * **Details**
 *
 * Whoever knows the id can listen to the channel: its WebSocket asks for no token, and the id is the last part of its
 * address. So the id is `Redacted`, and is not printed with what holds it. It is not a UUID.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const ChannelId: Schema.Schema<Redacted.Redacted, string>;
/**
 * A channel for notifications. A user of an OAuth client has at most 20; one more takes the place of the one that was not
 * used for the longest time.
 *
 * @category models
 * @since 0.1.0
 */
export interface Channel {
    /**
     * The address of the WebSocket, to be used as it is. A secret: it asks for no token. Absent where the service lists the
     * channels of other tokens.
     */
    readonly connectUri?: Redacted.Redacted;
    /** A secret like `connectUri`, of which it is a part. Absent where the service lists the channels of other tokens. */
    readonly id?: Redacted.Redacted;
    /** When the channel ends: 24 hours after its topics were last changed. */
    readonly expires?: DateTime.Utc;
}
/**
 * Decodes a channel.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const Channel: Model<Channel>;
/**
 * The channels of a user and an OAuth client.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChannelEntityListing {
    readonly entities?: ReadonlyArray<Channel>;
}
/**
 * Decodes the list of channels.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const ChannelEntityListing: Model<ChannelEntityListing>;
