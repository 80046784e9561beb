/**
 * What can go wrong with the socket of a notification channel, with its events and with its subscriptions.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

const fault = <const K extends string, const Fields extends Schema.Struct.Fields>(kind: K, fields: Fields) =>
  Schema.Struct({ kind: Schema.Literal(kind), ...fields })

const Positive = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

const later = {
  /** How long after the socket has the fault it happens, in milliseconds; 0 by default. */
  afterMillis: Schema.optionalKey(Schema.Natural)
}

/** A code that a server may send: 1004 to 1006 and 1015 never stand in a close frame. */
const CloseCode = Schema.Int.check(
  Schema.makeFilter((code: number) =>
    (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999)
      ? undefined
      : "Expected a code that may stand in a close frame: 1000 to 1003, 1007 to 1014 or 3000 to 4999"
  )
)

/** What fits in a close frame, beside the code. */
const mostReasonBytes = 123

const CloseReason = Schema.String.check(
  Schema.makeFilter((reason: string) =>
    new TextEncoder().encode(reason).length <= mostReasonBytes
      ? undefined
      : `Expected at most ${mostReasonBytes} bytes of UTF-8`
  )
)

const mostBytes = 256 * 1024 * 1024

const ofTopic = {
  /** A part of the topic, such as the id of its user; by default the first topic of the request has the fault. */
  topic: Schema.optionalKey(Schema.String)
}

/**
 * Decodes a fault of a socket, for rules whose operation is `channelSocket`.
 *
 * **Details**
 *
 * A socket has the fault when it is opened. Sockets that are open when the rule is added have it at once, the oldest
 * first, as many as the rule has `times`. `upgradeRefused` is the exception: it waits for the next socket.
 *
 * **Example** (The connection breaks ten seconds after each socket is opened)
 *
 * ```ts
 * import type { FaultRule } from "@genesys-presence/sandbox"
 *
 * const unstable: FaultRule.FaultRule = {
 *   operation: "channelSocket",
 *   fault: { kind: "socketDropped", afterMillis: 10_000 },
 *   times: "always"
 * }
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SocketFault = Schema.Union([
  fault("upgradeRefused", { status: Schema.Int.check(Schema.isBetween({ minimum: 400, maximum: 599 })) }),
  fault("socketDropped", later),
  fault("socketHalfOpen", later),
  fault("socketSilent", later),
  fault("heartbeatsStopped", later),
  fault("socketClosed", { code: CloseCode, reason: Schema.optionalKey(CloseReason), ...later }),
  fault("socketClosing", {
    ...later,
    /** How long after the warning the socket is closed, in milliseconds; 60,000 by default. */
    warningMillis: Schema.optionalKey(Schema.Natural)
  }),
  fault("slowReader", {
    /** How late each message of the client is read, in milliseconds. */
    millis: Positive
  }),
  fault("channelEvicted", later),
  fault("channelTokenRevoked", later),
  fault("channelExpired", later)
])

/**
 * A fault of a socket.
 *
 * @category models
 * @since 0.1.0
 */
export type SocketFault = typeof SocketFault.Type

/**
 * Decodes a fault of one event, for rules whose operation is `channelEvent`. An event has it when it is about to be sent
 * over a socket. Heartbeats and answers to commands are no events.
 *
 * **Example** (The second of two events arrives first)
 *
 * ```ts
 * import type { FaultRule } from "@genesys-presence/sandbox"
 *
 * const reordered: FaultRule.FaultRule = { operation: "channelEvent", fault: { kind: "eventReordered" } }
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const EventFault = Schema.Union([
  fault("eventDelayed", {
    /** In milliseconds. */
    millis: Positive
  }),
  fault("eventDuplicated", {}),
  fault("eventReordered", {}),
  fault("eventLost", {}),
  fault("eventFragmented", {
    /** How many frames the message has; 3 by default. */
    frames: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: 1000 })))
  }),
  fault("eventLarge", {
    /** The size of the message's text; 1 MiB by default. */
    bytes: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: mostBytes })))
  }),
  fault("eventMalformed", {}),
  fault("eventWithoutTopic", {}),
  fault("eventOfUnknownTopic", {
    /** `v2.unknown.topic` by default. */
    topicName: Schema.optionalKey(Schema.String)
  })
])

/**
 * A fault of one event.
 *
 * @category models
 * @since 0.1.0
 */
export type EventFault = typeof EventFault.Type

