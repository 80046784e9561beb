import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import { ChannelCommandAnswer } from "../ChannelCommand.ts"
import { IntegrationPresence } from "../IntegrationPresence.ts"
import * as Json from "./jsonModel.ts"
import type { JsonObject, Model } from "../Model.ts"
import type * as Notification from "../Notification.ts"
import { NotificationEnvelope, NotificationMetadata } from "../NotificationEnvelope.ts"
import * as NotificationTopic from "../NotificationTopic.ts"
import { OutOfOffice } from "../OutOfOffice.ts"
import { UserRoutingStatus } from "../RoutingStatus.ts"
import { SystemMessage } from "../SystemMessage.ts"
import { UserActivity } from "../UserActivity.ts"
import { UserPresence } from "../UserPresence.ts"

type Decoded<A> = Effect.Effect<A, SchemaIssue.Issue>

type Options = SchemaAST.ParseOptions

const decodeEnvelope = SchemaParser.decodeUnknownEffect(NotificationEnvelope)
const encodeEnvelope = SchemaParser.encodeEffect(NotificationEnvelope)
const decodeAnswer = SchemaParser.decodeUnknownEffect(ChannelCommandAnswer)
const encodeAnswer = SchemaParser.encodeEffect(ChannelCommandAnswer)
const decodeSystemMessage = Schema.decodeUnknownOption(SystemMessage)

const encodeSystemEvent = SchemaParser.encodeEffect(
  Json.response<Omit<Notification.SystemEvent<string>, "_tag">>()("SystemEvent", {
    fields: {
      topicName: Json.Secret,
      version: Schema.String,
      eventBody: SystemMessage,
      metadata: NotificationMetadata,
      timestamp: Json.Instant
    },
    required: ["topicName"]
  })
)

const inBody = (issue: SchemaIssue.Issue): SchemaIssue.Issue => new SchemaIssue.Pointer(["eventBody"], issue)

/** An event of a user: how its body is read and written, and whose it is where only the body says so. */
const userEvent = <Tag extends string, Body>(
  tag: Tag,
  body: Model<Body>,
  userIdOf: (eventBody: Body) => string | undefined
) => {
  const decodeBody = SchemaParser.decodeUnknownEffect(body)
  const encodeBody = SchemaParser.encodeEffect(body)
  return {
    decode: (
      envelope: NotificationEnvelope,
      idOfTopic: string | undefined,
      options: Options
    ): Decoded<Notification.EventOfUser<Tag, Body> | Notification.UnknownTopic> =>
      Effect.mapBothEager(decodeBody(envelope.eventBody, options), {
        onFailure: inBody,
        onSuccess: (eventBody) => {
          const userId = idOfTopic ?? userIdOf(eventBody)
          return userId === undefined ? { ...envelope, _tag: "Unknown" } : { ...envelope, _tag: tag, userId, eventBody }
        }
      }),
    encode: ({ _tag, userId: _userId, ...event }: Notification.EventOfUser<Tag, Body>, options: Options) =>
      Effect.flatMapEager(Effect.mapErrorEager(encodeBody(event.eventBody, options), inBody), (eventBody) =>
        encodeEnvelope({ ...event, eventBody }, options)
      )
  }
}

const userEvents = {
  presence: userEvent("UserPresence", UserPresence, () => undefined),
  routingStatus: userEvent("UserRoutingStatus", UserRoutingStatus, ({ id }) => id),
  activity: userEvent("UserActivity", UserActivity, ({ id }) => id),
  integrationpresence: userEvent("UserIntegrationPresence", IntegrationPresence, ({ userId }) => userId),
  outofoffice: userEvent("UserOutOfOffice", OutOfOffice, ({ user }) => user?.id)
}

const isDecoded = (kind: string): kind is keyof typeof userEvents => Object.hasOwn(userEvents, kind)

/** The pattern of the topic of a notification whose body is decoded. */
export const kindOf = ({ topicName }: JsonObject): string | undefined => {
  const kind = typeof topicName === "string" ? NotificationTopic.parseUser(topicName)?.kind : undefined
  return kind !== undefined && isDecoded(kind) ? NotificationTopic.ofUser("{id}", kind) : undefined
}

const isPattern = (id: string): boolean => id.startsWith("{")

const metadataTopic = "channel.metadata"

