import type { Contract, Operation, PresenceContract } from "@genesys-presence/models"

type Body<Name extends PresenceContract.OperationName> =
  Operation.Parameters<Contract.Contract[Name]> extends { readonly body: infer B } ? { readonly body: B } : {}

/** What a command sends; texts that begin with `$` are variables of the shell. */
export type Sample<Name extends PresenceContract.OperationName> = Body<Name> & {
  readonly path?: { readonly [parameter: string]: string }
  readonly query?: { readonly [parameter: string]: string }
  /** The variable that keeps the id of what was made. */
  readonly keepsIdIn?: string
}

/** A custom source is known by nothing but its name. */
const customSource = { sourceId: "door-sensor" }

/** What the command of each operation sends. */
export const samples: { readonly [Name in PresenceContract.OperationName]: Sample<Name> } = {
  getUserPresencesPurecloud: {},
  patchUserPresencesPurecloud: { body: { presenceDefinition: { id: "$BUSY_ID" }, message: "calling back" } },
  getUserPresence: { path: customSource },
  patchUserPresence: { path: customSource, body: { presenceDefinition: { id: "$BUSY_ID" } } },
  getUsersPresencesPurecloudBulk: { query: { id: "$USER_ID,$OTHER_USER_ID" } },
  putUsersPresencesBulk: {
    body: [
      { id: "$USER_ID", presenceDefinition: { id: "$BUSY_ID" } },
      { id: "$OTHER_USER_ID", presenceDefinition: { id: "$BUSY_ID" } }
    ]
  },
  getUsersPresenceBulk: { query: { id: "$USER_ID,$OTHER_USER_ID" } },
  getPresenceDefinitions: { query: { localeCode: "ALL" } },
  postPresenceDefinitions: {
    body: { languageLabels: { en_US: "Lunch", de: "Mittagspause" }, systemPresence: "Meal" },
    keepsIdIn: "DEFINITION_ID"
  },
  getPresenceDefinition: { query: { localeCode: "de" } },
  putPresenceDefinition: { body: { languageLabels: { en_US: "Late lunch", de: "Späte Mittagspause" } } },
  deletePresenceDefinition: {},
  getPresenceSources: {},
  postPresenceSources: { body: { name: "Zoom", description: "Presence from Zoom" }, keepsIdIn: "SOURCE_ID" },
  getPresenceSource: {},
  putPresenceSource: { body: { name: "Zoom", description: "Presence from Zoom Phone" } },
  deletePresenceSource: {},
  getPresenceUserPrimarysource: {},
  putPresenceUserPrimarysource: { body: { sourceId: "$SOURCE_ID" } },
  getPresenceSettings: {},
  putPresenceSettings: {
    body: {
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 600_000, restoreOnQueueEnabled: false },
      requestingOffQueueEnabled: true
    }
  },
  getSystempresences: {},
  getPresencedefinitions: { query: { pageSize: "5", pageNumber: "2", deleted: "ALL" } },
  postPresencedefinitions: {
    body: { languageLabels: { en_US: "Errand" }, systemPresence: "Away" },
    keepsIdIn: "PRESENCE_ID"
  },
  getPresencedefinition: { query: { localeCode: "ALL" } },
  putPresencedefinition: { body: { languageLabels: { en_US: "Short errand" } } },
  deletePresencedefinition: {}
}

/** The order of the commands: each finds what it needs. */
export const sections: ReadonlyArray<{
  readonly title: string
  readonly names: ReadonlyArray<PresenceContract.OperationName>
}> = [
  {
    title: "Statuses of the organisation",
    names: ["getPresenceDefinitions", "postPresenceDefinitions", "getPresenceDefinition", "putPresenceDefinition"]
  },
  {
    title: "Presence of a user",
    names: ["getUserPresencesPurecloud", "patchUserPresencesPurecloud", "getUserPresence", "patchUserPresence"]
  },
  {
    title: "Sources",
    names: ["getPresenceSources", "postPresenceSources", "getPresenceSource", "putPresenceSource"]
  },
  {
    title: "Presences of many users",
    names: ["getUsersPresencesPurecloudBulk", "getUsersPresenceBulk", "putUsersPresencesBulk"]
  },
  { title: "Primary source", names: ["getPresenceUserPrimarysource", "putPresenceUserPrimarysource"] },
  { title: "Settings", names: ["getPresenceSettings", "putPresenceSettings"] },
  { title: "Kinds of presence", names: ["getSystempresences"] },
  { title: "Taking back what was made", names: ["deletePresenceDefinition", "deletePresenceSource"] },
  {
    title: "The deprecated family",
    names: [
      "getPresencedefinitions",
      "postPresencedefinitions",
      "getPresencedefinition",
      "putPresencedefinition",
      "deletePresencedefinition"
    ]
  }
]
