import type { Model, Writable } from "./Model.js";
import type { SystemPresenceName } from "./SystemPresenceName.js";
/**
 * The status that a user has, as a reference to one of the organisation's definitions.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceDefinition {
    /** The id of the organisation's definition. An opaque string: one built-in id is not a valid UUID. */
    readonly id?: string;
    /** The kind of presence; the spelling differs by endpoint, compare with `SystemPresenceName.equals`. */
    readonly systemPresence?: SystemPresenceName;
    /** The path of the definition, in the deprecated family. Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes a reference to a definition.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const PresenceDefinition: Model<PresenceDefinition>;
/**
 * The status to set.
 *
 * **Details**
 *
 * The API declares `id` as optional and says that it is the only value needed: the service refuses a reference without it,
 * such as `{ systemPresence: "Busy" }`. Here it is required.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceDefinitionRequest extends Writable<PresenceDefinition, "id" | "selfUri"> {
    /** The id of the organisation's definition; not empty. An opaque string: one built-in id is not a valid UUID. */
    readonly id: string;
}
/**
 * Encodes a reference to a definition; `selfUri` is not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const PresenceDefinitionRequest: Model<PresenceDefinitionRequest>;
