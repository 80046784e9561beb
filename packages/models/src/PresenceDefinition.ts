/**
 * The status that a presence points at.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"
import { SystemPresenceName } from "./SystemPresenceName.ts"

/**
 * The status that a user has, as a reference to one of the organisation's definitions.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceDefinition {
  /** The id of the organisation's definition. An opaque string: one built-in id is not a valid UUID. */
  readonly id?: string
  /** The kind of presence; the spelling differs by endpoint, compare with `SystemPresenceName.equals`. */
  readonly systemPresence?: SystemPresenceName
  /** The path of the definition, in the deprecated family. Set by the service. */
  readonly selfUri?: string
}

const writable = { id: Schema.String, systemPresence: SystemPresenceName }

/**
 * Decodes a reference to a definition.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PresenceDefinition: Model<PresenceDefinition> = Json.response<PresenceDefinition>()("PresenceDefinition", {
  fields: { ...writable, selfUri: Schema.String }
})

/**
 * A reference to a definition in a request; `id` alone is enough.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceDefinitionRequest extends Json.Writable<PresenceDefinition, "selfUri"> {}

/**
 * Encodes a reference to a definition; `selfUri` is not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PresenceDefinitionRequest: Model<PresenceDefinitionRequest> = Json.request<PresenceDefinitionRequest>()(
  "PresenceDefinitionRequest",
  { fields: writable, readOnly: ["selfUri"] }
)
