/** What the examples call operations with: what a fresh sandbox knows. */
import type { Contract } from "@genesys-presence/models"

const userId = "00000001-0000-4000-8000-000000000001"
const available = "6a3af858-942f-489d-9700-5f9bcdcdae9b"

/** A status of the organisation's own; those that are built in cannot be changed. */
const own = "4d5f0c1e-93a7-4c0c-9c42-6c1d4b8a2f10"

/** The source Microsoft Teams: unlike `PURECLOUD`, it has an id of its own, and can be changed. */
const registered = "00000003-0000-4000-8000-000000000002"

const values: Readonly<Record<string, unknown>> = {
  userId,
  sourceId: "PURECLOUD",
  definitionId: own,
  presenceId: own,
  id: [userId],
  channelId: "streaming-5-d1rct5u4g8q2vq3o2b0m6l7k9x"
}

/** These know sources by their ids alone, and neither the word `PURECLOUD` nor a name. */
const bySourceId = new Set<Contract.OperationName>(["getPresenceSource", "putPresenceSource", "deletePresenceSource"])

const bodies: Partial<Record<Contract.OperationName, unknown>> = {
  postPresenceDefinitions: { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" },
  putPresenceDefinition: { languageLabels: { en_US: "Lunch" } },
  putPresenceSettings: { requestingOffQueueEnabled: true },
  postPresenceSources: { name: "Door" },
  putPresenceSource: { name: "Front door" },
  putPresenceUserPrimarysource: { sourceId: "PURECLOUD" },
  patchUserPresence: { message: "back at two" },
  patchUserPresencesPurecloud: { presenceDefinition: { id: available } },
  putUsersPresencesBulk: [{ id: userId, presenceDefinition: { id: available } }],
  postPresencedefinitions: { languageLabels: { en: "Lunch" }, systemPresence: "Meal" },
  postNotificationsChannelSubscriptions: [{ id: `v2.users.${userId}.presence` }],
  putNotificationsChannelSubscriptions: [{ id: `v2.users.${userId}.presence` }],
  putPresencedefinition: { languageLabels: { en: "Lunch" } }
}

/** The argument of a call with all that it must have, and nothing else. */
export const argumentOf = (
  name: Contract.OperationName,
  needed: ReadonlyArray<string>
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    needed.map((parameter) => {
      const id = parameter === "sourceId" && bySourceId.has(name) ? registered : values[parameter]
      const value = parameter === "body" ? bodies[name] : id
      if (value === undefined) throw new Error(`There is no example for ${parameter} of ${name}`)
      return [parameter, value]
    })
  )

/** A value as it is written in a program. */
export const written = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replaceAll(/^(\s*)"([A-Za-z_]+)":/gm, "$1$2:")
