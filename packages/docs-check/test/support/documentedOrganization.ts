import { OrganizationState, Sandbox } from "@genesys-presence/sandbox"
import { Effect, Schema } from "effect"

const user = (id: string, name: string) => ({ id, name })

const own = (id: string, label: string) => ({
  id,
  type: "User",
  systemPresence: "Meal",
  languageLabels: { en_US: label }
})

/** The ids that the product itself has for its definitions. */
const available = "6a3af858-942f-489d-9700-5f9bcdcdae9b"
const onQueue = "e08eaf1b-ee47-4fa9-a231-1200e284798f"

/** What the documentation calls by an id of its own making, beside what every sandbox has. */
const state = (lunch: string) => ({
  users: [
    user("00000001-0000-4000-8000-000000000001", "Ada Abara"),
    user("00000001-0000-4000-8000-000000000002", "Bruno Bergmann"),
    user("some-user", "Chiara Castro"),
    user("another-user", "Dmitri Dubois"),
    user("user-1", "Elif Eriksen"),
    user("user-2", "Farid Fischer")
  ],
  definitions: [own("some-definition", "Coffee"), own("4d5f0c1e-93a7-4c0c-9c42-6c1d4b8a2f10", lunch)],
  sources: [
    { id: "00000003-0000-4000-8000-000000000002", name: "Microsoft Teams", type: "User" },
    { id: "some-source", name: "Door sensor", type: "User" }
  ],
  settings: {
    requestingOffQueueEnabled: false,
    restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 60_000, restoreOnQueueEnabled: false }
  },
  presences: [
    { userId: "some-user", definitionId: available },
    { userId: "another-user", definitionId: onQueue },
    { userId: "user-1", definitionId: available, message: "back at two" }
  ]
})

/** Lets the sandbox have all that a snippet names, but not the status that the snippet itself makes. */
export const documentedOrganization = Effect.fnUntraced(function* (code: string) {
  const { importState } = yield* Sandbox
  const lunch = /\bpost\w+definitions\(/i.test(code) ? "Meal at noon" : "Lunch"
  yield* importState(yield* Schema.decodeUnknownEffect(OrganizationState.OrganizationState)(state(lunch)))
})