const channelEvent = (envelope: NotificationEnvelope): Notification.Notification => {
  const { eventBody } = envelope
  const message = typeof eventBody === "object" && eventBody !== null && "message" in eventBody ? eventBody.message : ""
  if (typeof message !== "string") return { ...envelope, _tag: "Unknown" }
  const text = message.toLowerCase()
  const body = { ...(eventBody as JsonObject), message }
  if (text.includes("pong")) return { ...envelope, _tag: "Pong", eventBody: body }
  if (text.includes("heartbeat")) return { ...envelope, _tag: "Heartbeat", eventBody: body }
  return { ...envelope, _tag: "Unknown" }
}

const systemPrefix = "v2.system."

const systemTags = {
  socket_closing: "SocketClosing",
  token_revoked: "TokenRevoked",
  no_longer_subscribed: "NoLongerSubscribed"
} as const

const isSystemType = (type: string): type is keyof typeof systemTags => Object.hasOwn(systemTags, type)

const systemEvent = ({ eventBody, ...envelope }: NotificationEnvelope): Notification.Notification => {
  // No more than the topic is certain, so a body that cannot be read does not hide the message.
  const body = Option.getOrUndefined(decodeSystemMessage(eventBody))
  const [ofTopic = ""] = envelope.topicName.slice(systemPrefix.length).toLowerCase().split(".")
  const ofBody = body?.systemTopicType?.toLowerCase() ?? ""
  const type = [ofTopic, ofBody].find(isSystemType)
  return {
    ...envelope,
    _tag: type === undefined ? "SystemMessage" : systemTags[type],
    topicName: Redacted.make(envelope.topicName),
    ...(body === undefined ? {} : { eventBody: body })
  }
}

const decodeEvent = (envelope: NotificationEnvelope, options: Options): Decoded<Notification.Notification> => {
  const { topicName } = envelope
  const user = NotificationTopic.parseUser(topicName)
  if (user !== undefined) {
    const userId = isPattern(user.userId) ? undefined : user.userId
    if (isDecoded(user.kind)) return userEvents[user.kind].decode(envelope, userId, options)
    return Effect.succeed({ ...envelope, _tag: "Unknown", ...(userId === undefined ? {} : { userId }) })
  }
  const folded = topicName.toLowerCase()
  if (folded === metadataTopic) return Effect.succeed(channelEvent(envelope))
  if (folded.startsWith(systemPrefix)) return Effect.succeed(systemEvent(envelope))
  return Effect.succeed({ ...envelope, _tag: "Unknown" })
}

/** Decodes an object that is a notification, or the answer to a command. */
export const decodeObject = (input: JsonObject, options: Options): Decoded<Notification.Notification> =>
  Object.hasOwn(input, "result") && !Object.hasOwn(input, "topicName")
    ? Effect.mapEager(decodeAnswer(input, options), (answer) => ({ ...answer, _tag: "CommandAnswer" as const }))
    : Effect.flatMapEager(decodeEnvelope(input, options), (envelope) => decodeEvent(envelope, options))

/** Encodes what `decodeObject` decodes. */
export const encodeObject = (notification: Notification.Notification, options: Options): Decoded<JsonObject> => {
  switch (notification._tag) {
    case "UserPresence":
      return userEvents.presence.encode(notification, options)
    case "UserRoutingStatus":
      return userEvents.routingStatus.encode(notification, options)
    case "UserActivity":
      return userEvents.activity.encode(notification, options)
    case "UserIntegrationPresence":
      return userEvents.integrationpresence.encode(notification, options)
    case "UserOutOfOffice":
      return userEvents.outofoffice.encode(notification, options)
    case "CommandAnswer": {
      const { _tag, ...answer } = notification
      return encodeAnswer(answer, options)
    }
    case "Heartbeat":
    case "Pong": {
      const { _tag, ...envelope } = notification
      return encodeEnvelope(envelope, options)
    }
    case "Unknown": {
      const { _tag, userId: _userId, ...envelope } = notification
      return encodeEnvelope(envelope, options)
    }
    default: {
      const { _tag, ...event } = notification
      return encodeSystemEvent(event, options)
    }
  }
}

const tags: ReadonlySet<unknown> = new Set<Notification.Notification["_tag"]>([
  "UserPresence",
  "UserRoutingStatus",
  "UserActivity",
  "UserIntegrationPresence",
  "UserOutOfOffice",
  "Heartbeat",
  "Pong",
  "SocketClosing",
  "TokenRevoked",
  "NoLongerSubscribed",
  "SystemMessage",
  "CommandAnswer",
  "Unknown"
])

/** Looks at the tag alone: the members are looked at when they are encoded. */
export const isNotification = (value: unknown): value is Notification.Notification =>
  typeof value === "object" && value !== null && "_tag" in value && tags.has(value._tag)
