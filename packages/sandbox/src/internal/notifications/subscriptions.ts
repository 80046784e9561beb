import * as NotificationTopic from "@genesys-presence/models/NotificationTopic"
import type { OAuthClient } from "../../OAuthClient.ts"
import type { Users } from "../state/users.ts"

/** A topic that the sandbox knows, with `{id}` for that of a user. */
export interface KnownTopic {
  readonly id: string
  readonly description: string
  /** What the client must be allowed to do; for most topics nothing is asked. */
  readonly requiresPermissions: ReadonlyArray<string>
}

const ofUser = (kind: string, description: string): KnownTopic => ({
  id: NotificationTopic.ofUser("{id}", kind),
  description,
  requiresPermissions: []
})

/** The topics of users, of which the sandbox tells the first four. */
export const knownTopics: ReadonlyArray<KnownTopic> = [
  ofUser("presence", "A user's presence"),
  ofUser("routingStatus", "A user's routing status"),
  ofUser("activity", "A user's presence, routing status and active queues"),
  ofUser("integrationpresence", "A user's presence from sources other than Genesys Cloud"),
  ofUser("outofoffice", "Whether a user is out of the office"),
  ofUser("conversationsummary", "How many conversations a user has"),
  ofUser("station", "The station that a user is associated with"),
  ofUser("geolocation", "Where a user is"),
  {
    id: "v2.analytics.users.{id}.aggregates",
    description: "Metrics of a user in the current interval",
    requiresPermissions: ["analytics:userAggregate:view", "analytics:conversationAggregate:view"]
  }
]

const patterns = knownTopics.map((topic) => ({
  topic,
  pattern: new RegExp(
    `^${topic.id.replaceAll(".", "\\.").replace("\\{id\\}", "([^.?&]+)").replace("{id}", "([^.?&]+)")}$`,
    "i"
  )
}))

/** Why a channel is not subscribed to a topic. */
export interface TopicRefusal {
  readonly topic: string
  readonly reason: string
  readonly missingPermissions: ReadonlyArray<string>
}

const refuse = (topic: string, reason: string, missingPermissions: ReadonlyArray<string> = []): TopicRefusal => ({
  topic,
  reason,
  missingPermissions
})

/** Why a client may not have a single topic; `undefined` when it may. */
const refusalOf = (topic: string, { permissions }: OAuthClient, users: Users): TopicRefusal | undefined => {
  for (const { pattern, topic: known } of patterns) {
    const [, userId] = pattern.exec(topic) ?? []
    if (userId === undefined) continue
    const missing =
      permissions === "all" ? [] : known.requiresPermissions.filter((permission) => !permissions.includes(permission))
    if (missing.length > 0) {
      const named = missing.map((permission) => `"${permission}"`).join(", ")
      return refuse(topic, `The user does not have permission ${named} required for topic "${topic}"`, missing)
    }
    return users.has(userId) ? undefined : refuse(topic, `There is no user ${userId}`)
  }
  return refuse(topic, `There is no topic "${topic}"`)
}

/** What becomes of a topic that a channel is to be subscribed to. */
export interface Subscription {
  readonly id: string
  /** The single topics that it stands for and that the client may have, in lower case. */
  readonly permitted: ReadonlyArray<string>
  readonly refused: ReadonlyArray<TopicRefusal>
}

/** Looks at a topic, which may be a combined one. */
export const subscriptionOf = (id: string, client: OAuthClient, users: Users): Subscription => {
  if (id.length > NotificationTopic.maxLength) {
    return { id, permitted: [], refused: [refuse(id, `A topic has at most ${NotificationTopic.maxLength} characters`)] }
  }
  const singles = NotificationTopic.split(id)
  const refused = singles.flatMap((topic) => refusalOf(topic, client, users) ?? [])
  const names = new Set(refused.map(({ topic }) => topic))
  return { id, refused, permitted: singles.filter((topic) => !names.has(topic)).map((topic) => topic.toLowerCase()) }
}
