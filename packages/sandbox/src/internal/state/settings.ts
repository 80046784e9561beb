import type { PresenceSettings, PresenceSettingsRequest } from "@genesys-presence/models/PresenceSettings"
import * as Effect from "effect/Effect"
import { ErrorCode, invalidField, type Refusal } from "../http/refusal.ts"
import { identifier, IdentifierKind } from "./entities.ts"
import type { Sources } from "./sources.ts"

/** The presence settings of the organisation. */
export interface Settings {
  readonly get: Effect.Effect<PresenceSettings>
  readonly replace: (body: PresenceSettingsRequest) => Effect.Effect<PresenceSettings>
  /** What was stored, without what the service adds. */
  readonly stored: Effect.Effect<PresenceSettingsRequest>
}

const thirtyMinutes = 30 * 60 * 1000

const initial: PresenceSettingsRequest = {
  restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: thirtyMinutes, restoreOnQueueEnabled: false },
  requestingOffQueueEnabled: true
}

const fixed = { id: identifier(IdentifierKind.settings, 1), selfUri: "/api/v2/presence/settings" }

/** At first a presence is restored for half an hour, except On Queue, unless other settings were imported. */
export const settingsFrom = (imported: PresenceSettingsRequest | undefined): Settings => {
  let stored = imported ?? initial
  // A decoded body holds no key with `undefined`, which is all that tells a request's type from an answer's.
  const get = Effect.sync(() => ({ ...stored, ...fixed }) as PresenceSettings)
  return {
    get,
    stored: Effect.sync(() => stored),
    replace: (body) =>
      Effect.suspend(() => {
        stored = body
        return get
      })
  }
}

/** Refuses a default source that is not there; what was written earlier may have been deactivated since. */
export const checkDefaultSource = (
  { defaultPrimaryPresenceRegisteredSourceId: id }: PresenceSettingsRequest,
  sources: Sources
): Effect.Effect<void, Refusal> =>
  id === undefined || sources.named(id)._tag !== "Custom"
    ? Effect.void
    : Effect.fail(
        invalidField(
          ErrorCode.invalidValue,
          "defaultPrimaryPresenceRegisteredSourceId",
          `there is no registered source ${id}`
        )
      )
