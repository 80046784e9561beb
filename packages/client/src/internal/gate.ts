import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type { PresenceError } from "../PresenceError.ts"
import type { TransportRequest } from "../PresenceTransport.ts"

/** What holds requests back for a while. */
export interface Gate {
  /** Waits until it is open; `undefined` when it is. */
  readonly closed: (
    request: TransportRequest,
    fiber: Fiber.Fiber<unknown, unknown>
  ) => Effect.Effect<void, PresenceError> | undefined
}

/**
 * The nearest gate above a policy: a refusal closes it before any that is further up. A request that passed it and then
 * waits, for a place or for a retry, looks at it again before it is sent: it may have been closed meanwhile.
 */
export const Gate: Context.Reference<Gate> = Context.Reference("@genesys-presence/client/Gate", {
  defaultValue: (): Gate => ({ closed: () => undefined })
})
