import * as DateTime from "effect/DateTime"
import type { Definition } from "../state/definitions.ts"
import type { Presence, PresenceChange } from "../state/presences.ts"
import type { Message } from "./channels.ts"

/** Events write system presences in capitals, unlike answers: `ON_QUEUE`. */
const inCapitals = (systemPresence: string): string =>
  systemPresence
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll(" ", "_")
    .toUpperCase()

const onQueue = "ON_QUEUE"

const sourceOf = ({ source }: Presence): string =>
  source._tag === "PureCloud" ? "PURECLOUD" : source._tag === "Custom" ? source.name : source.source.name

/** Whoever is on queue waits for a conversation: the sandbox has none. */
const routingStatusOf = (systemPresence: string, changed: string) => ({
  status: systemPresence === onQueue ? "IDLE" : "OFF_QUEUE",
  startTime: changed
})

/** The messages that tell of a change: one a topic. */
export const messagesOf = (
  { after, userId }: PresenceChange,
  {
    definition,
    definitionBefore,
    primary
  }: {
    readonly definition: Definition
    readonly definitionBefore: Definition
    /** Whether the source is the one that others see. */
    readonly primary: boolean
  },
  correlationId: string
): ReadonlyArray<Message> => {
  const systemPresence = inCapitals(definition.systemPresence)
  const presenceDefinition = { id: definition.id, systemPresence }
  const modifiedDate = DateTime.formatIso(after.modifiedDate)
  const message = (topic: string, eventBody: unknown): Message => ({
    topicName: `v2.users.${userId}.${topic}`,
    version: "2",
    eventBody,
    metadata: { CorrelationId: correlationId }
  })
  if (after.source._tag !== "PureCloud") {
    return [
      message("integrationpresence", {
        userId,
        eventType: "UserPresenceStatusChanged",
        source: sourceOf(after),
        modifiedDate,
        presenceDefinition,
        message: after.message
      })
    ]
  }
  const routingStatus = routingStatusOf(systemPresence, modifiedDate)
  const routingChanged = (systemPresence === onQueue) !== (inCapitals(definitionBefore.systemPresence) === onQueue)
  return [
    message("presence", {
      source: sourceOf(after),
      presenceDefinition,
      primary,
      message: after.message,
      modifiedDate
    }),
    ...(routingChanged ? [message("routingStatus", { id: userId, routingStatus })] : []),
    message("activity", {
      id: userId,
      routingStatus,
      presence: {
        presenceDefinition,
        ...(after.message === "" ? {} : { presenceMessage: after.message }),
        modifiedDate
      },
      outOfOffice: { active: false, modifiedDate },
      activeQueueIds: []
    })
  ]
}
