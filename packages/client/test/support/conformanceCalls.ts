import type { PresenceContract } from "@genesys-presence/models"

/** The organisation that every case starts with, as a sandbox imports it. */
export const organization = {
  users: [
    { id: "user-1", name: "Ada Abara" },
    { id: "user-2", name: "Bruno Bergmann" }
  ],
  definitions: [{ id: "definition-1", systemPresence: "Meal", languageLabels: { en_US: "Lunch" } }],
  sources: [{ id: "source-1", name: "Door sensor" }]
}

/** Comes with the product, in every organisation. */
const available = "6a3af858-942f-489d-9700-5f9bcdcdae9b"

const coffee = { languageLabels: { en_US: "Coffee" }, systemPresence: "Break" }
const longLunch = { languageLabels: { en_US: "Long lunch" } }

/** A call of each operation that succeeds in that organisation when nothing goes wrong. */
export const parametersOf: { readonly [Name in PresenceContract.OperationName]: Readonly<Record<string, unknown>> } = {
  getPresenceDefinitions: {},
  postPresenceDefinitions: { body: coffee },
  getPresenceDefinition: { definitionId: "definition-1" },
  putPresenceDefinition: { definitionId: "definition-1", body: longLunch },
  deletePresenceDefinition: { definitionId: "definition-1" },
  getPresenceSettings: {},
  putPresenceSettings: {
    body: {
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 5000, restoreOnQueueEnabled: false }
    }
  },
  getPresenceSources: {},
  postPresenceSources: { body: { name: "Lamp" } },
  getPresenceSource: { sourceId: "source-1" },
  putPresenceSource: { sourceId: "source-1", body: { name: "Door sensor", description: "Second floor" } },
  deletePresenceSource: { sourceId: "source-1" },
  getPresenceUserPrimarysource: { userId: "user-1" },
  putPresenceUserPrimarysource: { userId: "user-1", body: { sourceId: "source-1" } },
  getSystempresences: {},
  getUserPresence: { userId: "user-1", sourceId: "Badge reader" },
  patchUserPresence: { userId: "user-1", sourceId: "Badge reader", body: { message: "in a meeting" } },
  getUserPresencesPurecloud: { userId: "user-1" },
  patchUserPresencesPurecloud: { userId: "user-1", body: { message: "lunch" } },
  getUsersPresenceBulk: { sourceId: "source-1", id: ["user-1", "user-2"] },
  getUsersPresencesPurecloudBulk: { id: ["user-1", "user-2"] },
  putUsersPresencesBulk: { body: [{ id: "user-1", presenceDefinition: { id: available } }] },
  getPresencedefinitions: {},
  postPresencedefinitions: { body: coffee },
  getPresencedefinition: { presenceId: "definition-1" },
  putPresencedefinition: { presenceId: "definition-1", body: longLunch },
  deletePresencedefinition: { presenceId: "definition-1" }
}
