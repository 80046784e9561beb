/**
 * Notifications, whatever brings them: the WebSocket of a channel, Amazon EventBridge, a webhook or a trigger.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import type { ChannelCommandAnswer } from "./ChannelCommand.ts"
import type { IntegrationPresence } from "./IntegrationPresence.ts"
import * as Json from "./internal/jsonModel.ts"
import { decodeObject, encodeObject, isNotification, kindOf } from "./internal/notificationCodec.ts"
import type { JsonObject } from "./Model.ts"
import type { NotificationEnvelope } from "./NotificationEnvelope.ts"
import type { OutOfOffice } from "./OutOfOffice.ts"
import type { UserRoutingStatus } from "./RoutingStatus.ts"
import type { SystemMessage } from "./SystemMessage.ts"
import type { UserActivity } from "./UserActivity.ts"
import type { UserPresence } from "./UserPresence.ts"

/**
 * What a notification has beside its tag and its body.
 *
 * @category models
 * @since 0.1.0
 */
export interface Envelope extends Omit<NotificationEnvelope, "eventBody"> {}

/**
 * An event of one user.
 *
 * @category models
 * @since 0.1.0
 */
export interface EventOfUser<out Tag extends string, out Body> extends Envelope {
  readonly _tag: Tag
  /** From the topic, or from the body where the topic is a pattern such as `v2.users.{id}.activity`. */
  readonly userId: string
  readonly eventBody: Body
}

/**
 * A user's presence has changed.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPresenceEvent extends EventOfUser<"UserPresence", UserPresence> {}

/**
 * A user's routing status has changed.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserRoutingStatusEvent extends EventOfUser<"UserRoutingStatus", UserRoutingStatus> {}

/**
 * Presence, routing status, out of office or active queues of a member of a queue have changed; all of them are told.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserActivityEvent extends EventOfUser<"UserActivity", UserActivity> {}

/**
 * A user's presence has changed in another system, or another source has become the primary one.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserIntegrationPresenceEvent extends EventOfUser<"UserIntegrationPresence", IntegrationPresence> {}

/**
 * A user has gone out of office, or is back.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserOutOfOfficeEvent extends EventOfUser<"UserOutOfOffice", OutOfOffice> {}

/**
 * The channel is alive: the service sends one every 30 seconds.
 *
 * @category models
 * @since 0.1.0
 */
export interface Heartbeat extends Envelope {
  readonly _tag: "Heartbeat"
  readonly eventBody: { readonly message: string }
}

/**
 * The answer to a `ping`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Pong extends Envelope {
  readonly _tag: "Pong"
  readonly eventBody: { readonly message: string }
}

/**
 * A message about the channel itself. `topicName` may end with the id of the channel, and is a secret like that one.
 *
 * @category models
 * @since 0.1.0
 */
export interface SystemEvent<out Tag extends string> extends Omit<Envelope, "topicName"> {
  readonly _tag: Tag
  readonly topicName: Redacted.Redacted
  /** Absent if the service sent none, or none that can be read. */
  readonly eventBody?: SystemMessage
}

/**
 * The service closes the WebSocket within a minute: connect a new one to the same channel before that.
 *
 * @category models
 * @since 0.1.0
 */
export interface SocketClosing extends SystemEvent<"SocketClosing"> {}

/**
 * The token that the channel was made with was revoked: a new channel is needed.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenRevoked extends SystemEvent<"TokenRevoked"> {}

/**
 * The channel has lost its subscriptions, since newer channels of the same user and OAuth client took its place.
 *
 * @category models
 * @since 0.1.0
 */
export interface NoLongerSubscribed extends SystemEvent<"NoLongerSubscribed"> {}

/**
 * Any other message about the channel itself.
 *
 * @category models
 * @since 0.1.0
 */
export interface OtherSystemMessage extends SystemEvent<"SystemMessage"> {}

/**
 * The answer to a `subscribe` or `unsubscribe` that was sent over the WebSocket.
 *
 * @category models
 * @since 0.1.0
 */
export interface CommandAnswer extends ChannelCommandAnswer {
  readonly _tag: "CommandAnswer"
}

/**
 * An event of any other topic.
 *
 * @category models
 * @since 0.1.0
 */
export interface UnknownTopic extends NotificationEnvelope {
  readonly _tag: "Unknown"
  /** Set if the topic is one of a user. */
  readonly userId?: string
}

/**
 * An event of one user, of a kind that is decoded.
 *
 * @category models
 * @since 0.1.0
 */
export type UserEvent =
  | UserPresenceEvent
  | UserRoutingStatusEvent
  | UserActivityEvent
  | UserIntegrationPresenceEvent
  | UserOutOfOfficeEvent

