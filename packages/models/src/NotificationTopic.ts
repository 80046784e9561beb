/**
 * The names of topics: how to build, combine, split and compare them.
 *
 * @since 0.1.0
 */

/**
 * What a topic can tell of a user, in the spelling of the service. Events of these kinds are decoded by `Notification`.
 *
 * @category constants
 * @since 0.1.0
 */
export const userKinds: readonly ["presence", "routingStatus", "activity", "integrationpresence", "outofoffice"] = [
  "presence",
  "routingStatus",
  "activity",
  "integrationpresence",
  "outofoffice"
]

/**
 * What a topic can tell of a user: the kinds of {@link userKinds} are suggested, others such as `station` pass.
 *
 * @category models
 * @since 0.1.0
 */
export type UserKind = (typeof userKinds)[number] | (string & {})

/**
 * The topic of a user, taken apart.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserTopic {
  readonly userId: string
  /** In the spelling of {@link userKinds}, if it is one of them. */
  readonly kind: UserKind
}

/**
 * How long the name of a combined topic may be, in characters.
 *
 * @category constants
 * @since 0.1.0
 */
export const maxLength = 200

/**
 * The topic of one user and one kind.
 *
 * **Gotchas**
 *
 * There are no wildcards: a channel needs a topic for each user.
 *
 * **Example** (The presence of a user)
 *
 * ```ts
 * import { NotificationTopic } from "@genesys-presence/models"
 *
 * NotificationTopic.ofUser("u1", "presence") // "v2.users.u1.presence"
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const ofUser = (userId: string, kind: UserKind): string => `v2.users.${userId}.${kind}`

const byFolded: ReadonlyMap<string, UserKind> = new Map(userKinds.map((kind) => [kind.toLowerCase(), kind]))

const prefix = "v2.users."

/**
 * The user and the kind of a single topic, whatever its case; `undefined` for a topic of anything but one user.
 *
 * **Example** (Whose event it is)
 *
 * ```ts
 * import { NotificationTopic } from "@genesys-presence/models"
 *
 * NotificationTopic.parseUser("v2.users.u1.routingstatus") // { userId: "u1", kind: "routingStatus" }
 * NotificationTopic.parseUser("v2.routing.queues.q1.users") // undefined
 * ```
 *
 * @category destructors
 * @since 0.1.0
 */
export const parseUser = (topic: string): UserTopic | undefined => {
  const end = topic.indexOf(".", prefix.length)
  const isOfUser = end > prefix.length && topic.slice(0, prefix.length).toLowerCase() === prefix
  if (!isOfUser || end === topic.length - 1 || topic.includes("?")) return undefined
  const kind = topic.slice(end + 1)
  return { userId: topic.slice(prefix.length, end), kind: byFolded.get(kind.toLowerCase()) ?? kind }
}

/**
 * The single topics of a combined one: events come under these. A single topic is its own only one.
 *
 * **Example** (What a combined topic stands for)
 *
 * ```ts
 * import { NotificationTopic } from "@genesys-presence/models"
 *
 * NotificationTopic.split("v2.users.u1?presence&activity") // [ "v2.users.u1.presence", "v2.users.u1.activity" ]
 * ```
 *
 * @category destructors
 * @since 0.1.0
 */
export const split = (topic: string): ReadonlyArray<string> => {
  const mark = topic.indexOf("?")
  const parts =
    mark < 1
      ? []
      : topic
          .slice(mark + 1)
          .split("&")
          .filter((part) => part !== "")
  return parts.length === 0 ? [topic] : parts.map((part) => `${topic.slice(0, mark)}.${part}`)
}

/**
 * Whether two names mean the same topic: the case of letters does not matter.
 *
 * @category predicates
 * @since 0.1.0
 */
export const equals = (self: string, that: string): boolean => self.toLowerCase() === that.toLowerCase()

/** Of what may be combined: all before the last dot, and the rest. */
const combinable = /^([^?&]+)\.([^.?&]+)$/

/** The name of several topics that differ in their last part only. */
const join = (start: string, parts: ReadonlyArray<string>): string =>
  parts.length === 1 ? `${start}.${parts[0]}` : `${start}?${parts.join("&")}`

/** Names of these parts, each of a length that the service takes. */
const joinAll = (start: string, parts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names: Array<string> = []
  let from = 0
  for (let to = 1; to <= parts.length; to++) {
    // The vendor's own client refuses a name of the full length, so names stay below it.
    const isLast = to === parts.length || join(start, parts.slice(from, to + 1)).length >= maxLength
    if (!isLast) continue
    names.push(join(start, parts.slice(from, to)))
    from = to
  }
  return names
}

/**
 * Combines topics that differ in their last part only, such as those of one user, into one topic.
 *
 * **Details**
 *
 * - A channel takes 1,000 topics, and a combined one counts once.
 * - What would be longer than {@link maxLength} becomes several topics.
 * - Topics that are given twice are kept once. Combined topics are split first.
 * - A name that cannot be combined stays as it is, even if it is too long or empty: the service refuses it.
 * - The order is that in which topics, or those that they are combined with, were given first.
 *
 * **Example** (Two kinds of one user)
 *
 * ```ts
 * import { NotificationTopic } from "@genesys-presence/models"
 *
 * NotificationTopic.combine(["v2.users.u1.presence", "v2.users.u1.activity"]) // [ "v2.users.u1?presence&activity" ]
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const combine = (topics: Iterable<string>): ReadonlyArray<string> => {
  const groups = new Map<string, { readonly start: string; readonly parts: Map<string, string> }>()
  for (const topic of Array.from(topics).flatMap(split)) {
    const [, start = topic, part] = combinable.exec(topic) ?? []
    const key = `${start.toLowerCase()}${part === undefined ? "" : "."}`
    const group = groups.get(key) ?? { start, parts: new Map<string, string>() }
    groups.set(key, group)
    const folded = part?.toLowerCase() ?? ""
    if (part !== undefined && !group.parts.has(folded)) group.parts.set(folded, part)
  }
  return Array.from(groups.values()).flatMap(({ parts, start }) =>
    parts.size === 0 ? [start] : joinAll(start, Array.from(parts.values()))
  )
}
