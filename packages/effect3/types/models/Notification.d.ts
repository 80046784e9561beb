/**
 * Notifications, whatever brings them: the WebSocket of a channel, Amazon EventBridge, a webhook or a trigger.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause";
import type * as Effect from "effect/Effect";
import type * as Redacted from "effect/Redacted";
import type * as Schema from "effect/Schema";
import type { ChannelCommandAnswer } from "./ChannelCommand.js";
import type { IntegrationPresence } from "./IntegrationPresence.js";
import type { JsonObject } from "./Model.js";
import type { NotificationEnvelope } from "./NotificationEnvelope.js";
import type { OutOfOffice } from "./OutOfOffice.js";
import type { UserRoutingStatus } from "./RoutingStatus.js";
import type { SystemMessage } from "./SystemMessage.js";
import type { UserActivity } from "./UserActivity.js";
import type { UserPresence } from "./UserPresence.js";
/**
 * What a notification has beside its tag and its body.
 *
 * @category models
 * @since 0.1.0
 */
export interface Envelope extends Omit<NotificationEnvelope, "eventBody"> {
}
/**
 * An event of one user.
 *
 * @category models
 * @since 0.1.0
 */
export interface EventOfUser<out Tag extends string, out Body> extends Envelope {
    readonly _tag: Tag;
    /** From the topic, or from the body where the topic is a pattern such as `v2.users.{id}.activity`. */
    readonly userId: string;
    readonly eventBody: Body;
}
/**
 * A user's presence has changed.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPresenceEvent extends EventOfUser<"UserPresence", UserPresence> {
}
/**
 * A user's routing status has changed.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserRoutingStatusEvent extends EventOfUser<"UserRoutingStatus", UserRoutingStatus> {
}
/**
 * Presence, routing status, out of office or active queues of a member of a queue have changed; all of them are told.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserActivityEvent extends EventOfUser<"UserActivity", UserActivity> {
}
/**
 * A user's presence has changed in another system, or another source has become the primary one.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserIntegrationPresenceEvent extends EventOfUser<"UserIntegrationPresence", IntegrationPresence> {
}
/**
 * A user has gone out of office, or is back.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserOutOfOfficeEvent extends EventOfUser<"UserOutOfOffice", OutOfOffice> {
}
/**
 * The channel is alive: the service sends one every 30 seconds.
 *
 * @category models
 * @since 0.1.0
 */
export interface Heartbeat extends Envelope {
    readonly _tag: "Heartbeat";
    readonly eventBody: {
        readonly message: string;
    };
}
/**
 * The answer to a `ping`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Pong extends Envelope {
    readonly _tag: "Pong";
    readonly eventBody: {
        readonly message: string;
    };
}
/**
 * A message about the channel itself. `topicName` may end with the id of the channel, and is a secret like that one.
 *
 * @category models
 * @since 0.1.0
 */
export interface SystemEvent<out Tag extends string> extends Omit<Envelope, "topicName"> {
    readonly _tag: Tag;
    readonly topicName: Redacted.Redacted;
    /** Absent if the service sent none, or none that can be read. */
    readonly eventBody?: SystemMessage;
}
/**
 * The service closes the WebSocket within a minute: connect a new one to the same channel before that.
 *
 * @category models
 * @since 0.1.0
 */
export interface SocketClosing extends SystemEvent<"SocketClosing"> {
}
/**
 * The token that the channel was made with was revoked: a new channel is needed.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenRevoked extends SystemEvent<"TokenRevoked"> {
}
/**
 * The channel has lost its subscriptions, since newer channels of the same user and OAuth client took its place.
 *
 * @category models
 * @since 0.1.0
 */
export interface NoLongerSubscribed extends SystemEvent<"NoLongerSubscribed"> {
}
/**
 * Any other message about the channel itself.
 *
 * @category models
 * @since 0.1.0
 */
export interface OtherSystemMessage extends SystemEvent<"SystemMessage"> {
}
/**
 * The answer to a `subscribe` or `unsubscribe` that was sent over the WebSocket.
 *
 * @category models
 * @since 0.1.0
 */
export interface CommandAnswer extends ChannelCommandAnswer {
    readonly _tag: "CommandAnswer";
}
/**
 * An event of any other topic.
 *
 * @category models
 * @since 0.1.0
 */
export interface UnknownTopic extends NotificationEnvelope {
    readonly _tag: "Unknown";
    /** Set if the topic is one of a user. */
    readonly userId?: string;
}
/**
 * An event of one user, of a kind that is decoded.
 *
 * @category models
 * @since 0.1.0
 */
export type UserEvent = UserPresenceEvent | UserRoutingStatusEvent | UserActivityEvent | UserIntegrationPresenceEvent | UserOutOfOfficeEvent;
/**
 * A notification. `_tag` says which; `topicName`, `eventBody`, `metadata` and the rest have the names of the service.
 *
 * @category models
 * @since 0.1.0
 */
export type Notification = UserEvent | Heartbeat | Pong | SocketClosing | TokenRevoked | NoLongerSubscribed | OtherSystemMessage | CommandAnswer | UnknownTopic;
/**
 * Decodes a notification, and encodes it to what came.
 *
 * **Details**
 *
 * Keys that are not declared survive, as in every model. `_tag` and `userId` are not sent: an envelope that has keys of
 * these names loses them.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const Notification: Schema.Schema<Notification, JsonObject>;
/**
 * What was to be decoded is no notification, or one whose body has another shape than its topic says. Skip it, and go on
 * with the next one.
 *
 * **Details**
 *
 * No value of what came is in the error, since it may be personal or secret.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class InvalidNotification extends Cause.YieldableError {
    constructor(fields: { readonly reason: "NotJson" | "NotNotification" | "InvalidShape"; readonly issue: string; readonly topic?: string; });
    readonly _tag: "InvalidNotification";
    /**
     * - `NotJson`: the text is no JSON.
     * - `NotNotification`: no object, or one without `topicName` that answers no command.
     * - `InvalidShape`: a member has another type than it should have.
     */
    readonly reason: "NotJson" | "NotNotification" | "InvalidShape";
    /** What is wrong, and where. */
    readonly issue: string;
    /** The pattern of the topic, such as `v2.users.{id}.presence`, if it is one that is decoded. */
    readonly topic?: string;
    get message(): string;
}
/**
 * Decodes a notification from what brings it.
 *
 * **Details**
 *
 * Takes text and parsed JSON alike, of these:
 *
 * - a frame of a channel's WebSocket
 * - an event of Amazon EventBridge, or its `detail` alone
 * - an event in the schema of Azure Event Grid or CloudEvents, which has the notification in `data`. Event Grid sends lists:
 *   decode their elements.
 * - the body that a trigger of process automation is given, together with its topic: see the example
 *
 * A topic that is not known is a value, `Unknown`. What cannot be decoded fails, and nothing throws.
 *
 * @category decoding
 * @since 0.1.0
 */
export declare const decode: (input: unknown) => Effect.Effect<Notification, InvalidNotification>;
export {};