/**
 * A notification. `_tag` says which; `topicName`, `eventBody`, `metadata` and the rest have the names of the service.
 *
 * **Example** (Acting on some of them)
 *
 * ```ts
 * import { type Notification, SystemPresenceName } from "@genesys-presence/models"
 * import { Console, Effect } from "effect"
 *
 * const handle = (notification: Notification.Notification) => {
 *   switch (notification._tag) {
 *     case "UserPresence": {
 *       const kind = notification.eventBody.presenceDefinition?.systemPresence ?? ""
 *       return Console.log(notification.userId, SystemPresenceName.normalize(kind))
 *     }
 *     case "SocketClosing":
 *       return Console.log("connect again")
 *     default:
 *       return Effect.void
 *   }
 * }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Notification =
  | UserEvent
  | Heartbeat
  | Pong
  | SocketClosing
  | TokenRevoked
  | NoLongerSubscribed
  | OtherSystemMessage
  | CommandAnswer
  | UnknownTopic

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
export const Notification: Schema.Codec<Notification, JsonObject> = Json.JsonMap.pipe(
  Schema.decodeTo(Schema.declare(isNotification, { expected: "a notification" }), {
    decode: SchemaGetter.transformEffect(decodeObject),
    encode: SchemaGetter.transformEffect(encodeObject)
  })
)

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
export class InvalidNotification extends Schema.TaggedError<InvalidNotification>()("InvalidNotification", {
  /**
   * - `NotJson`: the text is no JSON.
   * - `NotNotification`: no object, or one without `topicName` that answers no command.
   * - `InvalidShape`: a member has another type than it should have.
   */
  reason: Schema.Literals(["NotJson", "NotNotification", "InvalidShape"]),
  /** What is wrong, and where. */
  issue: Schema.String,
  /** The pattern of the topic, such as `v2.users.{id}.presence`, if it is one that is decoded. */
  topic: Schema.optionalKey(Schema.String)
}) {
  override get message(): string {
    const what = this.topic === undefined ? "a notification" : `a notification of ${this.topic}`
    return `Cannot decode ${what}: ${this.issue}. Skip it and go on with the next one.`
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Whether it can be a notification or an answer, rather than something that holds one. */
const isBare = (value: JsonObject): boolean => Object.hasOwn(value, "topicName") || Object.hasOwn(value, "result")

/** What EventBridge has in `detail`, and Event Grid and CloudEvents have in `data`. */
const contentOf = (value: JsonObject): JsonObject | undefined => {
  if (isBare(value)) return value
  return [value["detail"], value["data"]].find((content) => isObject(content) && isBare(content)) as
    | JsonObject
    | undefined
}

const notJson = () => new InvalidNotification({ reason: "NotJson", issue: "the text is not JSON" })

const decodeValue = (value: unknown): Effect.Effect<Notification, InvalidNotification> => {
  const content = isObject(value) ? contentOf(value) : undefined
  if (content === undefined) {
    const issue = isObject(value) ? "there is no topicName" : "it is not a JSON object"
    return Effect.fail(new InvalidNotification({ reason: "NotNotification", issue }))
  }
  return Effect.mapErrorEager(decodeObject(content, {}), (issue) => {
    const topic = kindOf(content)
    const members = { reason: "InvalidShape", issue: new Schema.SchemaError(issue).message } as const
    return new InvalidNotification(topic === undefined ? members : { ...members, topic })
  })
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
 * **Example** (A worker on Amazon EventBridge)
 *
 * ```ts
 * import { Notification } from "@genesys-presence/models"
 * import { Console, Effect } from "effect"
 *
 * const handler = (event: unknown) =>
 *   Effect.runPromise(
 *     Effect.gen(function* () {
 *       const notification = yield* Notification.decode(event)
 *       if (notification._tag !== "UserPresence") return
 *       yield* Console.log(notification.userId, notification.eventBody.presenceDefinition)
 *     })
 *   )
 * ```
 *
 * **Example** (The body of a trigger)
 *
 * ```ts
 * import { Notification } from "@genesys-presence/models"
 *
 * const decodeActivity = (body: unknown) =>
 *   Notification.decode({ topicName: "v2.users.{id}.activity", eventBody: body })
 * ```
 *
 * @category decoding
 * @since 0.1.0
 */
export const decode = (input: unknown): Effect.Effect<Notification, InvalidNotification> => {
  if (typeof input !== "string") return decodeValue(input)
  const parsed = Result.try({ try: (): unknown => JSON.parse(input), catch: notJson })
  return Result.isSuccess(parsed) ? decodeValue(parsed.success) : Effect.fail(parsed.failure)
}
