/**
 * What an organisation has set for presence as a whole.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model, Writable } from "./Model.ts"

/**
 * Whether and for how long a user who comes back gets the earlier presence again.
 *
 * @category models
 * @since 0.1.0
 */
export interface RestorePresenceSettings {
  /** Whether presences are restored at all. */
  readonly enabled: boolean
  /** How long after leaving a presence is still restored, in milliseconds. */
  readonly restoreTimeMilliseconds: number
  /** Whether `On Queue` is restored too. */
  readonly restoreOnQueueEnabled: boolean
}

/**
 * Decodes the settings of restoring.
 *
 * @category schemas
 * @since 0.1.0
 */
export const RestorePresenceSettings: Model<RestorePresenceSettings> = Json.response<RestorePresenceSettings>()(
  "RestorePresenceSettings",
  {
    fields: {
      enabled: Schema.Boolean,
      restoreTimeMilliseconds: Schema.Number.annotate({ format: "int64" }).check(Schema.isInt()),
      restoreOnQueueEnabled: Schema.Boolean
    },
    required: ["enabled", "restoreTimeMilliseconds", "restoreOnQueueEnabled"]
  }
)

/**
 * The presence settings of an organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceSettings {
  /** Set by the service. */
  readonly id?: string
  readonly name?: string
  readonly restorePresenceSettings?: RestorePresenceSettings
  /** Whether an agent in a conversation may ask to go off queue after it. */
  readonly requestingOffQueueEnabled?: boolean
  /** The registered source that is primary for users who have not chosen one. */
  readonly defaultPrimaryPresenceRegisteredSourceId?: string
  /** The path of the settings. Set by the service. */
  readonly selfUri?: string
}

const writable = {
  name: Schema.String,
  restorePresenceSettings: RestorePresenceSettings,
  requestingOffQueueEnabled: Schema.Boolean,
  defaultPrimaryPresenceRegisteredSourceId: Schema.String
}

/**
 * Decodes the presence settings.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PresenceSettings: Model<PresenceSettings> = Json.response<PresenceSettings>()("PresenceSettings", {
  fields: { ...writable, id: Schema.String, selfUri: Schema.String }
})

/**
 * The presence settings to store. A PUT replaces all of them: start from what was read.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceSettingsRequest extends Writable<PresenceSettings, "id" | "selfUri"> {}

/**
 * Encodes the presence settings; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PresenceSettingsRequest: Model<PresenceSettingsRequest> = Json.request<PresenceSettingsRequest>()(
  "PresenceSettingsRequest",
  { fields: writable, readOnly: ["id", "selfUri"] }
)
