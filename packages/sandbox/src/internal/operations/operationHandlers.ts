import * as Effect from "effect/Effect"
import type { FaultRules } from "../faults/faultRules.ts"
import type { Channels } from "../notifications/channels.ts"
import { checkDefaultSource, type Settings } from "../state/settings.ts"
import type { Sources } from "../state/sources.ts"
import type { Stores } from "../state/stores.ts"
import { definitionHandlers, deprecatedDefinitionHandlers } from "./definitionHandlers.ts"
import { notificationHandlers } from "./notificationHandlers.ts"
import type { OperationHandlers } from "./operationRunner.ts"
import { bulkPresenceHandlers, systemPresenceHandlers, userPresenceHandlers } from "./presenceHandlers.ts"
import { primarySourceHandlers, sourceHandlers } from "./sourceHandlers.ts"

/** The operations on the presence settings. */
const settingsHandlers = (
  settings: Settings,
  sources: Sources
): OperationHandlers<"getPresenceSettings" | "putPresenceSettings"> => ({
  getPresenceSettings: () => settings.get,

  putPresenceSettings: ({ body }) => Effect.andThen(checkDefaultSource(body, sources), settings.replace(body))
})

/** What carries out the operations of the contract on the stores of an organisation. */
export const operationHandlers = (
  stores: Stores,
  channels: Channels,
  faultRules: Pick<FaultRules, "takeAt">
): OperationHandlers => ({
  ...definitionHandlers(stores.definitions),
  ...deprecatedDefinitionHandlers(stores.definitions),
  ...settingsHandlers(stores.settings, stores.sources),
  ...sourceHandlers(stores.sources),
  ...primarySourceHandlers(stores.users, stores.sources, stores.primarySources),
  ...systemPresenceHandlers,
  ...userPresenceHandlers(stores.users, stores.sources, stores.presences),
  ...bulkPresenceHandlers(stores.users, stores.sources, stores.presences),
  ...notificationHandlers(channels, stores.users, faultRules)
})
