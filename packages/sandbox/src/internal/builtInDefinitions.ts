import type { KnownSystemPresenceName } from "@genesys-presence/models/SystemPresenceName"

interface BuiltInDefinition {
  readonly id: string
  readonly systemPresence: KnownSystemPresenceName
  readonly languageLabels: { readonly [localeCode: string]: string }
}

const builtIn = (
  systemPresence: KnownSystemPresenceName,
  id: string,
  english: string,
  german: string
): BuiltInDefinition => ({ id, systemPresence, languageLabels: { en_US: english, de: german } })

const offline = builtIn("Offline", "ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5", "Offline", "Offline")

/** The definitions that come with the product, under the ids that they have in every organisation. */
export const builtInDefinitions: ReadonlyArray<BuiltInDefinition> = [
  builtIn("Available", "6a3af858-942f-489d-9700-5f9bcdcdae9b", "Available", "Verfügbar"),
  builtIn("Away", "5e5c5c66-ea97-4e7f-ac41-6424784829f2", "Away", "Abwesend"),
  builtIn("Busy", "31fe3bac-dea6-44b7-bed7-47f91660a1a0", "Busy", "Beschäftigt"),
  offline,
  builtIn("Idle", "7ffa01cd-7866-4ad7-8faa-31e11b42f51f", "Idle", "Inaktiv"),
  builtIn("OnQueue", "e08eaf1b-ee47-4fa9-a231-1200e284798f", "On Queue", "In Warteschlange"),
  builtIn("Meal", "3fd96123-badb-4f69-bc03-1b1ccc6d8014", "Meal", "Essen"),
  builtIn("Training", "d2390a99-8546-bad9-8f0a-219548e8aeb0", "Training", "Schulung"),
  builtIn("Meeting", "bbdff279-7ae1-48ea-bade-7831d7234c64", "Meeting", "Besprechung"),
  builtIn("Break", "227b37e2-f1d0-4dd0-8f50-badd7cf6d158", "Break", "Pause")
]

/** What a user's presence is where it was never set. */
export const offlineDefinitionId = offline.id

/** How user presences and the deprecated family spell a kind of presence. */
export const spaced = (systemPresence: KnownSystemPresenceName): string =>
  systemPresence === "OnQueue" ? "On Queue" : systemPresence
