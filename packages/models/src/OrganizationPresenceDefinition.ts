/**
 * The statuses that an organisation offers.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model, Writable } from "./Model.ts"
import { Ownership } from "./Ownership.ts"
import { SystemPresenceName } from "./SystemPresenceName.ts"

/**
 * One status that users can choose, such as "Lunch" as a kind of `Meal`.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceDefinition {
  /** An opaque string: one built-in id is not a valid UUID. Set by the service. */
  readonly id?: string
  readonly name?: string
  /** `System` definitions come with the product and cannot be edited. */
  readonly type?: Ownership
  /** The label by locale code. Reads without `localeCode: "ALL"` may hold a single locale. */
  readonly languageLabels: { readonly [localeCode: string]: string }
  /** The kind of presence; it cannot change after creation. */
  readonly systemPresence?: SystemPresenceName
  /** The division that may use it; `*` means all of them. */
  readonly divisionId?: string
  /** `true` once it was deleted: deleting deactivates. */
  readonly deactivated?: boolean
  /** The path of the definition. Set by the service. */
  readonly selfUri?: string
}

const writable = {
  name: Schema.String,
  type: Ownership,
  languageLabels: Json.StringMap,
  systemPresence: SystemPresenceName,
  divisionId: Schema.String,
  deactivated: Schema.Boolean
}

/**
 * Decodes a definition.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationPresenceDefinition: Model<OrganizationPresenceDefinition> =
  Json.response<OrganizationPresenceDefinition>()("OrganizationPresenceDefinition", {
    fields: { ...writable, languageLabels: Json.AnsweredStringMap, id: Schema.String, selfUri: Schema.String },
    required: ["languageLabels"]
  })

/**
 * A definition to create or to replace.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceDefinitionRequest extends Writable<
  OrganizationPresenceDefinition,
  "id" | "selfUri"
> {}

/**
 * Encodes a definition; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationPresenceDefinitionRequest: Model<OrganizationPresenceDefinitionRequest> =
  Json.request<OrganizationPresenceDefinitionRequest>()("OrganizationPresenceDefinitionRequest", {
    fields: writable,
    required: ["languageLabels"],
    readOnly: ["id", "selfUri"]
  })

/**
 * All definitions of an organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceDefinitionEntityListing {
  readonly total?: number
  readonly entities?: ReadonlyArray<OrganizationPresenceDefinition>
  readonly selfUri?: string
}

/**
 * Decodes the list of definitions.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationPresenceDefinitionEntityListing: Model<OrganizationPresenceDefinitionEntityListing> =
  Json.response<OrganizationPresenceDefinitionEntityListing>()("OrganizationPresenceDefinitionEntityListing", {
    fields: {
      total: Json.Int64,
      entities: Schema.Array(OrganizationPresenceDefinition),
      selfUri: Schema.String
    }
  })
