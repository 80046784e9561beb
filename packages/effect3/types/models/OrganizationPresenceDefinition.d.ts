import type { Model, Writable } from "./Model.js";
import type { Ownership } from "./Ownership.js";
import type { SystemPresenceName } from "./SystemPresenceName.js";
/**
 * One status that users can choose, such as "Lunch" as a kind of `Meal`.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceDefinition {
    /** An opaque string: one built-in id is not a valid UUID. Set by the service. */
    readonly id?: string;
    readonly name?: string;
    /** `System` definitions come with the product and cannot be edited. */
    readonly type?: Ownership;
    /** The label by locale code. Reads without `localeCode: "ALL"` may hold a single locale. */
    readonly languageLabels: {
        readonly [localeCode: string]: string;
    };
    /** The kind of presence; it cannot change after creation. */
    readonly systemPresence?: SystemPresenceName;
    /** The division that may use it; `*` means all of them. */
    readonly divisionId?: string;
    /** `true` once it was deleted: deleting deactivates. */
    readonly deactivated?: boolean;
    /** The path of the definition. Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes a definition.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const OrganizationPresenceDefinition: Model<OrganizationPresenceDefinition>;
/**
 * A definition to create or to replace.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceDefinitionRequest extends Writable<OrganizationPresenceDefinition, "id" | "selfUri"> {
}
/**
 * Encodes a definition; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const OrganizationPresenceDefinitionRequest: Model<OrganizationPresenceDefinitionRequest>;
/**
 * All definitions of an organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationPresenceDefinitionEntityListing {
    readonly total?: number;
    readonly entities?: ReadonlyArray<OrganizationPresenceDefinition>;
    readonly selfUri?: string;
}
/**
 * Decodes the list of definitions.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const OrganizationPresenceDefinitionEntityListing: Model<OrganizationPresenceDefinitionEntityListing>;
