import type { Model } from "./Model.js";
/**
 * A kind of presence, as the list of system presences shows it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SystemPresence {
    /** Set by the service. */
    readonly id?: string;
    /** Such as `Available` or `On Queue`; compare with `SystemPresenceName.equals`. */
    readonly name?: string;
    /** Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes a kind of presence.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const SystemPresence: Model<SystemPresence>;
