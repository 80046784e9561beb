import type { Model } from "./Model.js";
import type { UserPresence, UserPresenceRequest } from "./UserPresence.js";
/**
 * A user's presence whose `id` is the **user's** id.
 *
 * @category models
 * @since 0.1.0
 */
export interface MutableUserPresence extends Omit<UserPresence, "id"> {
    /** The id of the user. */
    readonly id?: string;
}
/**
 * Decodes an entry of a bulk update.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const MutableUserPresence: Model<MutableUserPresence>;
/**
 * The presence to set for one user of a bulk update.
 *
 * **Details**
 *
 * The API declares `id` as optional, but an entry without it names nobody: here it is required.
 *
 * @category models
 * @since 0.1.0
 */
export interface MutableUserPresenceRequest extends UserPresenceRequest {
    /** The id of the user whose presence to set. */
    readonly id: string;
}
/**
 * Encodes an entry of a bulk update; `futurePresenceDefinition` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const MutableUserPresenceRequest: Model<MutableUserPresenceRequest>;
