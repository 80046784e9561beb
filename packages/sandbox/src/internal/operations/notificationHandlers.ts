import type { ChannelTopic, ChannelTopicRequest } from "@genesys-presence/models/ChannelTopic"
import type { Channel as AnsweredChannel } from "@genesys-presence/models/Channel"
import type { OperationName } from "@genesys-presence/models/NotificationsContract"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { FaultRules } from "../faults/faultRules.ts"
import { isForSome, withSubscriptionFault } from "../faults/subscriptionFaults.ts"
import { ErrorCode, invalidField, notFound, Refusal } from "../http/refusal.ts"
import { type Channel, type Channels, maxTopics } from "../notifications/channels.ts"
import { knownTopics, type Subscription, subscriptionOf } from "../notifications/subscriptions.ts"
import type { Users } from "../state/users.ts"
import type { Caller, OperationHandlers } from "./operationRunner.ts"

const selfUri = (channelId: string): Redacted.Redacted =>
  Redacted.make(`/api/v2/notifications/channels/${channelId}/subscriptions`)

const shown = ({ expiresAt, id }: Channel, origin: string): AnsweredChannel => ({
  id: Redacted.make(id),
  connectUri: Redacted.make(`${origin}/channels/${id}`),
  expires: DateTime.makeUnsafe(expiresAt)
})

/** What is answered about a topic: one entry for it, and one for each single topic of it that is refused. */
const answered = ({ id, permitted, refused }: Subscription, channelId: string): ReadonlyArray<ChannelTopic> => [
  ...(permitted.length > 0 ? [{ id, state: "Permitted", selfUri: selfUri(channelId) } as const] : []),
  ...refused.map(
    ({ missingPermissions, reason, topic }) =>
      ({
        id: topic,
        state: "Rejected",
        rejectionReason: reason,
        ...(missingPermissions.length === 0 ? {} : { missingPermissions })
      }) as const
  )
]

/** The operations on channels and what they are subscribed to. */
export const notificationHandlers = (
  channels: Channels,
  users: Users,
  faultRules: Pick<FaultRules, "takeAt">
): OperationHandlers<OperationName> => {
  /** The channel of an id, if it is the client's own. */
  const own = (channelId: string, { client }: Caller): Effect.Effect<Channel, Refusal> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const channel = channels.find(channelId, now)
      return channel?.owner.clientId === client.clientId
        ? Effect.succeed(channel)
        : Effect.fail(notFound("channel", channelId))
    })

  const subscribe = Effect.fnUntraced(function* (
    input: {
      readonly channelId: string | Redacted.Redacted
      readonly body: ReadonlyArray<ChannelTopicRequest>
      readonly ignoreErrors?: boolean | undefined
    },
    replace: boolean,
    caller: Caller
  ) {
    const channel = yield* own(plain(input.channelId), caller)
    const asked = input.body.map(({ id }) => subscriptionOf(id, caller.client, users))
    const fault = yield* faultRules.takeAt("channelSubscription", isForSome(asked))
    const subscriptions = fault === undefined ? asked : withSubscriptionFault(fault, asked)
    const [refused] = subscriptions.flatMap(({ refused: some }) => some)
    if (refused !== undefined && input.ignoreErrors !== true) {
      return yield* refused.missingPermissions.length > 0
        ? new Refusal({ code: ErrorCode.unauthorizedTopic, message: refused.reason })
        : invalidField(ErrorCode.invalidValue, "id", refused.reason)
    }
    const topics = new Map(
      subscriptions.flatMap(({ id, permitted }) => (permitted.length === 0 ? [] : [[id, permitted] as const]))
    )
    const count = replace ? topics.size : new Set([...channel.topics.keys(), ...topics.keys()]).size
    if (count > maxTopics) {
      return yield* invalidField(ErrorCode.badRequest, "body", `a channel has at most ${maxTopics} topics`)
    }
    channels.subscribe(channel, topics, replace, yield* Clock.currentTimeMillis)
    return { entities: subscriptions.flatMap((subscription) => answered(subscription, channel.id)) }
  })

  return {
    getNotificationsAvailabletopics: ({ expand = [] }) =>
      Effect.succeed({
        entities: knownTopics.map(({ description, id, requiresPermissions }) => ({
          id,
          ...(expand.includes("description") ? { description } : {}),
          ...(expand.includes("enforced") ? { enforced: true } : {}),
          ...(expand.includes("visibility") ? { visibility: "Public" as const } : {}),
          ...(expand.includes("transports") ? { transports: ["All" as const] } : {}),
          ...(expand.includes("requiresPermissions") ? { requiresPermissions } : {}),
          ...(expand.includes("topicParameters") ? { topicParameters: ["id"] } : {}),
          ...(expand.includes("permissionDetails")
            ? {
                permissionDetails:
                  requiresPermissions.length === 0
                    ? []
                    : [{ type: "requiresPermissions" as const, permissions: requiresPermissions, enforced: true }]
              }
            : {})
        }))
      }),

    getNotificationsChannels: ({ includechannels = "token" }, { client, origin, token }) =>
      Effect.map(Clock.currentTimeMillis, (now) => ({
        entities: channels.ofClient(client.clientId, now).flatMap((channel) => {
          if (channel.owner.token === token) return [shown(channel, origin())]
          // Of those of other tokens no more is told than that they exist.
          return includechannels === "oauthclient" ? [{ expires: DateTime.makeUnsafe(channel.expiresAt) }] : []
        })
      })),

    postNotificationsChannels: (_input, { client, origin, token }) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        Effect.map(channels.create({ clientId: client.clientId, token }, now), (channel) => shown(channel, origin()))
      ),

    headNotificationsChannel: ({ channelId }, caller) => Effect.asVoid(own(plain(channelId), caller)),

    getNotificationsChannelSubscriptions: ({ channelId }, caller) =>
      Effect.map(own(plain(channelId), caller), (channel) => ({
        entities: Array.from(channel.topics.keys(), (id) => ({ id, selfUri: selfUri(channel.id) }))
      })),

    postNotificationsChannelSubscriptions: (input, caller) => subscribe(input, false, caller),

    putNotificationsChannelSubscriptions: (input, caller) => subscribe(input, true, caller),

    deleteNotificationsChannelSubscriptions: ({ channelId }, caller) =>
      Effect.map(own(plain(channelId), caller), (channel) => {
        channels.unsubscribe(channel, channel.topics.keys())
      })
  }
}

const plain = (id: string | Redacted.Redacted): string => (typeof id === "string" ? id : Redacted.value(id))
