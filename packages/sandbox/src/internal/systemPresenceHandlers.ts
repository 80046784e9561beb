import * as Effect from "effect/Effect"
import { builtInDefinitions, spaced } from "./builtInDefinitions.ts"
import type { OperationHandlers } from "./operationHandlers.ts"

const kinds = builtInDefinitions.map(({ id, systemPresence }) => ({
  id,
  name: spaced(systemPresence),
  selfUri: `/api/v2/systempresences/${id}`
}))

/** The operation on the kinds of presence. */
export const systemPresenceHandlers: OperationHandlers<"getSystempresences"> = {
  getSystempresences: () => Effect.succeed(kinds)
}