/**
 * Decodes a fault of one topic, for rules whose operation is `channelSubscription`. A `POST` or `PUT` of subscriptions
 * has it. The channel is not subscribed to the topic.
 *
 * **Example** (The service refuses the topic of one user)
 *
 * ```ts
 * import type { FaultRule } from "@genesys-presence/sandbox"
 *
 * const refused: FaultRule.FaultRule = {
 *   operation: "channelSubscription",
 *   fault: { kind: "topicRejected", topic: "00000001-0000-4000-8000-000000000001" }
 * }
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SubscriptionFault = Schema.Union([
  fault("topicMissing", ofTopic),
  fault("topicRejected", {
    ...ofTopic,
    /** What the answer says of it; by default that a permission is missing. */
    reason: Schema.optionalKey(Schema.String)
  })
])

/**
 * A fault of one topic.
 *
 * @category models
 * @since 0.1.0
 */
export type SubscriptionFault = typeof SubscriptionFault.Type

/**
 * Decodes any fault of a channel, which is plain JSON, told apart by `kind`; {@link descriptions} says what each kind
 * does.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ChannelFault = Schema.Union([
  ...SocketFault.members,
  ...EventFault.members,
  ...SubscriptionFault.members
]).annotate({ identifier: "ChannelFault" })

/**
 * A fault of a channel.
 *
 * @category models
 * @since 0.1.0
 */
export type ChannelFault = typeof ChannelFault.Type

/**
 * The kind of a fault of a channel.
 *
 * @category models
 * @since 0.1.0
 */
export type Kind = ChannelFault["kind"]

/**
 * When a channel can have a fault: once for each socket, for each event that is sent over one, and for each request that
 * subscribes to topics. A rule for `"*"`, which means all requests, is for none of them.
 *
 * @category models
 * @since 0.1.0
 */
export type Moment = "channelSocket" | "channelEvent" | "channelSubscription"

/**
 * What each kind of fault does, in one line.
 *
 * @category constants
 * @since 0.1.0
 */
export const descriptions: { readonly [K in Kind]: string } = {
  upgradeRefused: "The request for the socket is answered with an error status",
  socketDropped: "The connection breaks without a close frame, which clients report as code 1006",
  socketHalfOpen: "The connection stays open, nothing comes any more, and no ping is answered",
  socketSilent: "No event, heartbeat or answer comes any more; pings of WebSocket itself are answered",
  heartbeatsStopped: "No heartbeat comes any more; events and answers still do",
  socketClosed: "The server closes the socket with a code and a reason",
  socketClosing:
    "The server sends v2.system.socket_closing, and closes the socket a minute later unless the client opened another one",
  slowReader: "The server reads what the client sends late",
  channelEvicted: "Another channel takes the place of this one: no_longer_subscribed comes, and the socket is closed",
  channelTokenRevoked: "The token of the channel is revoked: token_revoked comes, and the socket is closed",
  channelExpired: "The channel is gone without notice: its socket stays open, and nothing comes any more",
  eventDelayed: "The event comes later; those after it do not wait",
  eventDuplicated: "The event comes twice",
  eventReordered: "The event comes after the next one",
  eventLost: "The event never comes",
  eventFragmented: "The event comes as one message in several frames",
  eventLarge: "The event has a message of any size, in one frame",
  eventMalformed: "The event comes with its last character missing, so that it is not JSON",
  eventWithoutTopic: "The event comes without a topicName",
  eventOfUnknownTopic: "The event comes under a topic that nobody knows",
  topicMissing: "The answer to a subscription leaves a topic out",
  topicRejected:
    "The answer to a subscription refuses a topic; without ignoreErrors the whole request is refused with 403"
}

/**
 * All kinds of faults of a channel.
 *
 * @category constants
 * @since 0.1.0
 */
export const kinds: ReadonlyArray<Kind> =
  // The keys of an object literal are those that its type says.
  Object.keys(descriptions) as ReadonlyArray<Kind>

const kindsOf = (members: ReadonlyArray<{ readonly fields: { readonly kind: { readonly literal: string } } }>) =>
  new Set(members.map(({ fields }) => fields.kind.literal))

const socketKinds = kindsOf(SocketFault.members)
const eventKinds = kindsOf(EventFault.members)

/**
 * When a channel can have faults of a kind.
 *
 * @category getters
 * @since 0.1.0
 */
export const momentOf = (kind: Kind): Moment => {
  if (socketKinds.has(kind)) return "channelSocket"
  return eventKinds.has(kind) ? "channelEvent" : "channelSubscription"
}
