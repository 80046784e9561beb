import type { Settings } from "../state/settings.ts"
import type { Stores } from "../state/stores.ts"
import { definitionHandlers, deprecatedDefinitionHandlers } from "./definitionHandlers.ts"
import type { OperationHandlers } from "./operationRunner.ts"
import { bulkPresenceHandlers, systemPresenceHandlers, userPresenceHandlers } from "./presenceHandlers.ts"
import { primarySourceHandlers, sourceHandlers } from "./sourceHandlers.ts"

/** The operations on the presence settings. */
const settingsHandlers = (settings: Settings): OperationHandlers<"getPresenceSettings" | "putPresenceSettings"> => ({
  getPresenceSettings: () => settings.get,

  putPresenceSettings: ({ body }) => settings.replace(body)
})

/** What carries out the operations of the contract on the stores of an organisation. */
export const operationHandlers = (stores: Stores): OperationHandlers => ({
  ...definitionHandlers(stores.definitions),
  ...deprecatedDefinitionHandlers(stores.definitions),
  ...settingsHandlers(stores.settings),
  ...sourceHandlers(stores.sources),
  ...primarySourceHandlers(stores.users, stores.sources, stores.primarySources),
  ...systemPresenceHandlers,
  ...userPresenceHandlers(stores.users, stores.sources, stores.presences),
  ...bulkPresenceHandlers(stores.users, stores.sources, stores.presences)
})
