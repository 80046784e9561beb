/**
 * A user's presence in the answer of a bulk read.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime";
import type { Model } from "./Model.js";
import type { PresenceDefinition } from "./PresenceDefinition.js";
/**
 * The presence of one of the users of a bulk read.
 *
 * **Gotchas**
 *
 * Real answers omit `id`, `name` and `sourceId`: tell the users apart by `userId`.
 *
 * @category models
 * @since 0.1.0
 */
export interface UcUserPresence {
    /** Set by the service; often absent. */
    readonly id?: string;
    readonly name?: string;
    /** The id of the user. */
    readonly userId?: string;
    /**
     * The name of the source, such as `PURECLOUD`.
     *
     * @deprecated use `sourceId`
     */
    readonly source?: string;
    /** The id of the registered source that set the presence. */
    readonly sourceId?: string;
    /** The status that the user has. */
    readonly presenceDefinition?: PresenceDefinition;
    /** The user's free text. Personal data: keep it out of logs. */
    readonly message?: string;
    /** When the presence last changed. */
    readonly modifiedDate?: DateTime.Utc;
    /** The path of the presence. Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes an entry of a bulk read.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const UcUserPresence: Model<UcUserPresence>;
